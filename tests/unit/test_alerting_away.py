"""Sinks that fail, are gone or say when; clocks that were ahead: nothing is held up for good."""

import pytest

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.sinks import Outcome
from streams.domain.routing.routes import plain_routing
from streams.domain.topics import ALERT_BREAKING
from streams.services.alerting import Alerting
from streams.services.consumer import Received
from streams.services.dispatch import LONGEST_REST_S
from tests.outbox import LATER, Clock, FakeSink, dispatcher, drain, named
from tests.samples import ALERT, AT, sent

DAY_MS = 24 * 3_600_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "alerting.db"


@pytest.fixture
def outbox(path):
    opened = Deliveries(file_url(path))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("streams.services.alerting.wall_ms", clock)
    return clock


def take(outbox, *alerts, lowest="medium", sinks=("fake",)):
    alerting = Alerting(outbox, plain_routing(sinks, lowest), ServiceMetrics())
    alerting.handle([Received(sent(ALERT_BREAKING, it), it) for it in alerts])


@pytest.mark.parametrize("ahead_ms", [60_000, 30 * 60_000, DAY_MS])
def test_clock_that_was_ahead_and_is_set_back_holds_up_no_alert(outbox, clock, ahead_ms):
    sink = FakeSink(LATER)
    one = dispatcher(outbox, sink, clock)
    clock.ms = AT + ahead_ms
    take(outbox, named("retried"))
    assert one.step()
    take(outbox, named("new", incident_id="inc-2"))
    clock.ms = AT
    drain(one)

    assert sorted(sink.attempts) == ["new", "retried", "retried"]


def test_alert_of_a_clock_that_was_ahead_is_delivered_by_the_next_process(outbox, clock):
    sink = FakeSink(LATER)
    clock.ms = AT + DAY_MS
    take(outbox, ALERT)
    dispatcher(outbox, sink, clock).step()
    clock.ms = AT
    drain(dispatcher(outbox, sink, clock))

    assert sink.attempts == ["alr-1", "alr-1"]


def test_retry_waits_its_time_when_no_clock_was_set_back(outbox, clock):
    sink = FakeSink(LATER)
    take(outbox, ALERT)
    dispatcher(outbox, sink, clock).step()
    drain(dispatcher(outbox, sink, clock))

    assert sink.attempts == ["alr-1"]


def test_sink_that_only_fails_is_tried_less_and_less(outbox, clock):
    sink = FakeSink(*[LATER] * 1000)
    one = dispatcher(outbox, sink, clock)
    take(outbox, *[named(f"a{n}", incident_id=f"inc-{n}") for n in range(20)])
    for _ in range(300):
        one.step()
        clock.ms += 1_000

    assert 300 / LONGEST_REST_S <= len(sink.attempts) <= 12


def test_sink_that_is_gone_is_left_alone_until_it_has_another_address(outbox, path, clock):
    sink = FakeSink(Outcome("gone", 410))
    one = dispatcher(outbox, sink, clock)
    take(outbox, named("a1"), named("a2", incident_id="inc-2"))
    drain(one)
    clock.ms += 3_600_000
    drain(one)
    assert sink.attempts == ["a1"]
    assert not outbox.register("fake", "here")

    elsewhere = FakeSink(target="there")
    drain(dispatcher(outbox, elsewhere, clock))
    assert elsewhere.attempts == ["a1", "a2"]


def test_sink_that_is_gone_is_said_in_a_line_of_its_own(outbox, clock, caplog):
    one = dispatcher(outbox, FakeSink(Outcome("gone", 410)), clock)
    take(outbox, ALERT)
    drain(one)

    assert (
        "sink fake answered that it is gone: it gets nothing until its address changes"
        in caplog.messages
    )
