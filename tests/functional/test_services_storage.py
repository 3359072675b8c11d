"""The storage process on the bundled broker: started, killed, started again."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from tests.functional.services import Service, create_topics, publish, rows, until
from tests.samples import ALERT, ARTICLE, ATTACK, INCIDENT, origin, sent

pytestmark = pytest.mark.embedded


@pytest.fixture
def brokers(tmp_path):
    try:
        with EmbeddedBroker(tmp_path / "broker") as broker:
            create_topics(broker.bootstrap)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def test_storage_keeps_what_comes_sets_bad_records_aside_and_ends_cleanly(brokers, tmp_path):
    database = tmp_path / "run" / "rasid.db"
    with Service("storage", brokers, tmp_path / "run") as service:
        publish(
            brokers,
            sent(ARTICLE_TAGGED, ARTICLE),
            sent(ATTACK_REPORTED, ATTACK),
            origin(ATTACK_REPORTED.name, 0, b"not avro"),
            sent(INCIDENT_UPDATED, INCIDENT),
            sent(ALERT_BREAKING, ALERT),
        )
        until(lambda: rows(database, "dead_letters"), "the dead letter came back as a row")
        until(lambda: rows(database, "alerts"), "the alert is stored")
        assert service.answer("/readyz") == (200, "ok\n")
        assert service.answer("/livez") == (200, "ok\n")
        assert 'rasid_stored_total{table="attacks"} 1.0' in service.answer("/metrics")[1]
        seconds, code = service.stop()

    assert code == 0
    assert seconds < 10
    assert [len(rows(database, t)) for t in ("articles", "attacks", "incidents")] == [1, 1, 1]
    [letter] = rows(database, "dead_letters", "topic", "consumer_group", "reason")
    assert letter == (ATTACK_REPORTED.name, "rasid-storage", "unknown_schema")


def test_storage_killed_at_any_moment_loses_and_doubles_nothing(brokers, tmp_path):
    database = tmp_path / "run" / "rasid.db"
    ids = [f"atk-{number:03}" for number in range(300)]
    publish(brokers, *[named(name) for name in ids[:200]])
    for reached in (1, 60, 120):
        with Service("storage", brokers, tmp_path / "run", RASID_BATCH_RECORDS="7") as service:
            until(lambda n=reached: len(rows(database, "attacks")) >= n, f"{reached} rows")
            service.kill()
    publish(brokers, *[named(name) for name in ids[200:]])
    with Service("storage", brokers, tmp_path / "run"):
        until(lambda: len(rows(database, "attacks")) == 300, "all rows")

    assert [name for (name,) in rows(database, "attacks", "attack_id")] == ids


def test_storage_with_a_new_database_reads_from_the_beginning_again(brokers, tmp_path):
    publish(brokers, sent(ATTACK_REPORTED, ATTACK))
    for folder in ("first", "second"):
        database = tmp_path / folder / "rasid.db"
        with Service("storage", brokers, tmp_path / folder) as service:
            until(lambda path=database: rows(path, "attacks"), "the attack is stored")
            service.stop()


def test_storage_without_its_broker_says_so_and_exits_3(tmp_path):
    with Service(
        "storage", "127.0.0.1:9", tmp_path / "run", RASID_BROKER_PATIENCE_S="1"
    ) as service:
        assert service.wait(20) == 3
        assert "storage ends: broker 127.0.0.1:9 does not answer" in service.log


def test_storage_whose_broker_goes_away_says_so_and_exits_3(tmp_path):
    with EmbeddedBroker(tmp_path / "broker") as broker:
        create_topics(broker.bootstrap)
        with Service(
            "storage", broker.bootstrap, tmp_path / "run", RASID_BROKER_PATIENCE_S="2"
        ) as service:
            until(lambda: service.answer("/readyz")[0] == 200, "ready")
            broker.stop()
            assert service.wait(20) == 3
            assert "does not answer" in service.log


def test_storage_outlasts_a_database_that_is_locked_for_longer_than_brokers_are_waited_for(
    brokers, tmp_path
):
    database = tmp_path / "run" / "rasid.db"
    with Service("storage", brokers, tmp_path / "run", RASID_BROKER_PATIENCE_S="1") as service:
        until(lambda: service.answer("/readyz")[0] == 200, "ready")
        with closing(sqlite3.connect(database, isolation_level=None)) as locker:
            locker.execute("BEGIN IMMEDIATE")
            publish(brokers, sent(ATTACK_REPORTED, ATTACK))
            waiting = "waiting: database sqlite: database is locked"
            until(lambda: service.answer("/readyz") == (503, waiting + "\n"), "not ready")
            until(lambda: service.log.count(waiting) > 1, "tried again")
            assert service.answer("/livez")[0] == 200
        until(lambda: rows(database, "attacks"), "the attack is stored")
        until(lambda: service.answer("/readyz")[0] == 200, "ready again")
        assert service.stop()[1] == 0


def named(name):
    return sent(ATTACK_REPORTED, replace(ATTACK, attack_id=name))
