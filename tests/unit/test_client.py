"""The client for services that build on Rasid, on a consumer that holds what it is given."""

import sqlite3
from dataclasses import replace
from types import SimpleNamespace

import pytest
from kafka import TopicPartition
from kafka.errors import CommitFailedError, KafkaConnectionError

from deploy.examples.python.incidents import follow
from streams import client
from streams.adapters import avro, framing
from streams.adapters.schemas import text_of
from streams.client import ALERTS, ATTACKS, INCIDENTS, Options, Reader
from streams.domain.errors import SettingsError, Unavailable
from streams.domain.records import FusedToll, Tolls
from tests.registry_fake import registry_fake
from tests.samples import ALERT, ATTACK, INCIDENT

TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class FakeConsumer:
    """Gives each list of `polls` to one poll, nothing afterwards."""

    def __init__(self, *polls, failure=None):
        self.polls = [list(poll) for poll in polls]
        self.failure = failure
        self.commits, self.closed, self.settings = [], None, None

    def connected(self, *topics, **settings):
        self.settings = {"topics": topics, **settings}
        return self

    def poll(self, **_):
        if self.failure:
            raise self.failure
        found = {}
        for raw in self.polls.pop(0) if self.polls else ():
            found.setdefault(TopicPartition(raw.topic, raw.partition), []).append(raw)
        return found

    def commit(self, offsets):
        self.commits.append({tp.partition: meta.offset for tp, meta in offsets.items()})
        if self.failure:
            raise self.failure

    def close(self, *, autocommit):
        self.closed = autocommit


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


def raw(feed, record, offset=0, partition=0, headers=()):
    """Return a message as kafka-python gives it; bytes stand for themselves."""
    value = record if record is None or type(record) is bytes else avro.encode(feed.topic, record)
    return SimpleNamespace(
        topic=feed.topic.name,
        partition=partition,
        offset=offset,
        timestamp=9,
        key=b"key",
        value=value,
        headers=headers,
    )


def reader(feed, consumer, **options):
    return Reader(feed, "b:1", "desk", Options(connect=consumer.connected, idle_s=0.05, **options))


def test_alert_comes_as_a_record_with_where_it_lies():
    headers = (("rasid_received_at", b"1477"), ("traceparent", TRACE), ("empty", None))
    consumer = FakeConsumer([raw(ALERTS, ALERT, 7, 3, headers)])
    with reader(ALERTS, consumer) as alerts:
        (message,) = alerts
    assert message.record == ALERT
    assert (message.id, message.revision) == ("alr-1", 1)
    assert (message.topic, message.partition, message.offset) == (ALERTS.topic.name, 3, 7)
    assert (message.key, message.timestamp_ms) == (b"key", 9)
    assert message.received_ms == 1477
    assert message.trace_id == "0af7651916cd43dd8448eb211c80319c"
    assert message.headers[2] == ("empty", b"")
    assert consumer.commits == []
    assert consumer.closed is False


def test_consumer_is_connected_as_asked_and_never_commits_by_itself():
    consumer = FakeConsumer()
    with reader(ALERTS, consumer, kafka={"security_protocol": "SSL"}):
        pass
    settings = consumer.settings
    assert settings["topics"] == (ALERTS.topic.name,)
    assert settings["bootstrap_servers"] == ["b:1"]
    assert settings["group_id"] == "desk"
    assert settings["security_protocol"] == "SSL"
    assert settings["enable_auto_commit"] is False
    assert settings["auto_offset_reset"] == "earliest"


def test_each_feed_knows_its_identity():
    for feed, record, identity in (
        (ALERTS, ALERT, ("alr-1", 1)),
        (INCIDENTS, replace(INCIDENT, revision=4), ("inc-1", 4)),
        (ATTACKS, ATTACK, ("atk-1", 0)),
    ):
        with reader(feed, FakeConsumer([raw(feed, record)])) as messages:
            assert [(m.id, m.revision) for m in messages] == [identity]


def test_commit_goes_up_to_the_message_that_was_yielded_last():
    batch = [raw(ALERTS, replace(ALERT, alert_id=f"a{n}"), n, n % 2) for n in range(4)]
    consumer = FakeConsumer(batch)
    with reader(ALERTS, consumer) as alerts:
        walk = iter(alerts)
        assert next(walk).id == "a0"
        alerts.commit()
        assert [next(walk).id, next(walk).id] == ["a2", "a1"]
        alerts.commit()
    assert consumer.commits == [{0: 1}, {0: 3, 1: 2}]


def test_what_was_committed_and_comes_again_is_left_out():
    batch = [raw(ALERTS, ALERT, 0)]
    consumer = FakeConsumer(batch, batch)
    told = []
    with reader(ALERTS, consumer) as alerts:
        for message in alerts:
            told.append(message.id)
            alerts.commit()
    assert told == ["alr-1"]


def test_what_was_not_committed_comes_again():
    batch = [raw(ALERTS, ALERT, 0)]
    with reader(ALERTS, FakeConsumer(batch, batch)) as alerts:
        assert [message.id for message in alerts] == ["alr-1", "alr-1"]


def test_older_revision_after_a_newer_one_is_left_out():
    revisions = [replace(INCIDENT, revision=n) for n in (1, 3, 2, 3, 4)]
    consumer = FakeConsumer([raw(INCIDENTS, one, n) for n, one in enumerate(revisions)])
    told = []
    with reader(INCIDENTS, consumer) as incidents:
        for message in incidents:
            told.append(message.revision)
            incidents.commit()
    assert told == [1, 3, 4]


def test_ids_are_forgotten_in_the_order_in_which_they_came(monkeypatch):
    monkeypatch.setattr(client, "REMEMBERED", 2)
    names = ["a", "b", "c", "b", "a"]
    batch = [raw(ALERTS, replace(ALERT, alert_id=name), n) for n, name in enumerate(names)]
    told = []
    with reader(ALERTS, FakeConsumer(batch)) as alerts:
        for message in alerts:
            told.append(message.id)
            alerts.commit()
    assert told == ["a", "b", "c", "a"]


def test_what_is_no_record_is_told_and_passed_over():
    bad = []
    consumer = FakeConsumer([raw(ALERTS, b"\xff", 5), raw(ALERTS, None, 6), raw(ALERTS, ALERT, 7)])
    with reader(ALERTS, consumer, on_bad=lambda *told: bad.append(told)) as alerts:
        (message,) = alerts
        alerts.commit()
    assert message.offset == 7
    assert [(place, why.reason) for place, why in bad] == [
        ("news.alert.breaking.v1/0/5", "unknown_schema"),
        ("news.alert.breaking.v1/0/6", "null"),
    ]
    assert consumer.commits == [{0: 8}]


def test_deleted_incident_is_passed_over_in_silence():
    bad = []
    consumer = FakeConsumer([raw(INCIDENTS, None)])
    with reader(INCIDENTS, consumer, on_bad=lambda *told: bad.append(told)) as incidents:
        assert list(incidents) == []
    assert bad == []


def test_registry_that_is_away_is_waited_for(monkeypatch):
    with registry_fake() as fake:
        number = fake.add(text_of("alert"))
        body = avro.encode(ALERTS.topic, ALERT)[10:]
        message = raw(ALERTS, b"\x00" + number.to_bytes(4, "big") + body)
        fake.refusal = (503, b"")
        pauses = []

        def sleep(seconds):
            pauses.append(seconds)
            if len(pauses) == 2:
                fake.refusal = None

        monkeypatch.setattr(client.time, "sleep", sleep)
        consumer = FakeConsumer([message])
        with reader(ALERTS, consumer, schema_registry=fake.url) as alerts:
            assert [one.record for one in alerts] == [ALERT]
        assert len(pauses) == 2


def test_partitions_that_were_given_away_are_committed_by_others():
    consumer = FakeConsumer([raw(ALERTS, ALERT)])
    with reader(ALERTS, consumer) as alerts:
        list(alerts)
        consumer.failure = CommitFailedError("given away")
        alerts.commit()
    assert consumer.commits == [{0: 1}]


def test_broker_that_does_not_answer_is_unavailable():
    def refuse(*_, **__):
        raise KafkaConnectionError("nobody")

    with (
        pytest.raises(Unavailable, match="broker b:1 does not answer"),
        Reader(ALERTS, "b:1", "desk", Options(connect=refuse)),
    ):
        pass
    consumer = FakeConsumer()
    with reader(ALERTS, consumer) as alerts:
        consumer.failure = KafkaConnectionError("gone")
        with pytest.raises(Unavailable, match="cannot poll"):
            next(iter(alerts))
        with pytest.raises(Unavailable, match="cannot commit"):
            alerts.commit()


def test_reader_is_entered_and_has_a_group():
    with pytest.raises(SettingsError, match="group must name"):
        Reader(ALERTS, "b:1", "")
    alerts = Reader(ALERTS, "b:1", "desk")
    with pytest.raises(SettingsError, match="while it is entered"):
        next(iter(alerts))
    with pytest.raises(SettingsError, match="while it is entered"):
        alerts.commit()


def test_example_keeps_the_latest_revision_of_every_incident():
    """However often and in whatever order they come, over a restart that has forgotten all."""
    dead = [None, FusedToll(1, 2, 3, "only", "afp"), FusedToll(5, 6, 8, "only", "afp")]
    revisions = [
        replace(INCIDENT, revision=n, tolls=Tolls(killed=killed)) for n, killed in enumerate(dead)
    ]
    batch = [raw(INCIDENTS, one, n) for n, one in enumerate(revisions)]
    database = sqlite3.connect(":memory:")
    for order in ((0, 2), (1, 2, 0), (2, 1)):
        with reader(INCIDENTS, FakeConsumer([batch[n] for n in order])) as incidents:
            follow(incidents, database)
    rows = database.execute("SELECT * FROM incidents").fetchall()
    database.close()
    assert rows == [("inc-1", 2, "IQ", 6)]
