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
ARTICLE_MB = 2.5e-3
"""What a worker may remember of an article, which it does for three days."""

Life = list[tuple[float, float]]
"""Seconds and megabytes of one process from its start on."""


class Scales:
    """Weighs every part now and then, life by life."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._lives: dict[str, list[Life]] = defaultdict(lambda: [[]])
        self._looked_at = 0.0

    def look(self) -> None:
        """Weigh what runs, if it is time."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_S:
            return
        self._looked_at = now
        for number, part in enumerate(self._parts):
            if weight := part.memory_mb():
                self._lives[f"{part.name} {number}"][-1].append((now, weight))

    def born(self, part: Part) -> None:
        """Begin another life of a part."""
        self._lives[f"{part.name} {self._parts.index(part)}"].append([])

    def growth_mb(self) -> dict[str, float]:
        """Return by part the megabytes a minute of its fastest growing life, once it was warm.

        A life is weighed that lasted for as long again.
        """
        found: dict[str, float] = {}
        for name, lives in self._lives.items():
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
    bounds = {name: _bound_mb(name, rate) for name in growth}
    fat = [name for name, rise in growth.items() if rise > bounds[name]]
    weighed = ", ".join(f"{name} {rise:+.1f}" for name, rise in sorted(growth.items()))
    seen = (
        f"{minutes:g} minutes at {rate:g} a second, {told(at.killed)} killed; {told_ends(at)}; "
        f"MB a minute once warm: {weighed or 'too short to say'}; "
        f"at most {scales.most_mb():.0f} MB; {found}"
    )
    target = "0 lost; memory flat after warm-up but for what is remembered"
    return Outcome("soak", target, seen, found.is_clean and not at.replaced, not fat)


def _under_load(at: House, scales: Scales, feed: Feed, rate: float) -> None:
    turns = cycle(at.chance.sample(at.parts, len(at.parts)))
    kill_at, victim = time.monotonic() + KILL_EVERY_S, None
    for message in paced(feed, rate):
        at.post(message)
        scales.look()
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


def _bound_mb(name: str, rate: float) -> float:
    return ARTICLE_MB * rate * 60 if name.startswith("worker") else SERVICE_MB
