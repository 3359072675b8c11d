"""Mount stages on a Faust app: one agent a stage, one lane a partition, nothing lost between.

An event carries the records that one poll found in one partition; a lane works on what waits of
them as one batch. Outputs, state and offsets are written in this order, each acknowledged before
the next, so that a worker may die anywhere: what is repeated has the same ids, and what is in the
state already is skipped. While the broker is waited for the next batch is decided on.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic, perf_counter
from typing import Any

from streams.adapters import backlog
from streams.adapters.decided import Decided, unread
from streams.adapters.headers import Origin
from streams.adapters.held import Held
from streams.adapters.intake import Arrived, arrived, sender_of
from streams.adapters.lane import Gathering, Lane
from streams.adapters.metrics import Metrics
from streams.adapters.outbox import Outbox
from streams.adapters.sending import Sending
from streams.adapters.store import Store
from streams.adapters.ticker import Progress
from streams.adapters.tracing import TRACING
from streams.adapters.transport import RecordsSchema
from streams.adapters.unread import Unread
from streams.adapters.watch import Heart
from streams.domain.context import Context
from streams.domain.errors import BadRecord, Unavailable
from streams.domain.flow import Incoming, Stage
from streams.domain.quarantine import Quarantine
from streams.domain.topics import ARTICLE_RAW, CLOCK
from streams.guard import Outcome, commit, guarded, quarantined

COMMIT_S = 1.0
OWNER_PAUSE_S = 0.2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What all stages of a worker share. `fail` ends the worker with its input unacknowledged.

    `heart` knows whether the process did not run for so long that the group may have given its
    partitions to others.
    """

    ctx: Context
    group: str
    outbox: Outbox
    stores: Mapping[str, Store]
    metrics: Metrics
    progress: Progress
    now_ms: Callable[[], int]
    fail: Callable[[BaseException], None]
    heart: Heart
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
        self._lanes: dict[tuple[str, int], Lane[Arrived, Held, Decided]] = {}
        self._quarantines: dict[int, Quarantine] = {}
        self._opened = asyncio.Event()
        self._unassigned_since = monotonic()
        self.unread = Unread(lambda: app.consumer, self._is_idle)
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

    def remaining(self) -> int:
        """Return how many records of changelogs are still to be read."""
        return sum(store.remaining() for store in self._tools.stores.values())

    def sources_held(self) -> int:
        """Return how many sources are held back because of what they send."""
        return len({name for each in self._quarantines.values() for name in each.held()})

    def longest_batch_s(self) -> float:
        """Return the age of the oldest batch being worked on."""
        return max((lane.busy_s() for lane in list(self._lanes.values())), default=0.0)

    def uncommitted_s(self) -> float:
        """Return for how long work that is done has waited to be committed."""
        since = self._app.consumer.owed_since
        return 0.0 if since is None else monotonic() - since

    def unassigned_s(self) -> float:
        """Return for how long this worker has had no word of its partitions."""
        return 0.0 if self.is_assigned() else monotonic() - self._unassigned_since

    def unread_s(self) -> float:
        """Return for how long records have waited that nothing reads, or nothing was heard."""
        return self.unread.longest_s() if self.is_assigned() else 0.0

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
        self._quarantines.clear()  # whoever reads these partitions next forms an opinion anew
        await asyncio.gather(*(lane.close() for lane in lanes.values()))
        if lanes:  # without a broker this would never return; what is not committed comes again
            committing = asyncio.create_task(self._app.consumer.commit())
            await asyncio.wait({committing}, timeout=COMMIT_S)

    def _is_idle(self, partition: Any) -> bool:
        """Whether every lane that reads a partition of a topic waits for records."""
        stages = [s.name for s in self._stages if partition.topic in {t.name for t in s.sources}]
        lanes = [self._lanes.get((name, partition.partition)) for name in stages]
        return all(lane is not None and lane.is_ready and not lane.busy_s() for lane in lanes)

    def _ages(self) -> list[tuple[str, float]]:
        """Return the age in seconds of the oldest record in work, by stage."""
        now_s = self._tools.now_ms() / 1000
        oldest = {stage.name: now_s for stage in self._stages}
        for (name, _), lane in self._lanes.items():
            if (item := lane.oldest()) is not None and (at_ms := item.origins[0].timestamp_ms):
                oldest[name] = min(oldest[name], at_ms / 1000)
        return [(name, now_s - at) for name, at in oldest.items()]

    def _mount(self, stage: Stage) -> None:
        names = [topic.name for topic in stage.sources]
        channel = self._app.topic(*names, schema=RecordsSchema())

        async def consume(stream: Any) -> None:
            # take() acknowledges a batch whose body raised, so acknowledging is done by hand.
            manual = self._streams[stage.name] = stream.noack()
            async for event in manual.events():
                await self._opened.wait()
                if event.message.generation_id != self._app.consumer_generation_id:
                    continue  # of an earlier assignment: it comes again
                lane = self._lanes.get((stage.name, event.message.partition))
                if lane is None:
                    await manual.ack(event)
                else:
                    await lane.put(await arrived(stage, event))

        self._app.agent(channel, name=stage.name)(consume)

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

    def _lane(self, stage: Stage, number: int) -> Lane[Arrived, Held, Decided]:
        tools = self._tools
        return Lane(
            partial(self._recovered, stage, number),
            partial(self._decide, stage, number),
            partial(self._settle, stage, number),
            tools.fail,
            Gathering(tools.batch_records, lambda item: len(item.origins), tools.batch_wait_s),
        )

    async def _recovered(self, stage: Stage, number: int) -> Held:
        store = self._tools.stores.get(stage.name)
        return await store.recover(number) if store else Held(stage.empty())

    def _decide(self, stage: Stage, number: int, items: Sequence[Arrived], held: Held) -> Decided:
        """Run the stage over one batch, and take its changes into the state in memory.

        Nobody else sees them before they are saved: when that fails, so does the worker.
        """
        tools, started = self._tools, perf_counter()
        origins, records = unread(items, held, tools.group)
        spans = TRACING.working(stage.name, origins)
        outcome = self._judged(stage, number, origins, records, held)
        sending = Sending(stage.name, tools.group, origins, outcome, tools.now_ms(), spans)
        evicted = self._evicted(stage, records, outcome, held)
        commit(held.state, outcome.changes)
        held.fence = held.fence_after(origins)
        read = [each.value for each in reversed(records) if isinstance(each, Incoming)]
        return Decided(items, sending, outcome.changes, held.fence, evicted, read, started)

    async def _settle(self, stage: Stage, number: int, decided: Decided) -> None:
        """Have outputs, then state, then input acknowledged, in this order."""
        tools, items = self._tools, decided.items
        await self._own(items[0].event)
        await tools.outbox.deliver(decided.sending.records)
        if decided.changes and (store := tools.stores.get(stage.name)):
            await self._own(items[0].event)
            await store.save(number, decided.changes, decided.fence)
        if decided.evicted:
            tools.metrics.observe_evicted(stage.name, decided.evicted)
        for item in items:
            await self._streams[stage.name].ack(item.event)
        tools.progress.worked(stage.name, number, decided.read)
        decided.sending.observe(tools.metrics, perf_counter() - decided.started)

    def _judged(
        self,
        stage: Stage,
        number: int,
        origins: Sequence[Origin],
        records: Sequence[Incoming | BadRecord],
        held: Held,
    ) -> Outcome:
        """Run the stage; of what comes from outside, hold back what hostile sources sent."""
        outcome = guarded(stage, records, held.state, self._tools.ctx)
        if stage.sources[0] is not ARTICLE_RAW:
            return outcome
        quarantine = self._quarantines.setdefault(
            number, Quarantine(self._tools.ctx.thresholds.hostile)
        )
        outcome = quarantined(outcome, list(map(sender_of, origins, records)), quarantine)
        if quarantine.most_fail():
            named = ", ".join(ascii(name) for name in quarantine.held()[:5])
            raise Unavailable(f"most sources send garbage ({named})")
        return outcome

    def _evicted(
        self,
        stage: Stage,
        records: Sequence[Incoming | BadRecord],
        outcome: Outcome,
        held: Held,
    ) -> Mapping[str, int]:
        if not stage.table:
            return {}
        values = [each.value for each in records if isinstance(each, Incoming)]
        return stage.table.evicted(values, outcome.changes, held.state, self._tools.ctx)

    async def _own(self, event: Any) -> None:
        """Return when the partition of `event` is surely ours; never when it is not.

        After a pause others may own it, and have sent and saved what is newer, which ours must not
        follow. A lane that waits here is closed when the news arrives; its batch comes again
        elsewhere.
        """
        heart = self._tools.heart
        while heart.stood_still():
            if await self._app.consumer.is_owner(event):
                heart.confirmed()
            else:
                await asyncio.sleep(OWNER_PAUSE_S)
