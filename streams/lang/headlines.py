"""Load the words of headlines, `<iso>/headline.toml`, once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("ar", "en")


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

    def count(self, kind: str, number: int) -> str:
        """Return a toll in words with the number's grammar (CLDR plural rules)."""
        forms = self.tolls[kind]
        plural = _arabic_plural(number) if self.language == "ar" else _english_plural(number)
        return forms.get(plural, forms["other"]).format(n=number)


@cache
def headline_words() -> Mapping[str, HeadlineWords]:
    """Return the words by language code."""
    return {language: _words(language) for language in LANGUAGES}


def _words(language: str) -> HeadlineWords:
    text = files("streams").joinpath("lang", language, "headline.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return HeadlineWords(
        language=language,
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
