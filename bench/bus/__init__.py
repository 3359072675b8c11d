"""One hop from topic to topic: what the client pays a record, ours beside others."""

from collections.abc import Iterator
from types import ModuleType

from bench.table import Table
from deploy.environment import Stop


def bus(*, quick: bool) -> Iterator[Table]:
    """Measure the hop without state. Raises Stop without Kafka or the library of the floor."""
    return _suite().bus(quick=quick)


def stateful(*, quick: bool) -> Iterator[Table]:
    """Measure the hop that counts per key. Raises Stop as `bus` does."""
    return _suite().stateful(quick=quick)


def _suite() -> ModuleType:
    try:
        from bench.bus import suite  # noqa: PLC0415 - only `make bench` installs what it needs
    except ModuleNotFoundError as missing:
        raise Stop(f"{missing.name} is not installed: make bench", 1) from None
    return suite
