"""What near-duplicates share: the smallest hashes of the shingles of a text.

A sketch holds the smallest hashes of a text, so of two sketches the part below the smaller of
their greatest values is a fair sample of both texts. It estimates how alike they are and also how
much of one lies in the other, which halves and texts in boilerplate need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from streams.domain.look import SHINGLE, Look, Page
from streams.domain.rolling import Hashes, Places, mixed

VERSION = 3
"""Raise it when the fold, the hash or the layout changes: signatures do not compare across."""

SKETCH = 128
KEYS = 16
"""The shingles of the smallest values lead to a text: half a text shares about eight of them."""
SENTENCES = 48
PLACES = 16
SHORTEST = 150
"""A folded text shorter than this is signed by no sketch: it is compared exactly."""

Values = npt.NDArray[np.uint32]

_RANK = np.uint64(40)
"""Values are the upper 24 bits of a hash."""
_KEY = np.uint64(34)
"""Keys are 30 bits that say nothing of the value: of the smallest values all are alike."""
_MOST = 0xFFFFFF
_ENOUGH = 1.4
"""Values kept before sorting, in sketches: the smallest are then nearly always among them."""
_COUNTS = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, 0..1: of both together, of the first, and of the second."""

    both: float
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Parts:
    """A rising sketch of the shingles, a sample of the sentences, and hashes of place words."""

    sketch: Values
    sentences: frozenset[int]
    places: frozenset[int]


class Sample(NamedTuple):
    """What is kept of a text long enough: how many values and sentences, and both packed."""

    counts: bytes
    packed: bytes


def signature(sample: Sample | None, places: Sequence[str]) -> bytes:
    """Return the packed signature of a text of this sample that names these places.

    Three counts of a byte, keys of four bytes, then sketch, sentences and places, values of three
    bytes, all little-endian; nothing for a short text.
    """
    if sample is None:
        return b""
    named = [crc32(word.encode()) & _MOST for word in dict.fromkeys(places[:PLACES])]
    threes = [number.to_bytes(3, "little") for number in named]
    return b"".join((sample.counts, bytes((len(named),)), sample.packed, *threes))


def exact_hash(written: bytes) -> str:
    """Return the strong hash of a text by its bare letters."""
    return blake2b(written, digest_size=16).hexdigest()


def samples(found: Sequence[Look]) -> list[Sample | None]:
    """Return the sample of each text of a page, none for a short one."""
    if not found:
        return []
    page = found[0].page
    sentences = page.sentences >> _RANK
    bounds = list(pairwise(page.sentence_at))
    for begin, end in bounds:
        sentences[begin:end].sort()
    threes, sketches = _threes(sentences), _sketches(page)
    return [
        _sample(*next(sketches), threes[3 * begin : 3 * min(end, begin + SENTENCES)])
        if each.length >= SHORTEST
        else None
        for each, (begin, end) in zip(found, bounds, strict=True)
    ]


def _sample(count: int, sketch: bytes, sentences: bytes) -> Sample:
    return Sample(bytes((count, len(sentences) // 3)), sketch + sentences)


def _sketches(page: Page) -> Iterator[tuple[int, bytes]]:
    """Yield how many values each sketch of a page has, and its keys and values packed.

    Those that are full are found and packed at one go.
    """
    begins = np.array(page.letter_at)
    lengths = begins[1:] - begins[:-1]
    few, cuts = _few(page.shingles, begins, lengths)
    is_full = cuts[1:] - cuts[:-1] >= SKETCH
    full = _packed(few.take(cuts[:-1][is_full][:, np.newaxis] + np.arange(SKETCH)))
    for number in (lengths >= SHORTEST).nonzero()[0].tolist():
        if is_full[number]:
            yield SKETCH, next(full)
        else:
            begin, end = page.letter_at[number : number + 2]
            sketch = _distinct(page.shingles[begin : end - SHINGLE + 1])[:SKETCH]
            yield len(sketch), next(_packed(sketch[np.newaxis]))


def _few(hashes: Hashes, begins: Places, lengths: Places) -> tuple[Hashes, Places]:
    """Return some of the smallest hashes of each text, rising and distinct, and their bounds.

    The smallest are nearly always among them; of short texts there are none.
    """
    counts = np.maximum(lengths - (SHINGLE - 1), 0)
    # Between texts lie hashes of runs of letters from both: their limit is 0.
    limits, widths = np.zeros((len(counts), 2), np.uint64), np.empty((len(counts), 2), np.int64)
    limits[:, 0] = 2**64 / np.maximum(counts, 1) * (_ENOUGH * SKETCH) * (counts > 2 * SKETCH)
    widths[:, 0], widths[:, 1] = counts, lengths - counts
    at = (hashes < limits.ravel().repeat(widths.ravel())[: len(hashes)]).nonzero()[0]
    few, cuts = hashes.take(at), at.searchsorted(begins)
    for begin, end in pairwise(cuts.tolist()):
        few[begin:end].sort()
    values = few >> _RANK
    is_same = np.zeros(len(few) + 1, np.bool_)
    np.equal(values[1:], values[:-1], out=is_same[1:-1])
    is_same[cuts] = False
    if np.count_nonzero(is_same):
        few, same = few[~is_same[:-1]], is_same.nonzero()[0]
        cuts -= same.searchsorted(cuts)
    return few, cuts


def _packed(sketches: Hashes) -> Iterator[bytes]:
    """Yield the keys and values of each of as many sketches as there are rows, all of one size."""
    keys = (mixed(sketches[:, :KEYS]) >> _KEY).astype("<u4").tobytes()
    threes = _threes(sketches >> _RANK)
    rows, size = sketches.shape
    wide = 4 * min(KEYS, size)
    for row in range(rows):
        yield keys[row * wide : (row + 1) * wide] + threes[3 * row * size : 3 * (row + 1) * size]


def _threes(values: Hashes) -> bytes:
    return values.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def keys_of(packed: bytes) -> Values:
    """Return the keys in a signature, none for a short text."""
    count = min(KEYS, packed[0]) if packed else 0
    return np.frombuffer(packed, "<u4", count, _COUNTS if packed else 0)


def sketch_of(packed: bytes) -> Values:
    """Return the sketch in a signature, empty for a short text."""
    return _values_of(packed)[: packed[0]] if packed else _values_of(packed)


def parts_of(packed: bytes) -> Parts:
    """Return what a signature holds."""
    values = _values_of(packed)
    if not packed:
        return Parts(values, frozenset(), frozenset())
    sketch, sentences = packed[0], packed[1]
    rest = values[sketch:].tolist()
    return Parts(values[:sketch], frozenset(rest[:sentences]), frozenset(rest[sentences:]))


def _values_of(packed: bytes) -> Values:
    if not packed:
        return np.zeros(0, np.uint32)
    threes = np.frombuffer(packed, np.uint8, offset=_COUNTS + 4 * min(KEYS, packed[0]))
    fours = np.zeros((len(threes) // 3, 4), np.uint8)
    fours[:, :3] = threes.reshape(-1, 3)
    return fours.view("<u4").ravel()


def overlap(first: Values, second: Values) -> Overlap:
    """Estimate what two texts share. A sketch that is not full is the whole text."""
    bound = min(_reach(first), _reach(second))
    mine = int(first.searchsorted(bound, side="right"))
    yours = int(second.searchsorted(bound, side="right"))
    if not mine or not yours:
        return Overlap(0.0, 0.0, 0.0)
    sketch = first[:mine]
    at = second[:yours].searchsorted(sketch)
    shared = int(np.count_nonzero(second.take(np.minimum(at, yours - 1)) == sketch))
    return Overlap(shared / (mine + yours - shared), shared / mine, shared / yours)


def verbatim(first: Parts, second: Parts) -> float:
    """Return the share of the fewer sentences that stand in both texts, of those sampled."""
    mine, yours = first.sentences, second.sentences
    if SENTENCES in (len(mine), len(yours)):
        bound = min(max(each) for each in (mine, yours) if len(each) == SENTENCES)
        mine, yours = (frozenset(n for n in each if n <= bound) for each in (mine, yours))
    return len(mine & yours) / max(1, min(len(mine), len(yours)))


def _reach(sketch: Values) -> int:
    """Return up to which value a sketch holds all the hashes of its text."""
    return int(sketch[-1]) if len(sketch) >= SKETCH else _MOST


def _distinct(hashes: Hashes) -> Hashes:
    """Return a hash for each value, rising; numpy's own `unique` takes four times as long."""
    ordered = hashes.copy()
    ordered.sort()  # two thirds of `np.sort` on so few
    values = ordered >> _RANK
    is_new = values[1:] != values[:-1]
    if np.count_nonzero(is_new) + 1 >= len(ordered):
        return ordered
    return ordered[np.concatenate(([True], is_new))]
