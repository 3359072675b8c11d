"""Captions of the Syrian Archive: one line in Arabic and one in English of an attack on the map.

The repository holds figures alone. Half of the captions, by a hash of their reference code, may be
read by who works on rules; the other half is only scored.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from deploy.evaluate.scorer import Row, Scorer
from streams.domain.folding import fold
from streams.domain.geography import GazetteerEntry, distance_km
from streams.lang.gazetteer import load_gazetteer

HALVES = ("development", "test")
IN_TOWN_KM = 5.0
TOWN_KM = 25.0
"""How far off a place may be: in a large town, and elsewhere."""
WITHIN_TOWN_KM = 7.0
SOURCE = "syrianarchive.org"
CAPITALS = {"LATTAKIA": "Latakia", "DEIR EZZOR": "Deir ez-Zor", "DARAA": "Daraa"}

_DEGREES = re.compile(r"(\d+)\s*°\s*(\d+)\s*['′]\s*([\d.]+)")

Point = tuple[float, float]


class Caption(NamedTuple):
    """A line of text and where its attack was, with how far off an answer may be."""

    row: Row
    point: Point
    bound: float


def captions(scorer: Scorer, folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each half and language by name, with its figures."""
    rows = list(_rows(folder))
    for half in HALVES:
        for language in ("ar", "en"):
            chosen = [caption_of(row, language) for row in rows if half_of(row) == half]
            known = [caption for caption in chosen if caption is not None]
            yield f"Syrian Archive captions, {half}, {language}", _figures(scorer, known)


def half_of(row: Mapping[str, str]) -> str:
    """Return the half that a row belongs to."""
    return HALVES[sha256(row["reference_code"].encode()).digest()[0] % 2]


def caption_of(row: Mapping[str, str], language: str) -> Caption | None:
    """Return the caption in a language, None where nobody has said where it was."""
    lat, lon = (degrees(row[f"location_{axis}"]) for axis in ("latitude", "longitude"))
    if lat is None or lon is None:
        return None
    text = {
        "id": row["reference_code"], "source": SOURCE, "url": None, "title": None,
        "body": row[f"description_{language}"],
        "published_at": row["recording_date"].replace(" ", "T"),
    }  # fmt: skip
    near = any(distance_km(lat, lon, c.lat, c.lon) <= WITHIN_TOWN_KM for c in _large_towns(row))
    return Caption(text, (lat, lon), IN_TOWN_KM if near else TOWN_KM)


def degrees(written: str) -> float | None:
    """Return decimal degrees of `36.19`, `36.19N` or `36°11'58"N`, None of anything else."""
    found = _DEGREES.match(written.strip())
    if found:
        whole, minutes, seconds = map(float, found.groups())
        return whole + minutes / 60 + seconds / 3600
    plain = re.fullmatch(r"(\d+(?:\.\d+)?)[NE]?", written.strip())
    return float(plain[1]) if plain else None


def _large_towns(row: Mapping[str, str]) -> Sequence[GazetteerEntry]:
    """Return the town that a row's governorate has its name from."""
    said = row["location"].partition(":")[0].strip()
    name = fold(CAPITALS.get(said, said), "en")
    named = _gazetteer().named("en", name) if name else ()
    return [entry for entry in named if (entry.country, entry.kind) == ("SY", "city")]


_gazetteer = cache(load_gazetteer)


def _figures(scorer: Scorer, known: Sequence[Caption]) -> dict[str, float]:
    """Return how many captions are read as attacks, and the share of places that are right.

    Captions of a film, not of an attack, are many: what is asked first is where, whatever is
    thought of whether. `wrong` are the places that mislead; the others are not known.
    """
    attacks = [row["attacks"] for row in scorer.read([caption.row for caption in known])]
    places = scorer.places([caption.row for caption in known])
    told = [(c, found[0]["place"]) for c, found in zip(known, attacks, strict=True) if found]
    whatever = Counter(_verdict(c, p) for c, p in zip(known, places, strict=True) if p is not None)
    reported = Counter(_verdict(c, place) for c, place in told)
    return {
        "captions": len(known), "name an attack": whatever.total(),
        "place right, of these": _share(whatever, "right"),
        "place wrong, of these": _share(whatever, "wrong"),
        "read as attacks": reported.total(),
        "place right, of attacks": _share(reported, "right"),
        "place wrong, of attacks": _share(reported, "wrong"),
    }  # fmt: skip


def _verdict(caption: Caption, place: Row) -> str:
    if place["lat"] is None:
        return "unknown"
    off = distance_km(*caption.point, place["lat"], place["lon"])
    return "right" if off <= caption.bound else "wrong"


def _share(verdicts: Counter[str], verdict: str) -> float:
    return round(verdicts[verdict] / max(1, verdicts.total()), 4)


def _rows(folder: Path) -> Iterator[Mapping[str, str]]:
    with gzip.open(folder / "captions.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
