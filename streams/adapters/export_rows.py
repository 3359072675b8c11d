"""Incidents as rows of a table that analysts know, named after ACLED's columns where they agree.

docs/storage.md says what each column holds; a test compares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa

from streams.adapters.incident_filters import Wanted
from streams.adapters.incident_queries import IncidentLine, incidents, records
from streams.adapters.pages import LARGEST
from streams.domain.records import FusedToll, Incident
from streams.lang.countries import load_countries

Cell = str | int | float | None
Kind = Literal["text", "whole", "real"]
SEPARATOR = "; "

COLUMNS: dict[str, Kind] = {
    "event_id": "text",
    "event_date": "text",
    "event_date_end": "text",
    "year": "whole",
    "time_precision": "whole",
    "event_type": "text",
    "engagement": "text",
    "stage": "text",
    "actor1": "text",
    "actor1_id": "text",
    "actor1_confidence": "text",
    "claimed_by": "text",
    "target_type": "text",
    "target": "text",
    "civilian_targeting": "text",
    "iso": "text",
    "country": "text",
    "admin1": "text",
    "admin2": "text",
    "location": "text",
    "latitude": "real",
    "longitude": "real",
    "geo_precision": "whole",
    "source": "text",
    "source_count": "whole",
    "languages": "text",
    "notes": "text",
    "fatalities": "whole",
    "fatalities_low": "whole",
    "fatalities_high": "whole",
    "injuries": "whole",
    "injuries_low": "whole",
    "injuries_high": "whole",
    "abducted": "whole",
    "perpetrator_fatalities": "whole",
    "corroboration": "text",
    "level": "text",
    "status": "text",
    "campaign_id": "text",
    "first_reported": "text",
    "last_reported": "text",
    "revision": "whole",
    "timestamp": "whole",
}

_TIME_PRECISION = {"hour": 1, "day": 1, "week": 2, "month": 3}
_GEO_PRECISION = {"neighbourhood": 1, "city": 1, "district": 2, "province": 3}
_CIVILIAN = frozenset(
    ("civilians", "religious", "market", "school", "hospital", "transport", "media", "ngo")
)


@dataclass(frozen=True, slots=True)
class Exported:
    """An incident on its way into a file."""

    row: dict[str, Cell]
    incident: Incident


def exported(connection: sa.Connection, wanted: Wanted) -> Iterator[Exported]:
    """Yield the incidents that are wanted, newest first, a page of them in memory at a time."""
    cursor = None
    while True:
        page = incidents(connection, wanted, cursor=cursor, limit=LARGEST)
        whole = records(connection, [line.incident_id for line in page.items])
        for line in page.items:
            incident = whole[line.incident_id]
            yield Exported(row_of(line, incident), incident)
        cursor = page.next
        if cursor is None:
            return


def row_of(line: IncidentLine, incident: Incident) -> dict[str, Cell]:
    """Return a cell for each of COLUMNS; None where no report says."""
    row = {
        **_when(incident),
        **_what(incident),
        **_where(incident),
        **_who_says(incident),
        **_tolls(incident),
        "event_id": line.incident_id,
        "notes": line.headline,
        "corroboration": line.corroboration,
        "level": line.level,
        "status": line.status,
        "campaign_id": line.campaign_id,
        "revision": line.revision,
        "timestamp": line.updated_at // 1000,
    }
    return {name: row[name] for name in COLUMNS}


def _when(incident: Incident) -> dict[str, Cell]:
    date = incident.date
    return {
        "event_date": date.start,
        "event_date_end": date.end,
        "year": int(date.start[:4]) if date.start else None,
        "time_precision": _TIME_PRECISION.get(date.precision),
        "first_reported": _moment(incident.first_reported_at),
        "last_reported": _moment(incident.last_reported_at),
    }


def _what(incident: Incident) -> dict[str, Cell]:
    who, targets = incident.perpetrators, incident.targets
    claimed = [claim.claimant for claim in incident.claims if claim.kind == "responsibility"]
    civilian = _CIVILIAN & {target.category for target in targets}
    return {
        "event_type": _joined(incident.attack_types),
        "engagement": incident.engagement,
        "stage": incident.stage,
        "actor1": _joined([one.name for one in who]),
        "actor1_id": _joined([one.group_id for one in who]),
        "actor1_confidence": _joined([one.confidence for one in who]),
        "claimed_by": _joined(claimed),
        "target_type": _joined([target.category for target in targets]),
        "target": _joined([target.name for target in targets]),
        "civilian_targeting": "Civilian targeting" if civilian else None,
    }


def _where(incident: Incident) -> dict[str, Cell]:
    place, country = incident.place, load_countries().by_code.get(incident.country)
    return {
        "iso": incident.country,
        "country": country.name if country else incident.country,
        "admin1": place.admin1,
        "admin2": place.district,
        "location": place.canonical or place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _GEO_PRECISION.get(place.precision),
    }


def _who_says(incident: Incident) -> dict[str, Cell]:
    return {
        "source": _joined([report.source for report in incident.reports]),
        "source_count": incident.independent_sources,
        "languages": _joined(incident.languages),
    }


def _tolls(incident: Incident) -> dict[str, Cell]:
    tolls = incident.tolls
    killed, wounded = figures(tolls.killed), figures(tolls.wounded)
    return {
        **dict(zip(("fatalities", "fatalities_low", "fatalities_high"), killed, strict=True)),
        **dict(zip(("injuries", "injuries_low", "injuries_high"), wounded, strict=True)),
        "abducted": figures(tolls.abducted)[0],
        "perpetrator_fatalities": figures(tolls.perpetrators_killed)[0],
    }


def figures(toll: FusedToll | None) -> tuple[int | None, int | None, int | None]:
    """Return best, low and high of a toll; None for each where no source says."""
    return (None, None, None) if toll is None else (toll.best, toll.low, toll.high)


def _joined(words: Sequence[str | None]) -> str | None:
    """Return the words that there are, each once."""
    return SEPARATOR.join(dict.fromkeys(word for word in words if word)) or None


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
