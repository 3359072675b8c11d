"""One look at several texts: letters, shingles, sentences, figures and the words that matter.

Texts are looked at together because each step costs nearly as much for one as for several.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from streams.domain.bare import LINE_END, SPACE, Codes, Row, row_of
from streams.domain.rolling import Hashes, Places, Rolling
from streams.domain.vocabulary import Table, Vocabulary

SHINGLE = 12
"""Letters to a shingle; spaces and punctuation do not count (as good as three words)."""
TOGETHER = 24_000
"""Characters worth looking at together: 8 to 9 % less than for 12,000; 64,000 gain little."""
_ZERO, _TEN = np.uint16(ord("0")), np.uint16(10)
_CAPITALS = ((0x41, 26), (0x404, 0x8D))
"""Where the capital letters of Latin and Cyrillic lie, among other letters of the latter."""


class Hit(NamedTuple):
    """A word or pair that matters: which word of the page it is, and what it is good for."""

    word: str
    number: int
    kinds: int


class Page:
    """Several texts in one row of codes; units, letters and words are counted through.

    Places lie in `texts`, which have presentation forms resolved.
    """

    def __init__(self, row: Row, vocabulary: Vocabulary) -> None:
        self.texts = row.texts
        self._units = row.units
        codes = row.codes
        self._dropped = (codes == 0).nonzero()[0]
        self.figures = _runs((codes - _ZERO < _TEN).nonzero()[0])
        self._read(codes[codes != 0] if len(self._dropped) else codes)
        rolling = Rolling(self.letters)
        self.shingles = rolling.windows(SHINGLE)
        self.sentences = rolling.between(self._breaks)
        self._mark(rolling, vocabulary)
        self._cut()

    def _read(self, codes: Codes) -> None:
        """Find letters, words and where sentences begin in codes none of which is dropped."""
        is_letter = codes > SPACE
        edges = (is_letter[1:] != is_letter[:-1]).nonzero()[0] + 1
        self._starts = edges[::2]
        self._bounds = np.zeros(len(self._starts) + 1, np.int64)
        (edges[1::2] - self._starts).cumsum(out=self._bounds[1:])
        self.letters: Codes = codes.compress(is_letter)  # faster than a mask
        self.written = self.letters.tobytes()
        ends = (codes == LINE_END).nonzero()[0]
        found = self._bounds.take(self._starts.searchsorted(ends))
        self._breaks: Places = found[np.append(found[1:] != found[:-1], True)]

    def _mark(self, rolling: Rolling, vocabulary: Vocabulary) -> None:
        """Find the words and pairs that matter."""
        bounds = self._bounds
        numbers, which = vocabulary.words.find(rolling.between(bounds))
        kinds = vocabulary.words.kinds.take(which)
        self.hits = _hits(vocabulary.words, numbers, which, vocabulary.last - 1)
        last = numbers[kinds & vocabulary.last > 0]
        last = last[last > 0]
        if len(last):
            pairs = rolling.stretches(bounds.take(last - 1), bounds.take(last + 1))
            at, which = vocabulary.pairs.find(pairs)
            self.hits += _hits(vocabulary.pairs, last.take(at) - 1, which, -1)
            self.hits.sort(key=_number)
        self._numbers = [hit.number for hit in self.hits]

    def _cut(self) -> None:
        """Note where each text begins in units, words, letters and sentences."""
        begins = np.cumsum([1, *(len(text) + 1 for text in self.texts)])
        words = self._starts.searchsorted(begins - self._dropped.searchsorted(begins))
        letters = self._bounds.take(words)
        self.unit_at, self.word_at, self.letter_at, self.sentence_at = (
            bounds.tolist()
            for bounds in (begins, words, letters, self._breaks.searchsorted(letters))
        )

    def word(self, number: int) -> str:
        """Return the bare word of this number."""
        begin, end = self._bounds[number : number + 2].tolist()
        return self.written[2 * begin : 2 * end].decode("utf-16-le")

    def unit_of(self, number: int) -> int:
        """Return at which unit a word starts."""
        code = int(self._starts[number])
        dropped = self._dropped
        if not len(dropped):
            return code
        before = (dropped - np.arange(len(dropped))).searchsorted(code, side="right")
        return code + int(before)

    def hits_in(self, first: int, last: int) -> list[Hit]:
        """Return the words that matter among those of these numbers."""
        among = self._numbers
        return self.hits[bisect_left(among, first) : bisect_left(among, last)]


class Look:
    """One text of a page."""

    __slots__ = ("number", "page", "text")

    def __init__(self, page: Page, number: int, text: str) -> None:
        self.page = page
        self.number = number
        self.text = text

    @property
    def length(self) -> int:
        """How many letters and digits it has."""
        at = self.page.letter_at
        return at[self.number + 1] - at[self.number]

    @property
    def written(self) -> bytes:
        """Its letters and digits, two bytes each."""
        at = self.page.letter_at
        return self.page.written[2 * at[self.number] : 2 * at[self.number + 1]]

    @property
    def shingles(self) -> Hashes:
        """A hash for each run of letters."""
        at, end = self.page.letter_at[self.number : self.number + 2]
        return self.page.shingles[at : max(at, end - SHINGLE + 1)]

    @property
    def sentences(self) -> Hashes:
        """A hash for each sentence or line."""
        at = self.page.sentence_at
        return self.page.sentences[at[self.number] : at[self.number + 1]]

    def hits(self) -> list[Hit]:
        """Return its words that matter."""
        return self.page.hits_in(*self.page.word_at[self.number : self.number + 2])

    def word(self, number: int) -> str:
        """Return the bare word of this number, nothing for one of another text."""
        first, last = self.page.word_at[self.number : self.number + 2]
        return self.page.word(number) if first <= number < last else ""

    def place_of(self, number: int) -> int:
        """Return where a word starts in the text."""
        return self.page.unit_of(number) - self.page.unit_at[self.number]

    def figures(self) -> list[tuple[int, int]]:
        """Return where its runs of digits begin and end in the text."""
        page = self.page
        begin, end = page.unit_at[self.number : self.number + 2]
        first, last = (bisect_left(page.figures, (unit, 0)) for unit in (begin, end))
        return [(at - begin, stop - begin) for at, stop in page.figures[first:last]]


def looks(texts: Sequence[str], vocabulary: Vocabulary) -> list[Look]:
    """Return the look at each text, at all of them together."""
    return looks_at(row_of(texts), vocabulary) if texts else []


def looks_at(row: Row, vocabulary: Vocabulary) -> list[Look]:
    """Return the look at each text of a row."""
    page = Page(row, vocabulary)
    return [Look(page, number, text) for number, text in enumerate(row.texts)]


def _number(hit: Hit) -> int:
    return hit.number


def _hits(table: Table, numbers: Places, which: Places, bits: int) -> list[Hit]:
    """Return the words of a page that are in a table, those that are good for none of `bits` not."""
    words, kinds = table.words, table.kinds.take(which) & bits
    rows = zip(numbers.tolist(), which.tolist(), kinds.tolist(), strict=True)
    return [Hit(words[at], number, kind) for number, at, kind in rows if kind]


def _runs(places: Places) -> list[tuple[int, int]]:
    """Return where runs of neighbouring places begin and end."""
    if not len(places):
        return []
    breaks = (places[1:] - places[:-1] > 1).nonzero()[0]
    begins = places.take(np.append(0, breaks + 1)).tolist()
    ends = (places.take(np.append(breaks, -1)) + 1).tolist()
    return list(zip(begins, ends, strict=True))
