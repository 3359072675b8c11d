"""Load the words of headlines, `<iso>/headline.toml`, once."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from streams.lang.tables import language_folders

HEADLINE = "headline.toml"


@dataclass(frozen=True, slots=True)
class HeadlineWords:
    """The templates of one language. `tolls` maps a kind of toll to its forms by plural."""

    language: str
    phrases: Mapping[str, str]
    labels: Mapping[str, str]
    tolls: Mapping[str, Mapping[str, str]]
    attacks: Mapping[str, str]
    attacks_on: Mapping[str, str]
    targets: Mapping[str, str]
    speakers: Mapping[str, str]
    group_prefixes: tuple[str, ...]
    group_refused: tuple[str, ...]
    group_names: Mapping[str, str]
    months: tuple[str, ...]
    plural: Callable[[int], str]

    def count(self, kind: str, number: int) -> str:
        """Return a toll in words with the number's grammar (CLDR plural rules)."""
        forms = self.tolls[kind]
        return forms.get(self.plural(number), forms["other"]).format(n=number)


@cache
def headline_words() -> Mapping[str, HeadlineWords]:
    """Return the words by language code."""
    folders = (f for f in language_folders() if (f / HEADLINE).is_file())
    return {folder.name: _words(folder) for folder in folders}


def _words(folder: Traversable) -> HeadlineWords:
    table = tomllib.loads((folder / HEADLINE).read_text("utf-8"))
    return HeadlineWords(
        language=folder.name,
        phrases=table["phrase"],
        labels=table["label"],
        tolls=table["tolls"],
        attacks=table["attack"],
        attacks_on=table["attack_on"],
        targets=table["target"],
        speakers=table["speaker"],
        group_prefixes=tuple(table["group"]["prefixes"]),
        group_refused=tuple(table["group"]["refused"]),
        group_names=table["group"]["names"],
        months=tuple(table["month"]["names"]),
        plural=_PLURALS[table["plural"]["rule"]],
    )


def _english_plural(number: int) -> str:
    return ("zero", "one")[number] if number < 2 else "other"


def _arabic_plural(number: int) -> str:
    """Return the plural category: 3 to 10 in the last two digits are few, 11 to 99 many."""
    if number <= 2:
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest > 10 else "other"


def _french_plural(number: int) -> str:
    return "one" if number < 2 else "other"


def _slavic_plural(number: int) -> str:
    """Return the plural category of Russian: by the last digit, but for 11 to 14."""
    last, teens = number % 10, 11 <= number % 100 <= 14
    if last == 1 and not teens:
        return "one"
    return "few" if 2 <= last <= 4 and not teens else "many"


_PLURALS: Mapping[str, Callable[[int], str]] = {
    "arabic": _arabic_plural,
    "english": _english_plural,
    "french": _french_plural,
    "slavic": _slavic_plural,
}
"""CLDR plural rules by the name that headline.toml gives."""
