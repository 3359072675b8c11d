"""Turn MUC-4 documents and their keys into the gold form that the scorer reads.

What the keys call an attack is wider than ours: robberies and work stoppages are left out, optional
templates may be found or not, and a document that holds nothing else is not scored for detection.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from streams.lang.countries import load_countries

Template = Mapping[str, Sequence[str]]
Gold = dict[str, Any]

TYPES = {
    "ATTACK": ("armed_assault", "assassination", "facility_attack", "stabbing", "air_strike",
               "drone_strike", "shelling_or_rocket", "vehicle_ramming", "chemical", "other"),
    "BOMBING": ("bombing", "suicide_bombing", "facility_attack", "air_strike",
                "shelling_or_rocket"),
    "KIDNAPPING": ("hostage_taking",),
    "ARSON": ("arson", "facility_attack"),
}  # fmt: skip
"""The keys' types and ours that say no less; the first is the usual one."""
TARGETS = {
    "LAW ENFORCEMENT": "police", "ACTIVE MILITARY": "military", "GOVERNMENT OFFICIAL": "government",
    "POLITICAL FIGURE": "politician", "DIPLOMAT": "diplomatic", "LEGAL OR JUDICIAL": "government",
    "CIVILIAN": "civilians", "SECURITY GUARD": "police",
}  # fmt: skip
DATELINE = re.compile(
    r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* ([89]\d)\b"
)
TOWNS = ("CITY", "TOWN", "VILLAGE", "MUNICIPALITY", "PORT", "TOWNSHIP")
PROVINCES = ("DEPARTMENT", "PROVINCE", "REGION")
FRESH = timedelta(days=14)
"""A document whose attacks are all older tells of the past: we do not report it on purpose."""


def documents(folder: Path, parts: Sequence[str]) -> Iterator[Gold]:
    """Yield the gold rows of the parts (`dev`, `tst1`, ...) in the order of the files."""
    for part in parts:
        with gzip.open(folder / f"all_slots_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield gold_of(json.loads(line))


def gold_of(document: Mapping[str, Any]) -> Gold:
    """Return the gold row of a document. `is_attack` None: scored for nothing but its events."""
    published = _published(document["text"])
    kept = [t for t in document["templates"] if _one(t, "INCIDENT: TYPE") in TYPES]
    kept = [t for t in kept if "THREATENED" not in _one(t, "INCIDENT: STAGE OF EXECUTION")]
    sure = [t for t in kept if "OPTIONAL" not in _one(t, "MESSAGE: TEMPLATE")]
    return {
        "id": document["docid"], "language": "en", "source": "fbis.example", "url": None,
        "title": None, "body": document["text"], "published_at": published.isoformat(),
        "is_attack": bool(sure) if sure or not document["templates"] else None,
        "is_fresh": any(_is_fresh(t, published) for t in sure),
        "reject_reason": None, "events": [_event(t, published) for t in kept],
    }  # fmt: skip


def _one(template: Template, key: str) -> str:
    return template[key][0]


def _published(text: str) -> datetime:
    """Return the evening of the dateline's day."""
    return next(_moments(text), datetime(1990, 1, 1, 20, tzinfo=UTC))


def _moments(text: str) -> Iterator[datetime]:
    """Yield the evenings of the days that a text names; a few that the keys name do not exist."""
    for day, month, year in DATELINE.findall(text):
        with suppress(ValueError):
            yield datetime.strptime(f"{day} {month} 19{year} 20+00:00", "%d %b %Y %H%z")


def _is_fresh(template: Template, published: datetime) -> bool:
    """Whether the attack is at most FRESH old, or of no said day."""
    days = list(_moments(_one(template, "INCIDENT: DATE")))
    return not days or published - days[-1] <= FRESH


def _event(template: Template, published: datetime) -> Gold:
    first, *others = TYPES[_one(template, "INCIDENT: TYPE")]
    names = [n for entry in template["PERP: ORGANIZATION ID"] for n in quoted(entry)]
    kinds = [e.partition(":")[0].strip(" ?") for e in template["HUM TGT: TYPE"]]
    return {
        "attack_type": first, "alt_types": others,
        "foiled": _one(template, "INCIDENT: STAGE OF EXECUTION") == "ATTEMPTED",
        "date": _day(_one(template, "INCIDENT: DATE"), published),
        **place_in(_one(template, "INCIDENT: LOCATION")), "lat": None, "lon": None, "km": 25,
        "perpetrator": names[0] if names else None, "perpetrator_alt": names[1:],
        "targets": sorted({TARGETS[k] for k in kinds if k in TARGETS}),
        "killed_victims": toll(template, "DEATH"), "wounded": toll(template, "INJURY"),
        "killed_attackers": None, "abducted": None, "claimed_by": None,
    }  # fmt: skip


def _day(said: str, published: datetime) -> str:
    return next(_moments(said), published).date().isoformat()


def quoted(entry: str) -> list[str]:
    """Return the strings that an answer allows, each as the text has it."""
    return re.findall(r'"((?:[^"\\]|\\.)+)"', entry.replace('\\"', ""))


def place_in(said: str) -> Gold:
    """Return country code, province, town and finer places of `COUNTRY: A (CITY): B (STREET)`."""
    country, *rest = (part.strip() for part in said.partition(" - ")[0].split(":"))
    names = load_countries().names["en"]
    found: dict[str, str] = {}
    places: list[str] = []
    for part in rest:
        name, _, kind = part.partition("(")
        kind = kind.strip(" )")
        slot = "city" if kind in TOWNS else "admin1" if kind in PROVINCES else ""
        if slot:
            found[slot] = name.strip()
        elif name.strip():
            places.append(name.strip())
    code = names.get(country.strip("? ()").split(" / ")[0].casefold())
    return {"country": code, "admin1": found.get("admin1"), "city": found.get("city"),
            "places": places}  # fmt: skip


def toll(template: Template, effect: str) -> int | None:
    """Return how many suffered `effect`, None where a number is missing or names may overlap."""
    hurt = {n for e in template["HUM TGT: EFFECT OF INCIDENT"] if e.startswith(effect)
            for n in quoted(e)[:1]}  # fmt: skip
    counts = {}
    for entry in template["HUM TGT: NUMBER"]:
        number, _, who = entry.partition(":")
        for name in quoted(who)[:1]:
            counts[name] = number.strip()
    numbers = [counts.get(name, "") for name in hurt]
    if not numbers or not all(number.isdecimal() for number in numbers):
        return None
    figures = [int(number) for number in numbers]
    return None if 1 in figures and max(figures) > 2 else sum(figures)
