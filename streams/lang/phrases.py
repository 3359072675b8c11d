"""The words of a language's tables as the reader looks them up: folded, in all their spellings."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache

from streams.domain.folding import fold
from streams.domain.lexicon import AS_WRITTEN, SOLAR, Phrase

WORD_TABLES = ("numbers", "scales", "vague", "months", "weekdays")
_DAYS = {"months": ("month", ""), "solar_months": ("month", SOLAR), "weekdays": ("weekday", "")}
_NOT_PHRASES = (
    *WORD_TABLES, "solar_months", "language", "grammar", "clitics", "endings", "spelling",
    "spellings", "told_apart",
)  # fmt: skip
_HALF_SPACE = "\u200c"
_WORD = re.compile(r"\w+")

Tables = Mapping[str, Mapping[str, object]]
"""The tables of a language by name: what is said to mean what, or lists of words."""
Folded = Callable[[str], tuple[str, ...]]
"""What gives the words of a text as articles have them."""


def strings(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the list under `key`, an empty one where there is none."""
    found = table.get(key, [])
    return tuple(map(str, found)) if isinstance(found, list) else ()


def words(table: Mapping[str, object], code: str) -> dict[str, int]:
    """Return a table of numbers with its words folded."""
    return {fold(word, code): int(str(value)) for word, value in table.items()}


def phrases(
    tables: Tables, code: str, kept: Set[str], apart: Set[str]
) -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases of all tables by their first word, the longest first.

    Words of `kept` and of `apart` are not folded.
    """
    folded, found = _folding(code, kept, apart), defaultdict[str, set[Phrase]](set)
    for phrase in (*_told(tables, folded), *_days(tables, folded)):
        found[phrase.words[0]].add(phrase)
    return {
        first: tuple(sorted(these, key=lambda p: (-len(p.words), p.kind, p.value, p.words)))
        for first, these in found.items()
    }


def _told(tables: Tables, folded: Folded) -> Iterator[Phrase]:
    spellings = {said: strings(tables["spellings"], said) for said in tables.get("spellings", {})}
    for kind, rows in tables.items():
        if kind not in _NOT_PHRASES:
            for value, texts in rows.items():
                for text in texts if isinstance(texts, list) else ():
                    for written in _ways_to_write(text, spellings):
                        yield Phrase(folded(written), kind, value)


def _days(tables: Tables, folded: Folded) -> Iterator[Phrase]:
    for table, (kind, calendar) in _DAYS.items():
        for text, number in tables.get(table, {}).items():
            yield Phrase(folded(text), kind, f"{calendar}{number}")


def _ways_to_write(text: str, spellings: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a phrase in all its spellings; a half-space may be a whole one too."""
    texts = [text]
    for said, others in spellings.items():
        texts += [one.replace(said, other) for one in texts if said in one for other in others]
    return texts + [one.replace(_HALF_SPACE, " ") for one in texts if _HALF_SPACE in one]


def _folding(code: str, kept: Set[str], apart: Set[str]) -> Folded:
    """Return what folds a phrase; `=` before a word keeps it as it is written."""

    @cache
    def of_word(word: str) -> tuple[str, ...]:
        bare = word.removeprefix(AS_WRITTEN)
        is_apart = bare.lower() in apart
        found = (bare.lower(),) if is_apart else tuple(fold(bare, code).split())
        return tuple(AS_WRITTEN + one for one in found) if bare != word else found

    def of_text(text: str) -> tuple[str, ...]:
        if kept and not kept.isdisjoint(parts := _WORD.findall(text)):
            said = ((part,) if part in kept else of_word(part) for part in parts)
        else:
            said = (of_word(word) for word in text.split())
        return tuple(word for found in said for word in found)

    return of_text
