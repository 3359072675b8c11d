"""Leave an article that names no attack before anything else is done with it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from streams.domain.folding import fold_either
from streams.domain.lexicon import Lexicon, Phrase
from streams.domain.remembered import Remembered

_TRIGGERS = ("trigger", "trigger_weak", "trigger_faint", "arms")
_SHORTEST = 4


def may_name_attack(raw: str, lexicon: Lexicon) -> bool:
    """Whether a phrase that triggers stands in the text; what the scan finds, this finds too.

    Where sentences end is not looked at, so that it may see phrases that the scan does not.
    """
    words = fold_either(raw).split()
    if lexicon.clitics.endings:
        return _stands_inflected(words, lexicon)
    telling = _telling_words(lexicon)
    if telling.keys().isdisjoint(words):
        return False
    return any(
        _stands(phrase, words, at - offset, lexicon)
        for at, word in enumerate(words)
        if word in telling
        for phrase, offset in telling[word]
    )


def _stands_inflected(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a phrase stands in the words of a language whose words have many forms."""
    told = _told_by(lexicon)
    return any(
        _stands(phrase, words, at - offset, lexicon)
        for at, word in enumerate(words)
        for phrase, offset in told[word]
    )


@lru_cache(maxsize=16)
def _told_by(lexicon: Lexicon) -> Remembered[Sequence[tuple[Phrase, int]]]:
    """Return what gives the phrases that a word tells of by one of its stems, none for most."""
    telling, stems = _telling_words(lexicon), lexicon.clitics.stems
    return Remembered(lambda word: [told for stem in stems[word] for told in telling.get(stem, ())])


def _stands(phrase: Phrase, words: Sequence[str], start: int, lexicon: Lexicon) -> bool:
    """Whether a phrase stands at a word, each of its words as it is or with clitics."""
    found = words[start : start + len(phrase.words)] if start >= 0 else ()
    return len(found) == len(phrase.words) and all(
        word == wanted or wanted in lexicon.stems(word)
        for word, wanted in zip(found, phrase.words, strict=True)
    )


@lru_cache(maxsize=16)
def _telling_words(lexicon: Lexicon) -> Mapping[str, Sequence[tuple[Phrase, int]]]:
    """Return what may be written for the telling word of each trigger, and where in it that is.

    In a language of endings the word itself, whose forms are too many. A phrase with a word that
    triggers alone is left out: that word is found where it stands.
    """
    phrases = [phrase for listed in lexicon.phrases.values() for phrase in listed]
    small = {phrase.words[0] for phrase in phrases if phrase.kind == "small_word"}
    folded = {kept: word for word, kept in lexicon.kept.items()}
    folded |= {word: fold_either(word) for word in lexicon.told_apart}
    triggers = [phrase for phrase in phrases if phrase.kind in _TRIGGERS]
    alone = {phrase.words[0] for phrase in triggers if len(phrase.words) == 1}
    found: dict[str, list[tuple[Phrase, int]]] = defaultdict(list)
    for phrase in triggers:
        if len(phrase.words) == 1 or alone.isdisjoint(phrase.words):
            offset = _telling(phrase, small)
            plain = replace(phrase, words=tuple(folded.get(word, word) for word in phrase.words))
            word = plain.words[offset]
            for written in (word,) if lexicon.clitics.endings else lexicon.written(word):
                found[written].append((plain, offset))
    return found


def _telling(phrase: Phrase, small: Collection[str]) -> int:
    """Return which word of a phrase tells most: the first not small or short, else the last."""
    words = enumerate(phrase.words)
    told = (at for at, word in words if word not in small and len(word) >= _SHORTEST)
    return next(told, len(phrase.words) - 1)
