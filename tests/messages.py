"""Deliveries as the outbox makes them: an alert by itself, a digest, a notice."""

import json

from streams.adapters.sinks import Delivery
from streams.domain.plain import to_json, to_plain
from tests.samples import AT


def delivery(alert, *notes):
    return Delivery(alert.alert_id, "desk", alert.incident_id, to_json(alert), 0, AT, notes)


def digest(*alerts, notes=(), route="r"):
    """Return a digest; without alerts it is a notice."""
    told = {"digest": True, "kind": "digest" if alerts else "notice", "route": route, "at": AT}
    told["alerts"] = [to_plain(alert) for alert in alerts]
    return Delivery("dig-1", "desk", "dig-1", json.dumps(told).encode(), 0, AT, tuple(notes))
