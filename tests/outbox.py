"""A sink, a clock and a dispatcher that a test holds in its hand."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.sinks import Outcome
from streams.services.dispatch import Dispatcher
from streams.services.patience import Patience
from tests.fake_bus import FakeStop
from tests.samples import ALERT, AT

DELIVERED, LATER = Outcome("delivered", 200), Outcome("retried", 503)


class FakeSink:
    """Answers with the outcomes given, then delivers."""

    def __init__(self, *outcomes, target="here"):
        self.name, self.target = "fake", target
        self.outcomes = list(outcomes)
        self.attempts = []

    def deliver(self, delivery, _):
        self.attempts.append(delivery.alert_id)
        return self.outcomes.pop(0) if self.outcomes else DELIVERED


class Clock:
    """A clock that is moved by hand."""

    def __init__(self):
        self.ms = AT

    def __call__(self):
        return self.ms


def dispatcher(outbox, sink, clock, jitter=1.0):
    outbox.register(sink.name, sink.target)
    patience = Patience(FakeStop(), 1.0)
    return Dispatcher(sink, outbox, patience, ServiceMetrics(), now_ms=clock, jitter=lambda: jitter)


def drain(one):
    while one.step():
        pass


def named(alert_id, **changes):
    return replace(ALERT, alert_id=alert_id, **changes)


def rows(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
