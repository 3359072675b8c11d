"""Which alert a route wants, and what it says of one that it does not want."""

from dataclasses import replace
from datetime import time

import pytest

from streams.domain.records import Claim, FusedToll, Tolls
from streams.domain.routing.hours import Quiet, next_digest_ms
from streams.domain.routing.matching import match
from streams.domain.routing.reachable import why_never
from streams.domain.routing.routes import Near, Route, Watched
from streams.domain.routing.sites import Site, Watchlist, nearby
from streams.lang.countries import load_countries
from tests.factories import at
from tests.samples import ALERT, KIRKUK

DEPOT = Site("Main depot", (35.40, 44.30))
SQUARE = Site(
    "Oil field", (35.0, 44.0), None, (((35.0, 44.0), (35.0, 45.0), (36.0, 45.0), (36.0, 44.0)),)
)
LISTS = {"sites": Watchlist("sites", (DEPOT,))}
CLAIMED = replace(ALERT, claims=(Claim("Islamic State", "responsibility"),))
DENIED = replace(ALERT, claims=(Claim("Islamic State", "denial"),))


def route(**conditions):
    return Route("r", ("desk",), **conditions)


def placed(lat, lon, precision="city"):
    return replace(ALERT, place=replace(KIRKUK, lat=lat, lon=lon, precision=precision))


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"level": "high"},
        {"countries": frozenset({"IQ", "SY"})},
        {"attack_types": frozenset({"armed_assault"})},
        {"kinds": frozenset({"new"})},
        {"killed": 6},
        {"claimed": False},
        {"near": Near(35.5, 44.4, 50)},
        {"watched": Watched("sites", 25)},
    ],
)
def test_route_wants_what_satisfies_its_condition(conditions):
    assert match(route(**conditions), ALERT, LISTS).why_not is None


@pytest.mark.parametrize(
    ("conditions", "alert", "said"),
    [
        ({"level": "critical"}, ALERT, "level high is below critical"),
        ({"countries": frozenset({"SY"})}, ALERT, "country IQ is none of SY"),
        ({"attack_types": frozenset({"arson"})}, ALERT, "armed_assault is none of arson"),
        ({"kinds": frozenset({"close"})}, ALERT, "kind new is none of close"),
        ({"killed": 7}, ALERT, "killed 6, at least 7 asked"),
        ({"killed": 1}, replace(ALERT, tolls=Tolls()), "killed not said"),
        ({"claimed": True}, ALERT, "nobody claims it"),
        ({"claimed": True}, DENIED, "nobody claims it"),
        ({"claimed": False}, CLAIMED, "somebody claims it"),
        ({"near": Near(33.3, 44.4, 50)}, ALERT, "Kirkuk is not within 50 km of its point"),
        ({"watched": Watched("sites", 5)}, ALERT, "not within 5 km of any site of sites"),
        ({"watched": Watched("sites", 5)}, placed(None, None), "has no coordinates"),
        ({"watched": Watched("sites", 5)}, placed(35.4, 44.3, "country"), "placed no better"),
    ],
)
def test_route_says_which_condition_does_not_hold(conditions, alert, said):
    assert said in match(route(**conditions), alert, LISTS).why_not


def test_zero_dead_are_not_the_same_as_none_said():
    none_killed = replace(ALERT, tolls=Tolls(killed=FusedToll(0, 0, 0, "only", "afp")))

    assert match(route(killed=0), none_killed, {}).why_not is None
    assert match(route(killed=0), replace(ALERT, tolls=Tolls()), {}).why_not is not None


def test_distance_from_a_site_is_said():
    wants = route(watched=Watched("sites", 25), near=Near(35.47, 44.39, 5, "Kirkuk"))

    assert match(wants, ALERT, LISTS).notes == ("0 km from Kirkuk", "11 km from Main depot")


def test_point_without_a_name_is_not_spoken_of():
    assert match(route(near=Near(35.47, 44.39, 5)), ALERT, {}).notes == ()


def test_own_distance_of_a_site_goes_before_that_of_the_route():
    sites = (replace(DEPOT, km=5), Site("Camp", (35.47, 44.50), 60))

    assert [near.site.name for near in nearby(KIRKUK, sites, 25)] == ["Camp"]


def test_attack_known_only_to_its_province_is_near_with_a_word_of_doubt():
    far = placed(35.9, 44.3, "province")
    found = match(route(watched=Watched("sites", 10)), far, LISTS)

    assert found.notes == ("about 56 km from Main depot; the place is known only roughly",)
    assert match(route(watched=Watched("sites", 10)), placed(35.9, 44.3), LISTS).why_not


@pytest.mark.parametrize(
    ("lat", "lon", "km", "line"),
    [
        (35.5, 44.5, 0, "inside Oil field"),
        (35.5, 45.1, 10, "9 km from Oil field"),
        (36.09, 44.5, 11, "10 km from Oil field"),
        (34.9, 43.9, 15, "14 km from Oil field"),
    ],
)
def test_area_is_left_by_its_edge(lat, lon, km, line):
    assert [near.line for near in nearby(replace(KIRKUK, lat=lat, lon=lon), (SQUARE,), km)] == [
        line
    ]


def test_hole_in_an_area_is_outside_it():
    hole = ((35.4, 44.4), (35.4, 44.6), (35.6, 44.6), (35.6, 44.4))
    holed = replace(SQUARE, rings=(*SQUARE.rings, hole))

    assert holed.distance_km((35.5, 44.5)) == pytest.approx(9.05, abs=0.1)
    assert holed.distance_km((35.2, 44.2)) == 0


def test_area_across_the_date_line_is_near_from_both_sides():
    island = Site("Island", (0.0, 179.9), None, (((0.0, 179.9), (0.0, -179.9), (0.2, 180.0)),))

    assert island.distance_km((0.0, 179.8)) == pytest.approx(11.1, abs=0.2)
    assert island.distance_km((0.0, -179.8)) == pytest.approx(11.1, abs=0.2)
    assert island.distance_km((0.05, 180.0)) == 0


NIGHT = Quiet(time(22), time(6), "Asia/Baghdad")
NOON = Quiet(time(12), time(14), "Asia/Baghdad")


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2016-10-21T18:59", None),
        (NIGHT, "2016-10-21T19:00", "2016-10-22T03:00"),
        (NIGHT, "2016-10-21T22:30", "2016-10-22T03:00"),
        (NIGHT, "2016-10-22T02:59", "2016-10-22T03:00"),
        (NIGHT, "2016-10-22T03:00", None),
        (NOON, "2016-10-21T09:30", "2016-10-21T11:00"),
        (NOON, "2016-10-21T11:00", None),
    ],
)
def test_quiet_hours_end_on_the_clock_of_their_zone(quiet, now, until):
    assert quiet.until_ms(at(now)) == (at(until) if until else None)


def test_quiet_hours_follow_a_clock_that_is_put_forward():
    quiet = Quiet(time(22), time(6), "Europe/Berlin")

    assert quiet.until_ms(at("2016-03-26T22:00")) == at("2016-03-27T04:00")


def test_digest_is_due_at_the_full_hour_or_at_midnight():
    now = at("2016-10-21T18:20")

    assert next_digest_ms("hourly", now) == at("2016-10-21T19:00")
    assert next_digest_ms("hourly", at("2016-10-21T19:00")) == at("2016-10-21T20:00")
    assert next_digest_ms("daily", now, "Asia/Baghdad") == at("2016-10-21T21:00")


COUNTRIES = load_countries().by_code


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ({"countries": frozenset({"BR"}), "near": Near(35.5, 44.4, 50)}, "far outside BR"),
        ({"countries": frozenset({"BR"}), "watched": Watched("sites", 25)}, "far outside BR"),
        ({"near": Near(-15, -47, 50), "watched": Watched("sites", 25)}, "lies near its point"),
    ],
)
def test_conditions_that_exclude_each_other_are_found(conditions, said):
    assert said in why_never(route(**conditions), LISTS, COUNTRIES)


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"countries": frozenset({"US"}), "near": Near(21.3, -157.8, 10)},
        {"countries": frozenset({"IQ", "BR"}), "near": Near(35.5, 44.4, 50)},
        {"near": Near(35.5, 44.4, 50), "watched": Watched("sites", 25)},
    ],
)
def test_conditions_that_agree_are_let_be(conditions):
    assert why_never(route(**conditions), LISTS, COUNTRIES) is None
