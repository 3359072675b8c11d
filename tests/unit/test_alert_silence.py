"""Follow-ups, mutes and acknowledgements: who is told, and who wants no word."""

import pytest

from streams.adapters.alert_ledger import Mute
from streams.domain.records import Reason
from streams.domain.routing.routes import Routing
from tests.desk import EVENING, HOUR, MORNING, NIGHT, desks, route
from tests.factories import at
from tests.outbox import named


@pytest.fixture
def desk(tmp_path):
    yield from desks(tmp_path / "alerting.db")


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
