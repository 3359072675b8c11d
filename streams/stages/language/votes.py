"""Votes for languages by function words and letters."""

from collections import defaultdict
from collections.abc import Sequence

from streams.lang.function_words import function_words, same_letters

_MARKS = ".,:;!?()[]{}«»<>\"“”„'‘’`*/\\|…-–—_،؛؟।·"
_ARTICLES = (" ال", " وال", " بال", " لل")
"""The Arabic article with its clitics; other languages of the script have it in names alone."""
LETTER = 0.5
"""A telling letter counts half a function word: names and loans have them too."""


def votes_in(text: str, script: str) -> dict[str, float]:
    """Return votes by language of `script`; a word of several languages counts a part for each."""
    table = function_words()[script]
    votes: dict[str, float] = defaultdict(float)
    small = text.lower()
    for word in same_letters(small).split():
        for language in (languages := table.words.get(word) or _bare(word, table.words)):
            votes[language] += 1 / len(languages)
    for letter, languages in table.letters.items():
        if count := small.count(letter):
            for language in languages:
                votes[language] += count * LETTER / len(languages)
    if script == "Arab":
        spaced = f" {text}"
        if articles := sum(spaced.count(article) for article in _ARTICLES):
            votes["ar"] += LETTER * articles
    return votes


def _bare(word: str, words: dict[str, tuple[str, ...]]) -> Sequence[str]:
    return words.get(word.strip(_MARKS), ())
