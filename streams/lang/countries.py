"""Load the countries: names, nationality words, main time zone, capital."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from streams.domain.folding import fold
from streams.lang.tables import FIRST, later_languages, listed, own_rows, rows_of

COUNTRIES = "countries.tsv"

_Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory. `names` holds by language all its names, the usual one first.

    `nationalities` are the words for a person or thing of the country, in all genders and numbers,
    without the article; empty where we have none. Coordinates are the mean of its towns.
    """

    code: str
    name: str
    names: _Words
    nationalities: _Words
    zone: str
    capital: str | None
    lat: float
    lon: float
    population: int
    geonames_id: int


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries by ISO code; `names` and `nationalities` map language, folded word to code."""

    by_code: Mapping[str, Country]
    names: Mapping[str, Mapping[str, str]]
    nationalities: Mapping[str, Mapping[str, str]]


@cache
def load_countries() -> Countries:
    """Read the tables of countries once."""
    own: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for language in later_languages():
        for row in own_rows(COUNTRIES, language):
            own[row["code"]][language] = row
    countries = tuple(_country(row, own[row["code"]]) for row in rows_of(COUNTRIES))
    by_code = {country.code: country for country in countries}
    if unknown := own.keys() - by_code.keys():
        raise ValueError(f"{COUNTRIES} of a language: no country {', '.join(sorted(unknown))}")
    languages = (*FIRST, *later_languages())
    return Countries(
        by_code,
        {code: _by_word(countries, code, lambda country: country.names) for code in languages},
        {code: _by_word(countries, code, lambda c: c.nationalities) for code in languages},
    )


def _country(row: Mapping[str, str], own: Mapping[str, Mapping[str, str]]) -> Country:
    names = {language: listed(other["names"]) for language, other in own.items()}
    nationalities = {language: listed(other["nationalities"]) for language, other in own.items()}
    return Country(
        code=row["code"],
        name=row["name"],
        names={"en": (row["name"], *listed(row["en"])), "ar": listed(row["ar"]), **names},
        nationalities={
            "en": listed(row["nationality_en"]),
            "ar": listed(row["nationality_ar"]),
            **nationalities,
        },
        zone=row["zone"],
        capital=row["capital"] or None,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]),
        geonames_id=int(row["geonames_id"]),
    )


def _by_word(
    countries: Iterable[Country], language: str, words: Callable[[Country], _Words]
) -> Mapping[str, str]:
    return {
        fold(word, language): country.code
        for country in countries
        for word in words(country).get(language, ())
    }
