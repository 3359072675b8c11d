"""Votes for languages by function words and letters."""

import re
from collections import Counter

from streams.lang.function_words import SAME_LETTER, function_words

_MARKS = ".,:;!?()[]{}«»<>\"“”„'‘’`*/\\|…-–—_،؛؟।·"
_ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)\w{2}")
"""The Arabic article with its clitics; other languages of the script have it in names alone."""
LETTER = 0.5
"""A word with a telling letter counts half a function word: names and loans have them too."""


def votes_in(text: str) -> Counter[str]:
    """Return votes by language; a word of several languages counts a part for each."""
    table = function_words()
    votes: Counter[str] = Counter()
    for word in words_of(text):
        languages = table.words.get(word.translate(SAME_LETTER), ())
        for language in languages:
            votes[language] += 1 / len(languages)
        if not word.isascii():
            _vote_letters(word, votes)
    return votes


def words_of(text: str) -> list[str]:
    """Return the words of `text` in small letters."""
    return [word.strip(_MARKS) for word in text.lower().split()]


def _vote_letters(word: str, votes: Counter[str]) -> None:
    letters = function_words().letters
    found = {language for letter in word for language in letters.get(letter, ())}
    for language in found:
        votes[language] += LETTER / len(found)
    if _ARTICLE.match(word):
        votes["ar"] += LETTER
