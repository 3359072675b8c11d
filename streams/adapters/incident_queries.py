"""Lists of incidents: by time, place, kind, perpetrator, level and words, in pages.

Pure functions over a connection to a database that `news_schema` brought up to date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from streams.adapters.incident_filters import Wanted, conditions
from streams.adapters.news_tables import ALERTS, INCIDENT_TERMS, INCIDENTS
from streams.adapters.news_words import TYPE
from streams.adapters.pages import Order, Page, page
from streams.domain.plain import from_plain
from streams.domain.records import Incident
from streams.domain.records.vocabulary import (
    AlertLevel,
    AttackType,
    Corroboration,
    IncidentStatus,
)

By = Literal["reported", "updated"]
ORDERS: dict[By, Order] = {
    "reported": Order("reported", (INCIDENTS.c.first_reported_at, INCIDENTS.c.incident_id)),
    "updated": Order("updated", (INCIDENTS.c.updated_at, INCIDENTS.c.incident_id)),
}
"""By first report an incident keeps its place while others are paged; by update it moves up."""


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident as a list or a map shows it. Times are epoch milliseconds UTC.

    `headline` is that of its last alert, with the language of the trigger's beside it; None when
    it never alerted. `why_low` are the conditions of the push gate that keep it from doing so.
    """

    incident_id: str
    revision: int
    status: IncidentStatus
    corroboration: Corroboration
    level: AlertLevel
    why_low: tuple[str, ...]
    country: str
    city: str | None
    place: str
    lat: float | None
    lon: float | None
    date: str | None
    killed: int | None
    wounded: int | None
    abducted: int | None
    perpetrators_killed: int | None
    perpetrator: str | None
    independent_sources: int
    campaign_id: str | None
    merged_into: str | None
    first_reported_at: int
    last_reported_at: int
    updated_at: int
    synthetic: bool
    attack_types: tuple[AttackType, ...]
    headline: str | None
    headline_other: str | None
    headline_language: str | None


_SHOWN = tuple(name for name in IncidentLine.__slots__ if name in INCIDENTS.c)
_TOLD = ("headline", "headline_other", "headline_language")


def incidents(
    connection: sa.Connection,
    wanted: Wanted,
    *,
    by: By = "reported",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[IncidentLine]:
    """Return a page of the incidents that are wanted, newest first.

    Raises InputError for a cursor that is none of this order.
    """
    query = _selected(connection, wanted)
    return page(connection, query, ORDERS[by], cursor, limit, lambda rows: _lines(connection, rows))


def suppressed(
    connection: sa.Connection, wanted: Wanted, *, cursor: str | None = None, limit: int = 50
) -> Page[IncidentLine]:
    """Return a page of the wanted incidents that nobody was alerted of; `why_low` says why.

    Whom the alerting service spared an alert, and why, its own ledger tells.
    """
    never = ~sa.exists().where(ALERTS.c.incident_id == INCIDENTS.c.incident_id)
    query = _selected(connection, wanted).where(never)
    order = ORDERS["reported"]
    return page(connection, query, order, cursor, limit, lambda rows: _lines(connection, rows))


def count(connection: sa.Connection, wanted: Wanted) -> int:
    """Return how many incidents are wanted."""
    mine = conditions(wanted, has_postgis=_has_postgis(connection, wanted))
    query = sa.select(sa.func.count()).select_from(INCIDENTS).where(*mine)
    return connection.execute(query).scalar_one()


def records(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Incident]:
    """Return the whole records of incidents by id, each in its highest revision."""
    query = sa.select(INCIDENTS.c.incident_id, INCIDENTS.c.record)
    rows = connection.execute(query.where(INCIDENTS.c.incident_id.in_(ids)))
    return {row.incident_id: from_plain(Incident, row.record) for row in rows}


def _selected(connection: sa.Connection, wanted: Wanted) -> sa.Select[Any]:
    mine = conditions(wanted, has_postgis=_has_postgis(connection, wanted))
    return sa.select(*(INCIDENTS.c[name] for name in _SHOWN)).where(*mine)


def _has_postgis(connection: sa.Connection, wanted: Wanted) -> bool:
    """Whether a box is asked for and the points of incidents are indexed."""
    if wanted.box is None or connection.dialect.name != "postgresql":
        return False
    named = sa.text("SELECT to_regclass('incidents_by_point') IS NOT NULL")
    return bool(connection.execute(named).scalar())


def _lines(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[IncidentLine]:
    ids = [row.incident_id for row in rows]
    types, told = _types(connection, ids), _headlines(connection, ids)
    return [_line(row, types.get(row.incident_id, ()), told.get(row.incident_id)) for row in rows]


def _line(row: sa.Row[Any], types: tuple[AttackType, ...], told: Any) -> IncidentLine:
    values = dict(zip(_SHOWN, row, strict=True))
    values["why_low"] = tuple(row.why_low.split(",")) if row.why_low else ()
    headlines = dict.fromkeys(_TOLD) if told is None else dict(zip(_TOLD, told[1:], strict=True))
    return IncidentLine(**values, attack_types=types, **headlines)


def _types(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[AttackType, ...]]:
    of = INCIDENT_TERMS.c.incident_id
    joined = sa.func.aggregate_strings(INCIDENT_TERMS.c.value, ",")
    mine = _among(connection, of, ids) & (INCIDENT_TERMS.c.kind == TYPE)
    rows = connection.execute(sa.select(of, joined).where(mine).group_by(of))
    return {name: tuple(sorted(values.split(","))) for name, values in rows}


def _headlines(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Any]:
    """Return the headline of each incident's last alert, as `_TOLD`, behind its id."""
    of = ALERTS.c.incident_id
    newest = (ALERTS.c.incident_revision.desc(), ALERTS.c.at.desc())
    nth = sa.func.row_number().over(partition_by=of, order_by=newest).label("nth")
    told = sa.select(of, *(ALERTS.c[name] for name in _TOLD), nth)
    mine = told.where(_among(connection, of, ids)).subquery()
    rows = connection.execute(sa.select(*tuple(mine.c)[:-1]).where(mine.c.nth == 1))
    return {row[0]: row for row in rows}


def _among(
    connection: sa.Connection, column: sa.ColumnElement[str], ids: Sequence[str]
) -> sa.ColumnElement[bool]:
    """Compare with any of the ids: on PostgreSQL one text, cheaper than 500 parameters."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.func.string_to_array(" ".join(ids), " "))
    return column.in_(ids)
