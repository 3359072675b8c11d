"""Try again with growing pauses while something outside is away, until patience ends."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from streams.domain.errors import Unavailable

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class Stopped(Exception):
    """We were told to stop while waiting for something; nothing is committed."""


class Stop(Protocol):
    """What we need of threading.Event."""

    def is_set(self) -> bool:
        """Return whether we were told to stop."""

    def wait(self, timeout: float) -> bool:
        """Wait so long or until told to stop; return whether we were."""


class Patience:
    """How long to insist. `heard` is called with each try, so that waiting counts as alive.

    `waits_for` says what is away, None while nothing is.
    """

    def __init__(
        self,
        stop: Stop,
        seconds: float,
        heard: Callable[[], None] = lambda: None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.stop = stop
        self._seconds = seconds
        self.heard = heard
        self._now_s = now_s
        self.waits_for: str | None = None

    def insist(self, action: Callable[[], Answer]) -> Answer:
        """Return what `action` returns, trying again as long as it raises Unavailable.

        Raises that Unavailable when patience ends, Stopped when told to stop meanwhile.
        """
        began = self._now_s()
        for pause in pauses():
            self.heard()
            try:
                answer = action()
                self.waits_for = None
                return answer  # noqa: TRY300 - an `else` would hide that this ends the loop
            except Unavailable as error:
                self.waits_for = str(error)
                if self._now_s() - began >= self._seconds:
                    raise
                log.warning("waiting: %s", error, extra={"seconds": round(pause, 2)})
                if self.stop.wait(pause):
                    raise Stopped from error
        raise AssertionError  # `pauses` has no end


def pauses(jitter: Callable[[], float] = random.random) -> Iterator[float]:
    """Yield pauses in seconds, doubling to a limit, each cut by up to a half at random.

    The jitter keeps many clients from coming back at the same moment.
    """
    longest = FIRST_PAUSE_S
    while True:
        yield longest * (0.5 + jitter() / 2)
        longest = min(longest * 2, LONGEST_PAUSE_S)
