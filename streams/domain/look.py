"""One look at several texts: letters, shingles, sentences, figures and the words that matter.

Texts are looked at together because each step costs nearly as much for one as for several.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from streams.domain.bare import LINE_END, SPACE, Codes, bared, is_plain, plain, units_of
from streams.domain.rolling import Hashes, Places, Rolling

SHINGLE = 12
"""Letters to a shingle; spaces and punctuation do not count (as good as three words)."""
TOGETHER = 24_000
"""Characters worth looking at together: 8 to 9 % less than for 12,000; 64,000 gain little."""
_LIKELY_BITS = 18
_SHIFT = np.uint64(64 - _LIKELY_BITS)
_ZERO, _TEN = np.uint16(ord("0")), np.uint16(10)


class Hit(NamedTuple):
    """A word or pair that matters: which word of the page it is, and what it is good for."""

    word: str
    number: int
    kinds: int


class Vocabulary:
    """Words that matter, and pairs of words by their letters joined, and what for as bits."""

    def __init__(self, words: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        self.words = words
        self.pairs = pairs
        self._likely = [np.zeros(1 << _LIKELY_BITS, np.bool_) for _ in (words, pairs)]
        for likely, among in zip(self._likely, (words, pairs), strict=True):
            for word in among:
                likely[Rolling(units_of(word)).windows(len(word)) >> _SHIFT] = True

    def likely_words(self, words: Hashes) -> Places:
        """Return which words can be among those that matter."""
        return self._likely[0].take((words >> _SHIFT).view(np.int64)).nonzero()[0]

    def likely_pairs(self, pairs: Hashes) -> Places:
        """Return which pairs can be among those that matter."""
        return self._likely[1].take((pairs >> _SHIFT).view(np.int64)).nonzero()[0]


class Page:
    """Several texts in one row of codes; units, letters and words are counted through.

    Places lie in `texts`, which have presentation forms resolved.
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        units = _units_of(texts)
        if not is_plain(units):
            texts = [plain(text) for text in texts]
            units = _units_of(texts)
        self.texts = texts
        self._read(bared(units))
        rolling = Rolling(self.letters)
        self.shingles = rolling.windows(SHINGLE)
        self._breaks = self._sentence_breaks()
        self.sentences = rolling.stretches(self._breaks[:-1], self._breaks[1:])
        self.figures = self._units((self._codes - _ZERO < _TEN).nonzero()[0]).tolist()
        first, last = self._first, self._last
        words = vocabulary.likely_words(rolling.stretches(first, last))
        pairs = vocabulary.likely_pairs(rolling.stretches(first[:-1], last[1:]))
        self.hits = self._hits(words, last.take(words), vocabulary.words)
        if len(pairs):
            self.hits += self._hits(pairs, last.take(pairs + 1), vocabulary.pairs)
            self.hits.sort(key=attrgetter("number"))
        self._numbers = [hit.number for hit in self.hits]

    def _read(self, codes: Codes) -> None:
        self._kept: Places | None = None
        is_kept = codes != 0
        if np.count_nonzero(is_kept) < len(codes):
            self._kept = is_kept.nonzero()[0]
            codes = codes.take(self._kept)
        is_letter = codes > SPACE
        edges = (is_letter[1:] != is_letter[:-1]).nonzero()[0] + 1
        self._codes, self._starts = codes, edges[::2]
        lengths = edges[1::2] - self._starts
        self._last = lengths.cumsum()
        self._first = self._last - lengths
        self.letters: Codes = codes.compress(is_letter)  # faster than a mask
        self._written = self.letters.tobytes().decode("utf-16-le")

    def looks(self) -> "list[Look]":
        """Return the look at each text."""
        begins = np.cumsum([1, *(len(text) + 1 for text in self.texts)])
        kept = self._kept
        words = self._starts.searchsorted(begins if kept is None else kept.searchsorted(begins))
        letters = self._letters_before(words)
        breaks = self._breaks.searchsorted(letters)
        rows = [bounds.tolist() for bounds in (begins, words, letters, breaks)]
        return [
            Look(self, text, *(slice(row[n], row[n + 1]) for row in rows))
            for n, text in enumerate(self.texts)
        ]

    def word(self, number: int) -> str:
        """Return the bare word of this number."""
        return self._written[int(self._first[number]) : int(self._last[number])]

    def unit_of(self, number: int) -> int:
        """Return at which unit a word starts."""
        return int(self._units(self._starts[number : number + 1])[0])

    def hits_in(self, numbers: slice) -> list[Hit]:
        """Return the words that matter among those of these numbers."""
        among = self._numbers
        return self.hits[bisect_left(among, numbers.start) : bisect_left(among, numbers.stop)]

    def figures_in(self, units: slice) -> list[int]:
        """Return the places of digits among these units."""
        among: list[int] = self.figures
        return among[bisect_left(among, units.start) : bisect_left(among, units.stop)]

    def _hits(self, numbers: Places, last: Places, kinds: Mapping[str, int]) -> list[Hit]:
        """Return those that matter of the words or pairs of these numbers, which end at `last`."""
        found = []
        rows = (numbers, self._first.take(numbers), last)
        for number, begin, end in zip(*(row.tolist() for row in rows), strict=True):
            word = self._written[begin:end]
            if word in kinds:
                found.append(Hit(word, number, kinds[word]))
        return found

    def _units(self, codes: Places) -> Places:
        found: Places = codes if self._kept is None else self._kept.take(codes)
        return found

    def _letters_before(self, words: Places) -> Places:
        return np.append(self._first, len(self.letters)).take(words)

    def _sentence_breaks(self) -> Places:
        """Return before which letters a sentence or line begins, and the end."""
        ends = (self._codes == LINE_END).nonzero()[0]
        found = self._letters_before(self._starts.searchsorted(ends))
        distinct: Places = found[np.append(found[1:] != found[:-1], True)]
        return distinct


@dataclass(frozen=True, slots=True)
class Look:
    """One text of a page, by the slices of what is its own."""

    page: Page
    text: str
    units: slice
    numbers: slice
    places: slice
    lines: slice

    @property
    def letters(self) -> Codes:
        """Its letters and digits."""
        return self.page.letters[self.places]

    @property
    def shingles(self) -> Hashes:
        """A hash for each run of letters."""
        at, end = self.places.start, self.places.stop
        return self.page.shingles[at : max(at, end - SHINGLE + 1)]

    @property
    def sentences(self) -> Hashes:
        """A hash for each sentence or line."""
        return self.page.sentences[self.lines]

    def hits(self) -> list[Hit]:
        """Return its words that matter."""
        return self.page.hits_in(self.numbers)

    def word(self, number: int) -> str:
        """Return the bare word of this number, nothing for one of another text."""
        is_own = self.numbers.start <= number < self.numbers.stop
        return self.page.word(number) if is_own else ""

    def place_of(self, number: int) -> int:
        """Return where a word starts in the text."""
        begin: int = self.units.start
        return self.page.unit_of(number) - begin

    def figures(self) -> list[int]:
        """Return where its digits stand in the text."""
        begin: int = self.units.start
        return [unit - begin for unit in self.page.figures_in(self.units)]


def looks(texts: Sequence[str], vocabulary: Vocabulary) -> list[Look]:
    """Return the look at each text, at all of them together."""
    return Page(texts, vocabulary).looks() if texts else []


def _units_of(texts: Sequence[str]) -> Codes:
    """Return the units of the texts, the end of a line before and after each."""
    return units_of("\n".join(("", *texts, "")))
