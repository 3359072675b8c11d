"""Listen whether the sources still send: the headers of raw articles, nothing else of them.

The topic is read rather than the database: who alerts must not depend on who stores.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from streams.adapters.deliveries import Deliveries
from streams.adapters.headers import SOURCE, Origin
from streams.adapters.heard import note, tell
from streams.domain.routing.routes import Coverage
from streams.services.dispatch import wall_ms
from streams.services.patience import Patience, Stopped

LOOK_MS = 60_000
"""How often silence is looked for; a restart has read its backlog by the first time."""
SOURCE_LETTERS = 100
SOURCES = 10_000
"""So many sources are told apart between two looks."""

log = logging.getLogger(__name__)


class Bus(Protocol):
    """What we need of the broker. Each call raises Unavailable when it does not answer."""

    def poll(self) -> Sequence[Origin]:
        """Return the next messages; none after a short wait."""

    def commit(self, batch: Sequence[Origin]) -> None:
        """Remember that these messages are done with."""


@dataclass(slots=True)
class Listener:
    """Counts who sends. `news` wake the dispatchers when there is a notice."""

    bus: Bus
    outbox: Deliveries
    coverage: Coverage
    patience: Patience
    news: Sequence[Event] = ()
    now_ms: Callable[[], int] = wall_ms
    _arrivals: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _last: dict[tuple[str, int], Origin] = field(default_factory=dict)
    _looked_at: int = 0

    def run(self) -> None:
        """Listen until told to stop. Raises Unavailable when patience ends."""
        self._looked_at = self.now_ms()
        try:
            while not self.patience.stop.is_set():
                self.step()
        except Stopped:
            return

    def step(self) -> None:
        """Hear one batch; once a minute, when there is nothing left to hear, look for silence."""
        batch = self.patience.insist(self.bus.poll)
        now = self.now_ms()
        for origin in batch:
            self._hear(origin, now)
        if abs(now - self._looked_at) >= LOOK_MS:  # a clock may be set back
            self._looked_at = now
            self.patience.insist(lambda: self._keep(now))
            if not batch:
                self._look(now)

    def _hear(self, origin: Origin, now: int) -> None:
        self._last[origin.topic, origin.partition] = origin._replace(value=None, headers=())
        source = _source(origin)
        at = min(origin.timestamp_ms, now)
        if source and (source in self._arrivals or len(self._arrivals) < SOURCES):
            articles, first, last = self._arrivals.get(source, (0, at, at))
            self._arrivals[source] = (articles + 1, min(first, at), max(last, at))

    def _keep(self, now: int) -> None:
        """Write down what was heard, then commit; heard twice after a crash does no harm."""
        note(self.outbox, self._arrivals, now)
        self._arrivals.clear()
        self.bus.commit(list(self._last.values()))
        self._last.clear()

    def _look(self, now: int) -> None:
        lines = self.patience.insist(lambda: tell(self.outbox, self.coverage, now))
        if lines:
            log.warning("sources fell silent or are heard again", extra={"records": len(lines)})
            for event in self.news:
                event.set()


def _source(origin: Origin) -> str:
    """Return who sent an article, by its header alone; empty when no header says."""
    for name, value in origin.headers:
        if name == SOURCE:
            text = value[: 4 * SOURCE_LETTERS].decode("utf-8", "replace")[:SOURCE_LETTERS]
            return "".join(c if c.isprintable() else " " for c in text).strip()
    return ""
