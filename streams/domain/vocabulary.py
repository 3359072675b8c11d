"""Words that matter, found among the hashes of all words of a page at once."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from streams.domain.bare import units_of
from streams.domain.rolling import Hashes, Places, hash_of

_LIKELY_BITS = 17
_SHIFT = np.uint64(64 - _LIKELY_BITS)
Kinds = npt.NDArray[np.int64]


class Table:
    """Words by their hashes, and what each is good for, as bits."""

    def __init__(self, kinds: Mapping[str, int]) -> None:
        found = sorted((int(hash_of(units_of(word.replace(" ", "")))), word) for word in kinds)
        if len({number for number, _ in found}) < len(found):
            raise ValueError("words of a table must differ in letters and hash")
        self.words: Sequence[str] = [word for _, word in found]
        self._hashes = np.array([number for number, _ in found], np.uint64)
        self.kinds: Kinds = np.array([kinds[word] for word in self.words], np.int64)
        self._likely = np.zeros(1 << _LIKELY_BITS, np.bool_)
        self._likely[self._hashes >> _SHIFT] = True

    def find(self, hashes: Hashes) -> tuple[Places, Places]:
        """Return which hashes are those of words of the table, and of which ones.

        Nearly all are told apart by a few bits, the rest by all 64.
        """
        rows = self._likely.take((hashes >> _SHIFT).view(np.int64)).nonzero()[0]
        sought = hashes.take(rows)
        numbers = self._hashes.searchsorted(sought)
        is_one = self._hashes.take(numbers, mode="clip") == sought
        return rows[is_one], numbers[is_one]


class Vocabulary:
    """Words that matter and pairs of words, and what for as bits.

    A pair has a space between its words. It is looked for only where the last of them stands:
    `last` is a bit of that alone.
    """

    def __init__(self, words: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        self.last = 1 << max(words.values(), default=0).bit_length()
        kinds = dict(words)
        for pair in pairs:
            word = pair.rpartition(" ")[2]
            kinds[word] = kinds.get(word, 0) | self.last
        self.words = Table(kinds)
        self.pairs = Table(pairs)
