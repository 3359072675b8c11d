"""One request at a time for each host, a pause after it, and none while a host asks for quiet."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

GAP_S = 1.0
AT_ONCE = 16
"""Requests under way, whatever the host."""
LONGEST_WAIT_S = 30.0
MOST_HOSTS = 5000


class Held(Exception):
    """A host that must be left alone for `seconds` yet."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host} is left alone for {seconds:.0f} s yet")
        self.seconds = seconds


@dataclass(slots=True)
class _Lane:
    gap_s: float
    free_at: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Turns:
    """Whose turn it is. Times are of a clock that never jumps, in seconds."""

    def __init__(
        self,
        gap_s: float = GAP_S,
        at_once: int = AT_ONCE,
        now_s: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._gap_s = gap_s
        self._inside = asyncio.Semaphore(at_once)
        self._now_s = now_s
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the turn of a request to `host`. Raises Held when that would take long."""
        lane = self._lane(host)
        self._waiting_s(host, lane)
        async with lane.lock:
            wait = self._waiting_s(host, lane)
            if wait > 0:
                await self._sleep(wait)
            async with self._inside:
                try:
                    yield
                finally:
                    lane.free_at = max(lane.free_at, self._now_s() + lane.gap_s)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long from now on."""
        lane = self._lane(host)
        lane.free_at = max(lane.free_at, self._now_s() + seconds)

    def slow(self, host: str, gap_s: float) -> None:
        """Pause at least so long after each request to a host, as its robots.txt asks."""
        self._lane(host).gap_s = max(self._gap_s, gap_s)

    def _waiting_s(self, host: str, lane: _Lane) -> float:
        wait = lane.free_at - self._now_s()
        if wait > LONGEST_WAIT_S:
            raise Held(host, wait)
        return wait

    def _lane(self, host: str) -> _Lane:
        if host not in self._lanes and len(self._lanes) >= MOST_HOSTS:
            self._forget()
        return self._lanes.setdefault(host, _Lane(self._gap_s))

    def _forget(self) -> None:
        """Drop the hosts that nothing waits for."""
        now = self._now_s()
        kept = {h: one for h, one in self._lanes.items() if one.lock.locked() or one.free_at > now}
        self._lanes = kept
