"""Hashes of any stretch of letters at once: sums of letters' numbers times powers, from the left.

A stretch is the difference of two sums, divided by the power it began with. Only the upper half of
a hash is well mixed.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from streams.domain.bare import Codes

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_STEP = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_LEAST = 1 << 16


class Rolling:
    """The sums of one row of letters."""

    def __init__(self, letters: Codes) -> None:
        count = len(letters)
        self._over = _powers(_BASE, _room(count))
        self._under = _powers(_INVERSE, _room(count))
        self._sums = np.zeros(count + 1, np.uint64)
        terms = _numbers().take(letters, mode="clip")
        terms *= self._over[:count]
        terms.cumsum(out=self._sums[1:])

    def windows(self, length: int) -> Hashes:
        """Return the hash of every stretch of `length` letters."""
        sums = self._sums
        count = len(sums) - length
        if count <= 0:
            return sums[:0]
        found = sums[length:] - sums[:-length]
        found *= self._under[:count]
        return found

    def between(self, bounds: Places) -> Hashes:
        """Return the hash of each stretch from one bound to before the next."""
        sums = self._sums.take(bounds)
        found = sums[1:] - sums[:-1]
        found *= self._under.take(bounds[:-1])
        return found

    def stretches(self, first: Places, last: Places) -> Hashes:
        """Return the hash of each stretch from `first` to before `last`."""
        found = self._sums.take(last)
        found -= self._sums.take(first)
        found *= self._under.take(first)
        return found


def hash_of(letters: Codes) -> np.uint64:
    """Return the hash of a stretch of letters by itself."""
    found: np.uint64 = Rolling(letters).windows(len(letters))[0]
    return found


def mixed(hashes: Hashes) -> Hashes:
    """Return hashes of which the upper bits depend on all bits, otherwise than before."""
    return (hashes ^ (hashes >> np.uint64(29))) * _MIX


@lru_cache(maxsize=1)
def _numbers() -> Hashes:
    """Return a number for each letter, far apart from the others (splitmix64)."""
    with np.errstate(over="ignore"):
        found = (np.arange(1 << 16, dtype=np.uint64) + np.uint64(1)) * np.uint64(_STEP)
        found = (found ^ (found >> np.uint64(30))) * _MIX
        found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return found ^ (found >> np.uint64(31))


def _room(count: int) -> int:
    return max(_LEAST, 1 << count.bit_length())


@lru_cache(maxsize=16)
def _powers(base: int, count: int) -> Hashes:
    """Return the powers of `base`, of 64 bits."""
    steps = np.full(count, base, np.uint64)
    steps[0] = 1
    return np.cumprod(steps)
