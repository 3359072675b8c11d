"""Following 200 feeds: from when each publishes to when the bus has it, and how politely.

The sites are made up and on loopback, each host with an address of its own. How often feeds
publish is drawn from a log-normal distribution; when, from a Poisson process. The service starts as
it would be after a day: with the intervals that `pace` settles at, by a clock that is reckoned.
"""

import heapq
import json
import math
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition

from bench.feed_sites import Planned, key_of, now_s
from bench.ingesting import answer, ingesting
from bench.table import ROOT, Line, Table
from deploy.environment import Stop
from streams.adapters import avro, topics_admin
from streams.adapters.feed_memory import FOLDER, Memories, Memory
from streams.adapters.fetching import plain
from streams.adapters.headers import received_ms
from streams.domain.topics import ARTICLE_RAW, TOPICS
from streams.services.ingest import pace
from streams.topology import TOPOLOGY
from tests.kafka.cluster import Cluster

FEEDS, HOSTS = 200, 120
MEDIAN_AN_HOUR, SIGMA = 4.0, 1.0
SECONDS = {True: 45.0, False: 300.0}
AFTER_S = 100.0
"""How long is waited for what was published at the end."""
START_S = 12.0
"""From now until what is published counts: the service is up by then."""
DAY_S, SETTLED_S = 86_400.0, 6 * 3600.0
MEDIAN_S, P95_S = 30.0, 90.0
PARTITIONS = 4
SCHEDULE = 11
"""The seed of when feeds publish."""
BOUNDS = pace.Bounds()


def feeds(*, quick: bool) -> Iterator[Table]:
    """Reckon a day, then follow the feeds for minutes."""
    chance = random.Random(7)  # noqa: S311 - the same every time
    rates = [chance.lognormvariate(math.log(MEDIAN_AN_HOUR), SIGMA) / 3600 for _ in range(FEEDS)]
    yield _reckoned(chance)
    settled = [_followed(rate, random.Random(place)) for place, rate in enumerate(rates)]  # noqa: S311
    yield _live(rates, [interval for _, _, interval in settled], SECONDS[quick])


def _reckoned(chance: random.Random) -> Table:
    """Return the delays of a day with no site and no bus, by how often feeds publish."""
    lines = []
    for median in (2.0, 4.0, 8.0):
        delays, polls = [], 0
        for _ in range(FEEDS):
            rate = chance.lognormvariate(math.log(median), SIGMA) / 3600
            found, asked, _ = _followed(rate, chance)
            delays += found
            polls += asked
        minutes = (DAY_S - SETTLED_S) / 60
        line = {"articles an hour, median feed": median, **_told(delays)}
        lines.append({**line, "requests a minute and feed": polls / FEEDS / minutes})
    note = f"{FEEDS} feeds over 18 hours, log-normal with sigma {SIGMA:g}; reckoned, not run."
    return Table("Following feeds, by the pace alone", lines, [note])


def _followed(rate: float, chance: random.Random) -> tuple[list[float], int, float]:
    """Return the delays, the requests and the last interval of a feed, after it has settled."""
    at, news, interval = chance.uniform(0, pace.FIRST_S), chance.expovariate(rate), None
    delays: list[float] = []
    polls = 0
    while at < DAY_S:
        is_new = news <= at
        while news <= at:
            if news > SETTLED_S:
                delays.append(at - news)
            news += chance.expovariate(rate)
        polls += at > SETTLED_S
        interval = pace.next_interval(interval, BOUNDS, is_new=is_new)
        at += pace.spread(interval, chance.random())
    return delays, polls, interval or pace.FIRST_S


def _live(rates: Sequence[float], intervals: Sequence[float], seconds: float) -> Table:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with Cluster(folder / "kafka") as cluster:
            brokers = cluster.bootstrap
            topics_admin.create(brokers, topics_admin.plans(TOPICS, TOPOLOGY, PARTITIONS), 1)
            began = now_s() + START_S
            planned = _planned(rates, began, seconds)
            port = _free_port()
            listed = _written(folder, planned, intervals, port)
            with _sites(folder, planned, port):
                given = {"RASID_INGEST_FEEDS": str(listed), "RASID_INGEST_PRIVATE": "127.0.0.0/8"}
                with ingesting(brokers, folder / "run", **given):
                    time.sleep(max(began + seconds + AFTER_S - now_s(), 0))
                    manners = _manners(port)
                    states = json.loads(answer(folder / "run", "/feeds"))
            received = _received(brokers)
    return _judged(planned, received, manners, states, (began, seconds))


def _planned(rates: Sequence[float], began: float, seconds: float) -> list[Planned]:
    """Return the feeds: a third of the hosts have three, the others one."""
    chance = random.Random(SCHEDULE)  # noqa: S311 - the same every time
    hosts = [f"127.0.{1 + place // 200}.{1 + place % 200}" for place in range(HOSTS)]
    places = [*hosts, *hosts[: (FEEDS - HOSTS) // 2] * 2]
    return [
        Planned(f"f{place}", places[place], _moments(rate, began, seconds, chance))
        for place, rate in enumerate(rates)
    ]


def _moments(rate: float, began: float, seconds: float, chance: random.Random) -> list[float]:
    """Return when a feed publishes: some entries that are there before, then what counts."""
    old = [began - 3600.0 + place for place in range(10)]
    found, at = [], began
    while (at := at + chance.expovariate(rate)) < began + seconds:
        found.append(at)
    return old + found


def _written(
    folder: Path, planned: Sequence[Planned], intervals: Sequence[float], port: int
) -> Path:
    """Write the list of feeds, and what would be remembered of each after a day."""
    memories = Memories(folder / "run" / FOLDER)
    memories.make()
    chance = random.Random(13)  # noqa: S311 - the same every time
    rows = []
    for one, interval in zip(planned, intervals, strict=True):
        url = f"http://{one.host}:{port}/{one.name}"
        rows.append(f'[feeds.{one.name}]\nurl = "{url}"\nsource = "{one.name}"\n')
        due = now_s() + START_S + chance.uniform(0, interval)
        known = Memory(
            etag='"10"', interval_s=interval, due_ms=int(due * 1000), outcome="unchanged"
        )
        known.saw("earlier", "1")
        memories.keep(plain(url), known)
    listed = folder / "feeds.toml"
    listed.write_text("\n".join(rows), "utf-8")
    return listed


@contextmanager
def _sites(folder: Path, planned: Sequence[Planned], port: int) -> Iterator[None]:
    plan = folder / "plan.json"
    told = [{"name": p.name, "host": p.host, "moments": p.moments} for p in planned]
    plan.write_text(json.dumps({"port": port, "feeds": told}), "utf-8")
    command = [sys.executable, "-m", "bench.feed_sites", str(plan)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        try:
            if child.stdout is None or not child.stdout.readline():
                raise Stop("the made-up sites did not start", 1)
            yield
        finally:
            child.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _manners(port: int) -> Mapping[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/told") as found:
        told: Mapping[str, float] = json.load(found)
    return told


def _received(brokers: str) -> dict[str, float]:
    """Return when each article was handed to the bus, in seconds of the clock."""
    consumer = KafkaConsumer(bootstrap_servers=brokers, consumer_timeout_ms=3000)
    try:
        parts = [TopicPartition(ARTICLE_RAW.name, number) for number in range(PARTITIONS)]
        consumer.assign(parts)
        consumer.seek_to_beginning(*parts)
        found: dict[str, float] = {}
        for message in consumer:
            article = avro.decode(ARTICLE_RAW, message.value)
            at = (received_ms(message.headers) or message.timestamp) / 1000
            found.setdefault(article.article_id, at)
        return found
    finally:
        consumer.close()


def _judged(
    planned: Sequence[Planned],
    received: Mapping[str, float],
    manners: Mapping[str, float],
    states: Sequence[Mapping[str, object]],
    window: tuple[float, float],
) -> Table:
    delays = [
        received.get(key_of(one.name, place), math.inf) - moment
        for one in planned
        for place, moment in enumerate(one.moments)
        if moment > window[0]
    ]
    told = _told(delays)
    late = sum(math.isinf(delay) for delay in delays)
    line: Line = {
        **told,
        "not received by the end": float(late),
        "requests": float(manners["requests"]),
        "of them 304": float(manners["unchanged"]),
        "most at once, one host": float(manners["at_once"]),
        "shortest s, one host": manners["host_gap_s"],
        "shortest s, one feed": manners["feed_gap_s"],
    }
    note = f"{FEEDS} feeds on {HOSTS} hosts for {window[1]:.0f} s, to Apache Kafka."
    broken = [*_late(told), *_rude(manners), *_failing(states)]
    return Table("Following feeds, published to received", [line], [note], broken)


def _late(told: Mapping[str, float]) -> list[str]:
    bounds = (("median s", MEDIAN_S), ("p95 s", P95_S))
    return [f"{name} over {most:g}" for name, most in bounds if told[name] > most]


def _rude(manners: Mapping[str, float]) -> list[str]:
    """Return what was not polite; a request is spread by a tenth and takes half a second."""
    found = {
        "two requests at once to one host": manners["at_once"] > 1,
        "a host was asked again within a second": manners["host_gap_s"] < 0.95,
        "a feed was asked again too soon": manners["feed_gap_s"] < 0.9 * BOUNDS.low_s - 0.5,
    }
    return [said for said, is_so in found.items() if is_so]


def _failing(states: Sequence[Mapping[str, object]]) -> list[str]:
    names = [str(state["name"]) for state in states if state["state"] == "failing"]
    return [f"failing: {', '.join(names)}"] if names else []


def _told(delays: Sequence[float]) -> dict[str, float]:
    ordered = heapq.nsmallest(len(delays), delays)
    return {
        "articles": float(len(ordered)),
        "median s": ordered[len(ordered) // 2],
        "p95 s": ordered[len(ordered) * 95 // 100],
    }
