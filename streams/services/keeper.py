"""Forget alerts after a time, a portion at once, so that nothing waits long for the database."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.adapters.deliveries import Deliveries
from streams.adapters.pruning import prune
from streams.services.dispatch import wall_ms
from streams.services.patience import Patience, Stopped

DAY_MS = 24 * 3_600_000
REST_MS = 3_600_000
LOOK_S = 1.0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Keeper:
    """Keeps what is younger than `days`; `sinks` are those that still get alerts."""

    outbox: Deliveries
    sinks: Sequence[str]
    days: int
    patience: Patience
    now_ms: Callable[[], int] = wall_ms
    _rests_until: int = 0

    def run(self) -> None:
        """Forget until told to stop. Raises Unavailable when patience ends."""
        try:
            while not self.patience.stop.is_set():
                self.step()
                self.patience.stop.wait(LOOK_S)
        except Stopped:
            return

    def step(self) -> None:
        """Forget one portion; when there is nothing left to forget, rest for an hour."""
        self.patience.heard()
        now = self.now_ms()
        if 0 < self._rests_until - now <= REST_MS:  # a clock may be set back
            return
        before = now - self.days * DAY_MS
        forgotten = self.patience.insist(lambda: prune(self.outbox, self.sinks, before))
        if forgotten:
            log.info("forgot what is older than %d days", self.days, extra={"records": forgotten})
        else:
            self._rests_until = now + REST_MS
