"""Votes for languages by function words and letters."""

from collections import defaultdict

from streams.lang.function_words import function_words, same_letters

READ = 300
"""Characters read for votes: some fifty words, of which twenty vote."""
HEADLINE = 12
"""Words up to which a text is short."""
_MARKS = (*'.,:;!?()[]{}«»<>"“”„‘`*/\\|…–—،؛؟।·', " '", "' ", " ’", "’ ", " -", "- ", "_")
LETTER = 0.5
"""A telling letter or part of a word counts half a word: names and loans have them too."""


def votes_in(text: str, script: str) -> dict[str, float]:
    """Return votes by language of `script`; a word of several languages counts a part for each."""
    table = function_words()[script]
    votes: dict[str, float] = defaultdict(float)
    small = text[:READ].lower()
    same = same_letters(small)
    for word in _words(same):
        for language in (languages := table.words.get(word, ())):
            votes[language] += 1 / len(languages)
    for letter, languages in table.letters.items():
        if count := small.count(letter):
            for language in languages:
                votes[language] += count * LETTER / len(languages)
    for part, language in table.parts.items():
        if count := f" {same} ".count(part):
            votes[language] += count * LETTER
    return votes


def _words(text: str) -> list[str]:
    """Return the words of `text` without marks around them.

    Of more than a headline each word once, so that no word decides by being repeated.
    """
    for mark in _MARKS:
        text = text.replace(mark, " ")
    words = text.split()
    return words if len(words) <= HEADLINE else list(dict.fromkeys(words))
