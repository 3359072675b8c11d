"""Wait for a broker's port to open: the client's own attempts are silent and leave sockets open."""

import contextlib
import socket
import time
from collections.abc import Callable

from streams.domain.errors import Unavailable

CALL_SECONDS = 1.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0


def knock(brokers: str, patience_s: float, notice: Callable[[str], object]) -> None:
    """Return once a port of `brokers` opens, knocking ever more slowly.

    `notice` is told once that nobody answers. Raises Unavailable when patience ends.
    """
    until, pause = time.monotonic() + patience_s, FIRST_PAUSE_SECONDS
    while not _opens(brokers):
        if time.monotonic() + pause > until:
            raise Unavailable(f"broker {brokers} does not answer within {patience_s:g} s")
        if pause == FIRST_PAUSE_SECONDS:
            notice(f"broker {brokers} does not answer; trying for {patience_s:g} s")
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def _opens(brokers: str) -> bool:
    for broker in brokers.split(","):
        host, _, port = broker.strip().rpartition(":")
        with contextlib.suppress(OSError, ValueError, OverflowError):
            socket.create_connection((host.strip("[]"), int(port)), CALL_SECONDS).close()
            return True
    return False
