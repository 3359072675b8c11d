"""Feeds: each is asked again and again, and what is new in it is handed over.

An entry counts as seen once the bus has acknowledged its article, and an answer as known (its ETag
is sent again) once that holds for every entry in it that can travel.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from streams.adapters.feed_memory import Memories, Memory
from streams.adapters.feeds_file import Feed
from streams.adapters.service_metrics import ServiceMetrics
from streams.domain.errors import Unavailable
from streams.services.ingest import pace
from streams.services.ingest.asking import ANSWERS, Asking, Outcome, Said
from streams.services.ingest.handover import Handover, Piece
from streams.services.patience import Patience, Stopped, pauses

LOOK_S = 0.25
START_S = 0.1
"""Between the first requests for two feeds after a start."""
BATCH, BATCH_OF_PAGES = 200, 5
"""Entries that are handed over at once; those with a page come slowly."""
FAILING = 3
"""Failures in a row after which a feed is said to fail."""

log = logging.getLogger(__name__)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Followed:
    """A feed while it is followed; `refused` are entries that cannot travel."""

    feed: Feed
    memory: Memory
    refused: frozenset[str] = frozenset()

    @property
    def is_failing(self) -> bool:
        """Whether people should look at it."""
        return self.memory.failures >= FAILING


@dataclass(slots=True)
class Feeds:
    """Follows feeds until told to stop, each in a task of its own."""

    listed: Sequence[Feed]
    asking: Asking
    memories: Memories
    handover: Handover
    patience: Patience
    metrics: ServiceMetrics
    now_ms: Callable[[], int] = _now_ms
    chance: Callable[[], float] = random.random
    followed: list[Followed] = field(default_factory=list)

    def run(self) -> None:
        """Follow all feeds until told to stop."""
        self.memories.make()
        self.followed += [Followed(feed, self.memories.read(feed.url)) for feed in self.listed]
        try:
            asyncio.run(self._all())
        except* Stopped:
            pass

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._until_stopped())
            for place, one in enumerate(self.followed):
                group.create_task(self._follow(one, place * START_S))

    async def _until_stopped(self) -> None:
        while not self.patience.stop.is_set():
            self.patience.heard()
            self._count()
            await asyncio.sleep(LOOK_S)
        raise Stopped

    def _count(self) -> None:
        failing = sum(one.is_failing for one in self.followed)
        self.metrics.feeds.labels("failing").set(failing)
        self.metrics.feeds.labels("well").set(len(self.followed) - failing)

    async def _follow(self, one: Followed, start_s: float) -> None:
        was_well = one.memory.outcome in ANSWERS
        longest = one.feed.high_s if was_well else pace.LONGEST_ASKED_S
        wait = max(start_s, pace.first_wait(one.memory.due_ms, self.now_ms(), longest))
        while True:
            await asyncio.sleep(wait)
            wait = await self._polled(one)

    async def _polled(self, one: Followed) -> float:
        """Ask a feed once, whatever a stranger's bytes may bring about."""
        try:
            return await self.poll(one)
        except Exception:
            log.exception("feed %s could not be read", one.feed.name)
            one.memory.failures += 1
            return pace.back_off(one.memory.failures, 0.0, self.chance())

    async def poll(self, one: Followed) -> float:
        """Ask a feed once; return the seconds until it is asked again."""
        await self._until_open()
        one.memory.asked_ms = self.now_ms()
        said = await self.asking.ask(one.feed, one.memory)
        outcome = said.outcome
        if outcome == "read":
            outcome = "new" if await self._taken(one, said) else "nothing_new"
        self.metrics.feed_polls.labels(outcome).inc()
        wait = self._next(one, outcome, said)
        one.memory.due_ms = self.now_ms() + int(wait * 1000)
        await self._kept(one)
        return wait

    async def _until_open(self) -> None:
        """Wait while the bus is away: what would come could not be handed over."""
        while not self.handover.is_open:  # noqa: ASYNC110 - another thread opens it
            await asyncio.sleep(LOOK_S)

    def _next(self, one: Followed, outcome: Outcome, said: Said) -> float:
        memory, bounds = one.memory, pace.Bounds(one.feed.low_s, one.feed.high_s)
        memory.outcome = outcome
        if outcome == "held":
            return said.wait_s + self.chance()
        if said.is_answer:
            self._recovered(one)
            is_new = outcome == "new"
            memory.answered_ms = self.now_ms()
            memory.interval_s = pace.next_interval(memory.interval_s, bounds, is_new=is_new)
            wait = max(memory.interval_s, min(said.wait_s, bounds.high_s))
            return pace.spread(wait, self.chance())
        memory.failures += 1
        if memory.failures == FAILING:
            log.warning("feed %s fails: %s (%s)", one.feed.name, outcome, said.detail)
        wait = pace.back_off(memory.failures, said.wait_s, self.chance())
        return max(wait, pace.GONE_S) if outcome == "gone" else wait

    def _recovered(self, one: Followed) -> None:
        if one.is_failing:
            log.info("feed %s answers again", one.feed.name)
        one.memory.failures = 0

    async def _taken(self, one: Followed, said: Said) -> bool:
        """Hand over what is new in an answer; return whether anything was."""
        memory, refused, is_first = one.memory, set[str](), not one.memory.seen
        seen = dict(memory.seen)
        fresh = [e for e in reversed(said.entries) if seen.get(e.key) != e.version]
        size = BATCH_OF_PAGES if one.feed.full_text else BATCH
        for start in range(0, len(fresh), size):
            batch = fresh[start : start + size]
            judged = await self.asking.pieces(one.feed, batch, said.body, self.now_ms())
            good = [(e, p) for e, p in zip(batch, judged, strict=True) if isinstance(p, Piece)]
            await self._delivered([piece for _, piece in good])
            for entry, piece in good:
                memory.saw(entry.key, entry.version)
                self._counted(piece, is_first=is_first)
            refused |= {entry.key for entry in batch} - {entry.key for entry, _ in good}
            await self._kept(one)
        for entry in said.entries:  # what is still there is not to be forgotten
            if entry.key in memory.seen:
                memory.saw(entry.key, memory.seen[entry.key])
        self.metrics.ingested.labels("feeds", "refused").inc(len(refused - one.refused))
        one.refused = frozenset(refused)
        memory.etag, memory.modified, memory.body = said.etag, said.modified, said.digest
        return len(fresh) > len(refused)

    def _counted(self, piece: Piece, *, is_first: bool) -> None:
        """Count, and measure from publication to the bus; what a feed holds at first is no news."""
        self.metrics.ingested.labels("feeds", "accepted").inc()
        published = piece.article.published_at
        if published is not None and not is_first and published <= self.now_ms():
            self.metrics.feed_delay.observe((self.now_ms() - published) / 1000)

    async def _delivered(self, pieces: Sequence[Piece]) -> None:
        """Return once the bus has the articles, however long it is away."""
        for pause in pauses():
            if not pieces:
                return
            try:
                return await asyncio.wrap_future(self.handover.offer(pieces))
            except Unavailable:
                await asyncio.sleep(pause)

    def told(self) -> bytes:
        """Return how each feed does, as JSON: by name, since addresses may hold secrets."""
        return msgspec.json.encode([_told(one) for one in self.followed])

    async def _kept(self, one: Followed) -> None:
        """Write the memory down; without room on the disk it is tried again until there is."""
        for pause in pauses():
            try:
                return self.memories.keep(one.feed.url, one.memory)
            except Unavailable as error:
                log.warning("waiting: %s", error)
                await asyncio.sleep(pause)


def _told(one: Followed) -> dict[str, object]:
    memory = one.memory
    return {
        "name": one.feed.name,
        "state": "failing" if one.is_failing else "well" if memory.answered_ms else "not yet read",
        "outcome": memory.outcome,
        "failures": memory.failures,
        "asked_ms": memory.asked_ms,
        "answered_ms": memory.answered_ms,
        "due_ms": memory.due_ms,
    }
