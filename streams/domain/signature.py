"""What near-duplicates share: the smallest hashes of the shingles of a text.

A sketch holds the smallest hashes of a text, so of two sketches the part below the smaller of
their greatest values is a fair sample of both texts. It estimates how alike they are and also how
much of one lies in the other, which halves and texts in boilerplate need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

import numpy as np
import numpy.typing as npt

from streams.domain.bare import Codes, letters_of, sentences_of

VERSION = 2
"""Raise it when the fold, the hash or the layout changes: signatures do not compare across."""

SHINGLE = 12
"""Characters to a shingle; spaces and punctuation do not count (as good as three words)."""
SKETCH = 128
SENTENCES = 48
PLACES = 16
SHORTEST = 150
"""A folded text shorter than this is signed by no sketch: it is compared exactly."""

Hashes = npt.NDArray[np.uint32]
_Rolled = npt.NDArray[np.uint64]

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_ENOUGH = 3
"""Values kept before sorting, in sketches: the smallest are then surely among them."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, 0..1: of both together, of the first, and of the second."""

    both: float
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Signature:
    """`packed` is what `parts_of` reads, empty for a short text; `length` is in bare letters."""

    packed: bytes
    exact: str
    length: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A rising sketch of the shingles, and hashes of first sentences and of place words."""

    sketch: Hashes
    sentences: frozenset[int]
    places: frozenset[int]


def signature(bared: Codes, story: Codes, places: Sequence[str]) -> Signature:
    """Return the signature of a bare text; `story` is the part of it that is no boilerplate."""
    exact = blake2b(letters_of(bared).tobytes(), digest_size=16).hexdigest()
    codes = letters_of(story)
    if len(codes) < SHORTEST:
        return Signature(b"", exact, len(codes))
    sketch = _sketch(_hashes(codes))
    sentences = _words_hashed(sentences_of(story)[:SENTENCES])
    named = _words_hashed(places[:PLACES])
    counts = np.array([len(sketch), len(sentences), len(named)], dtype="<u4")
    packed = np.concatenate((counts, sketch, sentences, named)).astype("<u4").tobytes()
    return Signature(packed, exact, len(codes))


def _words_hashed(words: Sequence[str]) -> Hashes:
    return np.array(sorted({crc32(word.encode()) for word in words}), dtype="<u4")


def sketch_of(packed: bytes) -> Hashes:
    """Return the sketch in a signature, empty for a short text."""
    values = np.frombuffer(packed, dtype="<u4")
    return values[3 : 3 + int(values[0])] if len(values) else values


def parts_of(packed: bytes) -> Parts:
    """Return what a signature holds."""
    values = np.frombuffer(packed, dtype="<u4")
    if not len(values):
        return Parts(values, frozenset(), frozenset())
    sketch, sentences = int(values[0]), int(values[1])
    rest = values[3 + sketch :].tolist()
    return Parts(sketch_of(packed), frozenset(rest[:sentences]), frozenset(rest[sentences:]))


def overlap(first: Hashes, second: Hashes) -> Overlap:
    """Estimate what two texts share. A sketch that is not full is the whole text."""
    bound = min(_reach(first), _reach(second))
    mine = int(np.searchsorted(first, bound, side="right"))
    yours = int(np.searchsorted(second, bound, side="right"))
    if not mine or not yours:
        return Overlap(0.0, 0.0, 0.0)
    at = np.searchsorted(second[:yours], first[:mine])
    shared = int((second[np.minimum(at, yours - 1)] == first[:mine]).sum())
    return Overlap(shared / (mine + yours - shared), shared / mine, shared / yours)


def _reach(sketch: Hashes) -> int:
    """Return up to which value a sketch holds all the hashes of its text."""
    return int(sketch[-1]) if len(sketch) >= SKETCH else 0xFFFFFFFF


def _hashes(codes: Codes) -> npt.NDArray[np.uint32]:
    """Return a hash for each shingle, rolled by doubling: 1, 2, 4, 8, then 12 characters."""
    one: _Rolled = (codes.astype(np.uint64) + np.uint64(1)) * _MIX
    two = one[:-1] * _BASE + one[1:]
    four = two[:-2] * _BASE + (two[2:] ^ (two[2:] >> np.uint64(29)))
    eight = four[:-4] * _BASE + (four[4:] ^ (four[4:] >> np.uint64(31)))
    twelve = eight[:-4] * _BASE + (four[8:] ^ (four[8:] >> np.uint64(30)))
    mixed = (twelve ^ (twelve >> np.uint64(32))) * _MIX
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _sketch(hashes: npt.NDArray[np.uint32]) -> Hashes:
    """Return the smallest distinct hashes, rising."""
    if len(hashes) > _ENOUGH * SKETCH:
        few = _distinct(hashes[hashes < 0xFFFFFFFF // len(hashes) * (_ENOUGH * SKETCH)])
        if len(few) >= SKETCH:
            return few[:SKETCH]
    return _distinct(hashes)[:SKETCH]


def _distinct(hashes: npt.NDArray[np.uint32]) -> Hashes:
    """Return the hashes once each, rising; numpy's own `unique` takes four times as long."""
    ordered = np.sort(hashes).astype("<u4", copy=False)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]
