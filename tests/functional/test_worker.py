"""A worker process on the bundled broker: articles in, records and dead letters out."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from streams.adapters import avro, topics_admin
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.domain.records import Tick
from streams.domain.topics import (
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_TAGGED,
    CLOCK,
    TOPICS,
)
from streams.driver import TopologyDriver
from tests.fakes import CONTEXT, STAGES
from tests.functional.bus import (
    ARTICLE,
    PATIENCE_S,
    ROOT,
    Reader,
    WorkerProcess,
    eventually,
    message,
    publish,
)

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with EmbeddedBroker(tmp_path_factory.mktemp("broker")) as broker:
            topics_admin.create(broker.bootstrap, topics_admin.plans(TOPICS, STAGES, 2), 1)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("transport", ["batches", "stock"])
def test_articles_pass_all_stages_and_carry_when_they_were_received(brokers, tmp_path, transport):
    settings = {"RASID_TRANSPORT": transport}
    with WorkerProcess(brokers, tmp_path, settings), Reader(brokers, ARTICLE_TAGGED.name) as tagged:
        before = time.time_ns() // 1_000_000
        name = f"flow-{transport}-"
        publish(brokers, *(message(f"{name}{i}", f"{name}{i}") for i in range(30)))
        records = tagged.until(30, prefix=name)
    assert {avro.decode(ARTICLE_TAGGED, r.value).body for r in records} == {
        f"{name}{i}" for i in range(30)
    }
    received = [int(dict(r.headers)["rasid_received_at"]) for r in records]
    assert all(before - 1 <= at <= time.time_ns() // 1_000_000 for at in received)


def test_bad_records_go_to_dead_letters_and_their_neighbours_through(brokers, tmp_path):
    good = message("poison-good", "text")[1]
    large = message("poison-large", "x" * 900_000)[1]
    bad = {
        b"poison-null": (None, "null"),
        b"poison-empty": (b"", "null"),
        b"poison-garbage": (b"\xff" * 40, "unknown_schema"),
        b"poison-json": (b'{"article_id": "a"}', "unknown_schema"),
        b"poison-cut": (good[:-9], "truncated"),
        b"poison-long": (good + b"more", "bad_avro"),
        b"poison-schema": (avro.encode(CLOCK, Tick(1)), "unknown_schema"),
        b"poison-utf8": (good.replace(b"text", b"\xff\xfe\xff\xfe"), "bad_avro"),
        b"poison-large": (large, "too_large"),
        b"poison-largest": (b"x" * (topics_admin.MESSAGE_BYTES - 200), "too_large"),
        b"poison-body": (message("b", "")[1], "no_text"),
        b"poison-raise": (message("c", "raise")[1], "stage_error"),
    }
    feed = []
    for number, (key, (value, _)) in enumerate(bad.items()):
        feed += [(key, value), message(f"poison-ok-{number}", f"neighbour {number}")]
    names = (ARTICLE_RAW.dead, ARTICLE_TAGGED.name)
    with WorkerProcess(brokers, tmp_path) as worker, Reader(brokers, *names) as reader:
        publish(brokers, *feed)
        records = reader.until(len(feed), prefix="poison-")
        restarts = worker.answer("/metrics")[1].count("rasid_rebalances_total 1.0")
    dead = [r for r in records if r.topic == ARTICLE_RAW.dead]
    reasons = {r.key: dict(r.headers)["rasid_reason"].decode() for r in dead}
    assert reasons == {key: reason for key, (_, reason) in bad.items()}
    assert {r.key: r.value for r in dead} == {key: value for key, (value, _) in bad.items()}
    assert len(records) - len(dead) == len(bad)
    assert restarts == 1


def test_dead_letter_says_where_it_came_from(brokers, tmp_path):
    with WorkerProcess(brokers, tmp_path), Reader(brokers, ARTICLE_RAW.dead) as reader:
        publish(brokers, (b"origin", b"garbage"))
        headers = dict(reader.until(1, prefix="origin")[0].headers)
    assert headers["kafka_dlt-original-topic"] == ARTICLE_RAW.name.encode()
    assert headers["kafka_dlt-original-partition"] == (0).to_bytes(4, "big")
    assert len(headers["kafka_dlt-original-offset"]) == 8
    assert headers["kafka_dlt-original-consumer-group"] == b"rasid-sign-dedup-language"
    assert headers["rasid_stage"] == b"sign"


def test_restarted_worker_remembers_what_it_had_seen(brokers, tmp_path):
    with Reader(brokers, ARTICLE_DUPLICATE.name, ARTICLE_TAGGED.name) as reader:
        with WorkerProcess(brokers, tmp_path) as worker:
            publish(brokers, *(message(f"again-{i}", f"again {i}") for i in range(20)))
            reader.until(20, prefix="again-")
            assert worker.terminate()[0] == 0
        with WorkerProcess(brokers, tmp_path):
            publish(brokers, *(message(f"copy-{i}", f"again {i}") for i in range(20)))
            links = reader.until(40, prefix="again-")[20:]
    found = [avro.decode(ARTICLE_DUPLICATE, r.value) for r in links]
    assert {(d.article_id, d.of) for d in found} == {(f"copy-{i}", f"again-{i}") for i in range(20)}
    assert [r for r in reader.records if r.key.startswith(b"copy-")] == []


def test_killed_worker_loses_nothing(brokers, tmp_path):
    with Reader(brokers, ARTICLE_TAGGED.name) as reader:
        with WorkerProcess(brokers, tmp_path) as worker:
            publish(brokers, *(message(f"kill-{i}", f"kill {i}") for i in range(400)))
            reader.until(1, prefix="kill-")
            worker.process.kill()
        with WorkerProcess(brokers, tmp_path):
            eventually(
                lambda: len({r.key for r in reader.until(1, prefix="kill-")}) == 400,
                "an article is lost",
            )


def test_sigterm_ends_the_worker_within_ten_seconds_under_load(brokers, tmp_path):
    with WorkerProcess(brokers, tmp_path) as worker:
        publish(brokers, *(message(f"term-{i}", f"term {i}") for i in range(1000)))
        code, seconds = worker.terminate()
    assert code == 0
    assert seconds < 10
    assert not (tmp_path / "worker.json").exists()


@pytest.mark.slow
def test_workers_join_and_leave_without_loss_or_contradiction(brokers, tmp_path):
    names = (ARTICLE_TAGGED.name, ARTICLE_DUPLICATE.name)
    with Reader(brokers, *names) as reader, WorkerProcess(brokers, tmp_path / "one") as one:
        publish(brokers, *(message(f"join-{i}", f"join {i % 300}") for i in range(500)))
        with WorkerProcess(brokers, tmp_path / "two"):
            publish(brokers, *(message(f"join-{i}", f"join {i % 300}") for i in range(500, 800)))
            assert one.terminate()[0] == 0
            publish(brokers, *(message(f"join-{i}", f"join {i % 300}") for i in range(800, 1000)))
            eventually(
                lambda: len(set(_passed(reader)) | set(_linked(reader))) == 1000,
                "an article is lost",
            )
        assert len(set(_passed(reader))) == 300
        assert set(_passed(reader)).isdisjoint(_linked(reader))


def _passed(reader: Reader) -> list[str]:
    """Return the ids of the articles of the test above that were passed on."""
    found = reader.until(1, prefix="join-")
    return [r.key.decode() for r in found if r.topic == ARTICLE_TAGGED.name]


def _linked(reader: Reader) -> list[str]:
    """Return the ids of the articles of the test above that were found to be copies."""
    links = [
        avro.decode(ARTICLE_DUPLICATE, r.value).article_id
        for r in reader.records
        if r.topic == ARTICLE_DUPLICATE.name
    ]
    return [name for name in links if name.startswith("join-")]


def test_stages_may_run_in_workers_of_their_own(brokers, tmp_path):
    first = WorkerProcess(brokers, tmp_path / "a", {"RASID_STAGES": "sign", "RASID_GROUP": "own"})
    others = {"RASID_STAGES": "dedup,language", "RASID_GROUP": "own"}
    with first, WorkerProcess(brokers, tmp_path / "b", others) as second:
        group = json.loads((tmp_path / "b" / "worker.json").read_text())["group"]
        with Reader(brokers, ARTICLE_TAGGED.name) as reader:
            publish(brokers, *(message(f"own-{i}", f"own {i}") for i in range(50)))
            reader.until(50, prefix="own-")
        assert second.terminate()[0] == 0
    assert group == "own-dedup-language"


@pytest.mark.parametrize("batch", ["1", "7", "500"])
def test_one_partition_gives_what_the_driver_gives_in_its_order(tmp_path, batch):
    articles = [
        replace(ARTICLE, article_id=f"{i}", body=f"text {i % 40}" if i % 9 else "")
        for i in range(120)
    ]
    driver = TopologyDriver(STAGES, CONTEXT)
    driver.feed(ARTICLE_RAW, articles)
    settings = {"RASID_BATCH_RECORDS": batch, "RASID_PARTITIONS": "1"}
    expected = [len(driver.out[ARTICLE_TAGGED]), len(driver.out[ARTICLE_DUPLICATE])]
    with EmbeddedBroker(tmp_path / "broker") as broker:
        where = broker.bootstrap
        topics_admin.create(where, topics_admin.plans(TOPICS, STAGES, 1), 1)
        with WorkerProcess(where, tmp_path / "worker", settings):
            publish(where, *(message(a.article_id, a.body) for a in articles))
            for topic, count in zip((ARTICLE_TAGGED, ARTICLE_DUPLICATE), expected, strict=True):
                with Reader(where, topic.name) as reader:
                    found = [avro.decode(topic, r.value) for r in reader.until(count)]
                assert found == driver.out[topic]


def test_tick_reaches_no_further_than_what_was_just_worked_on(brokers, tmp_path):
    ticking = {"RASID_TICK_SECONDS": "1"}
    with WorkerProcess(brokers, tmp_path, ticking), Reader(brokers, CLOCK.name) as reader:
        publish(brokers, message("tick", "tick"))
        ticks = [avro.decode(CLOCK, r.value).at for r in reader.until(1)]
    assert ticks == [ARTICLE.fetched_at]


def test_worker_listens_on_its_metrics_port_alone(brokers, tmp_path):
    with WorkerProcess(brokers, tmp_path) as worker:
        found = listening(worker.process.pid)
        port = json.loads((tmp_path / "worker.json").read_text())["port"]
        assert worker.answer("/livez") == (200, "ok\n")
        assert worker.answer("/other")[0] == 404
    assert found == {("0100007F", port)}


def test_worker_without_its_broker_exits_with_one_clear_line(tmp_path):
    broker = EmbeddedBroker(tmp_path / "broker")
    with broker:
        topics_admin.create(broker.bootstrap, topics_admin.plans(TOPICS, STAGES, 2), 1)
        patience = {"RASID_BROKER_PATIENCE_S": "2"}
        with WorkerProcess(broker.bootstrap, tmp_path / "worker", patience) as worker:
            broker.stop()
            code = worker.process.wait(timeout=PATIENCE_S)
            lines = [json.loads(line) for line in worker.log.read_text().splitlines()]
    assert code == 3
    assert any("is gone; waiting up to 2 s" in line["message"] for line in lines)
    said = [line["message"] for line in lines if line["level"] == "ERROR"][-1]
    assert said.startswith(f"worker ends: broker {broker.bootstrap} has not answered")


def test_worker_names_the_topic_that_is_missing(tmp_path):
    with EmbeddedBroker(tmp_path) as broker:
        done = subprocess.run(
            [sys.executable, "-m", "tests.functional.fake_worker"],
            check=False,
            env={"PATH": os.environ["PATH"], "RASID_BROKERS": broker.bootstrap},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
    assert done.returncode == 3
    assert f"topic {ARTICLE_RAW.name} is missing" in done.stderr


def listening(pid: int) -> set[tuple[str, int]]:
    """Return the addresses (hexadecimal) and ports on which a process listens."""
    files = Path(f"/proc/{pid}/fd").iterdir()
    sockets = {str(file.readlink()) for file in files if file.is_symlink()}
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
    ]
    return {
        (address, int(port, 16))
        for _, local, _, state, *_, inode in (row[:10] for row in rows)
        for address, port in [local.split(":")]
        if state == "0A" and f"socket:[{inode}]" in sockets
    }


def test_signed_topic_keeps_one_partition(brokers):
    assert topics_admin.describe(brokers, [ARTICLE_SIGNED.name, ARTICLE_RAW.name]) == {
        ARTICLE_SIGNED.name: 1,
        ARTICLE_RAW.name: 2,
    }


def test_lag_falls_to_nothing_once_all_is_done(brokers, tmp_path):
    def lag(worker: WorkerProcess) -> list[float]:
        text = worker.answer("/metrics")[1]
        rows = [r for r in text.splitlines() if r.startswith("rasid_consumer_lag_records{")]
        return [float(row.split()[-1]) for row in rows]

    with WorkerProcess(brokers, tmp_path) as worker, Reader(brokers, ARTICLE_TAGGED.name) as reader:
        publish(brokers, *(message(f"lag-{i}", f"lag {i}") for i in range(100)))
        reader.until(100, prefix="lag-")
        eventually(lambda: lag(worker) and not any(lag(worker)), "lag remains")
        assert 'rasid_oldest_unprocessed_seconds{stage="sign"} 0.0' in worker.answer("/metrics")[1]
