"""The table's values to and from bytes: msgpack with a version, never pickle."""

from dataclasses import fields
from typing import cast

import msgspec

from streams.domain.flow import Table
from streams.stages.dedup.memory import Entry, derive, is_derived

VERSION = 2
_ENTRIES = "entries"
_PLAIN = "plain"


def dump(value: object) -> bytes:
    """Return the bytes of a value. Raises ValueError for one that the stage does not keep."""
    match value:
        case int():
            return msgspec.msgpack.encode((VERSION, _PLAIN, value))
        case tuple() if value and all(isinstance(each, Entry) for each in value):
            rows = [[getattr(entry, name) for name in _FIELDS] for entry in value]
            return msgspec.msgpack.encode((VERSION, _ENTRIES, rows))
        case tuple():
            return msgspec.msgpack.encode((VERSION, _PLAIN, value))
    raise ValueError(f"no entry of this table: {type(value).__name__}")


def load(stored: bytes) -> object:
    """Return the value in `stored`. Raises ValueError for another version or shape."""
    version, shape, value = msgspec.msgpack.decode(stored, type=tuple[int, str, object])
    if version != VERSION or shape not in {_ENTRIES, _PLAIN}:
        raise ValueError(f"table version must be {VERSION}, got {version} {shape}")
    if shape == _PLAIN:
        return tuple(cast("list[object]", value)) if isinstance(value, list) else value
    rows = cast("list[list[object]]", value)
    return tuple(
        msgspec.convert(dict(zip(_FIELDS, row, strict=True)), Entry, builtin_types=(bytes,))
        for row in rows
    )


_FIELDS = tuple(each.name for each in fields(Entry))

TABLE = Table("dedup", dump, load, is_derived, derive)
"""The table of the stage."""
