"""The state of one partition of a stage, and how far its sources have been read into it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from streams.domain.flow import State


class Reach(NamedTuple):
    """How far one source has been read: the latest time on a record, and the next offset.

    The time comes first because a topic that was deleted and made anew begins at offset 0 again:
    what is read then is later, not a repetition.
    """

    latest_ms: int
    next_offset: int


Fence = dict[str, Reach]
"""How far each source has been read, by topic."""


class Located(Protocol):
    """Where a record lies, and its time in the log."""

    @property
    def topic(self) -> str:
        """The topic."""

    @property
    def offset(self) -> int:
        """The offset."""

    @property
    def timestamp_ms(self) -> int:
        """The time, milliseconds since the epoch."""


@dataclass(slots=True)
class Held:
    """A state and its fence. What lies before the fence is in the state already."""

    state: State = field(default_factory=dict)
    fence: Fence = field(default_factory=dict)

    def has_read(self, record: Located) -> bool:
        """Return whether `record` is before the fence."""
        reach = self.fence.get(record.topic)
        if reach is None:
            return False
        return record.offset < reach.next_offset and record.timestamp_ms <= reach.latest_ms

    def fence_after(self, records: Iterable[Located]) -> Fence:
        """Return the fence once `records` are read as well."""
        fence = dict(self.fence)
        for record in records:
            latest_ms = fence[record.topic].latest_ms if record.topic in fence else 0
            fence[record.topic] = Reach(max(latest_ms, record.timestamp_ms), record.offset + 1)
        return fence


_NOWHERE = Reach(0, 0)


def is_behind(fence: Fence, other: Fence) -> bool:
    """Return whether no source of `fence` is further than in `other`, and one is less far."""
    topics = fence.keys() | other.keys()
    pairs = [(fence.get(topic, _NOWHERE), other.get(topic, _NOWHERE)) for topic in topics]
    return any(a < b for a, b in pairs) and not any(a > b for a, b in pairs)


def packed_fence(fence: Fence) -> bytes:
    """Return the bytes of a fence."""
    return json.dumps(fence).encode()


def unpacked_fence(stored: bytes) -> Fence:
    """Return what was given to `packed_fence`."""
    return {topic: Reach(*reach) for topic, reach in json.loads(stored).items()}
