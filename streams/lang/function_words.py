"""What sets languages apart: the words that hold their sentences together, and their letters."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from streams.lang.tables import rows_of

_SAME = (("ي", "ی"), ("ك", "ک"), ("ھ", "ه"), ("\u200c", ""), ("\u0640", ""))


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """The languages of one script by word and by letter; some words are of several languages."""

    languages: set[str] = field(default_factory=set)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    letters: dict[str, tuple[str, ...]] = field(default_factory=dict)


def same_letters(text: str) -> str:
    """Return `text` with one ya, one kaf and no joiners.

    Persian, Urdu and Kurdish are often typed on Arabic keyboards, with and without ZWNJ.
    """
    for letter, same in _SAME:
        text = text.replace(letter, same)
    return text


@lru_cache(maxsize=1)
def function_words() -> dict[str, FunctionWords]:
    """Return the tables by ISO 15924 code; words in small letters, after `same_letters`."""
    found: dict[str, FunctionWords] = defaultdict(FunctionWords)
    for row in rows_of("function_words.tsv"):
        language, table = row["language"], found[row["script"]]
        table.languages.add(language)
        for word in {same_letters(word.lower()) for word in row["words"].split()}:
            table.words[word] = (*table.words.get(word, ()), language)
        for letter in row["letters"].strip("-"):
            table.letters[letter] = (*table.letters.get(letter, ()), language)
    return dict(found)
