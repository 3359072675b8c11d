"""What goes to a sink and what comes back."""

from dataclasses import dataclass
from typing import Literal, Protocol

Verdict = Literal["delivered", "retried", "failed", "refused", "gone", "expired"]
"""How an attempt ended. Retried: try again later; gone: the sink wants nothing any more; the
others are final for this alert."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert for one sink. `alert` is its JSON, the same bytes at every attempt.

    A digest is a delivery whose JSON is `{"digest": true, "route": ..., "alerts": [...]}`. `notes`
    are lines for people beside it, such as `12 km from Main depot`.
    """

    alert_id: str
    sink: str
    incident_id: str
    alert: bytes
    attempts: int
    created_at: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended; `status` is HTTP's, `detail` is for the delivery log.

    `quotes` says that the detail is what a receiver wrote: never for logs. With a status it is.
    """

    verdict: Verdict
    status: int | None = None
    detail: str = ""
    retry_after_s: float = 0.0
    quotes: bool = False


class Sink(Protocol):
    """Where alerts go. `target` names the receiver without giving away its address."""

    @property
    def name(self) -> str:
        """The word for it in logs, metrics and the delivery log."""

    @property
    def target(self) -> str:
        """Differs when the receiver differs."""

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Attempt once; whatever goes wrong outside is an outcome, never an exception."""
