"""The state of this stage: entries by the order of their arrival, packed, found by their keys.

A mapping from `e:<order>` to entries, as the changelog has it. Values come back equal, not the
same.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import cast

from streams.domain.flow import GONE
from streams.stages.dedup.entry import Entry, unpacked
from streams.stages.dedup.segment import PLACE_BITS, PLACES, Keys, Segment

HOUR_MS = 3_600_000


def key_of(order: int) -> str:
    """Return the key of the entry that arrived as this one."""
    return f"e:{order}"


class Seen(MutableMapping[str, object]):
    """All that is remembered."""

    def __init__(self) -> None:
        self._segments: dict[int, Segment] = {}
        self._hours: dict[int, array[int]] = {}
        self._begins: dict[int, int] = {}
        self.live = 0
        self.last = 0
        """The order of the last entry that came."""

    def __getitem__(self, key: str) -> Entry:
        entry = self.entry(_order_of(key))
        if entry is None:
            raise KeyError(key)
        return entry

    def __setitem__(self, key: str, value: object) -> None:
        self.take({key: value})

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self.take({key: GONE})

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.has(_order_of(key))

    def __len__(self) -> int:
        return self.live

    def __iter__(self) -> Iterator[str]:
        return (key_of(order) for hour in sorted(self._hours) for order in self.orders(hour))

    def take(self, changes: Mapping[str, object]) -> None:
        """Take all changes at once, which costs a fraction of one by one."""
        added: dict[int, list[Entry]] = defaultdict(list)
        for key, value in changes.items():
            order = _order_of(key)
            if (segment := self._segments.get(order >> PLACE_BITS)) and segment.has(order):
                self._forget(segment, order)
            if value is not GONE:
                added[order >> PLACE_BITS].append(cast("Entry", value))
        for number, entries in added.items():
            entries.sort(key=lambda entry: entry.order)
            self._add(number, entries)

    def has(self, order: int) -> bool:
        """Whether an entry is remembered."""
        segment = self._segments.get(order >> PLACE_BITS)
        return segment is not None and segment.has(order)

    def entry(self, order: int) -> Entry | None:
        """Return an entry."""
        segment = self._segments.get(order >> PLACE_BITS)
        stored = segment.stored(order) if segment else None
        return unpacked(stored) if stored else None

    def time(self, order: int) -> int:
        """Return the stream time of an entry."""
        segment = self._segments[order >> PLACE_BITS]
        return int(segment.fetched_at[order - segment.first])

    def family(self, order: int) -> int:
        """Return the number of the story to which an entry belongs."""
        segment = self._segments[order >> PLACE_BITS]
        return int(segment.family[order - segment.first])

    def find(self, keys: Keys) -> Iterable[tuple[int, int]]:
        """Yield which of the keys lead to entries, and the orders of these, the latest of each."""
        for segment in self._segments.values():
            rows, orders = segment.find(keys)
            yield from zip(rows.tolist(), orders.tolist(), strict=True)

    def hours(self) -> Iterable[int]:
        """Return the hours of stream time with entries."""
        return self._hours.keys()

    def orders(self, hour: int) -> Iterator[int]:
        """Yield the entries of an hour as they arrived."""
        listed = self._hours.get(hour, ())
        for at in range(self._begins.get(hour, 0), len(listed)):
            if self.has(listed[at]):
                yield listed[at]

    def _add(self, number: int, entries: list[Entry]) -> None:
        if number not in self._segments:
            self._segments[number] = Segment(number * PLACES)
        self._segments[number].add(entries)
        for entry in entries:
            hour = entry.fetched_at // HOUR_MS
            self._hours.setdefault(hour, array("q")).append(entry.order)
        self.live += len(entries)
        self.last = max(self.last, entries[-1].order)

    def _forget(self, segment: Segment, order: int) -> None:
        hour = int(segment.fetched_at[order - segment.first]) // HOUR_MS
        segment.forget(order)
        if not segment.live:
            del self._segments[order >> PLACE_BITS]
        self.live -= 1
        self._shorten(hour)

    def _shorten(self, hour: int) -> None:
        """Pass over the forgotten entries with which an hour begins, and leave out an empty one."""
        listed, begin = self._hours[hour], self._begins.get(hour, 0)
        while begin < len(listed) and not self.has(listed[begin]):
            begin += 1
        self._begins[hour] = begin
        if begin == len(listed):
            del self._hours[hour], self._begins[hour]


def _order_of(key: str) -> int:
    return int(key[2:])
