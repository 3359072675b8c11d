"""Avro bytes <-> records. With `schemas` the only module that knows fastavro.

What is written of every article, `DIRECT`, is written by `avro_writer`, all else by fastavro. Which
schema wrote a record is said before its body, as `framing` has it.
"""

from functools import cache
from io import BytesIO
from struct import error as struct_error
from typing import Any

from fastavro import schemaless_reader, schemaless_writer
from fastavro.read import SchemaResolutionError

from streams.adapters.avro_writer import Write, writer_of
from streams.adapters.framing import header, opened
from streams.adapters.schemas import header_of, schema_of
from streams.domain.errors import BadRecord
from streams.domain.flow import Topic
from streams.domain.plain import from_plain, to_plain
from streams.domain.records import Record

__all__ = ["DIRECT", "decode", "encode", "header_of", "schema_of", "size_of"]

DIRECT = frozenset({"article", "signed"})


def encode(topic: Topic, record: Record) -> bytes:
    """Return the bytes of `record`. Raises BadRecord (`lone_surrogate`, `wrong_type`).

    Raises Unavailable while a registry has yet to say the id of our schema, and is away.
    """
    return _written(header(topic), topic, record)


def size_of(topic: Topic, record: Record) -> int:
    """Return how many bytes `record` takes, whoever is away. Raises BadRecord as `encode` does."""
    return len(_written(header_of(topic.schema), topic, record))


def _written(start: bytes, topic: Topic, record: Record) -> bytes:
    write = written_directly if topic.schema in DIRECT else written_plainly
    try:
        return write(start, topic.schema, record)
    except UnicodeEncodeError as error:
        raise BadRecord("encode", "lone_surrogate", str(error.reason)) from None
    except (AttributeError, TypeError, ValueError, OverflowError, struct_error) as error:
        raise BadRecord("encode", "wrong_type", str(error)) from None


def written_directly(start: bytes, stem: str, record: Record) -> bytes:
    """Return the bytes of a record of `DIRECT`, after `start`."""
    out = bytearray(start)
    _direct_writer(stem)(record, out)
    return bytes(out)


def written_plainly(start: bytes, stem: str, record: Record) -> bytes:
    """Return the bytes of any record, by fastavro, after `start`."""
    out = BytesIO(start)
    out.seek(len(start))
    schemaless_writer(out, schema_of(stem), to_plain(record))
    return out.getvalue()


@cache
def _direct_writer(stem: str) -> Write:
    return writer_of(schema_of(stem))


def decode(topic: Topic, message: bytes | None) -> Record:
    """Return the record in `message`. Raises BadRecord with the reason it is not one.

    Raises Unavailable when only a registry that is away can tell how to read it.
    """
    body, writer = opened(topic, message)
    try:
        plain = _read(body, writer, schema_of(topic.schema))
    except (EOFError, IndexError, struct_error) as error:
        raise BadRecord("decode", "truncated", type(error).__name__) from None
    except SchemaResolutionError as error:
        raise BadRecord("decode", "wrong_type", f"another record: {error}"[:200]) from None
    except (ValueError, TypeError, KeyError, OverflowError, MemoryError) as error:
        raise BadRecord("decode", "bad_avro", type(error).__name__) from None
    if body.read(1):
        raise BadRecord("decode", "bad_avro", "bytes after the end of the record")
    return from_plain(topic.record, plain)


def _read(body: BytesIO, writer: Any, ours: Any) -> Any:
    if writer is None:
        return schemaless_reader(body, ours, None)
    return schemaless_reader(body, writer, ours)
