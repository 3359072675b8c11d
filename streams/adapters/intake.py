"""From what a poll found to the records a stage sees."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from streams.adapters import avro, headers
from streams.adapters.framing import learn
from streams.adapters.headers import Origin
from streams.adapters.transport import records_of
from streams.domain.errors import BadRecord, Unavailable
from streams.domain.flow import Incoming, Stage, Topic
from streams.domain.quarantine import UNKNOWN, source_of
from streams.domain.topics import ARTICLE_RAW

ARTICLE_BYTES = 900_000
"""The largest encoded article that is accepted."""
SOURCE_LIMIT = 100
TURN_RECORDS = 20
"""Records decoded before the event loop gets a turn: what is sent must not wait long."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 5.0

log = logging.getLogger(__name__)


class Arrived(NamedTuple):
    """An event with its records as they lie in the log and as the stage sees them."""

    event: Any
    origins: Sequence[Origin]
    records: Sequence[Incoming | BadRecord]


async def arrived(stage: Stage, event: Any) -> Arrived:
    """Decode what an event carries, while the batch before it waits for its acknowledgement."""
    origins = list(_origins_of(event))
    records: list[Incoming | BadRecord] = []
    for first in range(0, len(origins), TURN_RECORDS):
        if first:
            await asyncio.sleep(0)
        for each in origins[first : first + TURN_RECORDS]:
            try:
                records.append(decoded(stage, each))
            except Unavailable:
                records.append(await _learned(stage, each))
    return Arrived(event, origins, records)


async def _learned(stage: Stage, origin: Origin) -> Incoming | BadRecord:
    """Decode a record whose schema is asked for meanwhile; a registry that is away is waited for.

    Nothing is acknowledged meanwhile; what waits shows as lag.
    """
    pause = FIRST_PAUSE_S
    while True:
        try:
            await asyncio.to_thread(learn, origin.value)
            return decoded(stage, origin)
        except Unavailable as error:
            log.warning("waiting: %s", error, extra={"seconds": pause})
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_S)


def _origins_of(event: Any) -> Iterator[Origin]:
    """Yield the records of an event as they lie in the log, in their order."""
    for record in records_of(event):
        yield Origin(
            record.topic,
            record.partition,
            record.offset,
            record.timestamp or 0,
            record.key,
            record.value,
            _headers(record.headers),
        )


def _headers(found: Sequence[tuple[str, bytes | None]] | None) -> Sequence[tuple[str, bytes]]:
    return [(name, value or b"") for name, value in found] if found else ()


def decoded(stage: Stage, origin: Origin) -> Incoming | BadRecord:
    """Return the record as the stage sees it, or why it cannot be read.

    Raises Unavailable when its schema is still to be asked for.
    """
    topic = _source(stage, origin.topic)
    size = len(origin.value or b"")
    if topic is ARTICLE_RAW and size > ARTICLE_BYTES:
        return BadRecord("decode", "too_large", f"{size} bytes, at most {ARTICLE_BYTES}")
    try:
        return Incoming(topic, avro.decode(topic, origin.value))
    except BadRecord as bad:
        return bad
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - hostile bytes must not end the worker
        return BadRecord("decode", "bad_avro", type(error).__name__)


def sender_of(origin: Origin, record: Incoming | BadRecord) -> str:
    """Return who sent a record: whose credential it came with, else what it says itself."""
    for name, value in origin.headers:
        if name == headers.SOURCE:
            return value[:SOURCE_LIMIT].decode("utf-8", "replace")
    return source_of(record.value) if isinstance(record, Incoming) else UNKNOWN


def _source(stage: Stage, name: str) -> Topic:
    for topic in stage.sources:
        if topic.name == name:
            return topic
    raise LookupError(name)
