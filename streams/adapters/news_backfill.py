"""Fill what older programs did not write: levels, places and words of rows that are there."""

from collections.abc import Callable

import sqlalchemy as sa

from streams.adapters import news_rows as rows
from streams.adapters.database import Row
from streams.adapters.news_tables import (
    ALERTS,
    ARTICLES,
    INCIDENT_REVISIONS,
    INCIDENT_TERMS,
    INCIDENTS,
)
from streams.adapters.news_words import search_words
from streams.adapters.upserts import upsert
from streams.domain.folding import fold_either
from streams.domain.plain import from_plain
from streams.domain.records import Incident
from streams.domain.thresholds import Thresholds

PORTION = 500


def fill_gaps(connection: sa.Connection, thresholds: Thresholds) -> None:
    """Fill the columns that are null in rows of earlier versions; does nothing when none are."""

    def judged(record: object) -> Row:
        row = rows.incident_row(from_plain(Incident, record), thresholds)
        return {name: row[name] for name in ("level", "why_low", "lat", "lon")}

    def found(record: object) -> Row:
        return {**judged(record), "search": search_words(from_plain(Incident, record))}

    _fill(connection, INCIDENT_REVISIONS, "level", judged)
    _fill(connection, INCIDENTS, "level", found, _fill_terms)
    _fill_folded(connection, ARTICLES, ARTICLES.c.title)
    _fill_folded(connection, ALERTS, ALERTS.c.headline)


def _fill(
    connection: sa.Connection,
    table: sa.Table,
    gap: str,
    values: Callable[[object], Row],
    beside: Callable[[sa.Connection, object], None] = lambda *_: None,
) -> None:
    keys = list(table.primary_key)
    missing = sa.select(*keys, table.c.record).where(table.c[gap].is_(None)).limit(PORTION)
    while portion := connection.execute(missing).all():
        for row in portion:
            mine = [key == row._mapping[key.name] for key in keys]
            connection.execute(table.update().where(*mine).values(**values(row.record)))
            beside(connection, row.record)


def _fill_terms(connection: sa.Connection, record: object) -> None:
    upsert(
        connection, INCIDENT_TERMS, list(rows.term_rows(from_plain(Incident, record))), "revision"
    )


def _fill_folded(connection: sa.Connection, table: sa.Table, text: sa.Column[str]) -> None:
    keys = list(table.primary_key)
    is_missing = table.c.search.is_(None) & text.is_not(None)
    missing = sa.select(*keys, text.label("text")).where(is_missing).limit(PORTION)
    while portion := connection.execute(missing).all():
        for row in portion:
            mine = [key == row._mapping[key.name] for key in keys]
            connection.execute(table.update().where(*mine).values(search=fold_either(row.text)))
