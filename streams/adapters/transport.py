"""Faust's transport, one event per partition and poll: all we know of its private names is here.

Stock Faust hands over record by record: four tasks, a lock and a queue entry each, 200 µs together.
Here one event carries the records that one poll found in one partition, is acknowledged as a
range, and nothing is awaited that need not be. What follows was read in the versions of `VERSIONS`;
a contract test fails when they move. `StockTransport` is the diagnostic way without all this.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

import faust
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata
from faust.tables.manager import TableManager
from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import ConsumerMessage

VERSIONS = {"faust-streaming": "0.15.3", "mode-streaming": "0.7.1", "aiokafka": "0.14.0"}
"""What the private names below were read in."""

POLL_S = 1.0
HELD_POLL_S = 0.02
"""How long a poll waits while some partition is held back and may want records any moment."""
IDLE_S = 0.005


class Ranges:
    """The ranges of one partition that were delivered, and how far they are acknowledged.

    A range may be acknowledged before an earlier one; `next_offset` only moves past both.
    """

    def __init__(self) -> None:
        self._open: deque[tuple[int, int]] = deque()
        self._done: set[int] = set()
        self.in_work = 0
        """Records delivered and not acknowledged."""
        self.next_offset: int | None = None
        """What may be committed; None until something may."""

    def deliver(self, last: int, records: int) -> None:
        """Note a range by the offset of its last record."""
        self._open.append((last, records))
        self.in_work += records

    def ack(self, last: int) -> None:
        """Note that the range which ends with `last` is done with."""
        self._done.add(last)
        while self._open and self._open[0][0] in self._done:
            last, records = self._open.popleft()
            self._done.discard(last)
            self.in_work -= records
            self.next_offset = last + 1


class RecordsSchema(faust.Schema):  # type: ignore[misc]
    """Leaves key and value of a message as they are: agents decode inside their guard."""

    def compile(self, app: Any, **_: Any) -> Any:
        """Return what makes an event of a message."""

        async def decode(message: Any, **_: Any) -> Any:
            return app.create_event(message.key, message.value, message.headers, message)

        return decode


def records_of(event: Any) -> Sequence[Any]:
    """Return the records an event carries: aiokafka's own, in the order of their offsets."""
    message = event.message
    return message.value if isinstance(message.value, list) else (_record_of(message),)


def _record_of(message: Any) -> Any:
    """Return a message of the stock transport with its time in milliseconds, as records have it."""
    stamp = message.timestamp
    return _StockRecord(message, None if stamp is None else round(stamp * 1000))


class _StockRecord:
    """A record that the stock transport delivered by itself."""

    def __init__(self, message: Any, timestamp_ms: int | None) -> None:
        self.topic, self.partition, self.offset = message.topic, message.partition, message.offset
        self.key, self.value, self.headers = message.key, message.value, message.headers
        self.timestamp = timestamp_ms


class _Thread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    """Faust's thread around aiokafka's consumer, with a fetch wait and an assignor of ours."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = transport.fetch_wait_ms  # Faust hard-codes 1.5 s
        # Ranges give partition p of every topic to one worker, which is where a stage that reads
        # several topics keeps the state of partition p. Faust's own scatters them.
        consumer._partition_assignment_strategy = [RangePartitionAssignor]
        return consumer

    async def _commit(self, offsets: Mapping[Any, int]) -> bool:
        """Commit; a broker that is away or a lost membership means later, not a crash."""
        mine = {tp: OffsetAndMetadata(at, "") for tp, at in offsets.items() if tp in self._mine()}
        try:
            await self._ensure_consumer().commit(
                {driver.ensure_aiokafka_TP(tp): at for tp, at in mine.items()}
            )
        except (CommitFailedError, IllegalStateError):
            return False  # the partitions are another's now, who reads from the last commit on
        except KafkaError as error:
            if not error.retriable:
                raise
            return False
        return True

    def _mine(self) -> set[Any]:
        return set(self.assignment())


class _StockConsumer(driver.Consumer):  # type: ignore[misc]
    owed_since: float | None = None
    """When the first record was done that no commit has covered; the stock way does not tell."""

    def _new_consumer_thread(self) -> _Thread:
        loop = self.transport.new_loop()
        return _Thread(self, loop=self.loop, thread_loop=loop, beacon=self.beacon)

    async def is_owner(self, event: Any) -> bool:
        """Ask the group whether the partition of `event`, the first one in work, is still ours.

        Committing where it begins changes nothing, and is refused to those who were replaced.
        """
        message, first = event.message, records_of(event)[0].offset
        is_current = message.generation_id == self.app.consumer_generation_id
        return is_current and bool(await self._commit({message.tp: first}))


class _BatchConsumer(_StockConsumer):
    """Delivers what a poll found, partition by partition, and acknowledges ranges."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._acked: dict[Any, Ranges] = {}  # Faust forgets its entries when partitions go

    async def _drain_messages(self, fetcher: Any) -> None:
        """Poll and deliver until told to stop; in place of Faust's loop over single messages."""
        try:
            while not (self.should_stop or fetcher.should_stop):
                await self._deliver_poll()
        except (*self.consumer_stopped_errors, asyncio.CancelledError):
            if not self.transport.app.should_stop:
                raise

    async def _deliver_poll(self) -> None:
        if not self.flow_active:
            await self.wait(self.can_resume_flow)
        wanted, is_held = self._wanted()
        if not wanted:
            await asyncio.sleep(IDLE_S)
            return
        found = await self._getmany(wanted, HELD_POLL_S if is_held else POLL_S)
        if not self.flow_active:
            await self._rewind()
            return
        # Positions were set anew with the assignment, so what a poll across it found is of it.
        generation = self.app.consumer_generation_id
        for tp, records in found.items():
            await self._deliver(tp, records, generation)

    def _wanted(self) -> tuple[set[Any], bool]:
        """Return the partitions that may take more, and whether one of ours may not."""
        active = self._get_active_partitions()
        limit = self.transport.in_work_records
        wanted = {tp for tp in active if tp not in self._acked or self._acked[tp].in_work < limit}
        return wanted, len(wanted) < len(active)

    async def _rewind(self) -> None:
        """Go back to what is committed: what this poll found came too late for its owner."""
        try:
            await self.perform_seek()
        except KafkaError as error:
            self.log.warning("cannot seek while partitions move: %r", error)

    async def _deliver(self, tp: Any, records: Sequence[Any], generation: int) -> None:
        if not records or self.app.consumer_generation_id != generation or not self.flow_active:
            return
        last = records[-1].offset
        self._acked.setdefault(tp, Ranges()).deliver(last, len(records))
        self.app.monitor.track_tp_end_offset(tp, self.highwater(tp))
        self._read_offset[tp] = last
        # Flow is active, so nothing in here waits: no task is needed to be able to give up.
        await self.callback(self._message(tp, records, generation))

    def _message(self, tp: Any, records: Sequence[Any], generation: int) -> ConsumerMessage:
        last = records[-1]
        return ConsumerMessage(
            topic=tp.topic,
            partition=tp.partition,
            offset=last.offset,
            timestamp=(last.timestamp or 0) / 1000,
            timestamp_type=last.timestamp_type,
            headers=None,
            key=None,
            value=list(records),
            checksum=None,
            tp=tp,
            generation_id=generation,
        )

    def ack(self, message: Any) -> bool:
        """Note a range as done; one of an earlier assignment is nobody's any more."""
        is_ours = message.generation_id == self.app.consumer_generation_id
        if message.acked or not is_ours or (ranges := self._acked.get(message.tp)) is None:
            return False
        message.acked = True
        ranges.ack(message.offset)
        self.owed_since = self.owed_since or monotonic()
        return True

    def _filter_committable_offsets(self, tps: Any) -> dict[Any, int]:
        found = {tp: at for tp in tps if (at := self._acked[tp].next_offset) is not None}
        return {tp: at for tp, at in found.items() if at > (self._committed_offset[tp] or 0)}

    async def _commit_offsets(self, offsets: Mapping[Any, int], **_: object) -> bool:
        """Commit, and believe it only when it happened; Faust believes it in any case."""
        mine = {tp: at for tp, at in offsets.items() if tp in self.assignment()}
        if not mine or not await self._commit(mine):
            return False
        self._committed_offset.update(mine)
        self.app.monitor.on_tp_commit(mine)
        self.owed_since = None
        return True

    def verify_event_path(self, now: float, tp: Any) -> None:
        """Do nothing: what is stuck is noticed by the age of batches, see `watch`."""


class NoTables(TableManager):  # type: ignore[misc]
    """Faust's table manager waits a second for tables to be declared; there are none."""

    async def on_start(self) -> None:
        """Start without the wait."""
        await self._update_channels()
        await self.recovery.start()


class Transport(driver.Transport):  # type: ignore[misc]
    """Partition batches. Set `fetch_wait_ms` and `in_work_records` before the app starts."""

    Consumer = _BatchConsumer
    fetch_wait_ms: int
    in_work_records: int
    new_loop: Any


class StockTransport(driver.Transport):  # type: ignore[misc]
    """Faust's own way, one record an event, to tell its faults from ours."""

    Consumer = _StockConsumer
    fetch_wait_ms: int
    in_work_records: int
    new_loop: Any
