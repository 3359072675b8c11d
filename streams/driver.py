"""Run a topology in memory, without Kafka: for tests, replays and benchmarks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from streams.domain.context import Context
from streams.domain.errors import DeadReason
from streams.domain.flow import Emit, Incoming, Reject, Stage, State, Topic
from streams.domain.partition import partition_of
from streams.domain.quarantine import Quarantine, source_of
from streams.domain.records import Article, Record, Tick
from streams.domain.topics import ARTICLE_RAW, CLOCK
from streams.guard import commit, guarded, quarantined

MINUTE_MS = 60_000
LAST_TICK_AFTER_MS = 25 * 60 * MINUTE_MS
"""Files end with a tick this long after their last record, so that quiet incidents close."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record that a stage could not use."""

    topic: Topic
    stage: str
    reason: DeadReason
    detail: str
    record: Record


def spans(
    articles: Sequence[Article], tick_ms: int = MINUTE_MS
) -> Iterator[tuple[Sequence[Article], int]]:
    """Yield `articles` in order, in runs, each with the stream time that a tick tells behind it.

    A tick reaches no further than the smallest stream time still to come; the last, 25 h further.
    """
    backwards = accumulate((a.fetched_at for a in reversed(articles)), min)
    reached, start = None, 0
    for i, earliest in enumerate(reversed(list(backwards))):
        boundary = earliest - earliest % tick_ms
        if reached is not None and boundary > reached:
            yield articles[start:i], boundary
            start = i
        reached = boundary if reached is None else max(reached, boundary)
    if articles:
        yield articles[start:], max(a.fetched_at for a in articles) + LAST_TICK_AFTER_MS


class TopologyDriver:
    """Feed a topic, read the others. One thread, no clock of its own.

    `out` holds what was sent to each topic, in order; `dead` what could not be used; `state` the
    table of each stage by partition.
    """

    def __init__(
        self, stages: Sequence[Stage], ctx: Context, *, partitions: int = 1, batch: int = 500
    ) -> None:
        self._stages = stages
        self._ctx = ctx
        self._partitions = partitions
        self._batch = batch
        self._read_by: dict[Topic, list[Stage]] = defaultdict(list)
        for stage in stages:
            for topic in stage.sources:
                self._read_by[topic].append(stage)
        self._waiting: dict[tuple[str, int], list[Incoming]] = defaultdict(list)
        self.state: dict[tuple[str, int], State] = {}
        self.out: dict[Topic, list[Record]] = defaultdict(list)
        self.dead: list[DeadLetter] = []
        self._quarantines: dict[int, Quarantine] = {}

    def feed(self, topic: Topic, records: Iterable[Record]) -> None:
        """Send `records` to `topic` and run until nothing waits."""
        for record in records:
            self._send(topic, record)
        self._run_all()

    def tick(self, at: int) -> None:
        """Tell every partition of the stages that ask that stream time has reached `at`."""
        for stage in self._read_by[CLOCK]:
            for partition in range(self._width(stage.sources[0])):
                self._waiting[stage.name, partition].append(Incoming(CLOCK, Tick(at)))
            self._run_all()

    def replay(self, articles: Sequence[Article], *, tick_ms: int = MINUTE_MS) -> None:
        """Feed `articles` in order with ticks between them, and a last one 25 h after the last."""
        for span, reached in spans(articles, tick_ms):
            self.feed(ARTICLE_RAW, span)
            self.tick(reached)

    def _width(self, topic: Topic) -> int:
        return topic.partitions or self._partitions

    def _send(self, topic: Topic, record: Record) -> None:
        self.out[topic].append(record)
        partition = partition_of(topic.key_of(record), self._width(topic))
        for stage in self._read_by[topic]:
            self._waiting[stage.name, partition].append(Incoming(topic, record))

    def _run_all(self) -> None:
        for stage in self._stages:
            for partition in range(self._width(stage.sources[0])):
                waiting = self._waiting.pop((stage.name, partition), [])
                for start in range(0, len(waiting), self._batch):
                    self._run(stage, partition, waiting[start : start + self._batch])

    def _state(self, stage: Stage, partition: int) -> State:
        name = (stage.name, partition)
        if name not in self.state:
            self.state[name] = stage.empty()
        return self.state[name]

    def _run(self, stage: Stage, partition: int, batch: Sequence[Incoming]) -> None:
        state = self._state(stage, partition)
        outcome = guarded(stage, batch, state, self._ctx)
        if quarantine := self._quarantine(stage, partition):
            sources = [source_of(incoming.value) for incoming in batch]
            outcome = quarantined(outcome, sources, quarantine)
        commit(state, outcome.changes)
        for result in outcome.results:
            if isinstance(result, Emit):
                self._send(result.topic, result.value)
            else:
                self._bury(stage, batch[result.cause], result)

    def _quarantine(self, stage: Stage, partition: int) -> Quarantine | None:
        """Return the quarantine of what comes from outside; None for later stages."""
        if stage.sources[0] is not ARTICLE_RAW:
            return None
        return self._quarantines.setdefault(partition, Quarantine(self._ctx.thresholds.hostile))

    def _bury(self, stage: Stage, incoming: Incoming, reject: Reject) -> None:
        self.dead.append(
            DeadLetter(incoming.topic, stage.name, reject.reason, reject.detail, incoming.value)
        )
