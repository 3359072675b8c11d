"""The soak: the whole product under load for long, a kill every minute, and who keeps memory."""

import time
from collections import defaultdict
from itertools import cycle
from pathlib import Path

from tests.chaos.crew import Part
from tests.chaos.feed import Feed
from tests.chaos.field import Outcome, paced
from tests.chaos.house import House, house
from tests.chaos.whole import told, told_ends

RETOLD = 0.9
"""Ten reports an attack: an attack of its own with each would be 2,600 a day in 17 towns."""
KILL_EVERY_S = 60.0
DOWN_S = 2.0
LOOK_S = 5.0
WARM_S = 120.0
"""How long a process may grow after its start."""
SERVICE_MB = 1.0
"""What a service may grow by in a minute once it is warm."""
ARTICLE_KB = 2.5
"""What a worker may remember of an article, which it does for three days.

Any worker may hold all of it: those of a killed one go to the others, and an interpreter keeps what
it once had. So workers are weighed by what they weigh at most, not life by life.
"""

Life = list[tuple[float, float]]
"""Seconds and megabytes of one process from its start on."""


class Scales:
    """Weighs every part now and then, life by life."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._lives: dict[str, list[Life]] = defaultdict(lambda: [[]])
        self._began = time.monotonic()
        self._looked_at = 0.0
        self._workers: list[tuple[float, int, float]] = []
        """Seconds, articles posted, megabytes of the heaviest worker."""

    def look(self, posted: int) -> None:
        """Weigh what runs, if it is time."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_S:
            return
        self._looked_at = now
        workers = [0.0]
        for number, part in enumerate(self._parts):
            if weight := part.memory_mb():
                self._lives[f"{part.name} {number}"][-1].append((now, weight))
                workers += [weight] if part.name == "worker" else []
        self._workers.append((now - self._began, posted, max(workers)))

    def article_kb(self) -> tuple[float, float]:
        """Return what workers weigh when warm, and by how much the heaviest grows an article."""
        warm = [at for at in self._workers if at[0] >= WARM_S]
        if not warm:
            return 0.0, 0.0
        _, posted_then, base = warm[0]
        rises = [
            (weight - base) * 1024 / (posted - posted_then)
            for seconds, posted, weight in warm
            if seconds >= 2 * WARM_S
        ]
        return base, max(rises, default=0.0)

    def born(self, part: Part) -> None:
        """Begin another life of a part."""
        self._lives[f"{part.name} {self._parts.index(part)}"].append([])

    def growth_mb(self) -> dict[str, float]:
        """Return by service the megabytes a minute of its fastest growing life, once it was warm.

        A life is weighed that lasted for as long again.
        """
        found: dict[str, float] = {}
        services = ((n, lives) for n, lives in self._lives.items() if not n.startswith("worker"))
        for name, lives in services:
            for life in lives:
                warm = [at for at in life if at[0] - life[0][0] >= WARM_S]
                if len(warm) > 1 and warm[-1][0] - warm[0][0] >= WARM_S:
                    minutes = (warm[-1][0] - warm[0][0]) / 60
                    rise = (warm[-1][1] - warm[0][1]) / minutes
                    found[name] = max(found.get(name, rise), rise)
        return found

    def most_mb(self) -> float:
        """Return the most that a part ever weighed."""
        return max(weight for lives in self._lives.values() for life in lives for _, weight in life)


def soak(folder: Path, seed: int, *, minutes: float, rate: float) -> Outcome:
    """Post at a rate for so many minutes; kill a part each minute; weigh all of them."""
    articles = int(minutes * 60 * rate)
    with house(folder, seed, brokers=3, workers=3) as at:
        scales = Scales(at.parts)
        _under_load(at, scales, Feed(seed, articles, retold=RETOLD), rate)
        growth = scales.growth_mb()
        found = at.verify(within_s=1_800)
    base, article_kb = scales.article_kb()
    fat = [name for name, rise in growth.items() if rise > SERVICE_MB]
    weighed = ", ".join(f"{name} {rise:+.1f}" for name, rise in sorted(growth.items()))
    seen = (
        f"{minutes:g} minutes at {rate:g} a second, {told(at.killed)} killed; {told_ends(at)}; "
        f"services, MB a minute once warm: {weighed or 'too short to say'}; workers {base:.0f} MB "
        f"warm, then {article_kb:.2f} KB an article, at most {scales.most_mb():.0f} MB; {found}"
    )
    target = "0 lost; memory flat after warm-up but for what is remembered"
    flat = not fat and article_kb <= ARTICLE_KB
    return Outcome("soak", target, seen, found.is_clean and not at.replaced, flat)


def _under_load(at: House, scales: Scales, feed: Feed, rate: float) -> None:
    turns = cycle(at.chance.sample(at.parts, len(at.parts)))
    kill_at, victim = time.monotonic() + KILL_EVERY_S, None
    for posted, message in enumerate(paced(feed, rate)):
        at.post(message)
        scales.look(posted)
        now = time.monotonic()
        if victim is None and now > kill_at:
            victim, kill_at = next(turns), kill_at + KILL_EVERY_S
            at.kill(victim)
            up_at = now + DOWN_S
        elif victim is not None and now > up_at:
            victim.start()
            scales.born(victim)
            victim = None
    if victim is not None:
        victim.start()
