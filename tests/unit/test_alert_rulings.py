"""What becomes of alerts: routes, quiet hours, digests, storms, notices."""

import json
from dataclasses import replace

import pytest

from streams.adapters.digests import DIGEST_ALERTS, notice
from streams.domain.routing.routes import Route, Routing, Watched
from streams.domain.routing.sites import Site, Watchlist
from tests.desk import EVENING, MINUTE, MORNING, NIGHT, desks, other, route
from tests.factories import at
from tests.outbox import named


@pytest.fixture
def desk(tmp_path):
    yield from desks(tmp_path / "alerting.db")


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
