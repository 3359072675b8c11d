"""Taking articles in over HTTP: how many a second Apache Kafka has acknowledged."""

import gzip
import json
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition

from bench.articles import made_up
from bench.ingesting import ingesting
from bench.table import Line, Table
from deploy.environment import Stop
from streams.adapters import topics_admin
from streams.domain.topics import ARTICLE_RAW, TOPICS
from streams.topology import TOPOLOGY
from tests.kafka.cluster import Cluster

SECONDS = {True: 5.0, False: 20.0}
WARM_UP_S = 2.0
POSTERS = 4
BATCHES = (1, 50, 500)
FLOOR = 2000.0
"""Articles a second that the larger batches must reach."""
PARTITIONS = 4
BODIES = 20
LETTERS = 1500
"""In the body of an article."""
LINES = {"Content-Type": "application/x-ndjson"}


@dataclass(frozen=True, slots=True)
class Way:
    """How articles are posted."""

    batch: int
    is_packed: bool

    @property
    def name(self) -> str:
        """Return what the table says."""
        return f"{self.batch}{', gzip' if self.is_packed else ''}"


def ingest(*, quick: bool) -> Iterator[Table]:
    """Measure posting in batches of some sizes, several posters at once."""
    ways = [*(Way(size, is_packed=False) for size in BATCHES), Way(BATCHES[-1], is_packed=True)]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        lines = _lines_of(Path(name), ways, SECONDS[quick])
    slow = [
        f"{line['articles a request']} a request: {line['articles a second']:,.0f} a second"
        for way, line in zip(ways, lines, strict=True)
        if way.batch >= 50 and float(line["articles a second"] or 0) < FLOOR
    ]
    notes = [f"{POSTERS} posters at once, {LETTERS} letters an article; what counts is on the bus."]
    yield Table("Articles over HTTP, acknowledged by Apache Kafka", lines, notes, slow)


def _lines_of(folder: Path, ways: Sequence[Way], seconds: float) -> list[Line]:
    with Cluster(folder / "kafka") as cluster:
        brokers = cluster.bootstrap
        topics_admin.create(brokers, topics_admin.plans(TOPICS, TOPOLOGY, PARTITIONS), 1)
        with ingesting(brokers, folder / "run"):
            return [_measured(brokers, folder / "run", way, seconds) for way in ways]


def _measured(brokers: str, folder: Path, way: Way, seconds: float) -> Line:
    before = _on_the_bus(brokers)
    posters = [Poster(folder, way, number) for number in range(POSTERS)]
    for poster in posters:
        poster.start()
    time.sleep(WARM_UP_S)
    began, first = time.monotonic(), sum(poster.accepted for poster in posters)
    time.sleep(seconds)
    rate = (sum(poster.accepted for poster in posters) - first) / (time.monotonic() - began)
    for poster in posters:
        poster.end()
    accepted, there = sum(poster.accepted for poster in posters), _on_the_bus(brokers) - before
    if there != accepted or any(poster.failure for poster in posters):
        raise Stop(f"{accepted} were accepted, {there} are on the bus", 1)
    waits = sorted(wait for poster in posters for wait in poster.waits)
    return {
        "articles a request": way.name,
        "articles a second": rate,
        "p50 ms": waits[len(waits) // 2] * 1000,
        "p95 ms": waits[len(waits) * 95 // 100] * 1000,
    }


class Poster(threading.Thread):
    """Posts batch after batch, each article with an id of its own, until told to end."""

    def __init__(self, folder: Path, way: Way, number: int) -> None:
        super().__init__(daemon=True)
        address = (folder / "ingest.url").read_text("utf-8").strip().removeprefix("http://")
        token = (folder / "ingest.token").read_text("utf-8").strip()
        packing = {"Content-Encoding": "gzip"} if way.is_packed else {}
        self._host = address.partition("/")[0]
        self._headers = {**LINES, **packing, "Authorization": f"Bearer {token}"}
        self._way = way
        self._bodies = [_body(way, f"{way.name}-{number}-{turn}") for turn in range(BODIES)]
        self._ended = threading.Event()
        self.accepted = 0
        self.waits: list[float] = []
        self.failure: BaseException | None = None

    def end(self) -> None:
        """Return once the last batch is answered."""
        self._ended.set()
        self.join(30)

    def run(self) -> None:
        """Post on one connection."""
        connection = HTTPConnection(self._host, timeout=30)
        try:
            for turn in count():
                if self._ended.is_set():
                    return
                self._post(connection, self._bodies[turn % BODIES])
        except BaseException as error:  # noqa: BLE001 - told by who waits
            self.failure = error
        finally:
            connection.close()

    def _post(self, connection: HTTPConnection, body: bytes) -> None:
        began = time.monotonic()
        connection.request("POST", "/articles", body, self._headers)
        answer = json.loads(connection.getresponse().read())
        if answer.get("accepted") != self._way.batch:
            raise Stop(f"not all of a batch was accepted: {str(answer)[:200]}", 1)
        self.waits.append(time.monotonic() - began)
        self.accepted += self._way.batch


def _body(way: Way, name: str) -> bytes:
    body = b"\n".join(_lines(way.batch, name))
    return gzip.compress(body, 6) if way.is_packed else body


def _lines(size: int, name: str) -> Sequence[bytes]:
    return [
        json.dumps(
            {"article_id": f"{name}-{place}", "title": each.title, "body": each.body}
        ).encode()
        for place, each in enumerate(made_up("plain", LETTERS, size))
    ]


def _on_the_bus(brokers: str) -> int:
    consumer = KafkaConsumer(bootstrap_servers=brokers)
    try:
        parts = [TopicPartition(ARTICLE_RAW.name, number) for number in range(PARTITIONS)]
        return sum(consumer.end_offsets(parts).values())
    finally:
        consumer.close()
