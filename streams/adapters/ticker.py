"""Time without a record: ticks that never run ahead of what is still being worked on."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from streams.domain.records import (
    Alert,
    Article,
    Attack,
    DuplicateLink,
    Feedback,
    Incident,
    Record,
    Rejection,
    Signed,
    Tick,
)

ACTIVE_S = 60.0
"""A stage that worked on a record this recently may have more to come, and holds ticks back."""


def stream_time(record: Record) -> int:
    """Return the stream time of `record`, epoch milliseconds."""
    match record:
        case Article() | Attack() | DuplicateLink() | Rejection():
            return record.fetched_at
        case Signed():
            return record.article.fetched_at
        case Incident():
            return record.updated_at
        case Alert() | Feedback() | Tick():
            return record.at


@dataclass(frozen=True, slots=True)
class _Mark:
    stream_ms: int
    seen_s: float


class Progress:
    """How far each stage is in stream time. `clock_s` is a monotonic clock."""

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._marks: dict[tuple[str, int], _Mark] = {}
        self._ticked: dict[int, int] = {}

    def worked(self, stage: str, partition: int, latest_first: Iterable[Record]) -> None:
        """Note that a stage is done with records; ticks do not count."""
        for record in latest_first:
            if not isinstance(record, Tick):
                self._marks[stage, partition] = _Mark(stream_time(record), self._clock_s())
                return

    def next_ticks(self, now_ms: int, partitions: Collection[int]) -> dict[int, Tick]:
        """Return the tick of each partition that is due one, and remember it.

        A tick is at most `now_ms` and at most the stream time reached by the slowest stage that
        worked within the last minute; a partition whose time would not rise gets none.
        """
        since = self._clock_s() - ACTIVE_S
        reached = [mark.stream_ms for mark in self._marks.values() if mark.seen_s >= since]
        at = min([now_ms, *reached])
        due = {p: Tick(at) for p in partitions if at > self._ticked.get(p, 0)}
        self._ticked |= dict.fromkeys(due, at)
        return due
