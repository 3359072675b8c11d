"""Build `villages.tsv.gz`, the small places of Arab countries that the gazetteer leaves out.

Run from the repository root: `python -m deploy.data.build_villages PLACES NEWS`. PLACES is a
gzipped file of Who's On First records, one JSON object a line (`country`, `placetype`, `name`,
`name_ar`, `lat`, `lon`, `gn`, `hier`). Records without an Arabic name of four letters, or no longer
current, are left out; of two of one name within three kilometres the first stays. NEWS is a gzipped
file of general Arabic news, one JSON object a line (`title`, `body`): a name that stands in many of
its articles is an ordinary word or a person's name too, and marked as such.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.data.place_names import ascii_name
from streams.domain.folding import fold_arabic
from streams.domain.geography import distance_km
from streams.lang.gazetteer import load_gazetteer
from streams.lang.villages import COLUMNS, VILLAGES

OUTPUT = Path("streams/lang/shared") / VILLAGES
SOURCE = (
    "# Who's On First (CC BY 4.0; most records from GeoNames, CC BY 4.0): name, place, GeoNames id"
)
SHORTEST = 4
NEAR_KM = 3.0
COMMON_ARTICLES = 3
"""Articles of general news from which on a name is a word of the language."""
CLITICS = ("وال", "بال", "ولل", "فال", "كال", "لل", "ال", "وب", "ول", "و", "ب", "ل", "ف")

Record = dict[str, Any]


def main(places: Path, news: Path) -> None:
    """Write the table from the records at `places` and the articles at `news`."""
    common = _common_words(news)
    rows = sorted(_rows(list(_records(places)), common))
    text = "\n".join([SOURCE, "\t".join(COLUMNS), *("\t".join(row) for row in rows), ""])
    OUTPUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(rows)} places, {OUTPUT.stat().st_size:,} bytes")


def _records(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _common_words(path: Path) -> Mapping[str, int]:
    """Return in how many articles each word stands, with and without what is written on it."""
    counted: Counter[str] = Counter()
    for article in _records(path):
        text = f"{article.get('title') or ''} {article.get('body') or ''}"
        counted.update(set(_forms(re.findall("[\u0621-\u064a]+", fold_arabic(text)))))
    return counted


def _forms(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        for clitic in CLITICS:
            if word.startswith(clitic) and len(word) - len(clitic) >= SHORTEST - 1:
                yield word.removeprefix(clitic)


def _rows(records: Sequence[Record], common: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    kept: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    provinces = _provinces(records)
    for record in filter(_is_current, records):
        lat, lon = float(record["lat"]), float(record["lon"])
        for name in dict.fromkeys(fold_arabic(n) for n in record["name_ar"]):
            known = kept[record["country"], name]
            if not _is_name(name) or any(distance_km(lat, lon, *p) < NEAR_KM for p in known):
                continue
            known.append((lat, lon))
            yield (
                record["country"].upper(),
                name,
                ascii_name(record["name"]).strip(" `'"),
                f"{lat:.3f}",
                f"{lon:.3f}",
                str(record["gn"] or ""),
                provinces.get(record["hier"].get("region_id"), ""),
                "yes" if _is_common(name, common) else "",
            )


def _is_common(name: str, common: Mapping[str, int]) -> bool:
    """Whether each word of a name, or what is left without the article, is one of general news."""
    return all(
        max(common.get(word, 0), common.get(word.removeprefix("ال"), 0)) >= COMMON_ARTICLES
        for word in name.split()
    )


def _provinces(records: Sequence[Record]) -> Mapping[int, str]:
    """Return what the gazetteer calls each region, by its number in Who's On First."""
    provinces = [e for e in load_gazetteer().entries if e.kind == "province"]
    by_number = {e.geonames_id: e.name for e in provinces if e.geonames_id is not None}
    by_name = {(e.country.lower(), e.name): e.name for e in provinces}
    regions = (r for r in records if r["placetype"] == "region")
    named = ((r, (r["country"], ascii_name(r["name"]))) for r in regions)
    found = {r["id"]: by_number.get(r["gn"]) or by_name.get(name) for r, name in named}
    return {number: name for number, name in found.items() if name is not None}


def _is_current(record: Record) -> bool:
    gone = record["superseded"] or record["deprecated"] or record["is_current"] == 0
    return record["placetype"] == "locality" and not gone


def _is_name(name: str) -> bool:
    letters = name.replace(" ", "")
    return len(name) >= SHORTEST and all("\u0621" <= letter <= "\u064a" for letter in letters)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
