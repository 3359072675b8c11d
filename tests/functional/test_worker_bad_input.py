"""Bad input among good, through the real flow: contained, named, and without a restart."""

import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from streams.adapters import avro, topics_admin
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker, broker_binary
from streams.domain.records import Tick
from streams.domain.topics import (
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_TAGGED,
    CLOCK,
    TOPICS,
)
from streams.topology import TOPOLOGY
from tests.functional.bus import ARTICLE, Reader, WorkerProcess, publish

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

GOOD = replace(ARTICLE, body="Gunmen attacked a police station in Kirkuk on Friday.")
BYTES = avro.encode(ARTICLE_RAW, GOOD)
DECIDED = (ARTICLE_TAGGED, ARTICLE_DUPLICATE)
PASSED = tuple(topic.name for topic in (ARTICLE_SIGNED, *DECIDED))
WORDS = [
    "market",
    "river",
    "bridge",
    "council",
    "harvest",
    "school",
    "station",
    "winter",
    "doctor",
    "engine",
]


def encoded(**changes: object) -> bytes:
    return avro.encode(ARTICLE_RAW, replace(GOOD, **changes))


BAD = {
    "null": (None, "null"),
    "empty": (b"", "null"),
    "noise": (bytes(range(200, 256)), "unknown_schema"),
    "json": (b'{"article_id": "a", "body": "text"}', "unknown_schema"),
    "text": ("هجوم على مركز للشرطة".encode(), "unknown_schema"),
    "cut": (BYTES[:-12], "truncated"),
    "header": (BYTES[:6], "truncated"),
    "trailing": (BYTES + b"\x00", "bad_avro"),
    "other-schema": (avro.encode(CLOCK, Tick(1)), "unknown_schema"),
    "other-fingerprint": (BYTES[:2] + b"\x00" * 8 + BYTES[10:], "unknown_schema"),
    "not-utf-8": (BYTES.replace(b"Kirkuk", b"Kir\xff\xfek"), "bad_avro"),
    "confluent-cut": (b"\x00\x00\x00\x00\x01" + BYTES[10:30], "truncated"),
    "too-large": (encoded(body="x " * 460_000), "too_large"),
    "no-text": (encoded(body=" \n ", title=None), "no_text"),
    "no-source": (encoded(source=" "), "no_source"),
    "before-1970": (encoded(fetched_at=-1), "bad_time"),
    "after-9999": (encoded(fetched_at=10**15), "bad_time"),
}


@pytest.fixture(autouse=True)
def _needs_binary(tmp_path):
    try:
        broker_binary(tmp_path)
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def good(number: int, rng: random.Random) -> tuple[bytes, bytes]:
    name = f"good-{number}"
    return name.encode(), encoded(article_id=name, body=" ".join(rng.choices(WORDS, k=30)))


def feed(rng: random.Random) -> list[tuple[bytes, bytes | None]]:
    """Return 1,000 good and 200 bad records, shuffled; the key of a bad one names its kind."""
    kinds = (list(BAD) * 12)[:200]
    bad = [(f"bad-{number}-{kind}".encode(), BAD[kind][0]) for number, kind in enumerate(kinds)]
    records = [good(number, rng) for number in range(1000)] + bad
    rng.shuffle(records)
    return records


def test_two_hundred_bad_among_a_thousand_good(tmp_path):
    records = feed(random.Random(7))  # noqa: S311 - a seed, not a secret
    with EmbeddedBroker(tmp_path / "broker") as broker:
        topics_admin.create(broker.bootstrap, topics_admin.plans(TOPICS, TOPOLOGY, 2), 1)
        settings = {"RASID_LOG_LEVEL": "WARNING"}
        worker = WorkerProcess(
            broker.bootstrap, tmp_path / "worker", settings, ("streams.cli", "worker")
        )
        names = (*(topic.dead for topic in TOPICS), *PASSED)
        with worker, Reader(broker.bootstrap, *names) as reader:
            publish(broker.bootstrap, *records)
            found = reader.until(len(records) + 1000)
            metrics = worker.answer("/metrics")[1]
            assert worker.process.poll() is None
    buried = [r for r in found if r.topic.endswith(".dead")]
    assert [r.topic for r in buried] == [ARTICLE_RAW.dead] * 200
    dead = {r.key.decode(): r for r in found if r.topic == ARTICLE_RAW.dead}
    signed = Counter(r.key for r in found if r.topic == ARTICLE_SIGNED.name)
    expected = {k.decode(): BAD[k.decode().split("-", 2)[2]] for k, _ in records if k[:3] == b"bad"}
    assert {key: dict(r.headers)["rasid_reason"].decode() for key, r in dead.items()} == {
        key: reason for key, (_, reason) in expected.items()
    }
    assert {key: r.value for key, r in dead.items()} == {k: v for k, (v, _) in expected.items()}
    assert len(signed) == signed.total() == 1000
    decided = Counter(r.key for r in found if r.topic in {topic.name for topic in DECIDED})
    assert decided.total() == 1000
    said = [json.loads(line)["message"] for line in worker.log.read_text().splitlines()]
    assert said == ["record set aside"] * 200
    assert "rasid_rebalances_total 1.0" in metrics
