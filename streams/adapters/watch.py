"""Notice that the broker is gone, and that the event loop or a batch is stuck."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from streams.domain.errors import Unavailable

log = logging.getLogger(__name__)

BEAT_S = 0.5
STUCK_S = 10.0
CALL_S = 2.0


class Heart:
    """The age of the event loop's last heartbeat; `lease_s` is how long we may not run unasked."""

    def __init__(self, lease_s: float) -> None:
        self._last = time.monotonic()
        self._lease_s = lease_s
        self._stood_still = False

    def age_s(self) -> float:
        """Return seconds since the loop last had a turn."""
        return time.monotonic() - self._last

    def stood_still(self) -> bool:
        """Return whether the process did not run for longer than its lease since `asked`."""
        self._stood_still = self._stood_still or self.age_s() > self._lease_s
        return self._stood_still

    def confirmed(self) -> None:
        """Note that we are known to be a member of the group after all."""
        self._last = time.monotonic()
        self._stood_still = False

    async def beat(self, check: Callable[[], None]) -> None:
        """Beat for ever; `check` is called with each beat and may raise."""
        while True:
            self.stood_still()
            self._last = time.monotonic()
            check()
            await asyncio.sleep(BEAT_S)


async def watch_broker(brokers: str, patience_s: float) -> None:
    """Knock at the brokers for ever. Raises Unavailable when none opened for `patience_s`."""
    addresses = [_address(broker) for broker in brokers.split(",")]
    last = time.monotonic()
    is_open = True
    while True:
        was_open, is_open = is_open, await _any_opens(addresses)
        if is_open != was_open:
            said = "answers again" if is_open else f"is gone; waiting up to {patience_s:.0f} s"
            log.warning("broker %s %s", brokers, said)
        if is_open:
            last = time.monotonic()
        elif time.monotonic() - last > patience_s:
            raise Unavailable(f"broker {brokers} has not answered for {patience_s:.0f} s")
        await asyncio.sleep(CALL_S)


async def _any_opens(addresses: Sequence[tuple[str, int]]) -> bool:
    for host, port in addresses:
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), CALL_S)
        except (OSError, TimeoutError):
            continue
        writer.close()
        return True
    return False


def _address(broker: str) -> tuple[str, int]:
    host, _, port = broker.strip().rpartition(":")
    return host.strip("[]"), int(port)
