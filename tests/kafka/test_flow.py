"""The product on Apache Kafka: topics, replays, and the whole of it as processes."""

import struct

import pytest
from kafka import KafkaAdminClient

from streams.adapters import avro, topics_admin
from streams.adapters.tap import Tap
from streams.cli.crew import Crew
from streams.cli.drain import EVERYTHING, Drain
from streams.config import STAGES
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, ARTICLE_TAGGED, TOPICS
from streams.topology import TOPOLOGY
from tests.canonical import canonical
from tests.functional.bus import message, publish
from tests.functional.services import rows
from tests.kafka.cluster import eventually, remove_topics
from tests.rasid import SEEDS, rasid


@pytest.fixture
def replayed(capfdbinary, tmp_path, monkeypatch):
    """Return a function that replays the seeds and gives the folder of what was said."""
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "run"))

    def replay(bus, partitions):
        folder = tmp_path / f"{bus}-{partitions}"
        how = ("--bus", bus, "--partitions", partitions)
        code, _, err = rasid(capfdbinary, "replay", SEEDS, "-o", folder, *how)
        assert code == 0, err
        return folder

    return replay


@pytest.fixture
def crew(tmp_path, bus):
    """Return a function that starts processes of the product by name."""
    settings = {
        "RASID_BROKERS": bus,
        "RASID_RUN_DIR": str(tmp_path),
        "RASID_GROUP": f"rasid-{tmp_path.name}",
        "RASID_STAGES": ",".join(STAGES),
    }
    with Crew(tmp_path) as running:

        def start(**commands):
            for name, arguments in commands.items():
                running.start(name, *arguments, settings=settings)
            return {name: running.await_ready(name) for name in commands}

        yield start


def no_check():
    """Say nothing of processes."""


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def delivered(folder):
    """Return the ids of the alerts that the alerting service has told."""
    found = rows(folder / "alerting.db", "deliveries", "alert_id", "state")
    return {name for name, state in found if state == "delivered"}


def wait_for(bus, topic, count):
    """Return the messages of a topic once there are `count`."""
    found = []
    with Tap(bus, [topic]) as tap:

        def enough():
            found.extend(tap.read(50))
            return len(found) >= count

        eventually(enough, f"fewer than {count} records on {topic}", 30)
    return found


def test_topics_are_created_once_with_the_replicas_asked_for(capfdbinary, monkeypatch, kafka3):
    remove_topics(kafka3.bootstrap)
    monkeypatch.setenv("RASID_REPLICATION", "3")
    monkeypatch.setenv("RASID_PARTITIONS", "2")
    wanted = topics_admin.plans(TOPICS, TOPOLOGY, 2)
    first = rasid(capfdbinary, "topics", "create", "--brokers", kafka3.bootstrap)
    again = rasid(capfdbinary, "topics", "create", "--brokers", kafka3.bootstrap)
    admin = KafkaAdminClient(bootstrap_servers=kafka3.bootstrap.split(","))
    described = admin.describe_topics([plan.name for plan in wanted])
    admin.close()
    replicas = {t["name"]: [len(p["replica_nodes"]) for p in t["partitions"]] for t in described}
    assert (first[0], first[1].splitlines()[-1]) == (0, f"{len(wanted)} created, 0 were there")
    assert (again[0], again[1].splitlines()) == (0, [f"0 created, {len(wanted)} were there"])
    assert replicas == {plan.name: [3] * plan.partitions for plan in wanted}


def test_seeds_over_one_partition_are_the_same_bytes_as_in_memory(replayed, empty):
    assert contents(replayed(empty, 1)) == contents(replayed("memory", 1))


def test_seeds_over_eight_partitions_say_what_memory_says(replayed, empty):
    plain = canonical(replayed("memory", 1))
    assert len(plain["incidents"]) >= 6
    assert canonical(replayed(empty, 8)) == plain


def test_published_articles_become_alerts_that_are_stored_and_told(
    crew, bus, capfdbinary, tmp_path
):
    services = crew(
        worker=("worker",), storage=("serve", "storage"), alerting=("serve", "alerting")
    )
    code, out, _ = rasid(capfdbinary, "publish", SEEDS, "--brokers", bus)
    assert (code, out) == (0, f"30 articles acknowledged by {bus}\n")
    alerts = []
    with Tap(bus, EVERYTHING) as tap:
        drain = Drain(tap, lambda m: m.topic == ALERT_BREAKING.name and alerts.append(m), no_check)
        drain.run(services["worker"].group)
        drain.run(services["storage"].group, [ALERT_BREAKING.name])
        drain.run(services["alerting"].group, [ALERT_BREAKING.name])
    sent = {avro.decode(ALERT_BREAKING, message.value).alert_id for message in alerts}
    stored = {name for (name,) in rows(tmp_path / "rasid.db", "alerts", "alert_id")}
    assert len(sent) >= 10
    assert stored == sent
    eventually(lambda: delivered(tmp_path) == sent, "not all alerts are delivered", 20)


def test_bad_records_are_dead_letters_and_their_neighbours_go_through(crew, bus):
    bad = {b"noise": b"\xff" * 40, b"empty": b"", b"cut": message("c", "text")[1][:-9]}
    good = [message(f"good-{n}", f"The council met on day {n} of its session.") for n in range(3)]
    crew(worker=("worker",))
    publish(bus, *(pair for pairs in zip(bad.items(), good, strict=True) for pair in pairs))
    dead = wait_for(bus, ARTICLE_RAW.dead, 3)
    passed = wait_for(bus, ARTICLE_TAGGED.name, 3)
    assert [m.value or b"" for m in dead] == list(bad.values())
    headers = [m.headers for m in dead]
    reasons = [h["rasid_reason"].decode() for h in headers]
    assert reasons == ["unknown_schema", "null", "truncated"]
    assert {h["kafka_dlt-original-topic"] for h in headers} == {ARTICLE_RAW.name.encode()}
    offsets = [struct.unpack(">q", h["kafka_dlt-original-offset"])[0] for h in headers]
    assert offsets == [0, 2, 4]
    assert len(passed) == 3
