"""A sink that is down and then fails often, and a service that is killed again and again.

Clocks are virtual and a kill is an exception that nothing catches; the long forms, with processes,
a broker and signals, are in tests/kafka/test_alert_drills.py.
"""

import random

import pytest

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.rulings import take
from streams.adapters.sinks import Outcome
from tests.alert_drills import (
    KILLS,
    ROUTING,
    Killed,
    Kills,
    alerts,
    in_order,
    outbox_pending,
    serve,
)
from tests.outbox import Clock, FakeSink, dispatcher, drain, rows
from tests.samples import AT

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))]


class Receiver(FakeSink):
    """Keeps each id once, in order, as a receiver that heeds ids does."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer
        self.effects = {}

    def deliver(self, delivery, now):
        self.attempts.append(delivery.alert_id)
        return self.answer(delivery, now)

    def has(self, delivery):
        self.effects.setdefault(delivery.alert_id, delivery.incident_id)


@pytest.mark.parametrize("seed", SEEDS)
def test_sink_down_five_minutes_then_failing_one_in_three_gets_everything_once(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    clock, sent = Clock(), alerts(120, seed)

    def answer(delivery, now):
        if now < AT + 300_000:
            return Outcome("retried", detail="ConnectionRefusedError")
        if chance.random() < 1 / 3:
            if chance.random() < 1 / 2:  # it has it, but its answer is lost
                sink.has(delivery)
            return Outcome("retried", 503)
        sink.has(delivery)
        return Outcome("delivered", 200)

    sink = Receiver(answer)
    outbox = Deliveries(file_url(tmp_path / "alerting.db"))
    one = dispatcher(outbox, sink, clock)
    one.jitter = chance.random
    for alert in sent:
        take(outbox, [alert], ROUTING, clock.ms)
        clock.ms += 5_000
        drain(one)
    while outbox.pending("fake"):
        clock.ms += 1_000
        drain(one)
    outbox.close()

    assert in_order(sink.effects, sent)
    assert rows(tmp_path / "alerting.db", "SELECT DISTINCT state FROM deliveries") == [
        ("delivered",)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_alerting_killed_twenty_times_delivers_all_and_repeats_only_what_was_in_flight(
    tmp_path, seed
):
    sent, clock = alerts(150, seed), Clock()
    kills = Kills(random.Random(seed))  # noqa: S311

    def answer(delivery, now):
        kills.moment(in_flight=True)
        sink.has(delivery)
        kills.moment(in_flight=True)
        return Outcome("delivered", 200)

    sink, deaths = Receiver(answer), 0
    while deaths < KILLS or outbox_pending(tmp_path):
        outbox = Deliveries(file_url(tmp_path / "alerting.db"))
        try:
            serve(outbox, dispatcher(outbox, sink, clock), clock, sent, kills)
        except Killed:
            deaths += 1
        finally:
            outbox.close()
    outbox = Deliveries(file_url(tmp_path / "alerting.db"))
    serve(outbox, dispatcher(outbox, sink, clock), clock, sent, kills)
    outbox.close()

    assert deaths == KILLS
    assert in_order(sink.effects, sent)
    assert len(sink.attempts) - len(set(sink.attempts)) == kills.in_flight
