"""Made-up incidents for the benchmarks of storage: those of the seeds, moved in time and space."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bench.articles import seeds
from streams.domain.records import Alert, Article, Attack, EventDate, Incident, Place, Record
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from streams.driver import TopologyDriver
from streams.lang.countries import load_countries
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY

START_MS = 1_700_000_000_000
YEAR_MS = 365 * 24 * 3_600_000
CROWDED = ("IQ", "SY", "YE", "AF", "PK", "NG", "ML", "SO", "UA", "IL", "LB", "SD", "EG", "MX")
"""Where half of the incidents happen."""


def stories() -> list[list[Record]]:
    """Return each incident of the seeds with all revisions, articles, accounts and alerts."""
    running = TopologyDriver(TOPOLOGY, load_context())
    running.feed(ARTICLE_RAW, seeds())
    articles = {a.article_id: a for a in running.out[ARTICLE_TAGGED] if isinstance(a, Article)}
    attacks = {a.attack_id: a for a in running.out[ATTACK_REPORTED] if isinstance(a, Attack)}
    found: dict[str, list[Record]] = {}
    for incident in running.out[INCIDENT_UPDATED]:
        assert isinstance(incident, Incident)  # noqa: S101 - the topic holds nothing else
        found.setdefault(incident.incident_id, []).append(incident)
    for name, records in found.items():
        last = records[-1]
        assert isinstance(last, Incident)  # noqa: S101
        records += [articles[report.article_id] for report in last.reports]
        records += [attacks[report.attack_id] for report in last.reports]
        told = running.out[ALERT_BREAKING]
        records += [a for a in told if isinstance(a, Alert) and a.incident_id == name]
    return list(found.values())


def made_up(count: int, seed: int = 8) -> Iterator[list[Record]]:
    """Yield so many incidents, each with all that belongs to it; the same ones for a seed."""
    chance, patterns = random.Random(seed), stories()  # noqa: S311 - not for secrets
    countries = load_countries().by_code
    for number in range(count):
        code = chance.choice(CROWDED if number % 2 else sorted(countries))
        country = countries[code]
        lat = max(-89.0, min(89.0, country.lat + chance.gauss(0, 2)))
        lon = (country.lon + chance.gauss(0, 2) + 180) % 360 - 180
        place = Place(f"Town {number}", "city", f"Town {number}", code, None, lat=lat, lon=lon)
        yield moved(chance.choice(patterns), number, place, START_MS + chance.randrange(YEAR_MS))


def moved(story: Sequence[Record], number: int, place: Place, at: int) -> list[Record]:
    """Return a story as if it had happened at another place and time."""
    first = next(one for one in story if isinstance(one, Incident))
    return [_moved(record, f"{number:06}", place, at - first.first_reported_at) for record in story]


def _moved(record: Record, mark: str, place: Place, by: int) -> Record:
    match record:
        case Incident():
            reports = tuple(
                replace(
                    report,
                    article_id=f"{report.article_id}-{mark}",
                    attack_id=f"{report.attack_id}-{mark}",
                    fetched_at=report.fetched_at + by,
                )
                for report in record.reports
            )
            return replace(
                record,
                incident_id=f"inc-{mark}",
                country=place.country or "",
                place=place,
                date=EventDate(_day(record.first_reported_at + by), None, "day", "text"),
                reports=reports,
                first_reported_at=record.first_reported_at + by,
                last_reported_at=record.last_reported_at + by,
                updated_at=record.updated_at + by,
            )
        case Article():
            name = f"{record.article_id}-{mark}"
            return replace(record, article_id=name, fetched_at=record.fetched_at + by)
        case Attack():
            return replace(
                record,
                attack_id=f"{record.attack_id}-{mark}",
                article_id=f"{record.article_id}-{mark}",
                fetched_at=record.fetched_at + by,
            )
        case Alert():
            name = f"{record.alert_id}-{mark}"
            return replace(record, alert_id=name, incident_id=f"inc-{mark}", at=record.at + by)
        case _:
            return record


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()
