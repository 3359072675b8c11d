"""The state of a stage, kept in memory and in a compacted changelog topic.

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

from streams.adapters.outbox import Outbox, Outgoing
from streams.domain.errors import Unavailable
from streams.domain.flow import Table
from streams.guard import GONE

MARKER = b"\x00recovery"
"""The key of the marker; no key of a stage begins with a zero byte."""

POLL_MS = 500
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

    async def recover(self, partition: int) -> dict[str, object]:
        """Return the state as the changelog has it. Raises Unavailable when reading stalls."""
        token = uuid.uuid4().bytes
        await self._outbox.deliver([Outgoing(self._topic, MARKER, token, [], partition)])
        consumer = self._consume()
        await consumer.start()
        try:
            consumer.assign([TopicPartition(self._topic, partition)])
            return await self._read_until(consumer, token, partition)
        finally:
            await consumer.stop()

    async def save(self, partition: int, changes: Mapping[str, object]) -> None:
        """Write changes as a batch makes them and wait for the broker to have them."""
        await self._outbox.deliver(
            [
                Outgoing(self._topic, key.encode(), self._dumped(value), [], partition)
                for key, value in changes.items()
            ]
        )

    async def _read_until(self, consumer: Any, token: bytes, partition: int) -> dict[str, object]:
        state: dict[str, object] = {}
        loop = asyncio.get_running_loop()
        progress = loop.time()
        while loop.time() - progress < self._patience_s:
            try:
                found = await consumer.getmany(timeout_ms=POLL_MS)
            except KafkaError as error:
                raise Unavailable(f"cannot read {self._topic}: {error!r}") from error
            for record in (r for records in found.values() for r in records):
                if record.key == MARKER and record.value == token:
                    return state
                self._apply(state, record)
                progress = loop.time()
        raise Unavailable(f"recovery of {self._topic} partition {partition} stalled")

    def _apply(self, state: dict[str, object], record: Any) -> None:
        if record.key is None or record.key == MARKER:
            return
        if record.value is None:
            state.pop(record.key.decode(), None)
        else:
            state[record.key.decode()] = self._table.load(unpacked(record.value))

    def _dumped(self, value: object) -> bytes | None:
        return None if value is GONE else packed(self._table.dump(value))


def packed(value: bytes) -> bytes:
    """Return `value` behind a byte that says whether it is compressed.

    The entry of an incident with hundreds of reports is megabytes of JSON, a tenth when packed.
    """
    return _PLAIN + value if len(value) < PACKED_BYTES else _PACKED + zlib.compress(value, level=1)


def unpacked(stored: bytes) -> bytes:
    """Return what was given to `packed`."""
    return zlib.decompress(stored[1:]) if stored.startswith(_PACKED) else stored[1:]
