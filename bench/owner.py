"""The one owner of duplicates as the product runs it, on Apache Kafka, with its changelog.

`python -m bench.owner BROKERS` is that worker.
"""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from bench.measures import cpu_ns
from bench.signed import signed_articles
from bench.table import ROOT, Line, Table
from deploy.environment import Stop
from streams.adapters import avro, topics_admin
from streams.app import run_worker
from streams.config import Settings
from streams.domain.topics import ARTICLE_SIGNED, ARTICLE_UNIQUE, TOPICS
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY
from tests.kafka.cluster import Cluster

RECORDS = {True: 10_000, False: 60_000}
WARM_UP = 2_000
PATIENCE_S = 120.0
POLL_S = 0.05
SESSION_MS = 45_000
"""The worker is stopped while the topic is filled; nobody may take it for dead."""
STAGES = [stage for stage in TOPOLOGY if stage.name == "dedup"]


def owner(*, quick: bool) -> Iterator[Table]:
    """Measure the worker on a backlog of articles no two of which are alike."""
    count = RECORDS[quick]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with Cluster(folder / "kafka") as cluster:
            brokers = cluster.bootstrap
            topics_admin.create(brokers, topics_admin.plans(TOPICS, TOPOLOGY, 1), 1)
            with _worker(brokers, folder / "log") as child:
                cpu_us, rate = _measured(brokers, child, count)
    line: Line = {"records": f"{count:,}", "µs CPU an article": cpu_us, "articles a second": rate}
    yield Table("The owner of duplicates on Apache Kafka", [line])


def _measured(brokers: str, child: "subprocess.Popen[bytes]", count: int) -> tuple[float, float]:
    """Return microseconds of CPU an article, and articles a second on the clock."""
    consumer = KafkaConsumer(bootstrap_servers=brokers)
    try:
        _fill(brokers, WARM_UP, 0)
        _until(consumer, WARM_UP, child)
        child.send_signal(signal.SIGSTOP)
        _fill(brokers, count, WARM_UP)
        cpu, clock = cpu_ns(child.pid), time.monotonic()
        child.send_signal(signal.SIGCONT)
        _until(consumer, WARM_UP + count, child)
        seconds = time.monotonic() - clock
        return (cpu_ns(child.pid) - cpu) / 1000 / count, count / seconds
    finally:
        consumer.close()


@contextmanager
def _worker(brokers: str, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "bench.owner", brokers]
    with log.open("wb") as lines:
        child = subprocess.Popen(command, cwd=ROOT, stdout=lines, stderr=lines)
    try:
        yield child
    finally:
        child.send_signal(signal.SIGCONT)
        child.kill()
        child.wait()


def _fill(brokers: str, count: int, first: int) -> None:
    producer = KafkaProducer(bootstrap_servers=brokers, linger_ms=20, batch_size=1_000_000)
    for signed in signed_articles(count, load_context(), first):
        producer.send(ARTICLE_SIGNED.name, avro.encode(ARTICLE_SIGNED, signed))
    producer.close()


def _until(consumer: KafkaConsumer, count: int, child: "subprocess.Popen[bytes]") -> None:
    """Wait until so many articles were passed on. Raises Stop when that takes too long."""
    sink = TopicPartition(ARTICLE_UNIQUE.name, 0)
    deadline = time.monotonic() + PATIENCE_S
    while consumer.end_offsets([sink])[sink] < count:
        if child.poll() is not None or time.monotonic() > deadline:
            raise Stop("the worker ended, or did not come to its end in time", 1)
        time.sleep(POLL_S)


def _work(brokers: str) -> int:
    settings = Settings(
        brokers=brokers, stages=("dedup",), partitions=1, session_timeout_ms=SESSION_MS,
        tick_seconds=0,
    )  # fmt: skip
    return run_worker(settings, STAGES, load_context())


if __name__ == "__main__":
    sys.exit(_work(sys.argv[1]))
