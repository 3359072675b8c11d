"""Small places that only an Arabic word like `village` makes a place: read when first asked for."""

import gzip
from collections.abc import Mapping, Sequence
from functools import cache

from streams.domain.geography import GazetteerEntry
from streams.domain.sounds import SHORTEST, sound_of_latin
from streams.lang.tables import shared_file

VILLAGES = "villages.tsv.gz"
COLUMNS = ("country", "arabic", "name", "lat", "lon", "geonames_id", "admin1", "word")
_HEAD_LINES = 2
COUNTRIES = frozenset({"IQ", "LB", "LY", "PS", "SD", "SY", "YE"})


def villages_of(country: str, folded_name: str) -> tuple[GazetteerEntry, ...]:
    """Return the places of `country` with that folded Arabic name; empty when none is known.

    Without a country those of all. Their `entry_id` is negative: they are no rows of the gazetteer.
    """
    return tuple(_entry(number, row) for number, row in _rows(country, folded_name))


def unmistakable_villages_of(country: str, folded_name: str) -> tuple[GazetteerEntry, ...]:
    """Return those whose name is no other word, nor a person's, in general news."""
    rows = _rows(country, folded_name)
    return tuple(_entry(number, row) for number, row in rows if row.endswith("\t"))


@cache
def villages_by_sound(country: str) -> Mapping[str, tuple[GazetteerEntry, ...]]:
    """Return the places of a country by the consonants of their English names: 0.1 s, once."""
    found: dict[str, tuple[GazetteerEntry, ...]] = {}
    for rows in _table().values():
        for number, row in rows:
            sound = sound_of_latin(row.split("\t", 3)[2]) if row.startswith(country) else ""
            if len(sound) >= SHORTEST:
                found[sound] = (*found.get(sound, ()), _entry(number, row))
    return found


def _rows(country: str, folded_name: str) -> Sequence[tuple[int, str]]:
    rows = _table().get(folded_name, ())
    return [(number, row) for number, row in rows if row.startswith(country)]


@cache
def _table() -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Read the table: 0.1 s, once, and only for articles that may name such a place."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    lines = gzip.decompress(shared_file(VILLAGES).read_bytes()).decode().splitlines()
    for number, line in enumerate(lines[_HEAD_LINES:], 1):
        _, arabic, _ = line.split("\t", 2)
        found[arabic] = (*found.get(arabic, ()), (number, line))
    return found


def _entry(number: int, row: str) -> GazetteerEntry:
    country, arabic, name, lat, lon, geonames_id, admin1, _ = row.split("\t")
    return GazetteerEntry(
        entry_id=-number,
        name=name or arabic,
        country=country,
        admin1=admin1 or None,
        city=None,
        lat=float(lat),
        lon=float(lon),
        population=0,
        kind="city",
        geonames_id=int(geonames_id) if geonames_id else None,
    )
