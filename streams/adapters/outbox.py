"""Send records in whole batches and wait until the broker has them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from aiokafka.errors import KafkaError, KafkaTimeoutError

from streams.adapters.headers import Headers
from streams.domain.errors import Unavailable
from streams.domain.partition import partition_of

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
STOP_S = 1.0


class Outgoing(NamedTuple):
    """A record to send; `partition` None leaves it to the hash of the key."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None


class Producer(Protocol):
    """What we need of aiokafka's producer."""

    async def start(self) -> None:
        """Connect."""

    async def stop(self) -> None:
        """Send what waits and close the connections."""

    async def partitions_for(self, topic: str) -> set[int]:
        """Return the partitions of a topic."""

    def create_batch(self) -> Any:
        """Return an empty batch; its `append` returns None when it is full."""

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> Awaitable[object]:
        """Queue a batch; what comes back resolves when the broker has acknowledged it."""


class Outbox:
    """Delivers batches in order; keeps trying for `patience_s` while the broker is away."""

    def __init__(self, producer: Producer, patience_s: float) -> None:
        self._producer = producer
        self._patience_s = patience_s

    async def start(self) -> None:
        """Connect to the broker. Raises Unavailable when patience ends."""
        await self._insist("connect", self._producer.start)

    async def stop(self) -> None:
        """Close the connections; nothing waits to be sent, since `deliver` returns last."""
        await asyncio.wait({asyncio.ensure_future(self._producer.stop())}, timeout=STOP_S)

    async def deliver(self, records: Sequence[Outgoing]) -> None:
        """Return once every record is acknowledged. Raises Unavailable when patience ends.

        A failed delivery is sent again whole, so that a partition never sees it out of order; what
        reads it is idempotent. Records of one partition that fit into one batch are written by the
        broker together or not at all.
        """
        if records:
            await self._insist(f"send to {records[0].topic}", lambda: self._send(records))

    async def _insist(self, doing: str, act: Callable[[], Awaitable[None]]) -> None:
        pause, waited = FIRST_PAUSE_S, 0.0
        while True:
            try:
                return await act()
            except KafkaError as failure:
                if not _may_pass(failure) or waited >= self._patience_s:
                    raise Unavailable(f"cannot {doing}: {failure!r}") from failure
            await asyncio.sleep(pause)
            waited += pause
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _send(self, records: Sequence[Outgoing]) -> None:
        waiting = [
            await self._producer.send_batch(batch, topic, partition=partition)
            for (topic, partition), batch in self._batches(await self._addressed(records))
        ]
        for answer in await asyncio.gather(*waiting, return_exceptions=True):
            if isinstance(answer, BaseException):
                raise answer

    async def _addressed(
        self, records: Sequence[Outgoing]
    ) -> dict[tuple[str, int], list[Outgoing]]:
        """Return the records by topic and partition, each in the given order."""
        widths = {
            topic: len(await self._producer.partitions_for(topic))
            for topic in {record.topic for record in records}
        }
        found: dict[tuple[str, int], list[Outgoing]] = {}
        for record in records:
            found.setdefault((record.topic, _partition(record, widths)), []).append(record)
        return found

    def _batches(
        self, addressed: dict[tuple[str, int], list[Outgoing]]
    ) -> Iterator[tuple[tuple[str, int], Any]]:
        for address, records in addressed.items():
            batch = self._producer.create_batch()
            for record in records:
                if not _fits(batch, record):
                    yield address, batch
                    batch = self._producer.create_batch()
                    _fits(batch, record)  # the first record of a batch always does
            yield address, batch


def _partition(record: Outgoing, widths: dict[str, int]) -> int:
    if record.partition is not None:
        return record.partition
    return partition_of(record.key or b"", widths[record.topic])


def _fits(batch: Any, record: Outgoing) -> bool:
    """Append a record to a batch if it has room for it."""
    appended = batch.append(
        key=record.key, value=record.value, timestamp=None, headers=record.headers
    )
    return appended is not None


def _may_pass(failure: KafkaError) -> bool:
    """Return whether trying again can help: the errors say so, but for a timeout's."""
    return isinstance(failure, KafkaTimeoutError) or bool(failure.retriable)
