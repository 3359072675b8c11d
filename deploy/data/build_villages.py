"""Build `villages.tsv.gz`, the small places of Arab countries that the gazetteer leaves out.

Run from the repository root: `python -m deploy.data.build_villages PLACES`, where PLACES is a
gzipped file of Who's On First records, one JSON object a line (`country`, `placetype`, `name`,
`name_ar`, `lat`, `lon`, `gn`). Records without an Arabic name of four letters, or no longer
current, are left out; of two of one name within three kilometres the first stays.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deploy.data.place_names import ascii_name
from streams.domain.folding import fold_arabic
from streams.domain.geography import distance_km
from streams.lang.villages import COLUMNS, VILLAGES

OUTPUT = Path("streams/lang/shared") / VILLAGES
SOURCE = (
    "# Who's On First (CC BY 4.0; most records from GeoNames, CC BY 4.0): name, place, GeoNames id"
)
SHORTEST = 4
NEAR_KM = 3.0


def main(path: Path) -> None:
    """Write the table from the records at `path`."""
    rows = sorted(_rows(path))
    text = "\n".join([SOURCE, "\t".join(COLUMNS), *("\t".join(row) for row in rows), ""])
    OUTPUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(rows)} places, {OUTPUT.stat().st_size:,} bytes")


def _rows(path: Path) -> Iterator[tuple[str, ...]]:
    kept: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if not _is_current(record):
                continue
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
                )


def _is_current(record: dict[str, Any]) -> bool:
    gone = record["superseded"] or record["deprecated"] or record["is_current"] == 0
    return record["placetype"] == "locality" and not gone


def _is_name(name: str) -> bool:
    letters = name.replace(" ", "")
    return len(name) >= SHORTEST and all("\u0621" <= letter <= "\u064a" for letter in letters)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
