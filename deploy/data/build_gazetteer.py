"""Build `places.tsv.gz`, the compact table of places that the product reads.

Run from the repository root: `python -m deploy.data.build_gazetteer`. The result depends on the two
packages named in its first line, on the supplement's names, on countries.tsv and on
gazetteer_countries.tsv; the packages are needed for building only.
"""

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.data.geonames import Division, Town, divisions, sources, towns
from deploy.data.place_names import (
    OTHER_LANGUAGES,
    arabic_names,
    ascii_name,
    bare_division,
    english_names,
    other_names,
    with_division_words,
    without_division,
)
from streams.domain.folding import fold_latin
from streams.lang.countries import load_countries
from streams.lang.gazetteer import PLACE_COLUMNS
from streams.lang.tables import rows_of

OUTPUT = Path("streams/lang/shared/places.tsv.gz")
OTHERS = Path("streams/lang/shared/place_names.tsv.gz")
CHOICES = Path("deploy/data/gazetteer_countries.tsv")
KIND_ORDER = {"city": 0, "district": 1, "province": 2}


@dataclass(frozen=True, slots=True)
class Choice:
    """How much is kept of a country, see the head of gazetteer_countries.tsv."""

    smallest_town: int = 15_000
    arabic_named: int = 5_000
    districts: bool = False
    transliterated: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """All that rows are made from. `names` are the supplement's English names by GeoNames id."""

    divisions: Mapping[str, Division]
    names: Mapping[int, str]
    choices: Mapping[str, Choice]
    default: Choice = field(default_factory=Choice)

    def choice(self, country: str) -> Choice:
        """Return how much is kept of a country."""
        return self.choices.get(country, self.default)

    def division_name(self, code: str | None) -> str:
        """Return the English name of a division, empty when there is none."""
        division = self.divisions.get(code or "")
        if division is None:
            return ""
        given = self.names.get(division.geonames_id)
        return given or bare_division(division.name, division.aliases)

    def town_name(self, town: Town) -> str:
        """Return the English name of a town."""
        return self.names.get(town.geonames_id) or ascii_name(town.name)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `en` and `ar` are folded names."""

    geonames_id: int
    name: str
    country: str
    admin1: str
    district: str
    lat: float
    lon: float
    population: int
    kind: str
    zone: str
    en: tuple[str, ...]
    ar: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]]

    def line(self) -> str:
        """Return the row as a line of the table; no row of GeoNames lies in a city."""
        where = str(self.geonames_id), self.name, self.country, self.admin1, self.district, ""
        what = f"{self.lat:.4f}", f"{self.lon:.4f}", str(self.population), self.kind, self.zone
        return "\t".join((*where, *what, "|".join(self.en), "|".join(self.ar)))


def main() -> None:
    """Write the table and say what it holds."""
    source = Source({d.code: d for d in divisions()}, _supplement_names(), _choices())
    all_towns = list(towns())
    kept = (town for town in all_towns if _is_kept(town, source))
    rows = [*(_town_row(town, source) for town in kept), *_division_rows(all_towns, source)]
    rows = [row for row in rows if row.name]  # a few are named in Cyrillic alone
    rows.sort(key=lambda row: (-row.population, KIND_ORDER[row.kind], row.geonames_id))
    _write(rows)
    kinds = dict(Counter(row.kind for row in rows))
    english, arabic = sum(len(row.en) for row in rows), sum(len(row.ar) for row in rows)
    sys.stdout.write(f"{kinds}, {english} English and {arabic} Arabic names\n")


def _write(rows: Sequence[Row]) -> None:
    head = (
        f"# GeoNames (CC BY 4.0) through {sources()}; names are folded; the likeliest place first"
    )
    lines = [head, "\t".join((*PLACE_COLUMNS, "zone", "en", "ar")), *(row.line() for row in rows)]
    # mtime 0: the same input gives the same bytes.
    OUTPUT.write_bytes(_packed(lines))
    named = ("\t".join((str(row.geonames_id), *map("|".join, row.others.values()))) for row in rows)
    others = [line for line in named if line.strip("\t0123456789")]
    OTHERS.write_bytes(_packed([head, "\t".join(("geonames_id", *OTHER_LANGUAGES)), *others]))


def _packed(lines: Sequence[str]) -> bytes:
    return gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)


def _supplement_names() -> dict[int, str]:
    rows = rows_of("places_supplement.tsv")
    return {int(row["geonames_id"]): row["name"] for row in rows if not row["lat"]}


def _choices() -> dict[str, Choice]:
    lines = CHOICES.read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    return {
        country: Choice(int(smallest), int(arabic), districts == "yes", transliterated == "yes")
        for country, smallest, arabic, districts, transliterated in table[1:]
    }


def _is_kept(town: Town, source: Source) -> bool:
    choice = source.choice(town.country)
    if town.population >= choice.smallest_town or town.geonames_id in source.names:
        return True
    return town.population >= choice.arabic_named and bool(arabic_names(town.alternates))


def _town_row(town: Town, source: Source) -> Row:
    choice = source.choice(town.country)
    name = source.town_name(town)
    return Row(
        town.geonames_id,
        name,
        town.country,
        source.division_name(town.province),
        source.division_name(town.district) if choice.districts else "",
        town.lat,
        town.lon,
        town.population,
        "city",
        "",
        english_names([name, town.name], town.alternates, choice.transliterated),
        arabic_names(town.alternates),
        other_names(town.alternates),
    )


def _division_rows(all_towns: Iterable[Town], source: Source) -> Iterator[Row]:
    members: dict[str, list[Town]] = defaultdict(list)
    for town in all_towns:
        members[town.province].append(town)
        if town.district is not None and source.choice(town.country).districts:
            members[town.district].append(town)
    for code, inside in members.items():
        if code in source.divisions:
            yield _division_row(source.divisions[code], inside, source)


def _division_row(division: Division, inside: Sequence[Town], source: Source) -> Row:
    name = source.division_name(division.code)
    kind = "district" if division.is_district else "province"
    namesakes = [town for town in inside if _is_namesake(town, division, source)]
    arabic = arabic_names(division.aliases) or arabic_names(
        alternate for town in namesakes for alternate in town.alternates
    )
    transliterated = source.choice(division.country).transliterated
    bare = [without_division(given) for given in (name, division.name, *division.aliases)]
    english = english_names(bare[:2], bare[2:], transliterated)
    return Row(
        division.geonames_id,
        name,
        division.country,
        source.division_name(division.province),
        name if division.is_district else "",
        sum(town.lat for town in inside) / len(inside),
        sum(town.lon for town in inside) / len(inside),
        _prior(inside, namesakes),
        kind,
        "" if division.is_district else _zone(division.country, inside),
        with_division_words(english, kind, "en"),
        with_division_words(arabic, kind, "ar"),
        other_names(division.aliases),
    )


def _is_namesake(town: Town, division: Division, source: Source) -> bool:
    if set(arabic_names(town.alternates)) & set(arabic_names(division.aliases)):
        return True
    of_town = {source.town_name(town), town.name}
    of_division = {source.division_name(division.code), division.name, *division.aliases}
    bare = {fold_latin(without_division(name)) for name in of_division}
    return not bare.isdisjoint(map(fold_latin, of_town))


def _prior(inside: Sequence[Town], namesakes: Sequence[Town]) -> int:
    """Count the people in its towns, but not above a town of its name: a bare name means that."""
    total = sum(town.population for town in inside)
    return min([total, *(town.population for town in namesakes)])


def _zone(country: str, inside: Sequence[Town]) -> str:
    """Return the zone of most people there when it is not the country's own, else nothing."""
    people: Counter[str] = Counter()
    for town in inside:
        people[town.zone] += town.population + 1
    zone = people.most_common(1)[0][0]
    known = load_countries().by_code.get(country)
    return "" if known is not None and known.zone == zone else zone


if __name__ == "__main__":
    main()
