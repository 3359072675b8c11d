"""Sources that fall silent: quiet is not safe, and whoever relies on them must know."""

from collections.abc import Iterable
from dataclasses import dataclass

HOUR_MS = 3_600_000
REGULAR = 10
"""A source with fewer articles has no habit that could be broken."""
PATIENCE = 6
"""A source is silent after so many times its usual gap, and never before the hours that are set."""
FORGOTTEN_MS = 30 * 24 * HOUR_MS
"""A source that was silent for this long is no source any more."""
NAMED = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of one source: times are those at which articles of it arrived.

    `told_at` is when its silence was told, None while it is not silent.
    """

    source: str
    first_ms: int
    last_ms: int
    articles: int
    told_at: int | None = None

    @property
    def gap_ms(self) -> float:
        """The mean time between two articles."""
        return (self.last_ms - self.first_ms) / max(1, self.articles - 1)


@dataclass(frozen=True, slots=True)
class Changes:
    """Sources that fell silent and sources that are heard again, neither told yet."""

    fallen: tuple[Heard, ...]
    back: tuple[Heard, ...]


def is_silent(one: Heard, now: int, silent_h: float) -> bool:
    """Tell whether a source that has a habit broke it."""
    since = now - one.last_ms
    longest = max(silent_h * HOUR_MS, PATIENCE * one.gap_ms)
    return one.articles >= REGULAR and longest < since < FORGOTTEN_MS


def lines_on(known: Iterable[Heard], now: int, silent_h: float) -> tuple[Changes, tuple[str, ...]]:
    """Return which sources fell silent, or are heard again, untold so far, and the words for it.

    No words when nothing changed.
    """
    known = sorted(known, key=lambda one: one.source)
    silent = [one for one in known if is_silent(one, now, silent_h)]
    fallen = tuple(one for one in silent if one.told_at is None)
    back = tuple(one for one in known if one.told_at is not None and one.last_ms > one.told_at)
    lines = [_fallen(one, now) for one in fallen]
    lines += [f"{one.source}: heard again" for one in back]
    if len(lines) > NAMED:
        lines = [*lines[:NAMED], f"and {len(lines) - NAMED} more"]
    if fallen and len(silent) == sum(one.articles >= REGULAR for one in known):
        lines = ["nothing is heard from any source", *lines]
    return Changes(fallen, back), tuple(lines)


def _fallen(one: Heard, now: int) -> str:
    usual = _span(one.gap_ms)
    return f"{one.source}: no article for {_span(now - one.last_ms)}, usually one every {usual}"


def _span(ms: float) -> str:
    minutes = round(ms / 60_000)
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"
