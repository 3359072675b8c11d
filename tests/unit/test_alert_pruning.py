"""Alerts, deliveries, digests and notices are forgotten after a time; what is owed is not."""

import pytest

from streams.adapters.alert_ledger import Mute
from streams.adapters.alerting_tables import MODEL
from streams.adapters.digests import notice
from streams.adapters.pruning import prune
from streams.adapters.sinks import Outcome
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.topics import ALERT_BREAKING
from streams.services.keeper import DAY_MS, REST_MS, Keeper
from streams.services.patience import Patience
from tests.desk import EVENING, HOUR, desks, other, route
from tests.fake_bus import FakeStop
from tests.outbox import rows

DAYS = 30
PRUNED = ("alerts", "deliveries", "attempts", "suppressions", "mutes", "acks")


@pytest.fixture
def desk(tmp_path):
    yield from desks(tmp_path / "alerting.db")


def keeper(one, *sinks):
    patience = Patience(FakeStop(), 1.0)
    return Keeper(one.outbox, sinks or ("fake",), DAYS, patience, now_ms=one.clock)


def counts(one):
    return {name: rows(one.path, f"SELECT count(*) FROM {name}")[0][0] for name in PRUNED}  # noqa: S608


def ids(one):
    return [name for (name,) in rows(one.path, "SELECT alert_id FROM alerts ORDER BY seq")]


def test_shortest_time_is_longer_than_the_topic_of_alerts_keeps_them():
    days = ALERT_BREAKING.retention_hours // 24
    with pytest.raises(SettingsError, match=r"RASID_ALERT_DAYS must be 31\.\.3650"):
        Settings.from_env({"RASID_ALERT_DAYS": str(days)})
    assert Settings.from_env({"RASID_ALERT_DAYS": str(days + 1)}).alert_days == days + 1


def test_all_tables_but_the_sinks_and_sources_are_pruned():
    assert set(MODEL.tables) == {*PRUNED, "sinks", "heard"}


def test_everything_of_an_old_alert_is_forgotten_and_a_young_one_is_whole(desk):
    one = desk(route(level="high"))
    one.take(other("old"), other("unwanted", level="medium"))
    one.ledger.mute(Mute("country", "IQ", EVENING + HOUR, "amal", ""), EVENING)
    one.ledger.acknowledge("inc-old", "amal", EVENING)
    one.clock.ms = EVENING + 20 * DAY_MS
    one.take(other("young"))
    one.clock.ms = EVENING + DAYS * DAY_MS + 2 * HOUR
    keeper(one).step()

    assert ids(one) == ["young"]
    assert counts(one) == {
        "alerts": 1, "deliveries": 1, "attempts": 1, "suppressions": 0, "mutes": 0, "acks": 0,
    }  # fmt: skip


def test_what_is_just_young_enough_stays(desk):
    one = desk(route())
    one.take(other("a"))
    one.clock.ms = EVENING + DAYS * DAY_MS
    keeper(one).step()
    assert ids(one) == ["a"]
    one.clock.ms += HOUR + 1
    keeper(one).step()
    assert counts(one) == dict.fromkeys(PRUNED, 0)


def test_digest_and_notice_are_forgotten_with_what_was_in_them(desk):
    one = desk(route(digest="hourly"))
    one.take(other("a"), other("b"))
    with one.outbox.transaction() as connection:
        notice(connection, "coverage", ("fake",), ("afp: silent",), EVENING)
    one.until(EVENING + HOUR)
    assert [name[:4] for name in one.sent] == ["ntc-", "dig-"]
    one.clock.ms = EVENING + (DAYS + 1) * DAY_MS
    keeper(one).step()

    assert counts(one) == dict.fromkeys(PRUNED, 0)


def test_what_a_sink_still_waits_for_is_not_forgotten(desk):
    one = desk(route())
    one.sink.outcomes = [Outcome("retried", 503)]
    one.take(other("a"))
    one.clock.ms = EVENING + (DAYS + 1) * DAY_MS
    keeper(one).step()
    assert ids(one) == ["a"]
    assert counts(one)["attempts"] == 1


def test_what_waits_for_a_sink_that_is_not_listed_any_more_is_forgotten(desk):
    one = desk(route())
    one.sink.outcomes = [Outcome("retried", 503)]
    one.take(other("a"))
    one.clock.ms = EVENING + (DAYS + 1) * DAY_MS
    keeper(one, "another").step()

    assert counts(one) == dict.fromkeys(PRUNED, 0)


def test_what_waits_for_a_sink_that_said_that_it_is_gone_is_forgotten(desk):
    one = desk(route())
    one.sink.outcomes = [Outcome("gone", 410)]
    one.take(other("a"), other("b"))
    one.clock.ms = EVENING + (DAYS + 1) * DAY_MS
    keeper(one).step()

    assert counts(one) == dict.fromkeys(PRUNED, 0)


def test_portions_are_small_and_end(desk):
    one = desk(route(storm=1000))
    one.take(*(other(f"a{n}") for n in range(10)))
    removed = []
    while not removed or removed[-1]:
        removed.append(prune(one.outbox, ("fake",), EVENING + 1, portion=4))

    assert max(removed) <= 4 * len(PRUNED)
    assert counts(one) == dict.fromkeys(PRUNED, 0)


def test_keeper_rests_for_an_hour_when_nothing_is_left(desk):
    one = desk(route())
    keeps = keeper(one)
    keeps.step()
    one.take(other("a"))
    one.clock.ms = EVENING + REST_MS - 1
    keeps.days = 0
    keeps.step()
    assert ids(one) == ["a"]
    one.clock.ms += 1
    keeps.step()
    assert ids(one) == []


def test_keeper_works_until_it_is_told_to_stop(desk):
    one = desk(route())
    one.take(other("a"))
    one.clock.ms = EVENING + (DAYS + 1) * DAY_MS
    stop = FakeStop(after=3)
    Keeper(one.outbox, ("fake",), DAYS, Patience(stop, 1.0), now_ms=one.clock).run()

    assert ids(one) == []
    assert len(stop.waits) == 3
