"""What a delivery says: one alert, several in a digest, or a notice that is about none."""

from dataclasses import dataclass

import msgspec

from streams.adapters.sinks import Delivery
from streams.domain.plain import from_json
from streams.domain.records import Alert


@dataclass(frozen=True, slots=True)
class SinkMessage:
    """A delivery, read. `route` is None for an alert that comes by itself.

    A digest without alerts is a notice: what it has to say is in its notes.
    """

    alerts: tuple[Alert, ...]
    notes: tuple[str, ...]
    route: str | None = None


class _Digest(msgspec.Struct):
    """What a digest holds; an alert by itself has none of it."""

    digest: bool = False
    route: str = ""
    alerts: list[msgspec.Raw] = []


def parts_of(delivery: Delivery) -> tuple[str | None, list[bytes]]:
    """Return the route of a digest, else None, and the alerts as JSON. Raises BadRecord."""
    found = from_json(_Digest, delivery.alert, "sink")
    if not found.digest:
        return None, [delivery.alert]
    return found.route, [bytes(alert) for alert in found.alerts]


def message_of(delivery: Delivery) -> SinkMessage:
    """Return the alerts of a delivery and its notes. Raises BadRecord."""
    route, parts = parts_of(delivery)
    alerts = tuple(from_json(Alert, part, "sink") for part in parts)
    return SinkMessage(alerts, delivery.notes, route)
