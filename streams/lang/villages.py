"""Small places that only an Arabic word like `village` makes a place: read when first asked for."""

import gzip
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from streams.domain.geography import GazetteerEntry
from streams.lang.tables import shared_file

VILLAGES = "villages.tsv.gz"
COLUMNS = ("country", "arabic", "name", "lat", "lon", "geonames_id")
_HEAD_LINES = 2


def villages_of(country: str, folded_name: str) -> tuple[GazetteerEntry, ...]:
    """Return the places of `country` with that folded Arabic name; empty when none is known.

    Their `entry_id` is negative: they are no rows of the gazetteer.
    """
    rows = _table().get((country, folded_name), ())
    return tuple(_entry(number, row) for number, row in rows)


@cache
def _table() -> Mapping[tuple[str, str], tuple[tuple[int, str], ...]]:
    """Read the table: 0.1 s, once, and only for articles that name such a place."""
    found: dict[tuple[str, str], tuple[tuple[int, str], ...]] = defaultdict(tuple)
    lines = gzip.decompress(shared_file(VILLAGES).read_bytes()).decode().splitlines()
    for number, line in enumerate(lines[_HEAD_LINES:], 1):
        country, arabic, _ = line.split("\t", 2)
        found[country, arabic] = (*found[country, arabic], (number, line))
    return dict(found)


def _entry(number: int, row: str) -> GazetteerEntry:
    country, arabic, name, lat, lon, geonames_id = row.split("\t")
    return GazetteerEntry(
        entry_id=-number,
        name=name or arabic,
        country=country,
        admin1=None,
        city=None,
        lat=float(lat),
        lon=float(lon),
        population=0,
        kind="city",
        geonames_id=int(geonames_id) if geonames_id else None,
    )
