"""What a delivery says: one alert, several in a digest, or a notice that is about none."""

from dataclasses import dataclass

import msgspec

from streams.adapters.sinks import Delivery
from streams.domain.errors import BadRecord
from streams.domain.plain import from_json
from streams.domain.records import Alert


@dataclass(frozen=True, slots=True)
class SinkMessage:
    """A delivery, read. `route` is None for an alert that comes by itself; a digest without alerts
    is a notice, and says what it has to say in its notes."""

    alerts: tuple[Alert, ...]
    notes: tuple[str, ...]
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What of a delivery its envelope repeats: `kind` is the alert's, `digest` or `notice`."""

    kind: str
    at: int


class _Digest(msgspec.Struct):
    """What a digest may hold; an alert by itself has none of the first three."""

    digest: bool = False
    route: str = ""
    alerts: list[msgspec.Raw] = []
    kind: str | None = None
    at: int | None = None


def message_of(delivery: Delivery) -> SinkMessage:
    """Return the alerts of a delivery and its notes. Raises BadRecord."""
    found = from_json(_Digest, delivery.alert, "sink")
    if not found.digest:
        return SinkMessage((from_json(Alert, delivery.alert, "sink"),), delivery.notes)
    alerts = tuple(from_json(Alert, bytes(alert), "sink") for alert in found.alerts)
    return SinkMessage(alerts, delivery.notes, found.route)


def stamp_of(delivery: Delivery) -> Stamp:
    """Return kind and time without reading the rest, the same at every attempt.

    Raises BadRecord. The time of a digest that does not say one is when it was queued.
    """
    found = from_json(_Digest, delivery.alert, "sink")
    if found.digest:
        kind = "digest" if found.alerts else "notice"
        return Stamp(kind, delivery.created_at if found.at is None else found.at)
    if found.kind is None or found.at is None:
        raise BadRecord("sink", "wrong_type", "an alert needs kind and at")
    return Stamp(found.kind, found.at)
