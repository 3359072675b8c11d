"""What is remembered, as one batch sees it: what is kept, and what the batch has added so far.

All look-ups judge the window for each pair, so what is remembered beyond it never shows.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from streams.domain.flow import GONE, State, layers_of
from streams.domain.records import Signed
from streams.stages.dedup.entry import NAMED, NAMES, Entry, family_number, keys_of
from streams.stages.dedup.seen import HOUR_MS, Seen, key_of
from streams.stages.dedup.segment import Keys, Orders

_NEVER = 1 << 62
LISTED = 8
"""Entries that are looked at under one key; what more texts share is background."""


class Memory:
    """The table of this stage for one batch, whose articles are looked up together."""

    def __init__(self, state: State, batch: Sequence[Signed], window_ms: int) -> None:
        self._state = state
        self._window_ms = window_ms
        kept, changes = layers_of(state)
        if not isinstance(kept, Seen):
            kept, changes = Seen(), [kept, *changes]
        self._kept = kept
        self._gone: set[int] = set()
        self._fresh: dict[int, Entry] = {}
        self._listed: dict[int, list[int]] = defaultdict(list)
        self._hours: dict[int, list[int]] = defaultdict(list)
        self._walk: Iterator[int] | None = None
        self._ahead: set[int] = set()
        self._families: dict[int, int] = {}
        self.live, self._last = kept.live, kept.last
        self._first_hour = min(kept.hours(), default=_NEVER)
        self._last_hour = max(kept.hours(), default=-_NEVER)
        earlier = [(key, value) for layer in changes for key, value in layer.items()]
        self._look_up(batch, [value for _, value in earlier if isinstance(value, Entry)])
        for key, value in earlier:
            self._apply(key, value)

    def has_any(self, number: int) -> bool:
        """Whether any key of an article of the batch leads anywhere; of most none does."""
        return number in self._shared

    def last_version(self, number: int, signed: Signed) -> Entry | None:
        """Return the entry of this very version within the window, the latest to arrive."""
        name = f"{signed.article.text_hash}:{signed.article.article_id}"
        found = self._entries(number, 0, signed.article.fetched_at)
        return next((entry for entry in reversed(found) if entry.version == name), None)

    def last_of_article(self, number: int, signed: Signed) -> Entry | None:
        """Return the entry of an article within the window, the latest to arrive."""
        article = signed.article
        found = self._entries(number, 1, article.fetched_at)
        return next((e for e in reversed(found) if e.article_id == article.article_id), None)

    def first_with_text(self, number: int, signed: Signed) -> Entry | None:
        """Return the first article that was passed on with this very text."""
        exact = bytes.fromhex(signed.exact_hash)
        found = self._entries(number, 2, signed.article.fetched_at)
        return next((entry for entry in found if entry.exact == exact and entry.is_passed), None)

    def sharing(self, number: int, at: int) -> list[list[int]]:
        """Return for each key of a sketch the entries within the window, oldest first."""
        places = (place for place in self._shared.get(number, ()) if place >= NAMES)
        found = (self._orders(number, place, at) for place in places)
        return [orders for orders in found if orders]

    def entry(self, order: int) -> Entry:
        """Return an entry that was found."""
        entry = self._fresh.get(order) or self._kept.entry(order)
        if entry is None:
            raise KeyError(order)
        return entry

    def family(self, order: int) -> int:
        """Return the number of the story to which an entry belongs."""
        if order not in self._families:
            fresh = self._fresh.get(order)
            number = family_number(fresh.family) if fresh else self._kept.family(order)
            self._families[order] = number
        return self._families[order]

    def next_order(self) -> int:
        """Return the order of the next entry."""
        return self._last + 1

    def remember(self, number: int, entry: Entry) -> None:
        """Add the entry of an article of the batch."""
        self._state[key_of(entry.order)] = entry
        self._add(entry)
        for place in self._shared.get(number, ()):
            if place < NAMED or entry.is_passed:
                self._listed[self._keys[number][place]].append(entry.order)

    def evict_before(self, stream_time: int) -> None:
        """Forget the hours that end before `stream_time`."""
        ended = [hour for hour in self._all_hours() if (hour + 1) * HOUR_MS <= stream_time]
        for order in [order for hour in ended for order in self._orders_of(hour)]:
            self._evict(order)

    def evict_beyond(self, most: int) -> int:
        """Forget the oldest entries by stream time until at most `most` live; return how many."""
        evicted = max(0, self.live - most)
        for _ in range(evicted):
            self._evict(self._oldest())
        return evicted

    def _apply(self, key: str, value: object) -> None:
        if value is GONE:
            self._drop(int(key[2:]))
        elif isinstance(value, Entry):
            self._add(value)
            for each in memoryview(value.keys()).cast("I"):
                if each in self._repeated:
                    self._listed[each].append(value.order)

    def _add(self, entry: Entry) -> None:
        order, hour = entry.order, entry.fetched_at // HOUR_MS
        self._fresh[order] = entry
        self._hours[hour].append(order)
        self._first_hour = min(self._first_hour, hour)
        self._last_hour = max(self._last_hour, hour)
        if hour not in self._ahead:
            self._walk = None
        self._last = max(self._last, order)
        self.live += 1

    def _evict(self, order: int) -> None:
        del self._state[key_of(order)]
        self._drop(order)

    def _drop(self, order: int) -> None:
        self._fresh.pop(order, None)
        self._gone.add(order)
        self.live -= 1

    def _look_up(self, batch: Sequence[Signed], earlier: Sequence[Entry]) -> None:
        """Find which keys of the batch lead to kept entries, or occur again in it or before it.

        Of an article nothing else is looked at: of most, no key at all.
        """
        keys = [keys_of(signed) for signed in batch]
        self._keys = [memoryview(each).cast("I") for each in keys]
        self._begins = [0, *accumulate(map(len, self._keys))]
        joined = np.frombuffer(b"".join(keys), "<u4")
        self._found: dict[int, list[int]] = defaultdict(list)
        if self._kept.live:
            for row, order in self._kept.find(joined):
                self._found[row].append(order)
        rows = _repeated(np.frombuffer(b"".join([*keys, *(e.keys() for e in earlier)]), "<u4"))
        rows = rows[: rows.searchsorted(len(joined))]
        self._repeated = set(joined.take(rows).tolist())
        self._shared: dict[int, list[int]] = defaultdict(list)
        for row in sorted({*self._found, *rows.tolist()}):
            number = bisect_right(self._begins, row) - 1
            self._shared[number].append(row - self._begins[number])

    def _entries(self, number: int, key: int, at: int) -> list[Entry]:
        if key not in self._shared.get(number, ()):
            return []
        return [self.entry(order) for order in self._orders(number, key, at)]

    def _orders(self, number: int, key: int, at: int) -> list[int]:
        """Return the latest entries under a key of an article of the batch, within the window."""
        kept = self._found.get(self._begins[number] + key, ())
        fresh = self._listed.get(self._keys[number][key], ())
        orders = sorted({*kept, *fresh} - self._gone)[-LISTED:]
        if self._are_all_within(at):
            return orders
        return [order for order in orders if abs(self._time(order) - at) <= self._window_ms]

    def _are_all_within(self, at: int) -> bool:
        begin, end = self._first_hour * HOUR_MS, (self._last_hour + 1) * HOUR_MS
        return at - begin <= self._window_ms and end - at <= self._window_ms

    def _time(self, order: int) -> int:
        fresh = self._fresh.get(order)
        return fresh.fetched_at if fresh else self._kept.time(order)

    def _oldest(self) -> int:
        """Return the oldest entry by stream time, of one hour the first to arrive."""
        if self._walk is None:
            self._walk = self._all_orders()
        return next(self._walk)

    def _all_orders(self) -> Iterator[int]:
        """Yield the entries from the oldest; hours that are not yet over are `_ahead`."""
        hours = self._all_hours()
        self._ahead = set(hours)
        for hour in hours:
            yield from self._orders_of(hour)
            self._ahead.discard(hour)

    def _all_hours(self) -> list[int]:
        return sorted({*self._kept.hours(), *self._hours})

    def _orders_of(self, hour: int) -> Iterator[int]:
        # The list itself, also while it is empty: what comes for this hour later is walked as well.
        for orders in (self._kept.orders(hour), self._hours[hour]):
            for order in orders:
                if order not in self._gone:
                    yield order


def _repeated(keys: Keys) -> Orders:
    """Return the rows of the keys that occur more than once, rising."""
    ordered = keys.argsort()
    values = keys.take(ordered)
    same = values[1:] == values[:-1]
    is_repeated = np.zeros(len(keys), np.bool_)
    is_repeated[ordered[1:][same]] = True
    is_repeated[ordered[:-1][same]] = True
    return is_repeated.nonzero()[0]
