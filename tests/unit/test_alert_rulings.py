"""What becomes of alerts: quiet hours, digests, storms, silence, follow-ups; order in all of it."""

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time

import pytest

from streams.adapters.alert_ledger import Ledger, Mute
from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.digests import DIGEST_ALERTS, gather, notice
from streams.adapters.rulings import take
from streams.adapters.sinks import Outcome
from streams.domain.records import Reason
from streams.domain.routing.hours import Quiet
from streams.domain.routing.routes import Route, Routing, Watched
from streams.domain.routing.sites import Site, Watchlist
from tests.factories import at
from tests.outbox import LATER, Clock, FakeSink, dispatcher, drain, named, rows

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


@pytest.fixture
def desk(tmp_path):
    made = []

    def make(*routes, **how):
        made.append(Desk(tmp_path / "alerting.db", *routes, **how))
        return made[-1]

    yield make
    for one in made:
        one.outbox.close()


def route(name="r", **conditions):
    return Route(name, ("fake",), **conditions)


def other(alert_id, **changes):
    """Return an alert of an incident of its own."""
    return named(alert_id, incident_id=f"inc-{alert_id}", **changes)


def test_alert_that_no_route_wants_is_kept_with_every_reason(desk):
    one = desk(route("a", level="critical"), route("b", killed=9))
    one.take(other("a1"))

    assert one.sent == []
    assert one.fate("a1") == (
        "unwanted",
        "a: level high is below critical; b: killed 6, at least 9 asked",
    )


def test_sink_that_no_route_names_gets_nothing_and_says_so(desk):
    one = desk(Route("a", ("elsewhere",)))
    one.take(other("a1"))

    assert one.fate("a1") == ("unwanted", "no route names this sink")


def test_alert_that_two_routes_want_is_sent_once_by_the_first(desk):
    one = desk(route("a", killed=9), route("b"), route("c"))
    one.take(other("a1"))

    assert one.sent == ["a1"]
    assert one.fate("a1") == ("delivered", "route b wants it")


def test_route_that_sends_at_once_goes_before_one_that_holds(desk):
    one = desk(route("slow", digest="daily"), route("fast", killed=3))
    one.take(other("a1"))

    assert one.sent == ["a1"]


def test_distance_reaches_the_sink_beside_the_alert(desk):
    sites = {"w": Watchlist("w", (Site("Main depot", (35.40, 44.30)),))}
    one = desk(route(watched=Watched("w", 25)), watchlists=sites)
    one.take(other("a1"))

    assert one.deliveries[0].notes == ("11 km from Main depot",)
    assert b"depot" not in one.deliveries[0].alert


def test_quiet_hours_hold_until_their_end_and_send_one_digest(desk):
    one = desk(route(quiet=NIGHT))
    one.take(other("a1"), other("a2"))
    one.until(MORNING - 1)
    assert one.sent == []
    assert one.fate("a1") == (
        "held",
        "held by the quiet hours of route r until 2016-10-22 03:00 UTC",
    )

    one.until(MORNING)
    (digest,) = one.deliveries
    assert digest.alert_id.startswith("dig-")
    assert one.in_digest(digest) == ["a1", "a2"]
    assert json.loads(digest.alert)["digest"] is True
    assert json.loads(digest.alert)["route"] == "r"
    assert digest.notes == ("2 alerts of route r",)
    assert one.fate("a2")[0] == "delivered"


def test_single_alert_that_was_held_goes_as_itself(desk):
    one = desk(route(quiet=NIGHT))
    one.take(other("a1"))
    one.until(MORNING)

    assert one.sent == ["a1"]


def test_urgent_alert_passes_quiet_hours_and_digests(desk):
    one = desk(route(quiet=NIGHT, digest="hourly", urgent="critical"))
    one.take(other("a1", level="critical"), other("a2"))

    assert one.sent == ["a1"]


def test_digest_comes_at_the_full_hour_but_not_in_quiet_hours(desk):
    one = desk(route(digest="hourly", quiet=NIGHT))
    one.clock.ms = at("2016-10-21T17:20")
    one.take(other("a1"), other("a2"))
    one.until(at("2016-10-21T18:00"))
    assert len(one.sent) == 1

    one.clock.ms = at("2016-10-21T18:30")
    one.take(other("a3"), other("a4"))
    one.until(MORNING - 1)
    assert len(one.sent) == 1
    one.until(MORNING)
    assert one.in_digest(one.deliveries[1]) == ["a3", "a4"]


def test_storm_sends_twenty_a_minute_and_the_rest_in_one_digest(desk):
    one = desk(route())
    one.take(*[other(f"a{n:02}") for n in range(50)])
    assert one.sent == [f"a{n:02}" for n in range(20)]
    one.clock.ms += MINUTE - 1
    one.take(other("b"))
    assert len(one.sent) == 20
    assert "storm cap of route r" in one.fate("b")[1]

    one.until(EVENING + MINUTE)
    assert len(one.sent) == 21
    assert len(one.in_digest(one.deliveries[-1])) == 31


def test_storm_that_goes_on_is_capped_minute_by_minute(desk):
    one = desk(route(storm=3))
    for minute in range(5):
        one.until(EVENING + minute * MINUTE)
        one.take(*[other(f"a{minute}-{n}") for n in range(10)])
    one.until(EVENING + 6 * MINUTE)

    singles = [name for name in one.sent if name.startswith("a")]
    assert len(singles) == 15
    assert len(one.sent) == 20
    assert {one.fate(f"a{m}-{n}")[0] for m in range(5) for n in range(10)} == {"delivered"}


def test_huge_storm_is_sent_in_parts(desk):
    one = desk(route(storm=1))
    one.take(*[other(f"a{n:03}") for n in range(1 + 2 * DIGEST_ALERTS + 5)])
    one.until(EVENING + MINUTE)

    parts = [one.in_digest(delivery) for delivery in one.deliveries[1:]]
    assert [len(part) for part in parts] == [DIGEST_ALERTS, DIGEST_ALERTS, 5]
    assert [name for part in parts for name in part] == [f"a{n:03}" for n in range(1, 106)]


def test_storm_of_one_route_leaves_another_alone(desk):
    one = desk(route("iq", storm=1, countries=frozenset({"IQ"})), route("rest", storm=1))
    elsewhere = replace(named("b").place, country="SY")
    one.take(other("a1"), other("a2"), other("b", place=elsewhere))

    assert one.sent[:1] == ["a1"]
    assert one.fate("b") == (
        "held",
        "held by the storm cap of route rest until 2016-10-21 20:01 UTC",
    )


@pytest.mark.parametrize("kind", ["correction", "retraction", "close"])
def test_follow_up_goes_where_the_alert_went_whatever_the_route_says(desk, kind):
    one = desk(route(level="high", kinds=frozenset({"new"}), killed=3))
    one.take(named("a1"), named("a2", kind=kind, level="medium"))

    assert one.sent == ["a1", "a2"]
    assert one.fate("a2")[1].startswith("follows what r sent")


def test_lifted_curfew_follows_although_it_is_an_update(desk):
    one = desk(route(kinds=frozenset({"new"})))
    lifted = (Reason("update.lifted", "curfew"),)
    one.take(named("a1"), named("a2", kind="update", reasons=lifted), named("a3", kind="update"))

    assert one.sent == ["a1", "a2"]


@pytest.mark.parametrize("kind", ["retraction", "close"])
def test_end_of_what_was_never_told_is_not_told(desk, kind):
    one = desk(route())
    one.take(named("a1", kind=kind))

    assert one.fate("a1") == ("unwanted", f"a {kind} of what this sink was never told")


def test_follow_up_is_held_by_the_quiet_hours_of_the_route_that_sent_the_alert(desk):
    one = desk(route(quiet=NIGHT))
    one.clock.ms = at("2016-10-21T15:00")
    one.take(named("a1"))
    one.clock.ms = EVENING
    one.take(named("a2", kind="close"))
    assert one.sent == ["a1"]

    one.until(MORNING)
    assert one.sent == ["a1", "a2"]


def test_follow_up_finds_its_way_when_its_route_is_gone(desk):
    one = desk(route("old"))
    one.take(named("a1"))
    one.routing = Routing(("fake",), (route("new", level="critical"),))
    one.take(named("a2", kind="retraction"))

    assert one.sent == ["a1", "a2"]
    assert one.fate("a2")[1] == "follows what old sent"


def test_what_is_held_is_let_go_before_an_urgent_alert_of_its_incident(desk):
    one = desk(route(quiet=NIGHT))
    one.take(named("a1"), other("b1"), named("a2", kind="escalation", level="critical"))

    assert one.sent == ["a1", "a2"]
    assert "let go before a2" in one.fate("a1")[1]
    assert one.fate("b1")[0] == "held"


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


def test_notice_goes_to_its_sinks_without_an_alert(desk):
    one = desk(route())
    with one.outbox.transaction() as connection:
        notice(connection, "coverage", ("fake",), ("afp: no article for 7 h",), EVENING)
    one.until(EVENING)

    (told,) = one.deliveries
    assert told.notes == ("afp: no article for 7 h",)
    assert json.loads(told.alert)["alerts"] == []


def test_decision_is_made_once_even_if_the_routes_change(desk):
    one = desk(route(level="critical"))
    one.take(named("a1"))
    one.routing = Routing(("fake",), (route(),))
    one.take(named("a1"))

    assert one.sent == []
    assert one.fate("a1")[0] == "unwanted"


@pytest.mark.parametrize(
    ("scope", "value"), [("incident", "inc-1"), ("country", "IQ"), ("route", "r"), ("sink", "fake")]
)
def test_mute_silences_new_alerts_until_it_ends_and_says_who(desk, scope, value):
    one = desk(route())
    one.ledger.mute(Mute(scope, value, EVENING + HOUR, "amal", "planned drill"), EVENING)
    one.take(named("a1"))
    one.clock.ms += HOUR
    one.take(named("a2", kind="update"))

    assert one.sent == ["a2"]
    assert one.fate("a1") == (
        "muted",
        f"{scope} {value} muted by amal until 2016-10-21 21:00 UTC: planned drill",
    )


@pytest.mark.parametrize(
    ("scope", "value"), [("incident", "inc-9"), ("country", "SY"), ("route", "x"), ("sink", "x")]
)
def test_mute_of_something_else_leaves_an_alert_alone(desk, scope, value):
    one = desk(route())
    one.ledger.mute(Mute(scope, value, EVENING + HOUR, "amal", ""), EVENING)
    one.take(named("a1"))

    assert one.sent == ["a1"]


def test_mute_never_hides_that_what_was_told_is_taken_back(desk):
    one = desk(route())
    one.take(named("a1"))
    one.ledger.mute(Mute("incident", "inc-1", EVENING + HOUR, "amal", ""), EVENING)
    one.take(named("a2", kind="escalation"), named("a3", kind="retraction"))

    assert one.sent == ["a1", "a3"]


def test_muted_route_leaves_the_others(desk):
    one = desk(route("a"), route("b"))
    one.ledger.mute(Mute("route", "a", EVENING + HOUR, "amal", ""), EVENING)
    one.take(named("a1"))

    assert one.fate("a1") == ("delivered", "route b wants it")


def test_mute_can_be_ended(desk):
    one = desk(route())
    number = one.ledger.mute(Mute("country", "IQ", EVENING + HOUR, "amal", ""), EVENING)
    assert one.ledger.unmute(number, EVENING)
    assert not one.ledger.unmute(number, EVENING)
    one.take(named("a1"))

    assert one.sent == ["a1"]


def test_acknowledged_incident_is_heard_of_again_only_when_it_matters(desk):
    one = desk(route())
    one.take(named("a1"))
    one.ledger.acknowledge("inc-1", "amal", EVENING)
    one.take(named("a2", kind="update"), named("a3", kind="correction"))
    assert one.sent == ["a1", "a3"]
    assert one.fate("a2") == ("acknowledged", "acknowledged by amal at 2016-10-21 20:00 UTC")

    one.take(named("a4", kind="escalation"), named("a5", kind="update"))
    assert one.sent == ["a1", "a3", "a4", "a5"]
    assert one.ledger.acknowledged("inc-1") is None


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


@pytest.mark.parametrize("seed", range(8))
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
