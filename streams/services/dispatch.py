"""Deliver what the outbox holds for one sink, one attempt after the other."""

import logging
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from streams.adapters.deliveries import Deliveries
from streams.adapters.digests import gather
from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.sinks import Delivery, Outcome, Sink
from streams.services.patience import Patience, Stopped

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 900.0
LONGEST_REST_S = 60.0
"""The longest rest of a sink whose attempts fail one after the other, whichever the alert."""
GIVE_UP_MS = 3 * 24 * 3_600_000
"""An alert that could not be delivered for three days is no news any more."""
LOOK_S = 1.0

log = logging.getLogger(__name__)


def wall_ms() -> int:
    """Return the time of day."""
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Dispatcher:
    """One sink's deliveries. `news` is set when there may be something new to deliver."""

    sink: Sink
    outbox: Deliveries
    patience: Patience
    metrics: ServiceMetrics
    news: Event = field(default_factory=Event)
    now_ms: Callable[[], int] = wall_ms
    jitter: Callable[[], float] = random.random
    _failures: int = 0
    _resting_until: int = 0
    _looked_at: int = sys.maxsize

    def run(self) -> None:
        """Deliver until told to stop. Raises Unavailable when the outbox stays away."""
        name, target = self.sink.name, self.sink.target
        try:
            if not self.patience.insist(lambda: self.outbox.register(name, target)):
                log.error("the sink said that it is gone", extra={"sink": name})
            while not self.patience.stop.is_set():
                if not self.step():
                    self.news.wait(LOOK_S)
                    self.news.clear()
        except Stopped:
            return

    def step(self) -> bool:
        """Attempt one delivery; return whether there was one to attempt."""
        self.patience.heard()
        now = self.now_ms()
        if now < self._looked_at:
            self._set_back(now)
        self._looked_at = now
        if now < self._resting_until:
            return False
        self.patience.insist(lambda: gather(self.outbox, self.sink.name, now))
        due = self.patience.insist(lambda: self.outbox.next_due(self.sink.name, now))
        if due is None:
            return False
        outcome = self._attempted(due, now)
        ended = self.now_ms()
        due_at = ended + self._pause_ms(due, outcome)
        self.patience.insist(lambda: self.outbox.record(due, outcome, ended, due_at))
        self._rest(outcome, ended)
        self._tell(due, outcome)
        return True

    def _set_back(self, now: int) -> None:
        """Wait for no time by a clock that was ahead; at the start that of a process before us."""
        self._resting_until = 0
        moved = self.patience.insist(lambda: self.outbox.set_back(self.sink.name, now))
        if moved:
            log.warning(
                "the clock was set back: what it put off is due by the new one",
                extra={"sink": self.sink.name, "records": moved},
            )

    def _attempted(self, due: Delivery, now: int) -> Outcome:
        if due.attempts and now - due.created_at > GIVE_UP_MS:
            return Outcome("expired", detail=f"not delivered in {due.attempts} attempts")
        try:
            return self.sink.deliver(due, now)
        except Exception as error:  # noqa: BLE001 - an alert that breaks a sink harms no other
            return Outcome("retried", detail=f"{type(error).__name__} in the sink")

    def _pause_ms(self, due: Delivery, outcome: Outcome) -> int:
        """Return the wait before this alert's next attempt; 0 when there will be none."""
        if outcome.verdict != "retried":
            return 0
        doubled = min(FIRST_RETRY_S * 2 ** min(due.attempts, 20), LONGEST_RETRY_S)
        return int(1000 * max(doubled * (0.5 + self.jitter() / 2), outcome.retry_after_s))

    def _rest(self, outcome: Outcome, now: int) -> None:
        """Leave a sink alone for longer and longer while all it does is fail."""
        if outcome.verdict != "retried":
            self._failures = 0
            return
        rest_s = min(FIRST_RETRY_S / 2 * 2 ** min(self._failures, 20), LONGEST_REST_S)
        self._failures += 1
        self._resting_until = now + int(
            1000 * max(rest_s * (0.5 + self.jitter() / 2), outcome.retry_after_s)
        )

    def _tell(self, due: Delivery, outcome: Outcome) -> None:
        self.metrics.deliveries.labels(self.sink.name, outcome.verdict).inc()
        level = logging.INFO if outcome.verdict == "delivered" else logging.WARNING
        if outcome.verdict not in ("delivered", "retried"):
            level = logging.ERROR
        place: dict[str, object] = {
            "alert_id": due.alert_id,
            "incident_id": due.incident_id,
            "sink": self.sink.name,
            "attempt": due.attempts + 1,
        }
        if outcome.status is not None:  # then the detail is what the receiver wrote: not logged
            place["status"] = outcome.status
        elif outcome.detail and not outcome.quotes:
            place["reason"] = outcome.detail
        log.log(level, "alert %s", outcome.verdict, extra=place)
        if outcome.verdict == "gone":
            log.error(
                "sink %s answered that it is gone: it gets nothing until its address changes",
                self.sink.name,
                extra={"sink": self.sink.name},
            )
