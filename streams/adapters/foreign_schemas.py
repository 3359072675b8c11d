"""Schemas of other writers: parsed, and refused where their bytes could stall or end a process.

A type that holds itself nests as deep as the bytes say, which overflows the stack of fastavro's C
code; an array of what takes no bytes is as long as its count says, at no cost to the sender.
"""

from typing import Any

from streams.adapters.schemas import parsed


def parsed_safely(text: str) -> Any:
    """Return the schema in a text, parsed. Raises ValueError when we cannot read by it."""
    schema = parsed(text)
    _takes_bytes(schema, (), {})
    return schema


def _takes_bytes(schema: Any, inside: tuple[str, ...], known: dict[str, bool]) -> bool:
    """Whether every value of a parsed schema takes a byte at least. Raises ValueError."""
    if isinstance(schema, str):
        if schema in inside:
            raise ValueError(f"{schema} holds itself")
        return known.get(schema, schema != "null")
    if isinstance(schema, list):
        for part in schema:
            _takes_bytes(part, inside, known)
        return True
    return _compound_takes_bytes(schema, inside, known)


def _compound_takes_bytes(
    schema: dict[str, Any], inside: tuple[str, ...], known: dict[str, bool]
) -> bool:
    kind = schema["type"]
    if kind in ("record", "error"):
        below = (*inside, schema["name"])
        found = [_takes_bytes(field["type"], below, known) for field in schema["fields"]]
        known[schema["name"]] = any(found)
        return any(found)
    if kind == "fixed":
        known[schema["name"]] = schema["size"] > 0
        return known[schema["name"]]
    if kind == "array" and not _takes_bytes(schema["items"], inside, known):
        raise ValueError("an array of what takes no bytes")
    if kind == "map":
        _takes_bytes(schema["values"], inside, known)
    return kind in ("array", "map", "enum") or _takes_bytes(kind, inside, known)
