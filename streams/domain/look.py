"""One look at several texts: letters, shingles, sentences, figures and the words that matter.

Texts are looked at together because each step costs nearly as much for one as for several.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from streams.domain.bare import LINE_END, SPACE, Codes, Row, row_of
from streams.domain.rolling import Hashes, Places, Rolling
from streams.domain.vocabulary import Kinds, Table, Vocabulary

SHINGLE = 12
"""Letters to a shingle; spaces and punctuation do not count (as good as three words)."""
TOGETHER = 48_000
"""Characters worth looking at together: 6 % less than for 24,000; 96,000 gain little."""
_ZERO, _TEN = np.uint16(ord("0")), np.uint16(10)


class Hit(NamedTuple):
    """A word or pair that matters: which word of the page, at which unit, and what it is for."""

    word: str
    number: int
    unit: int
    kinds: int


class Page:
    """Several texts in one row of codes; units, letters and words are counted through.

    Places lie in `texts`, which have presentation forms resolved.
    """

    def __init__(self, row: Row, vocabulary: Vocabulary) -> None:
        self.texts = row.texts
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
        self._starts = edges[::2].copy()  # searched and taken from again and again
        self._bounds = np.zeros(len(self._starts) + 1, np.int64)
        (edges[1::2] - self._starts).cumsum(out=self._bounds[1:])
        self.letters: Codes = codes.compress(is_letter)  # faster than a mask
        self.written = self.letters.tobytes()
        ends = (codes == LINE_END).nonzero()[0]
        found = self._bounds.take(self._starts.searchsorted(ends))
        is_last = np.ones(len(found), np.bool_)
        np.not_equal(found[1:], found[:-1], out=is_last[:-1])
        self._breaks: Places = found.compress(is_last)

    def _mark(self, rolling: Rolling, vocabulary: Vocabulary) -> None:
        """Find the words and pairs that matter."""
        bounds, known = self._bounds, vocabulary.words
        numbers, which = known.find(rolling.between(bounds))
        kinds = known.kinds.take(which)
        own = (kinds & (vocabulary.last - 1)).nonzero()[0]
        self.hits = self._hits(known, numbers.take(own), which.take(own), kinds.take(own))
        last = numbers[kinds >= vocabulary.last]
        last = last[last > 0]
        at, which = vocabulary.pairs.find(
            rolling.stretches(bounds.take(last - 1), bounds.take(last + 1))
        )
        if len(at):
            pairs, kinds = vocabulary.pairs, vocabulary.pairs.kinds.take(which)
            self.hits += self._hits(pairs, last.take(at) - 1, which, kinds)
            self.hits.sort(key=_number)

    def _hits(self, among: Table, numbers: Places, which: Places, kinds: Kinds) -> list[Hit]:
        """Return the words of these numbers, which stand in a table."""
        units = self._units(self._starts.take(numbers))
        words = [among.words[at] for at in which.tolist()]
        rows = zip(words, numbers.tolist(), units.tolist(), kinds.tolist(), strict=True)
        return list(map(_hit, rows))

    def _units(self, codes: Places) -> Places:
        """Return at which unit codes stand of which none is dropped."""
        if not len(self._dropped):
            return codes
        before = self._dropped - np.arange(len(self._dropped))
        units: Places = codes + before.searchsorted(codes, side="right")
        return units

    def _cut(self) -> None:
        """Note where each text begins in units, words, letters, sentences and words that matter."""
        begins = np.cumsum([1, *(len(text) + 1 for text in self.texts)])
        words = self._starts.searchsorted(begins - self._dropped.searchsorted(begins))
        letters = self._bounds.take(words)
        hits = np.array([hit.number for hit in self.hits], np.int64).searchsorted(words)
        sentences = self._breaks.searchsorted(letters)
        self.unit_at: list[int] = begins.tolist()
        self.word_at: list[int] = words.tolist()
        self.letter_at: list[int] = letters.tolist()
        self.sentence_at: list[int] = sentences.tolist()
        self.hit_at: list[int] = hits.tolist()

    def word(self, number: int) -> str:
        """Return the bare word of this number."""
        begin, end = self._bounds[number : number + 2].tolist()
        return self.written[2 * begin : 2 * end].decode("utf-16-le")

    def unit_of(self, number: int) -> int:
        """Return at which unit a word starts."""
        return int(self._units(self._starts[number : number + 1])[0])


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
        at = self.page.hit_at
        return self.page.hits[at[self.number] : at[self.number + 1]]

    @property
    def begin(self) -> int:
        """At which unit of the page it begins."""
        return self.page.unit_at[self.number]

    def word(self, number: int) -> str:
        """Return the bare word of this number, nothing for one of another text."""
        first, last = self.page.word_at[self.number : self.number + 2]
        return self.page.word(number) if first <= number < last else ""

    def place_of(self, number: int) -> int:
        """Return where a word starts in the text."""
        return self.page.unit_of(number) - self.begin

    def figures(self) -> list[tuple[int, int]]:
        """Return where its runs of digits begin and end in the text."""
        figures = self.page.figures
        begin, end = self.page.unit_at[self.number : self.number + 2]
        among = figures[bisect_left(figures, (begin,)) : bisect_left(figures, (end,))]
        return [(at - begin, stop - begin) for at, stop in among]


def looks(texts: Sequence[str], vocabulary: Vocabulary) -> list[Look]:
    """Return the look at each text, at all of them together."""
    return looks_at(row_of(texts), vocabulary) if texts else []


def looks_at(row: Row, vocabulary: Vocabulary) -> list[Look]:
    """Return the look at each text of a row."""
    page = Page(row, vocabulary)
    return [Look(page, number, text) for number, text in enumerate(row.texts)]


_number = attrgetter("number")
_hit = partial(tuple.__new__, Hit)  # four times as fast as `Hit`


def _runs(places: Places) -> list[tuple[int, int]]:
    """Return where runs of neighbouring places begin and end."""
    if not len(places):
        return []
    breaks = np.ones(len(places) + 1, np.bool_)
    np.greater(places[1:] - places[:-1], 1, out=breaks[1:-1])
    begins = places.compress(breaks[:-1]).tolist()
    ends = (places.compress(breaks[1:]) + 1).tolist()
    return list(zip(begins, ends, strict=True))
