"""Leave an article that holds no word for an attack before anything else is done with it."""

import re
from collections.abc import Collection
from functools import lru_cache

from streams.domain.folding import fold_latin
from streams.domain.lexicon import Lexicon, Phrase

_TRIGGERS = ("trigger", "trigger_weak", "trigger_faint")
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")


def may_name_attack(raw: str, lexicon: Lexicon) -> bool:
    """Whether a word that only a trigger brings stands in the text.

    Languages that write other words on to a word are not looked through: their scan decides.
    """
    if lexicon.clitics.prefixes:
        return True
    words = set(_WORD.findall(raw.casefold()))
    if not words.isdisjoint(_keys(lexicon)):
        return True
    return not raw.isascii() and not _keys(lexicon).isdisjoint(fold_latin(raw).split())


@lru_cache(maxsize=16)
def _keys(lexicon: Lexicon) -> frozenset[str]:
    """Return a telling word of each trigger: without it the phrase cannot stand."""
    phrases = [phrase for listed in lexicon.phrases.values() for phrase in listed]
    small = {phrase.words[0] for phrase in phrases if phrase.kind == "small_word"}
    return frozenset(_telling(phrase, small) for phrase in phrases if phrase.kind in _TRIGGERS)


def _telling(phrase: Phrase, small: Collection[str]) -> str:
    """Return the first word of a phrase that is neither small nor short, else its last."""
    words = (w for w in phrase.words if w not in small and len(w) >= _SHORTEST)
    return next(words, phrase.words[-1])
