"""Avro bytes straight from records, for what is written of every article.

fastavro takes dicts and looks at each union anew: 19 µs for an article of 6 kB where this takes 10,
by turns. It stays the judge: the tests hold both to the same bytes.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from struct import Struct
from typing import Any

Write = Callable[[Any, bytearray], None]
"""Adds the bytes of a value; raises AttributeError, TypeError or ValueError for one of no kind."""

_DOUBLE = Struct("<d")
_SHORT, _BYTE, _REST = 0x40, 0x80, 0x7F
_BITS = 63


def writer_of(schema: Mapping[str, Any]) -> Write:
    """Return what writes records of a parsed schema. Raises LookupError for a kind not known."""
    return _writer(schema, {})


def _writer(schema: Any, named: dict[str, Write]) -> Write:
    if isinstance(schema, str):
        return named[schema] if schema in named else _PLAIN[schema]
    if isinstance(schema, list):
        return _optional(schema, named)
    kind = schema["type"]
    if kind not in _COMPOUND:
        return _writer(kind, named)
    found = _COMPOUND[kind](schema, named)
    if "name" in schema:
        named[schema["name"]] = found
    return found


def _record(schema: Mapping[str, Any], named: dict[str, Write]) -> Write:
    names = [field["name"] for field in schema["fields"]]
    writers = [_writer(field["type"], named) for field in schema["fields"]]
    values_of = attrgetter(*names)

    def write(value: Any, out: bytearray) -> None:
        for each, write_field in zip(values_of(value), writers, strict=True):
            write_field(each, out)

    return write


def _array(schema: Mapping[str, Any], named: dict[str, Write]) -> Write:
    write_item = _writer(schema["items"], named)

    def write(value: Any, out: bytearray) -> None:
        if value:
            _long(len(value), out)
            for each in value:
                write_item(each, out)
        out.append(0)

    return write


def _enum(schema: Mapping[str, Any], _named: dict[str, Write]) -> Write:
    numbers = list(schema["symbols"])

    def write(value: Any, out: bytearray) -> None:
        _long(numbers.index(value), out)

    return write


def _optional(schema: list[Any], named: dict[str, Write]) -> Write:
    """Return what writes a union of null and one other."""
    if len(schema) != 2 or schema[0] != "null":
        raise LookupError(str(schema))
    write_value = _writer(schema[1], named)

    def write(value: Any, out: bytearray) -> None:
        if value is None:
            out.append(0)
        else:
            out.append(2)
            write_value(value, out)

    return write


def _string(value: str, out: bytearray) -> None:
    encoded = value.encode()
    if (size := len(encoded)) < _SHORT:
        out.append(size << 1)
    else:
        _long(size, out)
    out += encoded


def _bytes(value: bytes, out: bytearray) -> None:
    _long(len(value), out)
    out += value


def _long(value: int, out: bytearray) -> None:
    rest = (value << 1) ^ (value >> _BITS)
    if not 0 <= rest < 1 << (_BITS + 1):
        raise ValueError(f"a long must have 64 bits, got {value}")
    while rest >= _BYTE:
        out.append(rest & _REST | _BYTE)
        rest >>= 7
    out.append(rest)


def _boolean(value: bool, out: bytearray) -> None:
    out.append(1 if value else 0)


def _double(value: float, out: bytearray) -> None:
    out += _DOUBLE.pack(value)


_PLAIN: Mapping[str, Write] = {
    "string": _string,
    "bytes": _bytes,
    "long": _long,
    "boolean": _boolean,
    "double": _double,
}
_COMPOUND: Mapping[str, Callable[[Mapping[str, Any], dict[str, Write]], Write]] = {
    "record": _record,
    "array": _array,
    "enum": _enum,
}
