"""Parts of the drills of the alerting service: alerts, kills that are exceptions, a judge."""

import random

from streams.adapters.rulings import take
from streams.domain.routing.routes import plain_routing
from tests.outbox import drain, named, rows

ROUTING = plain_routing(("fake",), "medium")
KILLS = 20


class Killed(BaseException):
    """What SIGKILL is to a process: nobody handles it."""


def alerts(count, seed, incidents=40):
    """Return alerts of some incidents, mixed."""
    chance = random.Random(seed)  # noqa: S311 - a seeded course of events
    return [
        named(f"a{n:04}", incident_id=f"inc-{chance.randrange(incidents)}", kind="update")
        for n in range(count)
    ]


def in_order(effects, sent):
    """Return whether the effects are the alerts sent, each once, in the order of each incident."""
    by_incident = {}
    for alert in sent:
        by_incident.setdefault(alert.incident_id, []).append(alert.alert_id)
    came = {}
    for alert_id, incident_id in effects.items():
        came.setdefault(incident_id, []).append(alert_id)
    return came == by_incident


class Kills:
    """Kills at seeded moments; `in_flight` counts those that met an attempt."""

    def __init__(self, chance):
        self.moments = set(chance.sample(range(1, 320), KILLS))
        self.passed = self.in_flight = 0

    def moment(self, *, in_flight):
        self.passed += 1
        if self.passed in self.moments:
            self.in_flight += in_flight
            raise Killed


def serve(outbox, one, clock, sent, kills):
    """Deliver what waits, then take alerts in batches; all of them again after each start."""
    drain(one)
    for start in range(0, len(sent), 7):
        take(outbox, sent[start : start + 7], ROUTING, clock.ms)
        kills.moment(in_flight=False)
        drain(one)


def outbox_pending(folder):
    """Return how many alerts wait in the outbox of a folder; 0 while there is none."""
    path = folder / "alerting.db"
    if not path.exists():
        return 0
    return rows(path, "SELECT count(*) FROM deliveries WHERE state = 'pending'")[0][0]
