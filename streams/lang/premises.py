"""Which kinds of premises the name of a target speaks of, in whatever language."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from streams.domain.folding import fold_arabic, fold_latin
from streams.lang.tables import later_languages, listed, own_rows

_ARTICLES = re.compile(r"^(?:[وفبلك]?ال|لل)(?=..)|ا$")
"""Clitics before an Arabic word, and the ending of an indefinite object."""


@dataclass(frozen=True, slots=True)
class Premises:
    """Words, folded and without article, to the kind of premises that they name; the kinds that
    are in many places, those of follow-ups, and the words of places' names that name nothing by
    themselves.
    """

    kinds: Mapping[tuple[str, ...], str]
    moving: frozenset[str]
    after: frozenset[str]
    general: frozenset[str]

    def named_in(self, name: str) -> frozenset[str]:
        """Return the kinds of premises that a target's name, in any language, speaks of."""
        words = _words(name)
        spans = ((at, at + length) for length in (1, 2, 3) for at in range(len(words) + 1 - length))
        found = (self.kinds.get(words[start:end]) for start, end in spans)
        return frozenset(kind for kind in found if kind)

    def proper_in(self, name: str) -> tuple[str, ...]:
        """Return the words of a place's name that are its own, folded and without article."""
        return tuple(word for word in _words(name) if word not in self.general)


@cache
def premises() -> Premises:
    """Return the words of `shared/premises.toml` and of the languages' own `premises.tsv`.

    There a row without a kind holds words of places' names that name nothing by themselves.
    """
    text = files("streams").joinpath("lang", "shared", "premises.toml").read_text("utf-8")
    table = tomllib.loads(text)
    named = [(kind, word) for kind, names in table["premises"].items() for word in names]
    named += [("", word) for word in table["general"]["words"]]
    for language in later_languages():
        rows = own_rows("premises.tsv", language)
        named += [(row["kind"], word) for row in rows for word in listed(row["words"])]
    kinds = {_words(word): kind for kind, word in named if kind}
    general = frozenset(word for kind, name in named if not kind for word in _words(name))
    moving, after = (frozenset(table[name]["kinds"]) for name in ("moving", "after"))
    return Premises(kinds, moving, after, general)


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return tuple(_ARTICLES.sub("", word) for word in fold_arabic(fold_latin(name)).split())
