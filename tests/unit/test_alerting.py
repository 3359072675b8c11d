"""Alerts into the outbox and out of it: each once, in order, as long as it takes."""

import pytest

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.sinks import Outcome
from streams.domain.errors import SettingsError
from streams.domain.routing.routes import plain_routing
from streams.domain.topics import ALERT_BREAKING
from streams.services.alerting import Alerting, _alone
from streams.services.consumer import Received
from streams.services.dispatch import GIVE_UP_MS, LONGEST_RETRY_S
from tests.outbox import LATER, Clock, FakeSink, dispatcher, drain, named, rows
from tests.samples import ALERT, AT, sent


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


def test_alert_is_delivered_once_however_often_it_comes(outbox, clock):
    sink = FakeSink()
    one = dispatcher(outbox, sink, clock)
    take(outbox, ALERT, ALERT)
    drain(one)
    take(outbox, ALERT)
    drain(one)

    assert sink.attempts == ["alr-1"]
    assert outbox.pending("fake") == 0


def test_alert_waits_in_the_outbox_until_a_restarted_service_delivers_it(outbox, path, clock):
    take(outbox, ALERT)
    outbox.close()
    reopened, sink = Deliveries(file_url(path)), FakeSink()
    drain(dispatcher(reopened, sink, clock))
    reopened.close()

    assert sink.attempts == ["alr-1"]


def test_every_sink_gets_the_alert(outbox):
    take(outbox, ALERT, sinks=("console", "webhook"))

    assert (outbox.pending("console"), outbox.pending("webhook")) == (1, 1)


def test_failed_attempt_is_made_again_after_a_growing_pause(outbox, clock):
    sink = FakeSink(LATER, LATER, LATER)
    one = dispatcher(outbox, sink, clock)
    take(outbox, ALERT)

    waits = []
    while outbox.pending("fake"):
        began = clock.ms
        while not one.step():
            clock.ms += 100
        waits.append(clock.ms - began)
    assert waits == [0, 1000, 2000, 4000]
    assert sink.attempts == ["alr-1"] * 4


def test_pause_is_never_longer_than_a_quarter_of_an_hour(outbox, clock):
    one = dispatcher(outbox, FakeSink(*[LATER] * 12), clock)
    take(outbox, ALERT)
    for _ in range(12):
        assert one.step()
        clock.ms += int(LONGEST_RETRY_S * 1000)


def test_receiver_that_names_a_time_is_left_alone_until_then(outbox, clock):
    sink = FakeSink(Outcome("retried", 429, retry_after_s=120.0))
    one = dispatcher(outbox, sink, clock)
    take(outbox, ALERT, named("alr-2", incident_id="inc-2"))
    one.step()
    clock.ms += 119_000
    assert not one.step()
    clock.ms += 1_000
    drain(one)

    assert sorted(sink.attempts) == ["alr-1", "alr-1", "alr-2"]


def test_attempt_whose_record_was_kept_but_not_answered_is_recorded_once(outbox, path, clock):
    take(outbox, ALERT)
    due = outbox.next_due("fake", clock())
    for _ in range(2):
        outbox.record(due, Outcome("delivered", 200), clock(), clock())

    assert rows(path, "SELECT number, outcome FROM attempts") == [(1, "delivered")]
    assert outbox.next_due("fake", clock()) is None


def test_alerts_of_an_incident_keep_their_order_and_others_pass(outbox, clock):
    sink = FakeSink(LATER)
    one = dispatcher(outbox, sink, clock)
    take(outbox, named("a1"), named("a2"), named("b1", incident_id="inc-2"))
    one.step()
    clock.ms += 600
    drain(one)
    assert sink.attempts == ["a1", "b1"]

    clock.ms += 1_000
    drain(one)
    assert sink.attempts == ["a1", "b1", "a1", "a2"]


def test_alert_that_failed_for_good_does_not_hold_up_the_next(outbox, path, clock):
    sink = FakeSink(Outcome("failed", 400, "bad"), Outcome("refused", 302))
    one = dispatcher(outbox, sink, clock)
    take(outbox, named("a1"), named("a2"), named("a3"))
    drain(one)

    assert sink.attempts == ["a1", "a2", "a3"]
    assert rows(path, "SELECT alert_id, state FROM deliveries ORDER BY seq") == [
        ("a1", "failed"),
        ("a2", "refused"),
        ("a3", "delivered"),
    ]


def test_what_a_receiver_wrote_is_in_the_delivery_log_and_in_no_other(outbox, path, clock, caplog):
    answers = (
        Outcome("retried", 503, "quoted"),
        Outcome("retried", detail="quoted", quotes=True),
        Outcome("retried", detail="ours"),
    )
    one = dispatcher(outbox, FakeSink(*answers), clock)
    take(outbox, ALERT)
    for _ in answers:
        drain(one)
        clock.ms += 60_000

    said = [getattr(record, "reason", None) for record in caplog.records]
    assert said == [None, None, "ours"]
    assert [row for (row,) in rows(path, "SELECT detail FROM attempts")] == [
        "quoted", "quoted", "ours",
    ]  # fmt: skip


def test_alert_that_breaks_its_sink_waits_and_the_others_pass(outbox, clock, caplog):
    sink = FakeSink()
    attempt = sink.deliver

    def deliver(delivery, now):
        if delivery.alert_id == "a1":
            raise OverflowError("with words of the alert")
        return attempt(delivery, now)

    sink.deliver = deliver
    one = dispatcher(outbox, sink, clock)
    take(outbox, named("a1"), named("a2", incident_id="inc-2"))
    drain(one)
    clock.ms += 10_000
    drain(one)

    assert sink.attempts == ["a2"]
    assert outbox.pending("fake") == 1
    said = {getattr(record, "reason", None) for record in caplog.records}
    assert said == {"OverflowError in the sink"}


def test_alert_is_given_up_after_three_days(outbox, path, clock):
    sink = FakeSink(LATER)
    one = dispatcher(outbox, sink, clock)
    take(outbox, ALERT)
    one.step()
    clock.ms += GIVE_UP_MS + 1
    drain(one)

    assert sink.attempts == ["alr-1"]
    assert rows(path, "SELECT state, attempts FROM deliveries") == [("expired", 2)]


def test_every_attempt_is_in_the_delivery_log_and_counted(outbox, path, clock):
    one = dispatcher(outbox, FakeSink(Outcome("retried", 503, "busy")), clock)
    take(outbox, ALERT)
    one.step()
    clock.ms += 1_000
    one.step()

    assert rows(path, "SELECT number, at, outcome, status, detail FROM attempts") == [
        (1, AT, "retried", 503, "busy"),
        (2, AT + 1000, "delivered", 200, ""),
    ]
    registry = one.metrics.registry
    for outcome in ("retried", "delivered"):
        labels = {"sink": "fake", "outcome": outcome}
        assert registry.get_sample_value("rasid_deliveries_total", labels) == 1


@pytest.mark.parametrize(
    ("lowest", "passed"),
    [
        ("medium", ["medium", "high", "critical", "unknown"]),
        ("high", ["high", "critical"]),
        ("critical", ["critical"]),
    ],
)
def test_alerts_below_the_level_asked_for_stay(outbox, path, lowest, passed):
    levels = ("low", "medium", "high", "critical", "unknown")
    take(outbox, *[named(it, level=it, incident_id=it) for it in levels], lowest=lowest)

    assert [it for (it,) in rows(path, "SELECT alert_id FROM deliveries ORDER BY seq")] == passed


@pytest.mark.parametrize("kind", ["correction", "retraction", "close"])
def test_what_takes_back_an_alert_follows_it_whatever_its_level(outbox, path, kind):
    take(outbox, named("a1", level="high"), lowest="high")
    take(outbox, named("a2", level="medium", kind=kind), lowest="high")
    take(outbox, named("a3", level="medium", kind=kind, incident_id="never sent"), lowest="high")

    assert rows(path, "SELECT alert_id FROM deliveries ORDER BY seq") == [("a1",), ("a2",)]


def test_update_below_the_level_asked_for_does_not_follow(outbox):
    take(
        outbox, named("a1", level="high"), named("a2", level="medium", kind="update"), lowest="high"
    )

    assert outbox.pending("fake") == 1


def test_what_is_decided_is_counted_once(outbox):
    metrics = ServiceMetrics()
    alerting = Alerting(outbox, plain_routing(("fake",), "high"), metrics)
    for _ in range(2):
        low = named("a2", level="medium", incident_id="inc-2")
        alerting.handle([Received(sent(ALERT_BREAKING, it), it) for it in (ALERT, low)])

    for state in ("pending", "unwanted"):
        labels = {"sink": "fake", "state": state}
        assert metrics.registry.get_sample_value("rasid_rulings_total", labels) == 1


def test_dispatcher_wakes_for_news(outbox, clock):
    one = dispatcher(outbox, FakeSink(), clock)
    alerting = Alerting(outbox, plain_routing(("fake",), "medium"), ServiceMetrics(), (one.news,))
    alerting.handle([Received(sent(ALERT_BREAKING, ALERT), ALERT)])

    assert one.news.is_set()


def test_dispatcher_ends_when_told_to_stop(outbox, clock):
    one = dispatcher(outbox, FakeSink(), clock)
    one.patience.stop.set()

    one.run()


def test_two_alerting_services_never_share_an_outbox(tmp_path):
    with (
        _alone(tmp_path / "alerting.lock"),
        pytest.raises(SettingsError, match="RASID_RUN_DIR"),
        _alone(tmp_path / "alerting.lock"),
    ):
        pass
