"""What sets languages apart: the words that hold their sentences together, and their letters."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from streams.lang.tables import rows_of

_SAME = (
    *(("ي", "ی"), ("ك", "ک"), ("ھ", "ه"), ("\u200c", ""), ("\u0640", "")),
    *(("ە", "ه"), ("ێ", "ی"), ("ۆ", "و"), ("ڕ", "ر"), ("ڵ", "ل"), ("ڤ", "ف")),
)


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """The languages of one script by word and by letter; some words are of several languages."""

    languages: set[str] = field(default_factory=set)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    letters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    """Telling parts of words, with spaces where words end, and the language of each."""
    of: dict[str, set[str]] = field(default_factory=dict)
    """The words of each language, with the letters of either keyboard."""


def same_letters(text: str) -> str:
    """Return `text` with one ya, one kaf, no joiners and no letters of Kurdish alone.

    Persian, Urdu and Kurdish are often typed on Arabic keyboards, with and without ZWNJ.
    """
    for letter, same in _SAME:
        text = text.replace(letter, same)
    return text


def _as_typed(word: str) -> Iterator[str]:
    """Yield a word as it stands, and with the ya and kaf of either keyboard."""
    same = same_letters(word)
    yield from (word, same, same.replace("ی", "ي").replace("ک", "ك"))


@lru_cache(maxsize=1)
def function_words() -> dict[str, FunctionWords]:
    """Return the tables by ISO 15924 code; words in small letters, after `same_letters`."""
    found: dict[str, FunctionWords] = defaultdict(FunctionWords)
    for row in rows_of("function_words.tsv"):
        language, table = row["language"], found[row["script"]]
        table.languages.add(language)
        listed = row["words"].split()
        table.of[language] = {typed for word in listed for typed in _as_typed(word.lower())}
        for word in {same_letters(word.lower()) for word in listed}:
            table.words[word] = (*table.words.get(word, ()), language)
        for letter in row["letters"].strip("-"):
            table.letters[letter] = (*table.letters.get(letter, ()), language)
        for part in row["parts"].strip("-").split():
            table.parts[same_letters(part).replace("_", " ")] = language
    return dict(found)
