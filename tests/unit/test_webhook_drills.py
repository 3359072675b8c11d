"""The drills of test_alert_drills.py over a signed webhook and a web server on loopback.

What a receiver keeps is what the verifier of Standard Webhooks lets through, each id once.
"""

import random
from contextlib import contextmanager
from datetime import datetime

import pytest
import standardwebhooks.webhooks
from standardwebhooks import Webhook as Judge

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.posting import Endpoint
from streams.adapters.rulings import take
from streams.adapters.sink_kinds import Named
from streams.adapters.webhook import Webhook
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
from tests.outbox import Clock, dispatcher, drain, rows
from tests.receiver import receiver, status, url_of
from tests.samples import AT

SECRET = "whsec_" + "A" * 32
DOWN_MS = 300_000


@pytest.fixture
def clock(monkeypatch):
    """One clock for whoever signs and whoever verifies."""
    held = Clock()

    class Moment(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(held.ms / 1000, tz)

    monkeypatch.setattr(standardwebhooks.webhooks, "datetime", Moment)
    return held


def hang_up(handler):
    """Answer nothing at all, as a server that is down behind its proxy does."""
    handler.close_connection = True


@contextmanager
def desk(answer):
    """Yield a signed sink, and what its receiver has verified; `answer` is asked for each post."""
    effects = {}

    def has(headers, body):
        data = Judge(SECRET).verify(body, headers)["data"]
        effects.setdefault(headers["webhook-id"], data["incident_id"])

    def respond(handler):
        _, headers, body = handler.server.received[-1]
        answer(lambda: has(headers, body))(handler)

    with receiver(respond) as server:
        hook = Webhook(Endpoint(url_of(server), private=True), (SECRET,))
        yield Named("fake", hook), effects, server.received


def test_webhook_down_five_minutes_then_failing_one_in_three_gets_everything_once(tmp_path, clock):
    chance, sent = random.Random(1), alerts(60, 1, incidents=20)  # noqa: S311

    def answer(take_it):
        if clock.ms < AT + DOWN_MS:
            return hang_up
        if chance.random() < 1 / 3:
            if chance.random() < 1 / 2:  # it has it, but its answer is lost
                take_it()
                return hang_up
            return status(503)
        take_it()
        return status(200)

    outbox = Deliveries(file_url(tmp_path / "alerting.db"))
    with desk(answer) as (sink, effects, received):
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

    assert in_order(effects, sent)
    assert len(received) > len(sent)
    states = rows(tmp_path / "alerting.db", "SELECT DISTINCT state FROM deliveries")
    assert states == [("delivered",)]


class Mortal:
    """A sink whose process may be killed before it posts, and after it has."""

    def __init__(self, sink, kills):
        self.name, self.target = sink.name, sink.target
        self._sink, self._kills = sink, kills

    def deliver(self, delivery, now_ms):
        self._kills.moment(in_flight=False)
        outcome = self._sink.deliver(delivery, now_ms)
        self._kills.moment(in_flight=True)
        return outcome


def test_alerting_killed_twenty_times_posts_all_and_repeats_only_what_was_in_flight(
    tmp_path, clock
):
    sent, kills, deaths = alerts(150, 2), Kills(random.Random(2)), 0  # noqa: S311

    def answer(take_it):
        take_it()
        return status(200)

    with desk(answer) as (hook, effects, received):
        sink = Mortal(hook, kills)
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

    posted = [headers["webhook-id"] for _, headers, _ in received]
    assert deaths == KILLS
    assert in_order(effects, sent)
    assert len(posted) - len(set(posted)) == kills.in_flight > 0
