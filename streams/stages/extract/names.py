"""Find names of tables (places, groups, nationalities, wires) in a passage, clitics allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from streams.domain.lexicon import REMEMBERED, Lexicon, NameTable
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
    sentence: Sentence,
    lexicon: Lexicon,
    table: NameTable,
    *,
    article: bool = False,
) -> Iterator[Name]:
    """Yield the longest names of `table` in the sentence, none inside another.

    With `article`, a name may stand without the article that the text gives it.
    """
    at = sentence.start
    while at < sentence.end:
        name = None
        if _firsts(passage.words[at], lexicon, table, article):
            name = name_at(passage, at, sentence.end, lexicon, table, article=article)
        if name is not None:
            yield name
        at = name.end if name is not None else at + 1


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
    rest = passage.words[at + 1 : _reach(passage, at, end)]
    for first, shortest in _firsts(passage.words[at], lexicon, table, article):
        for count in range(len(rest), shortest - 1, -1):
            key = " ".join((first, *rest[:count]))
            if key in table.names:
                return Name(key, at, at + 1 + count)
    return None


def _reach(passage: Passage, at: int, end: int) -> int:
    """Return the token before which a name must end: the line's end, or a name's longest."""
    last = min(end, at + _LONGEST)
    return next((t + 1 for t in range(at, last - 1) if "\n" in passage.gap(t)), last)


@lru_cache(maxsize=4 * REMEMBERED)
def _firsts(
    word: str, lexicon: Lexicon, table: NameTable, article: bool
) -> tuple[tuple[str, int], ...]:
    """Return the forms of a word that begin a name of `table`, and how many words must follow.

    A short stem behind a clitic is no name alone: `بتل أبيب`, but not `بتل`.
    """
    found = [(word, 0)]
    for form in lexicon.forms(word):
        if form.prefix == "ك" or (form.definite and not article):
            continue
        shortest = _SHORT if form.prefix else _SHORT - 1
        found.append((form.stem, int(len(form.stem) < shortest)))
    return tuple(row for row in found if row[0] in table.firsts)
