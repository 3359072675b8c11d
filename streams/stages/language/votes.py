"""Votes for languages by function words and letters."""

from collections import defaultdict
from collections.abc import Mapping

from streams.lang.function_words import function_words, same_letters

READ = 300
"""Characters read for votes: some fifty words, of which twenty vote."""
HEADLINE = 12
"""Words up to which a text is short."""
_MARKS = ".,:;!?()[]{}«»<>\"“”„'‘’`*/\\|…–—،؛؟।·-_"
LETTER = 0.5
"""A telling letter or part of a word counts half a word: names and loans have them too."""


def votes_in(text: str, script: str) -> dict[str, float]:
    """Return votes by language of `script`; a word of several languages counts a part for each.

    Of more than a headline each word counts once, so that none decides by being repeated.
    """
    table = function_words()[script]
    votes: dict[str, float] = defaultdict(float)
    small = text[:READ].lower()
    same = same_letters(small)
    words = same.split()
    for word in words if len(words) <= HEADLINE else dict.fromkeys(words):
        for language in (languages := _languages(word, table.words)):
            votes[language] += 1 / len(languages)
    for letter in filter(table.letters.__contains__, small):
        for language in (languages := table.letters[letter]):
            votes[language] += LETTER / len(languages)
    spaced = f" {same} "
    for part, language in table.parts.items():
        if count := spaced.count(part):
            votes[language] += count * LETTER
    return votes


def _languages(word: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the languages that have a word, with or without the marks around it."""
    languages = known.get(word)
    if languages is None and not word.isalnum():
        languages = known.get(word.strip(_MARKS))
    return languages or ()
