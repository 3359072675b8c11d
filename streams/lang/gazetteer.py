"""Load the gazetteer: the table built from GeoNames, our supplement, quarters, the countries."""

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import cast, overload

from streams.domain.folding import fold, fold_latin
from streams.domain.geography import Gazetteer, GazetteerEntry, IdsBySound, PlaceKind
from streams.domain.sounds import SHORTEST, sound_of_latin
from streams.lang.countries import Country, load_countries
from streams.lang.place_names import add_later_languages
from streams.lang.tables import FIRST, listed, rows_of, shared_file
from streams.lang.villages import COUNTRIES as VILLAGE_COUNTRIES
from streams.lang.villages import unmistakable_villages_of, villages_by_sound, villages_of

PLACES = "places.tsv.gz"
SUPPLEMENT = "places_supplement.tsv"
STOP = "places_stop.tsv"
QUARTERS = "places_quarters.tsv"
PLACE_COLUMNS = (
    "geonames_id",
    "name",
    "country",
    "admin1",
    "district",
    "city",
    "lat",
    "lon",
    "population",
    "kind",
)

QUARTER_PEOPLE = 10_000
"""Taken for the inhabitants of a quarter, which nobody has counted."""
_SOUNDING = ("city", "district", "province")
_LIKELIEST_KIND = ("country", "city", "neighbourhood", "district", "province")


@dataclass(frozen=True, slots=True)
class PlaceTable(Sequence[GazetteerEntry]):
    """Rows of places that become entries when asked for.

    An article touches a few of 70,000 places: making all entries would take 0.3 s and 15 MB more.
    """

    rows: Sequence[str]

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> GazetteerEntry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[GazetteerEntry, ...]: ...
    def __getitem__(self, index: int | slice) -> GazetteerEntry | tuple[GazetteerEntry, ...]:
        """Make the entry of a row. Raises IndexError beyond the table."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self.rows))))
        return _entry(index if index >= 0 else index + len(self.rows), self.rows[index])


@dataclass(slots=True)
class _Index:
    """The gazetteer while it is being read."""

    rows: list[str] = field(default_factory=list)
    names: dict[str, dict[str, tuple[int, ...]]] = field(
        default_factory=lambda: {language: {} for language in FIRST}
    )
    zones: dict[tuple[str, str | None], str] = field(default_factory=dict)
    late: set[tuple[str, str]] = field(default_factory=set)
    usual_arabic: dict[int, str] = field(default_factory=dict)


_FATHER = "ابو "
_FATHER_CASES = ("ابي ", "ابا ")


def load_gazetteer() -> Gazetteer:
    """Read all tables of places in the package.

    A name in the stop list is dropped from GeoNames places only: the supplement is hand-made and
    may name a place by an ordinary word on purpose. Raises ValueError for a malformed row, KeyError
    for a supplement row that names a GeoNames id outside the table.
    """
    index = _Index()
    _add_geonames(index)
    for language, name in _stop_names():
        index.names[language].pop(name, None)
    _add_supplement(index)
    _add_quarters(index)
    _add_countries(index, load_countries().by_code.values())
    _add_cases(index.names["ar"])
    usual = add_later_languages(index.names, index.rows, index.late)
    table = PlaceTable(tuple(index.rows))
    _sort_late_names(index, table)
    by_sound = _sounds_of(table.rows)
    capitals = _capitals(index, table)
    return Gazetteer(
        table,
        index.names,
        index.zones,
        {"ar": index.usual_arabic, **usual},
        by_sound,
        villages_of,
        capitals,
        unmistakable_villages_of,
        lambda country: villages_by_sound(country) if country in VILLAGE_COUNTRIES else {},
    )


def _add_cases(names: dict[str, tuple[int, ...]]) -> None:
    """Add the names with `أبو` as they stand behind other words: `ناحية أبي صيدا`."""
    for name, ids in list(names.items()):
        if name.startswith(_FATHER):
            for case in _FATHER_CASES:
                names.setdefault(case + name.removeprefix(_FATHER), ids)


def _capitals(index: _Index, table: PlaceTable) -> dict[str, int]:
    """Return the capital of each country that the table has."""
    found: dict[str, int] = {}
    for country in load_countries().by_code.values():
        ids = index.names["en"].get(fold_latin(country.capital or ""), ())
        homes = [i for i in ids if (table[i].country, table[i].kind) == (country.code, "city")]
        if homes:
            found[country.code] = homes[0]
    return found


def _sounds_of(rows: Sequence[str]) -> Callable[[str], IdsBySound]:
    """Return what gives the towns and provinces of a country by sound, made when first asked for.

    An article asks for the country it speaks of, and only for strange names.
    """

    @cache
    def ids() -> Mapping[str, list[int]]:
        found = defaultdict[str, list[int]](list)
        for entry_id, row in enumerate(rows):
            found[row.split("\t", 3)[2]].append(entry_id)
        return found

    @cache
    def of_country(country: str) -> IdsBySound:
        found: dict[str, tuple[int, ...]] = {}
        for entry_id in ids().get(country, ()):
            row = rows[entry_id]
            name, kind = row.split("\t", 2)[1], row.rpartition("\t")[2]
            sound = sound_of_latin(name) if kind in _SOUNDING else ""
            if len(sound) >= SHORTEST:
                found[sound] = (*found.get(sound, ()), entry_id)
        return found

    return of_country


@lru_cache(maxsize=4096)
def _entry(entry_id: int, row: str) -> GazetteerEntry:
    geonames_id, name, country, admin1, district, city, lat, lon, population, kind = row.split("\t")
    return GazetteerEntry(
        entry_id,
        name,
        country,
        admin1 or None,
        city or None,
        float(lat),
        float(lon),
        int(population),
        cast("PlaceKind", kind),
        int(geonames_id) if geonames_id else None,
        district or None,
    )


def _add_geonames(index: _Index) -> None:
    """Add the built table. Its rows are sorted likeliest first and its names are folded."""
    english, arabic = index.names["en"], index.names["ar"]
    text = gzip.decompress(shared_file(PLACES).read_bytes()).decode()
    for line in text.splitlines()[2:]:
        place, zone, english_names, arabic_names = line.rsplit("\t", 3)
        own = (len(index.rows),)
        index.rows.append(place)
        if zone:
            _, _, country, admin1, _ = place.split("\t", 4)
            index.zones[country, admin1] = zone
        for name in english_names.split("|") if english_names else ():
            english[name] = english[name] + own if name in english else own
        for name in arabic_names.split("|") if arabic_names else ():
            arabic[name] = arabic[name] + own if name in arabic else own


def _stop_names() -> Iterable[tuple[str, str]]:
    for row in rows_of(STOP):
        yield row["language"], fold(row["name"], row["language"])


def _add_supplement(index: _Index) -> None:
    """Add hand-made rows: with coordinates a new place, without them names of a known one."""
    rows = list(rows_of(SUPPLEMENT))
    known = _ids_of({row["geonames_id"] for row in rows if not row["lat"]}, index.rows)
    for row in rows:
        if row["lat"]:
            entry_id = len(index.rows)
            index.rows.append("\t".join(row[column] for column in PLACE_COLUMNS))
        else:
            entry_id = known[row["geonames_id"]]
        english, arabic = [row["name"], *listed(row["en"])], listed(row["ar"])
        _name(index, entry_id, english, arabic)
        if arabic:
            index.usual_arabic[entry_id] = arabic[0]


def _add_quarters(index: _Index) -> None:
    """Add the quarters of large towns. Raises LookupError for one of a town outside the table."""
    homes: dict[tuple[str, str], list[str]] = {}
    for row in rows_of(QUARTERS):
        key = row["country"], row["city"]
        home = homes.get(key) or homes.setdefault(key, _town(index, *key))
        values = {
            **row, "geonames_id": "", "admin1": home[3], "district": home[4],
            "population": str(QUARTER_PEOPLE), "kind": "neighbourhood",
        }  # fmt: skip
        index.rows.append("\t".join(values[column] for column in PLACE_COLUMNS))
        _name(index, len(index.rows) - 1, listed(row["en"]), listed(row["ar"]))


def _town(index: _Index, country: str, name: str) -> list[str]:
    """Return the cells of a town's row, the likeliest of that name."""
    named = (index.rows[i].split("\t") for i in index.names["en"].get(fold_latin(name), ()))
    found = next((row for row in named if (row[2], row[-1]) == (country, "city")), None)
    if found is None:
        raise LookupError(f"{QUARTERS}: no town {name} in {country}")
    return found


def _ids_of(wanted: set[str], rows: Sequence[str]) -> Mapping[str, int]:
    ids = ((row.partition("\t")[0], entry_id) for entry_id, row in enumerate(rows))
    return {geonames_id: entry_id for geonames_id, entry_id in ids if geonames_id in wanted}


def _add_countries(index: _Index, countries: Iterable[Country]) -> None:
    for country in countries:
        entry_id = len(index.rows)
        index.rows.append(_country_row(country))
        index.zones[country.code, None] = country.zone
        _name(index, entry_id, country.names["en"], country.names["ar"])


def _country_row(country: Country) -> str:
    before = (str(country.geonames_id), country.name, country.code, "", "", "")
    after = (str(country.lat), str(country.lon), str(country.population), "country")
    return "\t".join((*before, *after))


def _name(index: _Index, entry_id: int, english: Iterable[str], arabic: Iterable[str]) -> None:
    for language, given in (("en", english), ("ar", arabic)):
        names = index.names[language]
        for folded in (fold(name, language) for name in given):
            others = names.get(folded, ())
            if entry_id not in others:
                names[folded] = (*others, entry_id)
                index.late.add((language, folded))


def _sort_late_names(index: _Index, table: PlaceTable) -> None:
    """Put the places that hand-made rows added to a name where their likelihood belongs."""

    def unlikeliness(entry_id: int) -> tuple[int, int, int]:
        entry = table[entry_id]
        return -entry.population, _LIKELIEST_KIND.index(entry.kind), entry_id

    for language, folded in index.late:
        names = index.names[language]
        if len(names[folded]) > 1:
            names[folded] = tuple(sorted(names[folded], key=unlikeliness))
