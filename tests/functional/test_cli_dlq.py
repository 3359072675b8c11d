"""`rasid dlq`: letters are counted, shown, sent back once, on the bundled broker."""

import json
import subprocess
from contextlib import contextmanager
from dataclasses import replace

import pytest
from kafka import KafkaConsumer, KafkaProducer

from streams.adapters import avro, topics_admin
from streams.adapters.dead_letters import REPLAYED_FROM
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.adapters.headers import Origin, dead_headers
from streams.domain.flow import Reject
from streams.domain.topics import ARTICLE_RAW, TOPICS
from streams.topology import TOPOLOGY
from tests.functional.bus import ARTICLE, eventually
from tests.rasid import process, rasid

pytestmark = pytest.mark.embedded
GOOD = avro.encode(ARTICLE_RAW, replace(ARTICLE, article_id="good"))
LETTERS = 3_000
HOSTILE = "\x1b[31mred\u202e".encode()


@pytest.fixture
def brokers(tmp_path, monkeypatch):
    """A broker with three letters of two sources."""
    with started(tmp_path) as broker:
        monkeypatch.setenv("RASID_BROKERS", broker.bootstrap)
        bury(
            broker.bootstrap,
            (b"k1", GOOD, "one.example", "source_held"),
            (b"k2", b"\xffbad", "one.example", "bad_avro"),
            (HOSTILE, b"\xff", "two.example", "bad_avro"),
        )
        yield broker.bootstrap


@contextmanager
def started(folder):
    try:
        with EmbeddedBroker(folder) as broker:
            topics_admin.create(broker.bootstrap, topics_admin.plans(TOPICS, TOPOLOGY, 1), 1)
            yield broker
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def bury(brokers, *letters):
    producer = KafkaProducer(bootstrap_servers=brokers)
    for offset, (key, value, source, reason) in enumerate(letters):
        sent = (("rasid_source", source.encode()), ("mine", b"kept"), ("mine", b"too"))
        origin = Origin(ARTICLE_RAW.name, 3, offset, 1_477_000_000_000, key, value, sent)
        why = dead_headers(origin, "rasid", "sign", Reject(0, reason, "detail"))
        producer.send(ARTICLE_RAW.dead, value=value, key=key, headers=why)
    producer.flush()
    producer.close()


def raw_records(brokers, count):
    consumer = KafkaConsumer(
        ARTICLE_RAW.name, bootstrap_servers=brokers, auto_offset_reset="earliest"
    )
    found = []

    def read():
        for records in consumer.poll(timeout_ms=100).values():
            found.extend(records)
        return len(found) >= count

    eventually(read, f"fewer than {count} records")
    consumer.close()
    return found


def test_letters_are_counted_by_where_and_why_they_died(brokers, capfdbinary):
    code, out, _ = rasid(capfdbinary, "dlq", "ls")
    assert code == 0
    counted = [line.split()[:5] for line in out.splitlines()[1:]]
    assert counted == [
        [ARTICLE_RAW.name, "sign", "bad_avro", "one.example", "1"],
        [ARTICLE_RAW.name, "sign", "bad_avro", "two.example", "1"],
        [ARTICLE_RAW.name, "sign", "source_held", "one.example", "1"],
    ]
    _, out, _ = rasid(capfdbinary, "dlq", "ls", "--each", "--reason", "bad_avro")
    assert [line.split()[0] for line in out.splitlines()[1:]] == [
        f"{ARTICLE_RAW.dead}/0/1",
        f"{ARTICLE_RAW.dead}/0/2",
    ]


def test_list_is_json_for_programs(brokers, capfdbinary):
    bury(brokers, (b"k4", b"\xff", HOSTILE.decode(), "bad_avro"))
    code, out, _ = rasid(capfdbinary, "dlq", "ls", "--json", "--reason", "bad_avro")
    assert code == 0
    assert out.isascii()
    assert "\x1b" not in out
    counted = [json.loads(line) for line in out.splitlines()]
    assert {row["source"]: row["letters"] for row in counted} == {
        "one.example": 1,
        "two.example": 1,
        HOSTILE.decode(): 1,
    }
    assert all(row["first"] == row["last"] for row in counted)
    _, out, _ = rasid(capfdbinary, "dlq", "ls", "--json", "--each", "--source", "two.example")
    (each,) = [json.loads(line) for line in out.splitlines()]
    assert each.pop("at").endswith("Z")
    assert each == {
        "letter": f"{ARTICLE_RAW.dead}/0/2",
        "stage": "sign",
        "reason": "bad_avro",
        "source": "two.example",
        "replayed": False,
    }


def test_letter_is_shown_with_its_numbers_and_nothing_that_a_terminal_obeys(brokers, capfdbinary):
    code, out, _ = rasid(capfdbinary, "dlq", "show", f"{ARTICLE_RAW.dead}/0/0")
    assert code == 0
    said = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert said["kafka_dlt-original-partition"] == "3"
    assert said["kafka_dlt-original-timestamp"] == "1477000000000"
    assert '"article_id":"good"' in out
    _, out, _ = rasid(capfdbinary, "dlq", "show", f"{ARTICLE_RAW.dead}/0/2")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "red" in out


def test_list_holds_nothing_that_a_terminal_obeys(brokers, capfdbinary):
    bury(brokers, (b"k4", b"\xff", "evil\x1b[2J\n\u202e.example", "bad_avro"))
    for how in ((), ("--each",)):
        code, out, _ = rasid(capfdbinary, "dlq", "ls", *how)
        assert code == 0
        assert len(out.splitlines()) == 5
        assert all(line.isprintable() for line in out.split("\n"))
        assert "evil" in out


def test_letter_that_is_not_there_is_said_so(brokers, capfdbinary):
    code, _, err = rasid(capfdbinary, "dlq", "show", "nowhere/0/0")
    assert (code, err) == (1, ["rasid: there is no dead letter nowhere/0/0"])


def test_letter_goes_back_once_with_its_bytes_key_and_headers(brokers, capfdbinary):
    how = ("dlq", "replay", "--reason", "source_held")
    _, out, _ = rasid(capfdbinary, *how, "--dry-run")
    assert out == "1 letters would be replayed\n"
    code, out, _ = rasid(capfdbinary, *how)
    assert (code, out.split(",")[0]) == (0, "1 of 1 letters replayed")
    _, out, _ = rasid(capfdbinary, *how)
    assert out.startswith("0 of 0 letters replayed")
    _, out, _ = rasid(capfdbinary, *how, "--again")
    assert out.startswith("1 of 1 letters replayed")
    first, second = raw_records(brokers, 2)
    assert (first.key, first.value) == (second.key, second.value) == (b"k1", GOOD)
    assert first.headers == [
        ("rasid_source", b"one.example"),
        ("mine", b"kept"),
        ("mine", b"too"),
        (REPLAYED_FROM, f"{ARTICLE_RAW.dead}/0/0".encode()),
    ]


def test_letter_without_headers_goes_back_to_where_it_lies(brokers, capfdbinary):
    producer = KafkaProducer(bootstrap_servers=brokers)
    producer.send(ARTICLE_RAW.dead, value=GOOD, key=b"bare")
    producer.flush()
    producer.close()
    _, out, _ = rasid(capfdbinary, "dlq", "show", f"{ARTICLE_RAW.dead}/0/3")
    assert '"article_id":"good"' in out
    code, out, _ = rasid(capfdbinary, "dlq", "replay")
    assert (code, out.split(",")[0]) == (0, "4 of 4 letters replayed")
    assert [record.key for record in raw_records(brokers, 4)] == [b"k1", b"k2", HOSTILE, b"bare"]


@pytest.mark.slow
def test_replay_tells_what_was_acknowledged_before_the_broker_went(tmp_path):
    with started(tmp_path) as broker:
        bury(broker.bootstrap, *[(b"k", GOOD, "one.example", "source_held")] * LETTERS)
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        settings = {"RASID_BROKERS": broker.bootstrap}
        with process("dlq", "replay", settings=settings, **how) as replay:
            seen = len(raw_records(broker.bootstrap, 10))
            broker.stop()
            out, err = replay.communicate(timeout=60)
    acknowledged, of, total, *_ = out.split()
    assert (replay.returncode, of, total) == (3, "of", str(LETTERS))
    assert seen - 1 <= int(acknowledged) < LETTERS
    assert err.splitlines()[-1].startswith(f"rasid: broker {broker.bootstrap}")
    assert "Traceback" not in err


def test_purge_says_when_the_broker_cannot_delete(brokers, capfdbinary):
    how = ("dlq", "purge", "--topic", ARTICLE_RAW.name)
    code, out, _ = rasid(capfdbinary, *how, "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "1 partitions with letters to delete")
    code, out, err = rasid(capfdbinary, *how, "--yes")
    assert (code, out) == (3, "")
    assert "the bundled broker cannot delete" in err[-1]
    _, out, _ = rasid(capfdbinary, "dlq", "ls", "--each")
    assert len(out.splitlines()) == 4


def test_replay_takes_no_more_than_its_limit(brokers, capfdbinary):
    replays = [rasid(capfdbinary, "dlq", "replay", "--limit", 2)[1].split(",")[0] for _ in range(3)]
    assert replays == [f"{n} of {n} letters replayed" for n in (2, 1, 0)]
    assert [record.key for record in raw_records(brokers, 3)] == [b"k1", b"k2", HOSTILE]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("purge",), "purge needs one of --dry-run and --yes"),
        (("purge", "--dry-run", "--before", "soon"), "--before must be an age such as 7d"),
        (("ls", "--reason", "boredom"), "--reason must be one of null,"),
        (("ls", "--topic", "news"), "--topic must be one of news.article.raw.v1,"),
    ],
)
def test_wrong_option_is_one_line(arguments, message, capfdbinary, monkeypatch):
    monkeypatch.setenv("RASID_BROKERS", "127.0.0.1:1")
    code, _, err = rasid(capfdbinary, "dlq", *arguments)
    assert code == 2
    assert len(err) == 1
    assert message in err[0]


def test_no_broker_is_exit_code_3(capfdbinary, monkeypatch):
    monkeypatch.setenv("RASID_BROKERS", "127.0.0.1:1")
    code, _, err = rasid(capfdbinary, "dlq", "ls")
    assert code == 3
    assert err[-1] == "rasid: broker 127.0.0.1:1 does not answer within 5 s"
