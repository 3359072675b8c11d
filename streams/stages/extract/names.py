"""Find names of tables (places, groups, nationalities, wires) in a passage, clitics allowed."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from streams.domain.lexicon import REMEMBERED, Lexicon, NameTable
from streams.stages.extract.scan import Hits
from streams.stages.extract.text import Passage, Sentence

_LONGEST = 6
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name over tokens `start` to `end`; `key` is its folded form in the table."""

    key: str
    start: int
    end: int


def names_in(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    lexicon: Lexicon,
    table: NameTable,
    *,
    article: bool = False,
) -> Iterator[Name]:
    """Yield the longest names of `table` in the sentence, none inside another.

    With `article`, a name may stand without the article that the text gives it.
    """
    starts = hits.name_starts.get(table, ())
    free = sentence.start
    for at in starts[bisect_left(starts, free) : bisect_left(starts, sentence.end)]:
        if at >= free:
            name = name_at(passage, at, sentence.end, lexicon, table, article=article)
            if name is not None:
                yield name
                free = name.end


def name_at(
    passage: Passage,
    at: int,
    end: int,
    lexicon: Lexicon,
    table: NameTable,
    *,
    article: bool = False,
) -> Name | None:
    """Return the longest name that begins at token `at`, or None."""
    longest, firsts = _firsts(passage.words[at], lexicon, table, article)
    rest = passage.words[at + 1 : min(end, at + longest)] if longest > 1 else ()
    for first in firsts:
        for count in range(min(len(rest), first.longest - 1), first.shortest - 2, -1):
            key = " ".join((first.stem, *rest[:count])) if count else first.stem
            if key in table.names:
                return Name(key, at, at + 1 + count)
    return None


def is_rubric(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a name opens a sentence as its place, as in bulletins: `بغداد - قتل مسلحون`."""
    return name.start == sentence.start and passage.gap(name.end - 1).strip() in ("-", "–", "—")


def stands_in(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether a capital behind `in` makes a town of another word: `a post in Tank`."""
    before = hits.within(max(0, name.start - 1), name.start, "locative")
    thing = hits.at(name.start, "target") is not None and hits.at(name.start, "month") is None
    return bool(before) and thing and passage.part == "body"


class _First(NamedTuple):
    """A form of a word that begins names, and how many words the name has."""

    stem: str
    shortest: int
    longest: int


@lru_cache(maxsize=4 * REMEMBERED)
def _firsts(
    word: str, lexicon: Lexicon, table: NameTable, article: bool
) -> tuple[int, tuple[_First, ...]]:
    """Return the forms of a word that begin a name of `table`, and the longest of these names.

    A short stem behind a clitic is no name alone: `بتل أبيب`, but not `بتل`.
    """
    found = [(word, 1)]
    for form in lexicon.forms(word):
        if form.prefix == "ك" or (form.definite and not article):
            continue
        alone = len(form.stem) >= (_SHORT if form.prefix else _SHORT - 1)
        found.append((form.stem, 1 if alone else 2))
    firsts = tuple(
        _First(stem, shortest, min(table.firsts[stem], _LONGEST))
        for stem, shortest in found
        if stem in table.firsts
    )
    return max((first.longest for first in firsts), default=0), firsts
