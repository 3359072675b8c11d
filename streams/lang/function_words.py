"""What sets languages apart: the words that hold their sentences together, and their letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from streams.lang.tables import rows_of

SAME_LETTER = str.maketrans("يكھ", "یکه", "\u200c\u0640")
"""Persian, Urdu and Kurdish are often typed with Arabic ya and kaf, and with or without ZWNJ."""


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """Languages by word and by letter; `scripts` is ISO 15924 by language.

    A word in several languages leads to all of them.
    """

    scripts: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def function_words() -> FunctionWords:
    """Return the table of all languages; words in small letters, after `SAME_LETTER`."""
    scripts: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    letters: dict[str, tuple[str, ...]] = {}
    for row in rows_of("function_words.tsv"):
        language = row["language"]
        scripts[language] = row["script"]
        for word in {word.lower().translate(SAME_LETTER) for word in row["words"].split()}:
            words[word] = (*words.get(word, ()), language)
        for letter in row["letters"].strip("-"):
            letters[letter] = (*letters.get(letter, ()), language)
    return FunctionWords(scripts, words, letters)
