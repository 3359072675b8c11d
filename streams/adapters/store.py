"""The state of a stage, kept in memory and in a compacted changelog topic.

A batch is saved as its changed entries and, last, a fence: how far each source had been read. They
reach the broker in one batch of its own, together or not at all. Recovery believes entries only
once their fence has come, and a fence only when it is not behind an earlier one, which is how a
worker that was taken for dead and writes late is ignored. Records before the fence are in the
state already: whoever recovers skips them, so that none counts twice.

A partition is recovered by writing a marker and reading from the beginning until it comes back:
end offsets are never asked for, because the embedded broker reports wrong ones.
"""

import asyncio
import uuid
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from streams.adapters.held import Fence, Held, is_behind, packed_fence, unpacked_fence
from streams.adapters.outbox import Outbox, Outgoing
from streams.domain.errors import BadRecord, SettingsError, Unavailable
from streams.domain.flow import GONE, Table
from streams.guard import commit

MARKER = b"\x00recovery"
FENCE = b"\x00fence"
"""Keys of our own; no key of a stage begins with a zero byte."""

UNREADABLE = (
    "was written by a version of Rasid that this one does not read; "
    "run that version, or see docs/operations.md, Upgrade"
)
POLL_MS = 500
TURN_RECORDS = 2_000
"""Entries worked on before the event loop gets a turn."""
PACKED_BYTES = 1024
"""Values from this size on are compressed."""
_PLAIN, _PACKED = b"p", b"z"

Consume = Callable[[], Any]
"""Makes an aiokafka consumer that reads from the earliest record and belongs to no group."""


def changelog_of(table: Table) -> str:
    """Return the topic that keeps `table`."""
    return f"rasid.{table.name}.changelog"


class Store:
    """One table; what it recovers belongs to the caller, who saves every change."""

    def __init__(self, table: Table, outbox: Outbox, consume: Consume, patience_s: float) -> None:
        self._table = table
        self._topic = changelog_of(table)
        self._outbox = outbox
        self._consume = consume
        self._patience_s = patience_s
        self._remaining: dict[int, int] = {}

    def remaining(self) -> int:
        """Return how many records of the changelog are still to be read, where the broker says."""
        return sum(self._remaining.values())

    async def recover(self, partition: int) -> Held:
        """Return the state as the changelog has it.

        Raises Unavailable when reading stalls, SettingsError for entries of another version.
        """
        token = uuid.uuid4().bytes
        await self._outbox.deliver([Outgoing(self._topic, MARKER, token, [], partition)])
        consumer = self._consume()
        await consumer.start()
        try:
            at = TopicPartition(self._topic, partition)
            consumer.assign([at])
            return await self._read_until(consumer, token, at)
        finally:
            self._remaining.pop(partition, None)
            await consumer.stop()

    async def save(self, partition: int, changes: Mapping[str, object], fence: Fence) -> None:
        """Write changes as a batch makes them, then its fence; return once the broker has them."""
        kept = [
            Outgoing(self._topic, key.encode(), self._dumped(value), [], partition)
            for key, value in changes.items()
        ]
        if kept:
            mark = Outgoing(self._topic, FENCE, packed_fence(fence), [], partition)
            await self._outbox.deliver([*kept, mark])

    async def _read_until(self, consumer: Any, token: bytes, at: TopicPartition) -> Held:
        reading = Reading(self._table)
        loop = asyncio.get_running_loop()
        progress = loop.time()
        while loop.time() - progress < self._patience_s:
            try:
                found = await consumer.getmany(timeout_ms=POLL_MS, max_records=TURN_RECORDS)
            except KafkaError as error:
                raise Unavailable(f"cannot read {self._topic}: {error!r}") from error
            for record in (r for records in found.values() for r in records):
                if record.key == MARKER and record.value == token:
                    return reading.held
                reading.take(record)
                progress = loop.time()
                self._remaining[at.partition] = (consumer.highwater(at) or 0) - record.offset
        raise Unavailable(f"recovery of {self._topic} partition {at.partition} stalled")

    def _dumped(self, value: object) -> bytes | None:
        return None if value is GONE else packed(self._table.dump(value))


class Reading:
    """What a changelog comes to, record by record."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._waiting: list[tuple[str, bytes | None]] = []
        self.held = Held(table.empty())

    def take(self, record: Any) -> None:
        """Take the next record: an entry waits for its fence."""
        if record.key == FENCE:
            self._settle(unpacked_fence(record.value))
        elif record.key is not None and record.key != MARKER:
            self._waiting.append((record.key.decode(), record.value))

    def _settle(self, fence: Fence) -> None:
        waiting, self._waiting = self._waiting, []
        if is_behind(fence, self.held.fence):
            return
        commit(self.held.state, {key: self._loaded(value) for key, value in waiting})
        self.held.fence = fence

    def _loaded(self, value: bytes | None) -> object:
        if value is None:
            return GONE
        try:
            return self._table.load(unpacked(value))
        except (BadRecord, ValueError) as error:
            raise SettingsError(f"{changelog_of(self._table)} {UNREADABLE}: {error}") from error


def packed(value: bytes) -> bytes:
    """Return `value` behind a byte that says whether it is compressed.

    The entry of an incident with hundreds of reports is megabytes of JSON, a tenth when packed.
    """
    return _PLAIN + value if len(value) < PACKED_BYTES else _PACKED + zlib.compress(value, level=1)


def unpacked(stored: bytes) -> bytes:
    """Return what was given to `packed`."""
    return zlib.decompress(stored[1:]) if stored.startswith(_PACKED) else stored[1:]
