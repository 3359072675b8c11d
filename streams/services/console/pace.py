"""How many requests a person may make: a bucket that fills steadily."""

from collections import OrderedDict
from collections.abc import Callable

REMEMBERED = 10_000
"""Names at once; the one that was quiet for longest is forgotten first."""


class Pace:
    """`per_minute` requests for each name, the half of it at once. Not for several threads."""

    def __init__(self, per_minute: int, now_s: Callable[[], float]) -> None:
        self._rate = per_minute / 60
        self._size = max(1.0, per_minute / 2)
        self._now_s = now_s
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, name: str) -> float:
        """Take a request; return 0, or the seconds until the next one is allowed."""
        now = self._now_s()
        level, at = self._buckets.pop(name, (self._size, now))
        level = min(self._size, level + max(0.0, now - at) * self._rate)
        allowed = level >= 1
        self._buckets[name] = (level - 1 if allowed else level, now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self._rate
