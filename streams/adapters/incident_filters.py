"""What a list of incidents can be narrowed to, as conditions of a query."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from streams.adapters.news_schema import POSITION
from streams.adapters.news_tables import ALERTS, ARTICLES, INCIDENT_TERMS, INCIDENTS, REPORTS
from streams.adapters.news_words import PERPETRATOR, TARGET, TYPE, folded
from streams.domain.records.vocabulary import (
    AlertLevel,
    AttackType,
    Corroboration,
    IncidentStatus,
    TargetCategory,
)

NOT_LISTED = ("merged",)
"""Statuses that a list holds only when it asks for them: another incident stands for these."""


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; a box whose west is greater than its east crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What incidents must have; an empty field asks for nothing, several values for one of them.

    Times are epoch milliseconds UTC, from the first up to, not including, the second; civil dates
    are ISO strings, both included. A perpetrator is the id or the name of a group; `text` holds
    words that must all be found, in any script, as parts of words.
    """

    reported_from: int | None = None
    reported_before: int | None = None
    updated_from: int | None = None
    happened_from: str | None = None
    happened_to: str | None = None
    box: Box | None = None
    countries: tuple[str, ...] = ()
    attack_types: tuple[AttackType, ...] = ()
    perpetrators: tuple[str, ...] = ()
    targets: tuple[TargetCategory, ...] = ()
    levels: tuple[AlertLevel, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    statuses: tuple[IncidentStatus, ...] = ()
    killed_from: int | None = None
    campaign_id: str | None = None
    text: str = ""
    synthetic: bool = False
    """Exercises and canaries instead of what really happened."""


Condition = sa.ColumnElement[bool]


def conditions(wanted: Wanted, *, has_postgis: bool) -> list[Condition]:
    """Return what holds for the rows of INCIDENTS that are wanted."""
    found: list[Condition] = [INCIDENTS.c.synthetic.is_(wanted.synthetic)]
    found += _times(wanted)
    found += _listed(wanted)
    found += _terms(wanted)
    if wanted.box is not None:
        found.append(_inside(wanted.box, has_postgis=has_postgis))
    found += [_says(word) for word in folded(wanted.text).split()]
    return found


def _times(wanted: Wanted) -> Iterator[Condition]:
    table = INCIDENTS.c
    if wanted.reported_from is not None:
        yield table.first_reported_at >= wanted.reported_from
    if wanted.reported_before is not None:
        yield table.first_reported_at < wanted.reported_before
    if wanted.updated_from is not None:
        yield table.updated_at >= wanted.updated_from
    if wanted.happened_from is not None:
        yield table.date >= wanted.happened_from
    if wanted.happened_to is not None:
        yield table.date <= wanted.happened_to


def _listed(wanted: Wanted) -> Iterator[Condition]:
    table = INCIDENTS.c
    yield (
        table.status.in_(wanted.statuses) if wanted.statuses else table.status.not_in(NOT_LISTED)
    )
    if wanted.countries:
        yield table.country.in_(wanted.countries)
    if wanted.levels:
        yield table.level.in_(wanted.levels)
    if wanted.corroborations:
        yield table.corroboration.in_(wanted.corroborations)
    if wanted.killed_from is not None:
        yield table.killed >= wanted.killed_from
    if wanted.campaign_id is not None:
        yield table.campaign_id == wanted.campaign_id


def _terms(wanted: Wanted) -> Iterator[Condition]:
    names = {*wanted.perpetrators, *map(folded, wanted.perpetrators)}
    for kind, values in (
        (TYPE, wanted.attack_types),
        (PERPETRATOR, sorted(names)),
        (TARGET, wanted.targets),
    ):
        if values:
            mine = (INCIDENT_TERMS.c.kind == kind) & INCIDENT_TERMS.c.value.in_(values)
            yield sa.exists().where(
                mine & (INCIDENT_TERMS.c.incident_id == INCIDENTS.c.incident_id)
            )


def _inside(box: Box, *, has_postgis: bool) -> Condition:
    if box.west > box.east:  # over the date line: two boxes that meet there
        west = Box(box.west, box.south, 180.0, box.north)
        east = Box(-180.0, box.south, box.east, box.north)
        return sa.or_(*(_inside(half, has_postgis=has_postgis) for half in (west, east)))
    if has_postgis:
        envelope = sa.func.ST_MakeEnvelope(box.west, box.south, box.east, box.north, 4326)
        return sa.literal_column(POSITION).op("&&", is_comparison=True)(envelope)
    table = INCIDENTS.c
    return table.lat.between(box.south, box.north) & table.lon.between(box.west, box.east)


def _says(word: str) -> Condition:
    """Whether names, headlines or the titles of reports contain the word."""
    named = sa.select(INCIDENTS.c.incident_id).where(
        INCIDENTS.c.search.contains(word, autoescape=True)
    )
    alerted = sa.select(ALERTS.c.incident_id).where(ALERTS.c.search.contains(word, autoescape=True))
    titled = (
        sa.select(REPORTS.c.incident_id)
        .join(ARTICLES, ARTICLES.c.article_id == REPORTS.c.article_id)
        .where(ARTICLES.c.search.contains(word, autoescape=True))
    )
    return INCIDENTS.c.incident_id.in_(sa.union(named, alerted, titled))
