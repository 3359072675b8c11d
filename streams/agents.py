"""Mount stages on a Faust app: one agent a stage, one lane a partition, nothing lost between."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic, perf_counter
from typing import Any

from streams.adapters import avro, backlog, headers
from streams.adapters.headers import Origin
from streams.adapters.lane import Lane
from streams.adapters.metrics import Metrics
from streams.adapters.outbox import Outbox
from streams.adapters.sending import Sending
from streams.adapters.store import Store
from streams.adapters.ticker import Progress
from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import Incoming, Stage, Topic
from streams.domain.topics import ARTICLE_RAW, CLOCK
from streams.guard import commit, guarded

ARTICLE_BYTES = 900_000
"""The largest encoded article that is accepted."""
COMMIT_S = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What all stages of a worker share. `fail` ends the worker with its input unacknowledged."""

    ctx: Context
    group: str
    outbox: Outbox
    stores: Mapping[str, Store]
    metrics: Metrics
    progress: Progress
    now_ms: Callable[[], int]
    fail: Callable[[BaseException], None]
    batch_records: int
    batch_wait_s: float
    partitions: int


class Agents:
    """The stages of one worker and the lanes of the partitions it owns."""

    def __init__(self, app: Any, stages: Sequence[Stage], tools: Tools) -> None:
        self._app = app
        self._stages = stages
        self._tools = tools
        self._streams: dict[str, Any] = {}
        self._lanes: dict[tuple[str, int], Lane[Any, dict[str, object]]] = {}
        self._opened = asyncio.Event()
        self._unassigned_since = monotonic()
        for stage in stages:
            self._mount(stage)
        app.on_partitions_assigned.connect(self._assigned)
        app.on_partitions_revoked.connect(self._revoked)

    def is_assigned(self) -> bool:
        """Return whether the group has said which partitions are ours, if only none."""
        return self._opened.is_set()

    def recovering(self) -> int:
        """Return how many partitions are not ready to work."""
        return sum(not lane.is_ready for lane in list(self._lanes.values()))

    def longest_batch_s(self) -> float:
        """Return the age of the oldest batch being worked on."""
        return max((lane.busy_s() for lane in list(self._lanes.values())), default=0.0)

    def unassigned_s(self) -> float:
        """Return for how long this worker has had no word of its partitions."""
        return 0.0 if self.is_assigned() else monotonic() - self._unassigned_since

    def observe(self) -> None:
        """Tell how far behind the stages are."""
        if self.is_assigned():
            backlog.observe(self._tools.metrics, backlog.lags(self._app), self._ages())

    def clock_partitions(self) -> set[int]:
        """Return the partitions that want ticks; none while any is recovering."""
        if self.recovering():
            return set()
        wanting = {stage.name for stage in self._stages if CLOCK in stage.sources}
        return {partition for name, partition in self._lanes if name in wanting}

    async def close(self) -> None:
        """Let present batches end and commit what they acknowledged."""
        self._opened.clear()
        self._unassigned_since = monotonic()
        lanes, self._lanes = self._lanes, {}
        await asyncio.gather(*(lane.close() for lane in lanes.values()))
        if lanes:  # without a broker this would never return; what is not committed comes again
            committing = asyncio.create_task(self._app.consumer.commit())
            await asyncio.wait({committing}, timeout=COMMIT_S)

    def _ages(self) -> list[tuple[str, float]]:
        """Return the age in seconds of the oldest record in work, by stage."""
        now_s = self._tools.now_ms() / 1000
        oldest = {stage.name: now_s for stage in self._stages}
        for (name, _), lane in self._lanes.items():
            if (event := lane.oldest()) is not None and event.message.timestamp:
                oldest[name] = min(oldest[name], event.message.timestamp)
        return [(name, now_s - at) for name, at in oldest.items()]

    def _mount(self, stage: Stage) -> None:
        raw = {"key_serializer": "raw", "value_serializer": "raw"}
        channel = self._app.topic(
            *(topic.name for topic in stage.sources), key_type=bytes, value_type=bytes, **raw
        )

        async def consume(stream: Any) -> None:
            # take() acknowledges a batch whose body raised, so acknowledging is done by hand.
            manual = self._streams[stage.name] = stream.noack()
            async for event in manual.events():
                await self._opened.wait()
                if event.message.generation_id != self._app.consumer_generation_id:
                    continue  # of an earlier assignment: it comes again
                lane = self._lanes.get((stage.name, event.message.partition))
                if lane is None or self._is_for_others(event.message):
                    await manual.ack(event)
                else:
                    await lane.put(event)

        self._app.agent(channel, name=stage.name)(consume)

    def _is_for_others(self, message: Any) -> bool:
        is_tick = message.topic == CLOCK.name
        return is_tick and headers.is_for_others(message.headers or (), self._tools.group)

    def _width(self, stage: Stage) -> int:
        """Return the partitions of a stage; its first source decides, the others may have more.

        What others have more has no lane, hence no state, and is acknowledged unread.
        """
        return stage.sources[0].partitions or self._tools.partitions

    async def _assigned(self, _app: Any, assigned: Any, **_: object) -> None:
        self._tools.metrics.rebalances.inc()
        for stage in self._stages:
            names = {topic.name for topic in stage.sources}
            numbers = {tp.partition for tp in assigned if tp.topic in names}
            for number in sorted(n for n in numbers if n < self._width(stage)):
                self._lanes[stage.name, number] = self._lane(stage, number)
        self._opened.set()
        log.info("partitions assigned", extra={"records": len(assigned)})

    async def _revoked(self, _app: Any, _revoked: Any, **_: object) -> None:
        await self.close()

    def _lane(self, stage: Stage, number: int) -> Lane[Any, dict[str, object]]:
        tools = self._tools
        return Lane(
            partial(self._recovered, stage, number),
            partial(self._work, stage, number),
            tools.fail,
            tools.batch_records,
            tools.batch_wait_s,
        )

    async def _recovered(self, stage: Stage, number: int) -> dict[str, object]:
        store = self._tools.stores.get(stage.name)
        return await store.recover(number) if store else {}

    async def _work(
        self, stage: Stage, number: int, events: Sequence[Any], state: dict[str, object]
    ) -> None:
        """Run one batch: outputs, then state, then input are acknowledged, in this order."""
        tools, started = self._tools, perf_counter()
        origins = [_origin(event.message) for event in events]
        records = [_decoded(stage, origin) for origin in origins]
        outcome = guarded(stage, records, state, tools.ctx)
        sending = Sending(stage.name, tools.group, origins, outcome, tools.now_ms())
        await tools.outbox.deliver(sending.records)
        if outcome.changes and (store := tools.stores.get(stage.name)):
            await store.save(number, outcome.changes)
        commit(state, outcome.changes)
        for event in events:
            await self._streams[stage.name].ack(event)
        for record in records:
            if isinstance(record, Incoming):
                tools.progress.worked(stage.name, number, record.value)
        sending.observe(tools.metrics, perf_counter() - started)


def _origin(message: Any) -> Origin:
    return Origin(
        message.topic,
        message.partition,
        message.offset,
        round((message.timestamp or 0) * 1000),
        message.key,
        message.value,
        tuple((name, value or b"") for name, value in message.headers or ()),
    )


def _decoded(stage: Stage, origin: Origin) -> Incoming | BadRecord:
    topic = _source(stage, origin.topic)
    size = len(origin.value or b"")
    if topic is ARTICLE_RAW and size > ARTICLE_BYTES:
        return BadRecord("decode", "too_large", f"{size} bytes, at most {ARTICLE_BYTES}")
    try:
        return Incoming(topic, avro.decode(topic, origin.value))
    except BadRecord as bad:
        return bad
    except Exception as error:  # noqa: BLE001 - hostile bytes must not end the worker
        return BadRecord("decode", "bad_avro", type(error).__name__)


def _source(stage: Stage, name: str) -> Topic:
    return next(topic for topic in stage.sources if topic.name == name)
