"""Load the countries: names, nationality words, main time zone, capital."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from streams.domain.folding import fold_arabic, fold_latin
from streams.lang.tables import rows_of

COUNTRIES = "countries.tsv"


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory. `english` and `arabic` hold all its names, the usual one first.

    The nationality words are those for a person or thing of the country, in all genders and
    numbers, without the article; empty where we have none. Coordinates are the mean of its towns.
    """

    code: str
    name: str
    english: tuple[str, ...]
    arabic: tuple[str, ...]
    english_nationalities: tuple[str, ...]
    arabic_nationalities: tuple[str, ...]
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
    """Read the table of countries once."""
    countries = tuple(_country(row) for row in rows_of(COUNTRIES))
    return Countries(
        {country.code: country for country in countries},
        _by_word(countries, lambda c: c.english, lambda c: c.arabic),
        _by_word(countries, lambda c: c.english_nationalities, lambda c: c.arabic_nationalities),
    )


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        code=row["code"],
        name=row["name"],
        english=(row["name"], *_words(row["en"])),
        arabic=_words(row["ar"]),
        english_nationalities=_words(row["nationality_en"]),
        arabic_nationalities=_words(row["nationality_ar"]),
        zone=row["zone"],
        capital=row["capital"] or None,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]),
        geonames_id=int(row["geonames_id"]),
    )


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _by_word(
    countries: tuple[Country, ...],
    english: Callable[[Country], tuple[str, ...]],
    arabic: Callable[[Country], tuple[str, ...]],
) -> Mapping[str, Mapping[str, str]]:
    return {
        "en": {
            fold_latin(word): country.code for country in countries for word in english(country)
        },
        "ar": {
            fold_arabic(word): country.code for country in countries for word in arabic(country)
        },
    }
