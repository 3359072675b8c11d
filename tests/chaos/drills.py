"""The drills: what is done to workers and brokers, and what must hold afterwards.

Each takes a folder, a seed and whether to run in full, as `make chaos` does, or short, as every run
of CI does; it returns what it saw.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from streams.config import STAGES
from tests.chaos import whole
from tests.chaos.crew import Worker
from tests.chaos.feed import Feed, Sent
from tests.chaos.field import Field, Outcome, field, paced
from tests.chaos.garbage import garbage
from tests.chaos.scale import scale
from tests.chaos.upgrade import upgrade
from tests.chaos.verifier import Account, latencies_s, stalls_s


def restarts(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Stop a worker in the middle of a backlog and start it again, over and over."""
    times, articles = (20, 600) if full else (4, 400)
    with field(folder, seed) as at:
        worker = at.worker("one")
        slowest = 0.0
        for number in range(times):
            for message in Feed(seed * 100 + number, articles):
                at.publisher.send(message)
            at.publisher.settle()
            worker.start()
            worker.wait_ready()
            time.sleep(at.chance.uniform(0.02, 1.0))
            slowest = max(slowest, worker.stop())
        worker.start()
        found = at.verify([worker])
        worker.stop()
    seen = f"{times} restarts, stopped within {slowest:.1f} s: {found}"
    return Outcome("clean restart with a backlog", "0 lost, state equal", seen, found.is_clean)


def kills(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Kill one of two workers at seeded moments under load."""
    times, articles, rate = (20, 25_000, 350.0) if full else (4, 2_000, 150.0)
    with field(folder, seed) as at:
        moments = at.chance.sample(range(articles // 20, articles), times)
        feed = paced(Feed(seed, articles), rate)
        found = harmed(at, feed, moments, Harm(Worker.kill, Worker.start, (0.1, 2.0)))
    seen = f"{times} kills over {articles} articles, 2 workers: {found}"
    return Outcome("kill -9 at seeded points", "0 lost, state error 0", seen, found.is_clean)


def pauses(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Let one of two workers stand still for longer than its session, again and again."""
    times, articles, rate = (6, 9_000, 100.0) if full else (2, 2_400, 100.0)
    with field(folder, seed) as at:
        moments = at.chance.sample(range(articles // 10, articles - 900, 1_000), times)
        feed = paced(Feed(seed, articles), rate)
        found = harmed(at, feed, moments, Harm(Worker.pause, Worker.resume, (6.5, 9.0)))
    seen = f"{times} pauses over {articles} articles, 2 workers: {found}"
    row = "a worker stands still for longer than its session"
    return Outcome(row, "0 lost, state error 0", seen, found.is_clean)


@dataclass(frozen=True, slots=True)
class Harm:
    """What is done to a worker, what undoes it, and after how many seconds at least and most."""

    do: Callable[[Worker], object]
    undo: Callable[[Worker], object]
    within_s: tuple[float, float]


def harmed(at: Field, feed: Iterable[Sent], moments: Iterable[int], harm: Harm) -> Account:
    """Send a feed to two workers, harm one of them at each of these records, and account for it."""
    workers = [at.worker("one"), at.worker("two")]
    for worker in workers:
        worker.start()
        worker.wait_ready()
    due = sorted(moments)
    victim, until = None, 0.0
    for number, message in enumerate(feed):
        at.publisher.send(message)
        if victim and time.monotonic() > until:
            harm.undo(victim)
            victim = None
        if due and number >= due[0] and victim is None:
            due.pop(0)
            victim = at.chance.choice(workers)
            harm.do(victim)
            until = time.monotonic() + at.chance.uniform(*harm.within_s)
    if victim:
        harm.undo(victim)
    found = at.verify(workers)
    for worker in workers:
        worker.stop()
    return found


def membership(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Let a worker join, leave, and stand still for longer than its session, under load."""
    pause_s, quiet_s, rate = (25.0, 12.0, 150.0) if full else (10.0, 6.0, 80.0)
    with field(folder, seed) as at:
        one, two = at.worker("one"), at.worker("two")
        one.start()
        one.wait_ready()
        steps: list[tuple[float, Callable[[], object]]] = []
        moment = quiet_s / 2
        for act, wait in (
            (two.start, quiet_s),
            (two.stop, quiet_s / 2),
            (two.start, quiet_s),
            (one.pause, pause_s),
            (one.resume, quiet_s),
        ):
            steps.append((moment, act))
            moment += wait
        articles = int(moment * rate)
        began = time.monotonic()
        for message in paced(Feed(seed, articles), rate):
            at.publisher.send(message)
            if steps and time.monotonic() - began > steps[0][0]:
                steps.pop(0)[1]()
        found = at.verify([one, two])
        with at.log() as log:
            stall = stalls_s(log)
        one.stop()
        two.stop()
    seen = f"longest stall {stall:.1f} s over {articles} articles: {found}"
    row = f"a worker joins, leaves, pauses {pause_s:.0f} s"
    return Outcome(row, "0 lost; stall <= 15 s", seen, found.is_clean, stall <= 15)


def latency(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Send 100 articles a second and take the time from a report's arrival to its alert."""
    seconds, rate = (60, 100.0) if full else (12, 100.0)
    with field(folder, seed) as at:
        worker = at.worker("one")
        worker.start()
        worker.wait_ready()
        for message in paced(Feed(seed + 1, 300), rate):
            at.publisher.send(message)
        at.publisher.settle()
        at.settle([worker])
        began_ms, began, cpu = time.time_ns() // 1_000_000, time.monotonic(), worker.cpu_s()
        for message in paced(Feed(seed, int(seconds * rate)), rate):
            at.publisher.send(message)
        share = (worker.cpu_s() - cpu) / (time.monotonic() - began)
        found = at.verify([worker])
        with at.log() as log:
            waits = latencies_s(log, began_ms)
        worker.stop()
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    seen = (
        f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms over {len(waits)} alerts, "
        f"{share:.2f} of a core: {found}"
    )
    row = "received to alert at 100 articles a second"
    return Outcome(row, "p99 <= 500 ms", seen, found.is_clean, p99 <= 0.5)


def start(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Start a worker on nothing, and on the signatures of many live articles."""
    live = 200_000 if full else 3_000
    stages = ("sign", "dedup")
    with field(folder, seed) as at:
        empty = first_record_s(at, at.worker("empty"), Feed(seed + 1, 1))
        worker = at.worker("filling", RASID_STAGES=",".join(stages))
        worker.start()
        for message in Feed(seed, live):
            at.publisher.send(message)
        at.publisher.settle()
        at.settle([worker], stages, within_s=900)
        worker.stop()
        loaded = at.worker("loaded", RASID_STAGES=",".join(stages))
        took = first_record_s(at, loaded, Feed(seed + 2, 1), stages)
    seen = f"{empty:.1f} s empty, {took:.1f} s with {live} live articles"
    in_time = empty <= 6 and took <= 20
    return Outcome("worker start to first record", "<= 6 s; <= 20 s", seen, True, in_time)


def first_record_s(
    at: Field, worker: Worker, feed: Feed, stages: tuple[str, ...] = STAGES
) -> float:
    """Return the seconds from the start of a worker until it has worked on a record."""
    for message in feed:
        at.publisher.send(message)
    at.publisher.settle()
    began = time.monotonic()
    worker.start()
    worker.wait_ready()
    at.settle([worker], stages)
    took = time.monotonic() - began
    worker.stop()
    return took


DRILLS: dict[str, Callable[..., Outcome]] = {
    "restarts": restarts,
    "kills": kills,
    "pauses": pauses,
    "membership": membership,
    "latency": latency,
    "start": start,
    "everything": whole.everything,
    "database": whole.database,
    "sinks": whole.sinks,
    "brokers": whole.brokers,
    "clocks": whole.clocks,
    "garbage": garbage,
    "scale": scale,
    "upgrade": upgrade,
}
