"""Alerts of an incident keep their order through holds, digests, failures and a new version."""

import json
import random
import sqlite3
from contextlib import closing

import pytest

from streams.adapters.digests import gather
from streams.adapters.sinks import Outcome
from tests.desk import EVENING, HOUR, MINUTE, MORNING, NIGHT, desks, other, route
from tests.factories import at
from tests.outbox import LATER, named, rows


@pytest.fixture
def desk(tmp_path):
    yield from desks(tmp_path / "alerting.db")


def test_what_is_held_is_let_go_before_an_urgent_alert_of_its_incident(desk):
    one = desk(route(quiet=NIGHT))
    one.take(named("a1"), other("b1"), named("a2", kind="escalation", level="critical"))

    assert one.sent == ["a1", "a2"]
    assert "let go before a2" in one.fate("a1")[1]
    assert one.fate("b1")[0] == "held"


def test_what_is_held_by_a_clock_that_was_ahead_is_let_go_in_the_right_morning(desk):
    one = desk(route(quiet=NIGHT))
    one.until(EVENING + 24 * HOUR)
    one.take(named("a1"))
    one.until(EVENING)
    assert one.sent == []
    one.until(MORNING)
    assert one.sent == ["a1"]


def test_alert_waits_for_the_digest_that_holds_an_earlier_one(desk):
    one = desk(route(quiet=NIGHT))
    one.take(named("a1"), other("b1"))
    one.sink.outcomes = [LATER]
    one.until(MORNING)
    one.take(named("a2", kind="update"), other("c1"))
    one.until(MORNING + 600)
    assert one.sent == [one.sent[0], "c1"]

    one.until(MORNING + HOUR)
    assert one.sent == [one.sent[0], "c1", one.sent[0], "a2"]


def test_digest_waits_for_what_is_earlier_than_its_alerts(desk):
    one = desk(route(quiet=NIGHT))
    one.sink.outcomes = [LATER]
    one.take(named("a1", level="critical"), named("a2", kind="update"), other("b1"))
    assert one.sent == ["a1"]
    one.sink.outcomes = [LATER]
    one.until(MORNING)
    assert one.sent == ["a1", "a1"]

    one.until(MORNING + HOUR)
    assert one.sent[:3] == ["a1", "a1", "a1"]
    assert one.in_digest(one.deliveries[3]) == ["a2", "b1"]


def test_digest_takes_along_what_another_route_holds_of_its_incidents(desk):
    one = desk(
        route("day", digest="daily", kinds=frozenset({"new"})), route("hour", digest="hourly")
    )
    one.take(named("a1"), other("b1"), named("a2", kind="update"))
    one.until(at("2016-10-21T21:00"))

    assert one.in_digest(one.deliveries[0]) == ["a1", "a2"]
    assert one.fate("b1")[0] == "held"


def test_digest_that_fails_for_good_ends_what_is_in_it(desk):
    one = desk(route(quiet=NIGHT))
    one.take(named("a1"), other("b1"))
    one.sink.outcomes = [Outcome("failed", 400, "no")]
    one.until(MORNING)

    assert one.fate("a1")[0] == one.fate("b1")[0] == "failed"
    assert [(it.outcome, it.status) for it in one.ledger.attempts("a1")] == [("failed", 400)]


def test_digest_is_made_once_however_often_it_is_asked_for(desk):
    one = desk(route(quiet=NIGHT))
    one.take(named("a1"), other("b1"))
    one.clock.ms = MORNING

    assert [gather(one.outbox, "fake", MORNING) for _ in range(3)] == [1, 0, 0]


VERSION_1 = """
CREATE TABLE schema_version (version INTEGER);
INSERT INTO schema_version VALUES (1);
CREATE TABLE deliveries (seq INTEGER PRIMARY KEY AUTOINCREMENT, alert_id VARCHAR NOT NULL,
  sink VARCHAR NOT NULL, incident_id VARCHAR NOT NULL, alert BLOB NOT NULL, state VARCHAR NOT NULL,
  attempts INTEGER NOT NULL, due_at BIGINT NOT NULL, created_at BIGINT NOT NULL,
  finished_at BIGINT, UNIQUE (alert_id, sink));
CREATE INDEX deliveries_by_incident ON deliveries (sink, incident_id, state, seq);
CREATE TABLE attempts (alert_id VARCHAR NOT NULL, sink VARCHAR NOT NULL, number INTEGER NOT NULL,
  at BIGINT NOT NULL, outcome VARCHAR NOT NULL, status INTEGER, detail TEXT NOT NULL,
  PRIMARY KEY (alert_id, sink, number));
CREATE TABLE sinks (sink VARCHAR PRIMARY KEY NOT NULL, target VARCHAR NOT NULL,
  disabled_at BIGINT);
INSERT INTO deliveries VALUES (4, 'a1', 'fake', 'inc-1', X'7B7D', 'delivered', 1, 1, NOW, 2);
INSERT INTO deliveries VALUES (5, 'b1', 'fake', 'inc-2', X'7B227D', 'pending', 2, 1, NOW, NULL);
INSERT INTO deliveries VALUES (6, 'b1', 'desk', 'inc-2', X'7B227D', 'pending', 0, 1, NOW, NULL);
INSERT INTO attempts VALUES ('b1', 'fake', 1, 1, 'retried', 503, '');
"""


def test_outbox_of_version_1_is_taken_over_with_what_waits(desk, tmp_path):
    with closing(sqlite3.connect(tmp_path / "alerting.db")) as connection:
        connection.executescript(VERSION_1.replace("NOW", str(EVENING)))
    one = desk(route(level="critical"))
    one.take(named("a2", kind="close"))

    assert one.sent == ["b1", "a2"]
    assert one.deliveries[0].alert == b'{"}'
    assert one.deliveries[0].attempts == 2
    assert rows(one.path, "SELECT version FROM schema_version") == [(2,)]
    assert rows(one.path, "SELECT alert_id FROM alerts ORDER BY 1") == [("a1",), ("a2",), ("b1",)]
    assert rows(one.path, "SELECT name FROM sqlite_master WHERE name = 'deliveries_1'") == []


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))]
)
def test_order_within_an_incident_holds_whatever_is_held_and_fails(desk, seed):
    chance = random.Random(seed)  # noqa: S311 - a seeded course of events
    one = desk(
        route("quiet", quiet=NIGHT, kinds=frozenset({"new", "update"})),
        route("hour", digest="hourly", storm=4, kinds=frozenset({"correction"})),
        route("rest", storm=2),
    )
    levels = ("medium", "high", "critical")
    kinds = ("update", "correction", "escalation")
    expected = {}
    for number in range(40):
        incident, kind = f"inc-{chance.randrange(5)}", chance.choice(kinds)
        kind = kind if incident in expected else "new"
        alert = named(f"a{number:02}", incident_id=incident, kind=kind, level=chance.choice(levels))
        expected.setdefault(incident, []).append(alert.alert_id)
        one.sink.outcomes = [LATER if chance.random() < 0.3 else Outcome("delivered", 200)] * 3
        one.take(alert)
        one.until(one.clock.ms + chance.randrange(20 * MINUTE))
    one.sink.outcomes = []
    one.until(one.clock.ms + 48 * HOUR)
    one.until(one.clock.ms + HOUR)

    came = {}
    for delivery, verdict in attempts_of(one):
        if verdict == "delivered":
            record = json.loads(delivery.alert)
            for alert in record.get("alerts", [record]):
                came.setdefault(alert["incident_id"], []).append(alert["alert_id"])
    assert came == expected


def attempts_of(one):
    """Return each attempt with how it ended."""
    logged = rows(one.path, "SELECT alert_id, number, outcome FROM attempts")
    ended = {(alert_id, number): outcome for alert_id, number, outcome in logged}
    return [(d, ended[d.alert_id, d.attempts + 1]) for d in one.deliveries]
