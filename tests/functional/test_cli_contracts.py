"""`rasid sample` and `rasid topics decode` on the bundled broker, with both framings."""

import json
import signal
import subprocess
import time

import pytest
from kafka import KafkaProducer

from streams.adapters import framing, topics_admin
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.adapters.tap import Message
from streams.cli.decode import line_of
from streams.domain.plain import from_json, to_json
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, CLOCK, INCIDENT_UPDATED, TOPICS
from streams.topology import TOPOLOGY
from tests.rasid import process, rasid, rows
from tests.registry_fake import registry_fake

HOSTILE = "\x1b[31mred\u202e"


@pytest.fixture
def brokers(tmp_path, monkeypatch):
    """Return the address of a broker with our topics."""
    try:
        with EmbeddedBroker(tmp_path) as broker:
            topics_admin.create(broker.bootstrap, topics_admin.plans(TOPICS, TOPOLOGY, 2), 1)
            monkeypatch.setenv("RASID_BROKERS", broker.bootstrap)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


def sampled(capfdbinary, topic, count, *more):
    return rasid(capfdbinary, "sample", "--topic", topic, "--rate", 1000, "--count", count, *more)


@pytest.mark.embedded
def test_what_is_sampled_is_decoded_from_any_topic(capfdbinary, brokers):
    for topic in TOPICS:
        more = ("--unmarked",) if topic.schema in ("tick", "feedback") else ()
        code, out, err = sampled(capfdbinary, topic.name, 5, *more)
        told = f"5 synthetic records of {topic.name} acknowledged by {brokers}\n"
        assert (code, out) == (0, told), err
        code, out, _ = rasid(capfdbinary, "topics", "decode", topic.name)
        lines = rows(out)
        assert (code, len(lines)) == (0, 5)
        for line in lines:
            record = from_json(topic.record, to_json(line["value"]))
            assert line["key"].encode() == topic.key_of(record)
            assert line["headers"]["rasid_received_at"].isdigit()


@pytest.mark.embedded
def test_both_framings_and_what_is_none_are_told_apart(capfdbinary, brokers, monkeypatch):
    sampled(capfdbinary, ALERT_BREAKING.name, 2)
    with registry_fake() as fake:
        monkeypatch.setenv("RASID_SCHEMA_REGISTRY", fake.url)
        sampled(capfdbinary, ALERT_BREAKING.name, 2)
        producer = KafkaProducer(bootstrap_servers=brokers)
        producer.send(
            ALERT_BREAKING.name, b"\xffnoise", HOSTILE.encode(), headers=[("why", b"\xff")]
        )
        producer.close()
        code, out, _ = rasid(capfdbinary, "topics", "decode", ALERT_BREAKING.name)
    lines = rows(out)
    (bad,) = [line for line in lines if "error" in line]
    assert code == 1
    assert len({line["value"]["alert_id"] for line in lines if line is not bad}) == 4
    assert (bad["key"], bad["raw"]) == (HOSTILE, "/25vaXNl")
    assert bad["error"] == {"reason": "unknown_schema", "detail": "first byte 0xff"}
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.embedded
def test_decode_stops_at_its_limit(capfdbinary, brokers):
    sampled(capfdbinary, ALERT_BREAKING.name, 5)
    code, out, _ = rasid(capfdbinary, "topics", "decode", ALERT_BREAKING.name, "--limit", 3)
    assert (code, len(rows(out))) == (0, 3)
    code, out, _ = rasid(capfdbinary, "topics", "decode", ALERT_BREAKING.dead)
    assert (code, out) == (0, "")


@pytest.mark.embedded
def test_decode_from_the_end_shows_only_what_comes(capfdbinary, brokers):
    sampled(capfdbinary, ALERT_BREAKING.name, 1)
    code, out, _ = rasid(capfdbinary, "topics", "decode", ALERT_BREAKING.name)
    (old,) = rows(out)
    command = ("topics", "decode", ALERT_BREAKING.name, "--from", "end", "--limit", 1)
    with process(*command, settings={"RASID_BROKERS": brokers}, stdout=subprocess.PIPE) as reading:
        while reading.poll() is None:
            sampled(capfdbinary, ALERT_BREAKING.name, 1)
        (new,) = rows(reading.stdout.read().decode())
    assert (code, reading.returncode) == (0, 0)
    assert new["value"]["alert_id"] != old["value"]["alert_id"]


@pytest.mark.embedded
def test_sample_without_a_count_goes_on_until_it_is_interrupted(capfdbinary, brokers):
    command = ("sample", "--topic", ALERT_BREAKING.name, "--rate", 50)
    settings = {"RASID_BROKERS": brokers}
    with process(*command, settings=settings, stdout=subprocess.PIPE) as sampling:
        for _ in range(100):
            code, out, err = rasid(capfdbinary, "topics", "decode", ALERT_BREAKING.name)
            assert (code, err) == (0, [])
            if len(rows(out)) >= 3:
                break
            time.sleep(0.1)
        sampling.send_signal(signal.SIGINT)
        said = sampling.stdout.read().decode()
    assert sampling.returncode == 0
    assert said.endswith(f"synthetic records of {ALERT_BREAKING.name} acknowledged by {brokers}\n")
    assert int(said.split()[0]) >= 3


def test_line_says_where_a_message_lies_and_what_it_is():
    line, is_read = line_of(CLOCK, Message(CLOCK.name, 1, 7, 9, None, b"\xc3\x01", ()))
    plain = json.loads(line)
    assert not is_read
    assert plain == {
        "topic": CLOCK.name,
        "partition": 1,
        "offset": 7,
        "timestamp": 9,
        "key": None,
        "headers": {},
        "error": {"reason": "truncated", "detail": "2 bytes"},
        "raw": "wwE=",
    }


def test_deleted_key_of_a_compacted_topic_has_no_value():
    line, is_read = line_of(INCIDENT_UPDATED, Message("t", 0, 0, 0, b"inc-1", None, ()))
    assert is_read
    assert json.loads(line)["value"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--topic", "news"], ["TOPIC must be one of", "'news'"]),
        (["--topic", CLOCK.name], ["cannot be marked as synthetic", "--unmarked"]),
        (["--topic", ARTICLE_RAW.name, "--rate", "0"], ["--rate must be 0.01..10000, got 0.0"]),
        (["--topic", ARTICLE_RAW.name, "--count", "0"], ["--count must be 1..10000000, got 0"]),
    ],
)
def test_sample_says_what_is_wrong(capfdbinary, arguments, words):
    code, _, err = rasid(capfdbinary, "sample", *arguments)
    assert code == 2
    assert all(word in err[0] for word in words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["news"], ["TOPIC must be one of", ".dead", "'news'"]),
        ([CLOCK.name, "--from", "start"], ["--from must be beginning or end, got 'start'"]),
        ([CLOCK.name, "--limit", "0"], ["--limit must be 1 or more, got 0"]),
    ],
)
def test_decode_says_what_is_wrong(capfdbinary, arguments, words):
    code, _, err = rasid(capfdbinary, "topics", "decode", *arguments)
    assert code == 2
    assert all(word in err[0] for word in words)
