"""The table's values to and from bytes: msgpack with a version, never pickle."""

from collections.abc import Mapping, Sequence

from streams.domain.context import Context
from streams.domain.flow import State, Table
from streams.stages.dedup.entry import Entry, packed, unpacked


def dump(value: object) -> bytes:
    """Return the bytes of a value. Raises ValueError for one that the stage does not keep."""
    if isinstance(value, Entry):
        return packed(value)
    raise ValueError(f"no entry of this table: {type(value).__name__}")


def load(stored: bytes) -> object:
    """Return the value in `stored`. Raises ValueError for another version or shape."""
    return unpacked(stored)


def empty() -> State:
    """Return a state that remembers nothing."""
    from streams.stages.dedup.seen import Seen  # noqa: PLC0415 - numpy, see the package

    return Seen()


def evicted(
    values: Sequence[object], changes: Mapping[str, object], state: State, ctx: Context
) -> dict[str, int]:
    """Return how many articles a batch forgot, by why: `window` or `limit`."""
    from streams.stages.dedup.evictions import evictions  # noqa: PLC0415 - numpy, see the package

    return evictions(values, changes, state, ctx.thresholds.dedup_window_hours)


TABLE = Table("dedup", dump, load, empty, evicted)
"""The table of the stage."""
