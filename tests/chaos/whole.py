"""Drills of the whole product: harm to processes, database, receiver, clocks and brokers."""

import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from tests.chaos.clocks import Clocks
from tests.chaos.crew import Part
from tests.chaos.disk import Disk
from tests.chaos.feed import Feed, Sent
from tests.chaos.field import Outcome, paced
from tests.chaos.house import House, house
from tests.chaos.verifier import first_after_s


def everything(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Kill workers and services at seeded moments, each of them at least twice."""
    times, articles, rate, workers = (20, 25_000, 140.0, 3) if full else (10, 1_200, 40.0, 2)
    brokers = 3 if full else 1
    with house(folder, seed, brokers=brokers, workers=workers) as at:
        moments = at.chance.sample(range(articles // 20, articles), times)
        killed_amid(at, paced(Feed(seed, articles), rate), moments)
        found = at.verify(within_s=900)
        console = at.services["console"].is_ready()
    again = sum(at.inbox.attempts.values()) - len(at.inbox.effects)
    seen = (
        f"{told(at.killed)} killed over {articles} articles; {at.poster.again} posts and {again} "
        f"alerts repeated; {found}"
    )
    target = "0 lost, state error 0, every alert delivered once by id"
    holds = found.is_clean and console and not at.replaced and found.alerts > 0
    return Outcome("kill -9 at seeded points, workers and services", target, seen, holds)


def killed_amid(at: House, feed: Iterator[Sent], moments: list[int]) -> None:
    """Post messages; kill a part at each of these, in turn, and start it after a while."""
    turns = cycle(at.chance.sample(at.parts, len(at.parts)))
    due, down = sorted(moments), dict[Part, float]()
    for number, message in enumerate(feed):
        at.post(message)
        for part in [part for part, until in down.items() if time.monotonic() > until]:
            del down[part]
            part.start()
        if due and number >= due[0]:
            victim = next(turns)
            if victim not in down:
                due.pop(0)
                at.kill(victim)
                down[victim] = time.monotonic() + at.chance.uniform(0.1, 2.0)
    for part in down:
        part.start()


def told(killed: dict[str, int]) -> str:
    """Return how often each part was killed, as text."""
    return ", ".join(f"{name} {times}" for name, times in sorted(killed.items()))


def database(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Stop PostgreSQL for a while, then let its disk be full for a while."""
    away_s, full_s, rate = (120.0, 30.0, 60.0) if full else (15.0, 8.0, 40.0)
    disk = Disk()
    with disk, house(folder, seed, prepare=disk.under) as at:
        feed = iter(Feed(seed, int(rate * (away_s + full_s + 120))))
        at.send(feed, rate, 5)
        at.server.stop()
        at.send(feed, rate, away_s)
        at.server.start()
        at.send(feed, rate, 5)
        if disk.can_fill:
            disk.fill()
            at.send(feed, rate, full_s)
            disk.free()
            if not at.server.is_running:  # it gives up when its own log does not fit
                at.server.start()
            at.send(feed, rate, 5)
        found = at.verify()
        said = at.services["storage"].log
        console = at.services["console"].is_ready()
    words = ["waiting: database"] + (["No space left on device"] if disk.can_fill else [])
    clear = [word for word in words if word in said]
    filled = f"disk full {full_s:.0f} s" if disk.can_fill else "disk not filled: no right to mount"
    seen = f"away {away_s:.0f} s, {filled}; {told_ends(at)}; in the log: {clear}; {found}"
    row = "PostgreSQL is stopped, then its disk is full"
    holds = found.is_clean and clear == words and console
    return Outcome(row, "0 lost, a clear message, recovers by itself", seen, holds)


def told_ends(at: House) -> str:
    """Return which parts ended by themselves and were started anew, as text."""
    return f"ended and replaced: {', '.join(at.replaced) or 'none'}"


def sinks(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Let the receiver be down, hang up and fail while alerting and workers are killed."""
    phase_s, rate = (45.0, 30.0) if full else (10.0, 40.0)
    answers = {"down": lambda: 503, "hangs up": lambda: None, "fails one in three": lambda: 200}
    now = ["up"]
    with house(folder, seed, answer=lambda _: answers.get(now[0], lambda: 200)()) as at:
        answers["fails one in three"] = lambda: at.chance.choice((200, 200, 503))
        feed = iter(Feed(seed, int(rate * (5 * phase_s + 120))))
        at.send(feed, rate, phase_s)
        for phase in answers:
            now[0] = phase
            at.send(feed, rate, phase_s / 2)
            for victim in (at.services["alerting"], at.chance.choice(at.workers)):
                at.kill(victim)
                victim.start()
            at.send(feed, rate, phase_s / 2)
        now[0] = "up"
        found = at.verify(within_s=600)
    again = max(at.inbox.attempts.values())
    seen = (
        f"{at.inbox.failed} requests failed, at most {again} for one alert, {told(at.killed)} "
        f"killed; {found}"
    )
    holds = found.is_clean and at.inbox.failed > 0 and not at.replaced
    target = "every alert delivered, nothing else held up"
    return Outcome("the receiver is down, hangs up, fails", target, seen, holds)


def brokers(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Take each broker of three down in turn, then all of them."""
    one_s, all_s, rate, calm_s = (20.0, 70.0, 60.0, 5.0) if full else (5.0, 10.0, 30.0, 3.0)
    with house(folder, seed, brokers=3) as at:
        cluster = at.at.cluster
        feed = iter(Feed(seed, int(rate * (3 * one_s + all_s + 600))))
        at.send(feed, rate, calm_s)
        for victim in at.chance.sample(cluster.brokers, 3):
            victim.kill()
            at.send(feed, rate, one_s)
            cluster.start()
            at.send(feed, rate, calm_s)
        for broker in cluster.brokers:
            broker.kill()
        at.send(feed, rate, all_s)
        cluster.start()
        back_ms = time.time_ns() // 1_000_000
        at.send(feed, rate, 2 * calm_s)
        found = at.verify()
        with at.at.log() as log:
            resumed = first_after_s(log, back_ms)
    seen = f"resumed {resumed:.1f} s after the brokers; {told_ends(at)}; {found}"
    row = f"each broker of three down in turn, then all for {all_s:.0f} s"
    target = "0 lost; resumes within 60 s without help"
    return Outcome(row, target, seen, found.is_clean and not at.replaced, resumed <= 60)


def clocks(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Let the clock of every process jump ahead and back, also while no alert gets through."""
    stay_s, rate = (25.0, 40.0) if full else (6.0, 30.0)
    jumps_s = (-3_600, 0, 1_800, 0, 86_400, 0)
    hands = Clocks(folder / "clock")
    up = [True]
    with house(folder, seed, answer=lambda _: 200 if up[0] else 503, more=hands.settings) as at:
        feed = iter(Feed(seed, int(rate * (stay_s * (len(jumps_s) + 1) + 60))))
        at.send(feed, rate, stay_s)
        for jump_s in jumps_s:
            up[0] = jump_s != 86_400  # what is retried then waits for a time that is not to come
            hands.set(jump_s)
            at.send(feed, rate, stay_s)
        began = time.monotonic()
        found = at.verify()
        took_s = time.monotonic() - began
    jumps = ", ".join(f"{jump / 3600:+g} h" for jump in jumps_s if jump)
    seen = f"{jumps} and back each time; all done {took_s:.0f} s later; {told_ends(at)}; {found}"
    return Outcome("clocks jump", "0 lost, nothing waits for the wrong time", seen, found.is_clean)
