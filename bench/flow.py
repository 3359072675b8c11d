"""The whole flow over a bus: by how many workers, how soon at which rate, from start to ready."""

import json
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median
from subprocess import Popen

from bench.articles import feed, made_up
from bench.ingesting import working
from bench.measures import cpu_ns
from bench.table import Line, Table
from deploy.environment import Stop
from streams.adapters import topics_admin
from streams.adapters.embedded import EmbeddedBroker
from streams.adapters.publisher import Publisher
from streams.adapters.tap import Tap
from streams.cli.drain import EVERYTHING, Drain
from streams.cli.tally import Tally
from streams.domain.geography import GazetteerEntry
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW, TOPICS
from streams.lang.loader import gazetteer
from streams.topology import TOPOLOGY
from tests.kafka.cluster import Cluster

PARTITIONS = 4
SESSION_MS = 45_000
"""Workers are stopped while the topic is filled; nobody may take them for dead."""
ACKNOWLEDGE_S = 30.0
ARTICLES = {True: 600, False: 2_000}
WARM_UP = 100
LENGTH = 3_000
EVERY = 33
"""Of so many articles of the feed one reports an attack."""
LARGE = 300_000
"""Inhabitants of the towns in which attacks are made up: so many that two rarely meet in one."""
RATES = (10, 100, 500, 1_000)
SECONDS = {True: 3, False: 5}
IDLE_S = {True: 3.0, False: 6.0}
BROKERS = {"Apache Kafka": Cluster, "embedded": EmbeddedBroker}


def workers(*, quick: bool) -> Iterator[Table]:
    """Measure a backlog with one worker and with two: CPU of all, and how it is shared."""
    articles = feed(ARTICLES[quick] + WARM_UP, LENGTH, 1 / EVERY)
    lines: list[Line] = []
    for count in (1, 2):
        spent, seconds = _backlog(articles, count)
        cost = sum(spent) / 1000 / (len(articles) - WARM_UP)
        first = float(lines[0]["µs CPU an article"] or 0) if lines else cost
        lines.append({
            "workers": str(count),
            "µs CPU an article": cost,
            "times one worker": cost / first,
            "share of the busiest, %": 100 * max(spent) / sum(spent),
            "articles a second": (len(articles) - WARM_UP) / seconds,
        })  # fmt: skip
    notes = [f"{ARTICLES[quick]:,} articles of 3 kB, 3 % attacks; {PARTITIONS} partitions."]
    yield Table("Workers on Apache Kafka, a backlog", lines, notes)


def latency(*, quick: bool) -> Iterator[Table]:
    """Measure from start to ready, idleness, and received to alert at steady rates."""
    starts: list[Line] = []
    soon: list[Line] = []
    for name, kind in BROKERS.items():
        with tempfile.TemporaryDirectory(prefix="bench-") as folder, kind(Path(folder)) as broker:
            _create(broker.bootstrap)
            began = time.monotonic()
            with working(broker.bootstrap, Path(folder, "run"), **_SETTINGS) as child:
                ready = time.monotonic() - began
                idle = _idle(child, IDLE_S[quick])
                starts.append(
                    {"broker": name, "start to ready, s": ready, "idle, % of a core": idle}
                )
                _publish(broker.bootstrap, _fresh(WARM_UP, 5))
                soon += [
                    {
                        "broker": name,
                        **_at_rate(broker.bootstrap, Path(folder, "run"), child, rate, quick=quick),
                    }
                    for rate in RATES
                ]
    yield Table("A worker from start to ready, and idle", starts)
    yield Table("Received to alert by rate, one worker", soon, ["Articles of 3 kB."])


_SETTINGS = {
    "RASID_PARTITIONS": str(PARTITIONS),
    "RASID_GROUP": "bench",
    "RASID_SESSION_TIMEOUT_MS": str(SESSION_MS),
}


def _create(brokers: str) -> None:
    topics_admin.create(brokers, topics_admin.plans(TOPICS, TOPOLOGY, PARTITIONS), 1)


def _backlog(articles: Sequence[Article], count: int) -> tuple[list[float], float]:
    """Return the CPU of each of `count` workers in nanoseconds, and the seconds by the clock."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        brokers = stack.enter_context(Cluster(folder / "kafka")).bootstrap
        _create(brokers)
        children = [
            stack.enter_context(working(brokers, folder / str(n), **_SETTINGS))
            for n in range(count)
        ]
        _publish(brokers, articles[:WARM_UP])
        _drained(brokers, folder / "0", children)
        with _stopped(children):
            _publish(brokers, articles[WARM_UP:])
        before, began = [cpu_ns(child.pid) for child in children], time.monotonic()
        _drained(brokers, folder / "0", children)
        seconds = time.monotonic() - began
        spent = [cpu_ns(c.pid) - b for c, b in zip(children, before, strict=True)]
    return spent, seconds


@contextmanager
def _stopped(children: Sequence[Popen[bytes]]) -> Iterator[None]:
    for child in children:
        child.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for child in children:
            child.send_signal(signal.SIGCONT)


def _publish(brokers: str, articles: Sequence[Article], rate: float | None = None) -> None:
    """Send the articles, at so many a second where a rate is given."""
    with Publisher(brokers, ACKNOWLEDGE_S) as publisher:
        began = time.monotonic()
        for at, article in enumerate(articles):
            if rate is not None and (early := began + at / rate - time.monotonic()) > 0:
                time.sleep(early)
            publisher.send(ARTICLE_RAW, article)
        publisher.flush()


def _drained(brokers: str, folder: Path, children: Sequence[Popen[bytes]]) -> Tally:
    """Wait until nothing waits for the workers; return what is on the bus."""
    group = json.loads((folder / "worker.json").read_text("utf-8"))["group"]
    tally = Tally(lambda _: None)

    def check() -> None:
        if any(child.poll() is not None for child in children):
            raise Stop("a worker ended by itself", 1)

    with Tap(brokers, EVERYTHING) as tap:
        Drain(tap, tally.take, check).run(group)
    return tally


def _idle(child: Popen[bytes], seconds: float) -> float:
    """Return how much of a core a worker with nothing to do takes, in hundredths."""
    before = cpu_ns(child.pid)
    time.sleep(seconds)
    return (cpu_ns(child.pid) - before) / seconds / 1e7


def _at_rate(brokers: str, folder: Path, child: Popen[bytes], rate: int, *, quick: bool) -> Line:
    """Return how soon alerts came while articles were sent at a rate.

    All that lies on the topics is read before and after, in whatever order of partitions.
    """
    before = Counter(_drained(brokers, folder, [child]).latencies_ms)
    articles = _fresh(rate * SECONDS[quick], min(EVERY, rate // 2))
    began = time.monotonic()
    _publish(brokers, articles, rate)
    seconds = time.monotonic() - began
    found = sorted((Counter(_drained(brokers, folder, [child]).latencies_ms) - before).elements())
    return {
        "articles a second": str(rate),
        "sent a second": len(articles) / seconds,
        "alerts": str(len(found)),
        "p50 ms": float(median(found)) if found else None,
        "p99 ms": float(found[round(0.99 * (len(found) - 1))]) if found else None,
    }


def _fresh(count: int, every: int) -> list[Article]:
    """Return articles of this moment; of `every` so many one reports an attack in another town."""
    now = time.time_ns() // 1_000_000
    plain = made_up("plain", LENGTH, count, seed=now)
    english = iter(made_up("plain", LENGTH, 2 * (count // every + 1), seed=now + 1)[1::2])
    towns = cycle(entry for entry in gazetteer().entries if _is_large(entry))
    return [
        _at(now, at, _struck(next(english), next(towns), at) if at % every == 0 else article)
        for at, article in enumerate(plain)
    ]


def _is_large(entry: GazetteerEntry) -> bool:
    return entry.kind == "city" and entry.population >= LARGE and entry.name.isascii()


def _struck(article: Article, town: GazetteerEntry, at: int) -> Article:
    """Return an article with an attack in a town before its text."""
    killed, wounded = 10 + at % 90, 11 + at % 89
    lead = f"Police said {killed} people were killed and {wounded} others were wounded today when a"
    body = f"{lead} car bomb exploded at a market in {town.name}.\n\n{article.body}"
    title = f"Car bomb kills {killed} at market in {town.name}"
    return replace(article, title=title, body=body)


def _at(now: int, at: int, article: Article) -> Article:
    return replace(article, article_id=f"{now}-{at}", published_at=now, fetched_at=now)
