"""What the operations guide tells to do: grow partitions, go on after Kafka is lost."""

import json
from contextlib import contextmanager

import pytest
from kafka import KafkaAdminClient

from streams.adapters import topics_admin
from streams.adapters.store import changelog_of
from streams.cli.crew import Crew
from streams.config import STAGES
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY
from tests.functional.services import rows
from tests.kafka.cluster import eventually, remove_topics
from tests.rasid import SEEDS, rasid

PARTS = {"worker": ("worker",), "storage": ("serve", "storage"), "alerting": ("serve", "alerting")}


@pytest.fixture
def system(tmp_path, bus):
    """Return what runs the parts that are named, with so many partitions, until the block ends."""

    @contextmanager
    def running(*names, partitions=4):
        settings = {
            "RASID_BROKERS": bus,
            "RASID_RUN_DIR": str(tmp_path),
            "RASID_GROUP": f"rasid-{tmp_path.name}",
            "RASID_PARTITIONS": str(partitions),
            "RASID_STAGES": ",".join(STAGES),
        }
        with Crew(tmp_path) as crew:
            for name in names:
                crew.start(name, *PARTS[name], settings=settings)
            for name in names:
                crew.await_ready(name)
            yield

    return running


def publish(capfdbinary, tmp_path, bus, lines):
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    code, out, err = rasid(capfdbinary, "publish", path, "--brokers", bus)
    assert (code, out) == (0, f"{len(lines)} articles acknowledged by {bus}\n"), err


def stored(tmp_path, table, column):
    return {name for (name,) in rows(tmp_path / "rasid.db", table, column)}


def decided(tmp_path):
    """Return the articles that were read, or dropped for another."""
    found = rows(tmp_path / "rasid.db", "articles", "article_id", "language")
    read = {name for name, language in found if language}
    return read | stored(tmp_path, "duplicates", "article_id")


def delivered(tmp_path):
    found = rows(tmp_path / "alerting.db", "deliveries", "alert_id", "state")
    return [name for name, state in found if state == "delivered"]


def ids(lines):
    return {json.loads(line)["article_id"] for line in lines}


def grow(bus, to):
    """Do what the guide says while no worker runs: more partitions, tables made anew."""
    before = {plan.name: plan.partitions for plan in topics_admin.plans(TOPICS, TOPOLOGY, 4)}
    wanted = {plan.name: plan.partitions for plan in topics_admin.plans(TOPICS, TOPOLOGY, to)}
    growing = {name: count for name, count in wanted.items() if count != before[name]}
    tables = {changelog_of(stage.table) for stage in TOPOLOGY if stage.table}
    admin = KafkaAdminClient(bootstrap_servers=bus)
    admin.create_partitions({name: n for name, n in growing.items() if name not in tables})
    admin.delete_topics([name for name in growing if name in tables])
    eventually(lambda: not tables & growing.keys() & set(admin.list_topics()), "they stay", 20)
    admin.close()


def test_partitions_grow_and_every_article_is_decided(
    system, bus, tmp_path, capfdbinary, monkeypatch
):
    lines = SEEDS.read_text("utf-8").splitlines()
    with system("worker", "storage"):
        publish(capfdbinary, tmp_path, bus, lines[:15])
        eventually(lambda: decided(tmp_path) == ids(lines[:15]), "the first half is decided", 60)
    grow(bus, 8)
    monkeypatch.setenv("RASID_PARTITIONS", "8")
    assert rasid(capfdbinary, "topics", "create", "--brokers", bus)[0] == 0
    with system("worker", "storage", partitions=8):
        publish(capfdbinary, tmp_path, bus, lines[15:])
        eventually(lambda: decided(tmp_path) == ids(lines), "the second half is decided", 60)
    assert stored(tmp_path, "dead_letters", "reason") == set()


def test_after_the_loss_of_kafka_the_database_stands_and_what_comes_is_told(
    system, bus, tmp_path, capfdbinary
):
    lines = SEEDS.read_text("utf-8").splitlines()
    everything = ("worker", "storage", "alerting")
    with system(*everything):
        publish(capfdbinary, tmp_path, bus, lines)
        eventually(lambda: decided(tmp_path) == ids(lines), "all is decided", 60)
        eventually(lambda: len(delivered(tmp_path)) >= 10, "alerts are delivered", 60)
    before = stored(tmp_path, "incidents", "incident_id")
    remove_topics(bus)
    assert rasid(capfdbinary, "topics", "create", "--brokers", bus)[0] == 0
    with system(*everything):
        assert stored(tmp_path, "incidents", "incident_id") == before
        publish(capfdbinary, tmp_path, bus, [again(line) for line in lines])
        eventually(lambda: len(decided(tmp_path)) == 2 * len(lines), "all is decided again", 60)
    told = delivered(tmp_path)
    assert len(told) == len(set(told))
    assert stored(tmp_path, "incidents", "incident_id") >= before


def again(line):
    """Return an article as its publisher sends it once more, under another id."""
    article = json.loads(line)
    return json.dumps({**article, "article_id": f"{article['article_id']}-again"})
