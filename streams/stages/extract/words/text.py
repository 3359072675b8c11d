"""Words with their places: a part of an article as tokens, sentences and paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from streams.domain.folding import EITHER_FOLD
from streams.domain.records.vocabulary import Part, SegmentRole
from streams.domain.remembered import Remembered
from streams.lang.abbreviations import abbreviations
from streams.stages.extract.words.layout import is_in_capitals, readable

# Marks belong to the word: tashkeel, tatweel and the joiners inside Persian and Kurdish words.
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_TOKEN = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W\d_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*|\w")
_DIGIT_FOLD = {**{0x0660 + n: str(n) for n in range(10)}, **{0x06F0 + n: str(n) for n in range(10)}}
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”»’)\]]*(?=\s|\w|$)|[؛\n]")
LONGEST_SENTENCE = 120
"""Words after which a sentence is cut: no writer's sentence is longer, and work stays linear."""
MOST_WORDS = 3_000
"""Words of a text that are read; a report says what it has to say long before."""

TEXT_ROLES = ("headline", "body", "quote")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` (end exclusive) of one part."""

    index: int
    start: int
    end: int
    paragraph: int
    role: SegmentRole


@dataclass(frozen=True, eq=False)
class Passage:
    """One part of an article. `words` are folded; `starts` and `ends` are raw code points.

    `raw` is what is read, character for character as long as `written`, the text as it came.
    """

    part: Part
    raw: str
    written: str
    in_capitals: bool
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[Sentence, ...] = field(default=())

    @cached_property
    def own_sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article's own text: no captions, links or contact lines."""
        return tuple(s for s in self.sentences if s.role in TEXT_ROLES)

    def slice(self, start: int, end: int) -> str:
        """Return the raw text of tokens `start` to `end`."""
        return self.raw[self.starts[start] : self.ends[end - 1]]

    def gap(self, at: int) -> str:
        """Return what stands between token `at` and the next one."""
        if at + 1 >= len(self.words):
            return self.raw[self.ends[at] :]
        return self.raw[self.ends[at] : self.starts[at + 1]]


def passage_of(part: Part, written: str, apart: frozenset[str] = frozenset()) -> Passage:
    """Split a text into folded tokens with their offsets; sentences are added by `segments`.

    Words of `apart` are only written small: folding would make others of them.
    """
    raw = readable(written)
    spans = [match.span() for match in islice(_TOKEN.finditer(raw), MOST_WORDS)]
    folded = _folding(apart)
    words = [folded[raw[start:end]] for start, end in spans]
    if "" in words:
        spans = [span for span, word in zip(spans, words, strict=True) if word]
        words = [word for word in words if word]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Passage(part, raw, written, is_in_capitals(raw), tuple(words), starts, ends)


def _folded(token: str) -> str:
    if token[0].isdecimal():
        return token.translate(_DIGIT_FOLD)
    return token.translate(EITHER_FOLD).strip().replace(" ", "")


@lru_cache(maxsize=16)
def _folding(apart: frozenset[str]) -> Remembered[str]:
    """Return what folds tokens."""

    def fold(token: str) -> str:
        small = token.lower()
        return small if small in apart else _folded(token)

    return Remembered(fold if apart else _folded)


Bounds = tuple[int, int, bool]
"""First token and end token of a sentence, and whether a paragraph ends with it."""


def sentence_bounds(passage: Passage) -> Iterator[Bounds]:
    """Yield first token, end token and whether a paragraph ends, sentence by sentence."""
    start, count = 0, len(passage.words)
    for last in (*_full_stops(passage), count - 1):
        while last >= start + LONGEST_SENTENCE:
            cut = start + LONGEST_SENTENCE
            yield start, cut, "\n" in passage.gap(cut - 1)
            start = cut
        if start <= last:
            yield start, last + 1, last + 1 == count or "\n" in passage.gap(last)
            start = last + 1


def _full_stops(passage: Passage) -> Iterator[int]:
    """Yield the tokens behind which a sentence ends, in order; the last token may be among them."""
    end = passage.ends[-1] if passage.ends else 0
    for stop in _SENTENCE_END.finditer(passage.raw, 0, end):
        at = bisect_right(passage.starts, stop.start()) - 1
        between = at >= 0 and passage.ends[at] <= stop.start()
        if between and not _abbreviates(passage, at, passage.gap(at)):
            yield at


def _abbreviates(passage: Passage, at: int, gap: str) -> bool:
    """Whether the stop after token `at` belongs to an abbreviation or an initial."""
    if "\n" in gap or not gap.startswith("."):
        return False
    word = passage.words[at]
    return word in abbreviations() or (len(word) == 1 and word.isalpha())


def raw_between(passage: Passage, sentences: Sequence[Sentence]) -> str:
    """Return the raw text from the first to the last of `sentences`."""
    return passage.slice(sentences[0].start, sentences[-1].end)
