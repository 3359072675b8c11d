"""The Avro schemas as fastavro takes them: the present ones, and every one that was published."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from fastavro import parse_schema
from fastavro.schema import SchemaParseException, fingerprint, to_parsing_canonical_form

from streams import _resources

SINGLE_OBJECT = b"\xc3\x01"


@cache
def text_of(stem: str) -> str:
    """Return the text of `schemas/<stem>.avsc`."""
    return (_resources.schemas() / f"{stem}.avsc").read_text("utf-8")


@cache
def schema_of(stem: str) -> Any:
    """Return the parsed schema `schemas/<stem>.avsc`, with times as plain milliseconds."""
    return parsed(text_of(stem))


def parsed(text: str) -> Any:
    """Return a schema in JSON, parsed. Raises ValueError when it is none."""
    try:
        return parse_schema(json.loads(text, object_hook=_without_logical_type))
    except (SchemaParseException, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no Avro schema: {type(error).__name__}") from None


def is_same(one: Any, other: Any) -> bool:
    """Whether two parsed schemas have the same bytes for the same record."""
    return bool(to_parsing_canonical_form(one) == to_parsing_canonical_form(other))


@cache
def header_of(stem: str) -> bytes:
    """Return the ten bytes before each record of this schema."""
    return single_object_header(schema_of(stem))


def single_object_header(schema: Any) -> bytes:
    """Return the mark of single-object encoding and the fingerprint of a parsed schema."""
    return SINGLE_OBJECT + bytes.fromhex(
        fingerprint(to_parsing_canonical_form(schema), "CRC-64-AVRO")
    )


@cache
def published(stem: str) -> Mapping[bytes, Any]:
    """Return the schemas of all earlier versions of a record by the header of their records."""
    return written_by_others(stem, _resources.schemas() / "history")


def written_by_others(stem: str, history: Traversable) -> Mapping[bytes, Any]:
    """Return the schemas of this stem in `history` that are not the present one, by header."""
    found = {single_object_header(schema): schema for schema in _frozen(stem, history)}
    found.pop(header_of(stem), None)
    return found


def _frozen(stem: str, history: Traversable) -> Iterator[Any]:
    for version in history.iterdir() if history.is_dir() else ():
        if (path := version / f"{stem}.avsc").is_file():
            yield parsed(path.read_text("utf-8"))


def _without_logical_type(node: dict[str, Any]) -> dict[str, Any]:
    """Drop what would turn milliseconds into datetimes; the bytes are the same."""
    return {key: value for key, value in node.items() if key != "logicalType"}
