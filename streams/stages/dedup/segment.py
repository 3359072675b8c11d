"""A stretch of entries as they arrived: bytes, columns, and a table from keys to entries.

The table has ten ways to a bucket; what no longer fits lies in a dictionary, so that nothing is
lost. Entries that were forgotten stay in the table, which goes with the last of its entries.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from streams.stages.dedup.entry import KEY_BITS, Entry, family_number, packed

PLACE_BITS = 17
PLACES = 1 << PLACE_BITS
_WAYS = 10
_BUCKET_BITS = 19
_BUCKETS = np.uint32((1 << _BUCKET_BITS) - 1)
_TAG_BITS = KEY_BITS - _BUCKET_BITS
_FILLED = np.uint32(1 << _TAG_BITS)
_PLACE = np.uint32(PLACES - 1)
_SHIFT = np.uint32(PLACE_BITS)
_LATEST = 16
"""So many entries are found that a table has no room for under one key."""

Keys = npt.NDArray[np.uint32]
Orders = npt.NDArray[np.int64]


class Segment:
    """Entries number `first` to before `first + PLACES`, some of them forgotten."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.live = 0
        self._bytes = bytearray()
        self._dead = 0
        self._begins = np.zeros(PLACES, np.uint32)
        self._sizes = np.zeros(PLACES, np.uint32)
        self.fetched_at = np.zeros(PLACES, np.int64)
        self.family = np.zeros(PLACES, np.uint32)
        self._table = np.zeros((1 << _BUCKET_BITS, _WAYS), np.uint32)
        self._beyond: dict[int, list[int]] = {}

    def stored(self, order: int) -> bytes | None:
        """Return the bytes of an entry, None for one that is not here."""
        place = order - self.first
        begin, size = int(self._begins[place]), int(self._sizes[place])
        return bytes(self._bytes[begin : begin + size]) if size else None

    def has(self, order: int) -> bool:
        """Whether an entry is here."""
        return bool(self._sizes[order - self.first])

    def add(self, entries: Sequence[Entry]) -> None:
        """Add entries of rising order, none of which is here."""
        at = np.array([entry.order - self.first for entry in entries])
        stored = [packed(entry) for entry in entries]
        sizes = np.array([len(each) for each in stored])
        self._begins[at] = len(self._bytes) + sizes.cumsum() - sizes
        self._sizes[at] = sizes
        self._bytes += b"".join(stored)
        self.fetched_at[at] = [entry.fetched_at for entry in entries]
        self.family[at] = [family_number(entry.family) for entry in entries]
        self.live += len(entries)
        keys = [entry.keys() for entry in entries]
        counts = [len(each) // 4 for each in keys]
        self._index(np.frombuffer(b"".join(keys), "<u4"), at.repeat(counts))

    def forget(self, order: int) -> None:
        """Forget an entry that is here."""
        place = order - self.first
        self._dead += int(self._sizes[place])
        self._sizes[place] = 0
        self.live -= 1
        if 2 * self._dead > len(self._bytes):
            self._compact()

    def find(self, keys: Keys) -> tuple[Orders, Orders]:
        """Return which keys lead to live entries, and to which ones: of a key the latest."""
        ways = self._table.take(keys & _BUCKETS, axis=0)
        rows, columns = (ways >> _SHIFT == _tags(keys)[:, np.newaxis]).nonzero()
        places = (ways[rows, columns] & _PLACE).astype(np.int64)
        kept = self._sizes.take(places).nonzero()[0]
        rows, orders = rows.take(kept), places.take(kept) + self.first
        if self._beyond:
            full = ways[:, -1].nonzero()[0]
            more = list(self._beyond_of(full.tolist(), keys.take(full).tolist()))
            found = np.array(more, np.int64).reshape(-1, 2)
            rows, orders = np.append(rows, found[:, 0]), np.append(orders, found[:, 1])
        return rows, orders

    def _beyond_of(self, rows: Sequence[int], keys: Sequence[int]) -> Iterator[tuple[int, int]]:
        for row, key in zip(rows, keys, strict=True):
            for place in self._latest(key) if key in self._beyond else ():
                yield row, place + self.first

    def _latest(self, key: int) -> list[int]:
        """Return the latest live entries that did not fit the table."""
        listed = self._beyond[key]
        live = [place for place in listed[-_LATEST:] if self._sizes[place]]
        if len(live) < min(len(listed), _LATEST):
            listed[:] = [place for place in listed if self._sizes[place]]
            live = listed[-_LATEST:]
        return live

    def _compact(self) -> None:
        """Give back the bytes of what was forgotten."""
        live = self._sizes.nonzero()[0]
        kept = bytearray()
        for place in live.tolist():
            begin = int(self._begins[place])
            self._begins[place] = len(kept)
            kept += self._bytes[begin : begin + int(self._sizes[place])]
        self._bytes, self._dead = kept, 0

    def _index(self, keys: Keys, places: Orders) -> None:
        """Lead from keys to places: in the bucket while there is room, else beyond."""
        buckets = keys & _BUCKETS
        ordered = buckets.argsort(kind="stable")
        keys, buckets, places = keys.take(ordered), buckets.take(ordered), places.take(ordered)
        begins = np.concatenate(([0], (buckets[1:] != buckets[:-1]).nonzero()[0] + 1))
        before = np.arange(len(buckets)) - begins.repeat(np.diff(begins, append=len(buckets)))
        ways = (self._table.take(buckets, axis=0) != 0).sum(axis=1) + before
        fits = ways < _WAYS
        values = _tags(keys) << _SHIFT | places.astype(np.uint32)
        self._table[buckets[fits], ways[fits]] = values[fits]
        rest = ~fits
        for key, place in zip(keys[rest].tolist(), places[rest].tolist(), strict=True):
            self._beyond.setdefault(key, []).append(place)


def _tags(keys: Keys) -> Keys:
    """Return what of keys tells them apart in a bucket, and a bit that no empty way has."""
    return keys >> np.uint32(_BUCKET_BITS) | _FILLED
