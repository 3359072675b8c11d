"""The whole product on Apache Kafka: the same answers as in memory, rows and dead letters."""

import sqlite3
from contextlib import closing

from kafka import KafkaConsumer, KafkaProducer

from streams.domain.topics import ARTICLE_RAW
from tests.canonical import canonical
from tests.functional.bus import eventually
from tests.rasid import SEEDS, process, rasid


def replayed(capfdbinary, folder, bus, partitions):
    how = ("--bus", bus, "--partitions", partitions)
    code, _, err = rasid(capfdbinary, "replay", SEEDS, "-o", folder, *how)
    assert code == 0, err
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_seeds_over_one_partition_are_the_same_bytes_as_in_memory(cluster, capfdbinary, tmp_path):
    plain = replayed(capfdbinary, tmp_path / "memory", "memory", 1)
    bus = replayed(capfdbinary, tmp_path / "kafka-1", cluster.bootstrap, 1)
    assert contents(bus) == contents(plain)


def test_seeds_over_eight_partitions_say_what_memory_says(cluster, capfdbinary, tmp_path):
    plain = replayed(capfdbinary, tmp_path / "memory", "memory", 1)
    bus = replayed(capfdbinary, tmp_path / "kafka-8", cluster.bootstrap, 8)
    assert canonical(bus) == canonical(plain)


def test_published_articles_become_rows_and_bad_ones_dead_letters(cluster, tmp_path):
    settings = {
        "RASID_BROKERS": cluster.bootstrap,
        "RASID_DATABASE": f"sqlite:///{tmp_path}/rasid.db",
    }
    assert process("topics", "create", settings=settings).wait(30) == 0
    parts = {
        "worker": ("worker",),
        "storage": ("serve", "storage"),
        "alerting": ("serve", "alerting"),
    }
    running = [
        process(*command, settings={**settings, "RASID_RUN_DIR": str(tmp_path / name)})
        for name, command in parts.items()
    ]
    try:
        publish_garbage(cluster.bootstrap, 60)
        assert process("publish", SEEDS, settings=settings).wait(60) == 0
        eventually(lambda: rows(tmp_path / "rasid.db", "alerts") >= 10, "alerts are not stored")
        eventually(
            lambda: rows(tmp_path / "alerting" / "alerting.db", "deliveries") >= 10,
            "alerts are not delivered",
        )
        letters = dead_letters(cluster.bootstrap, 60)
        assert {dict(letter.headers)["kafka_dlt-original-topic"] for letter in letters} == {
            ARTICLE_RAW.name.encode()
        }
        offsets = {dict(letter.headers)["kafka_dlt-original-offset"] for letter in letters}
        assert len({int.from_bytes(offset, "big") for offset in offsets}) > 10
    finally:
        for one in running:
            one.terminate()
        codes = [one.wait(20) for one in running]
    assert codes == [0, 0, 0]


def publish_garbage(brokers, count):
    producer = KafkaProducer(bootstrap_servers=brokers)
    for number in range(count):
        producer.send(ARTICLE_RAW.name, b"\xff%d" % number, key=b"hostile")
    producer.flush()
    producer.close()


def dead_letters(brokers, count):
    consumer = KafkaConsumer(
        ARTICLE_RAW.dead, bootstrap_servers=brokers, auto_offset_reset="earliest"
    )
    found = []

    def read():
        for records in consumer.poll(timeout_ms=200).values():
            found.extend(records)
        return len(found) >= count

    eventually(read, "dead letters are missing")
    consumer.close()
    return found


def rows(path, table):
    """Return how many rows a table has; 0 while it is not there."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(path)) as database:
            return database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
    except sqlite3.OperationalError:
        return 0
