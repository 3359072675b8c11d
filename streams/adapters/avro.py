"""Avro bytes <-> records. The only module that knows fastavro.

What is written of every article, `DIRECT`, is written by `avro_writer`, all else by fastavro.

Written: single-object encoding (C3 01, CRC-64-AVRO fingerprint, body). Read: that, and Confluent
framing (00, schema id) whose body is taken as our own schema, since no registry is asked here.
"""

import json
from functools import cache
from io import BytesIO
from struct import error as struct_error
from typing import Any

from fastavro import parse_schema, schemaless_reader, schemaless_writer
from fastavro.schema import fingerprint, to_parsing_canonical_form

from streams import _resources
from streams.adapters.avro_writer import Write, writer_of
from streams.domain.errors import BadRecord
from streams.domain.flow import Topic
from streams.domain.plain import from_plain, to_plain
from streams.domain.records import Record

SINGLE_OBJECT = b"\xc3\x01"
CONFLUENT = b"\x00"
DIRECT = frozenset({"article", "signed"})
_SINGLE_HEADER = 10
_CONFLUENT_HEADER = 5


@cache
def schema_of(stem: str) -> Any:
    """Return the parsed schema `schemas/<stem>.avsc`, with times as plain milliseconds."""
    text = (_resources.schemas() / f"{stem}.avsc").read_text("utf-8")
    return parse_schema(json.loads(text, object_hook=_without_logical_type))


def _without_logical_type(node: dict[str, Any]) -> dict[str, Any]:
    """Drop what would turn milliseconds into datetimes; the bytes are the same."""
    return {key: value for key, value in node.items() if key != "logicalType"}


@cache
def header_of(stem: str) -> bytes:
    """Return the ten bytes before each record of this schema."""
    crc = fingerprint(to_parsing_canonical_form(schema_of(stem)), "CRC-64-AVRO")
    return SINGLE_OBJECT + bytes.fromhex(crc)


def encode(topic: Topic, record: Record) -> bytes:
    """Return the bytes of `record`. Raises BadRecord (`lone_surrogate`, `wrong_type`)."""
    write = written_directly if topic.schema in DIRECT else written_plainly
    try:
        return write(topic, record)
    except UnicodeEncodeError as error:
        raise BadRecord("encode", "lone_surrogate", str(error.reason)) from None
    except (AttributeError, TypeError, ValueError, OverflowError, struct_error) as error:
        raise BadRecord("encode", "wrong_type", str(error)) from None


def written_directly(topic: Topic, record: Record) -> bytes:
    """Return the bytes of a record of `DIRECT`."""
    out = bytearray(header_of(topic.schema))
    _direct_writer(topic.schema)(record, out)
    return bytes(out)


def written_plainly(topic: Topic, record: Record) -> bytes:
    """Return the bytes of any record, by fastavro."""
    out = BytesIO(header_of(topic.schema))
    out.seek(_SINGLE_HEADER)
    schemaless_writer(out, schema_of(topic.schema), to_plain(record))
    return out.getvalue()


@cache
def _direct_writer(stem: str) -> Write:
    return writer_of(schema_of(stem))


def decode(topic: Topic, message: bytes | None) -> Record:
    """Return the record in `message`. Raises BadRecord with the reason it is not one."""
    body = _body(topic, message)
    try:
        plain = schemaless_reader(body, schema_of(topic.schema), None)
    except (EOFError, IndexError, struct_error) as error:
        raise BadRecord("decode", "truncated", type(error).__name__) from None
    except (ValueError, TypeError, KeyError, OverflowError, MemoryError) as error:
        raise BadRecord("decode", "bad_avro", type(error).__name__) from None
    if body.read(1):
        raise BadRecord("decode", "bad_avro", "bytes after the end of the record")
    return from_plain(topic.record, plain)


def _body(topic: Topic, message: bytes | None) -> BytesIO:
    if not message:
        raise BadRecord("decode", "null", "no value")
    skip = _CONFLUENT_HEADER
    if message.startswith(SINGLE_OBJECT):
        if len(message) < _SINGLE_HEADER:
            raise BadRecord("decode", "truncated", f"{len(message)} bytes")
        if not message.startswith(header_of(topic.schema)):
            raise BadRecord("decode", "unknown_schema", message[2:_SINGLE_HEADER].hex())
        skip = _SINGLE_HEADER
    elif not message.startswith(CONFLUENT):
        raise BadRecord("decode", "unknown_schema", f"first byte {message[0]:#04x}")
    body = BytesIO(message)
    body.seek(skip)
    return body
