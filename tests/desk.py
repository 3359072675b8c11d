"""An alerting service with one sink and its clock in hand."""

import json
from datetime import time

from streams.adapters.alert_ledger import Ledger
from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.rulings import take
from streams.domain.routing.hours import Quiet
from streams.domain.routing.routes import Route, Routing
from tests.factories import at
from tests.outbox import Clock, FakeSink, dispatcher, drain, named

EVENING, MORNING = at("2016-10-21T20:00"), at("2016-10-22T03:00")
NIGHT = Quiet(time(22), time(6), "Asia/Baghdad")
MINUTE, HOUR = 60_000, 3_600_000


class Desk:
    """An alerting service with one sink and its clock in hand; `sent` are the ids that arrived."""

    def __init__(self, path, *routes, watchlists=None):
        self.path = path
        self.outbox = Deliveries(file_url(path))
        self.ledger = Ledger(self.outbox)
        self.routing = Routing(("fake",), routes, watchlists or {})
        self.clock, self.sink = Clock(), FakeSink()
        self.clock.ms = EVENING
        self.deliveries = []
        attempt = self.sink.deliver
        self.sink.deliver = lambda d, now: self.deliveries.append(d) or attempt(d, now)
        self.dispatcher = dispatcher(self.outbox, self.sink, self.clock)

    def take(self, *alerts):
        take(self.outbox, alerts, self.routing, self.clock.ms)
        drain(self.dispatcher)

    def until(self, now):
        self.clock.ms = now
        drain(self.dispatcher)

    @property
    def sent(self):
        return self.sink.attempts

    def fate(self, alert_id):
        (fate,) = self.ledger.fates(alert_id)
        return fate.state, fate.reason

    def in_digest(self, delivery):
        return [alert["alert_id"] for alert in json.loads(delivery.alert)["alerts"]]


def route(name="r", **conditions):
    return Route(name, ("fake",), **conditions)


def other(alert_id, **changes):
    """Return an alert of an incident of its own."""
    return named(alert_id, incident_id=f"inc-{alert_id}", **changes)


def desks(path):
    """Yield what makes a desk on a database; close all of them at the end."""
    made = []

    def make(*routes, **how):
        made.append(Desk(path, *routes, **how))
        return made[-1]

    yield make
    for one in made:
        one.outbox.close()
