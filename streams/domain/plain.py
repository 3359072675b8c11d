"""Records to and from plain values and JSON; msgspec does the work and checks the types."""

from typing import TypeVar

import msgspec

from streams.domain.errors import BadRecord
from streams.domain.records import Record

AnyRecord = TypeVar("AnyRecord")


def to_plain(record: object) -> dict[str, object]:
    """Return `record` as dicts, lists and scalars; bytes stay bytes."""
    plain: dict[str, object] = msgspec.to_builtins(record, builtin_types=(bytes,))
    return plain


def from_plain(kind: type[AnyRecord], plain: object, stage: str = "decode") -> AnyRecord:
    """Return the record in `plain`. Raises BadRecord (`wrong_type`) when it does not fit."""
    try:
        return msgspec.convert(plain, kind, builtin_types=(bytes,))
    except msgspec.ValidationError as error:
        raise BadRecord(stage, "wrong_type", str(error)) from None


def to_json(record: Record | dict[str, object]) -> bytes:
    """Return one line of JSON, UTF-8, without the line's end."""
    return msgspec.json.encode(record)


def from_json(kind: type[AnyRecord], line: bytes, stage: str = "decode") -> AnyRecord:
    """Return the record in a line of JSON. Raises BadRecord (`bad_json`, `wrong_type`)."""
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.ValidationError as error:
        raise BadRecord(stage, "wrong_type", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRecord(stage, "bad_json", str(error)) from None
