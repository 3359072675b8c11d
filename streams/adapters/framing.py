"""What stands before the body of a record: which schema wrote it.

Single-object encoding: C3 01, CRC-64-AVRO fingerprint. With a registry in use, Confluent's: 00,
four bytes of id. Both are read, whichever is written.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from streams.adapters.schemas import SINGLE_OBJECT, header_of, published
from streams.domain.errors import BadRecord
from streams.domain.flow import Topic

CONFLUENT = b"\x00"
SINGLE_HEADER = 10
CONFLUENT_HEADER = 5


class Registry(Protocol):
    """What we need of a schema registry. Each call raises Unavailable while it is away."""

    def header_of(self, topic: Topic) -> bytes:
        """Return the five bytes before each record of a topic."""

    def learn(self, number: int) -> None:
        """Ask for the schema of an id."""

    def written_by(self, topic: Topic, number: int) -> Any:
        """Return the schema of an id, None when it is ours. Raises BadRecord for no schema."""


@dataclass(slots=True)
class Framing:
    """How this process frames; without a registry the body behind an id is taken as ours."""

    registry: Registry | None = None


FRAMING = Framing()
"""Set once, where a process begins."""


def header(topic: Topic) -> bytes:
    """Return what is written before each record of a topic."""
    registry = FRAMING.registry
    return header_of(topic.schema) if registry is None else registry.header_of(topic)


def opened(topic: Topic, message: bytes | None) -> tuple[BytesIO, Any]:
    """Return the body, and the schema it was written by where that is not ours.

    Raises BadRecord (`null`, `truncated`, `unknown_schema`).
    """
    if not message:
        raise BadRecord("decode", "null", "no value")
    skip, writer = SINGLE_HEADER, None
    if message.startswith(SINGLE_OBJECT):
        if not message.startswith(header_of(topic.schema)):
            writer = _earlier(topic, message[:SINGLE_HEADER])
    elif message.startswith(CONFLUENT):
        skip, writer = CONFLUENT_HEADER, _registered(topic, message[1:CONFLUENT_HEADER])
    else:
        raise BadRecord("decode", "unknown_schema", f"first byte {message[0]:#04x}")
    body = BytesIO(message)
    body.seek(skip)
    return body, writer


def learn(message: bytes | None) -> None:
    """Ask for the schema of a message that only a registry knows. Raises Unavailable."""
    if FRAMING.registry is not None and message and message.startswith(CONFLUENT):
        FRAMING.registry.learn(int.from_bytes(message[1:CONFLUENT_HEADER], "big"))


def _earlier(topic: Topic, start: bytes) -> Any:
    """Return the earlier schema of ours whose records begin like this."""
    if len(start) < SINGLE_HEADER:
        raise BadRecord("decode", "truncated", f"{len(start)} bytes")
    if (found := published(topic.schema).get(start)) is None:
        raise BadRecord("decode", "unknown_schema", start[2:].hex())
    return found


def _registered(topic: Topic, number: bytes) -> Any:
    """Return the schema of an id, None when it is ours or nobody is there to be asked."""
    if FRAMING.registry is None:
        return None
    if len(number) < CONFLUENT_HEADER - 1:
        raise BadRecord("decode", "truncated", f"{1 + len(number)} bytes")
    return FRAMING.registry.written_by(topic, int.from_bytes(number, "big"))
