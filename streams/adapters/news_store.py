"""Write what was read into its tables; writing it again, in any batches, changes nothing."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from streams.adapters import news_rows as rows
from streams.adapters.database import Row, hold, opening, transaction
from streams.adapters.headers import Origin
from streams.adapters.news_backfill import fill_gaps
from streams.adapters.news_forgotten import LOCK, forgotten_among
from streams.adapters.news_schema import BEFORE_MIGRATIONS, Upgraded, upgrade
from streams.adapters.news_tables import (
    ALERTS,
    ARTICLES,
    ATTACKS,
    DEAD_LETTERS,
    DUPLICATES,
    FEEDBACK,
    INCIDENT_REVISIONS,
    INCIDENT_TERMS,
    INCIDENTS,
    REJECTIONS,
    REPORTS,
)
from streams.adapters.upserts import insert_rows, upsert
from streams.domain.records import (
    Alert,
    Article,
    Attack,
    DuplicateLink,
    Feedback,
    Incident,
    Record,
    Rejection,
)
from streams.domain.thresholds import Thresholds

_NEWER = {
    INCIDENT_REVISIONS: "updated_at",
    INCIDENTS: "revision",
    REPORTS: "revision",
    INCIDENT_TERMS: "revision",
    ATTACKS: "read_at",
    REJECTIONS: "read_at",
    DUPLICATES: "fetched_at",
    ALERTS: "incident_revision",
    FEEDBACK: None,
    DEAD_LETTERS: None,
}
"""Every table but that of articles, in the order of writing, and what tells its newer row."""


def open_upgraded(url: str | sa.URL, thresholds: Thresholds) -> tuple[sa.Engine, Upgraded]:
    """Return an engine on a database whose tables and rows are brought up to date.

    Raises SettingsError for what is no such database, Unavailable when it does not answer.
    """
    with opening(url) as engine, transaction(engine) as connection:
        done = upgrade(connection)
        if done.before == BEFORE_MIGRATIONS:
            fill_gaps(connection, thresholds)
    return engine, done


class NewsStore:
    """The database of what was read. `is_fresh` tells that it was made just now."""

    def __init__(self, url: str | sa.URL, thresholds: Thresholds | None = None) -> None:
        self._thresholds = thresholds or Thresholds()
        self._engine, upgraded = open_upgraded(url, self._thresholds)
        self.is_fresh = upgraded.is_fresh

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def write(self, items: Sequence[tuple[Origin, Record | None]], now_ms: int) -> Counter[str]:
        """Write a batch in one transaction; return how many rows each table was given.

        A record of None marks a dead letter, of which only place and reason are kept.
        """
        with transaction(self._engine) as connection:
            hold(connection, LOCK, shared=True)
            forgotten = forgotten_among(connection, [record for _, record in items])
            kept = [(at, record and forgotten.without_text(record)) for at, record in items]
            batch = self._by_table(kept, now_ms)
            _write_articles(connection, batch[ARTICLES])
            for table, newer in _NEWER.items():
                upsert(connection, table, batch[table], newer)
            for table in (REPORTS, INCIDENT_TERMS):
                _drop_old(connection, table, batch[INCIDENTS])
        return Counter({table.name: len(found) for table, found in batch.items()})

    def forget_texts(self, stored_before: int, limit: int) -> int:
        """Drop the text of so many articles stored before then (epoch milliseconds).

        Returns how many there were.
        """
        articles = ARTICLES.alias()
        oldest = sa.select(articles.c.article_id, articles.c.text_hash).where(
            (articles.c.stored_at < stored_before) & articles.c.body.is_not(None)
        )
        keys = sa.tuple_(ARTICLES.c.article_id, ARTICLES.c.text_hash)
        old = keys.in_(oldest.order_by(articles.c.stored_at).limit(limit))
        with transaction(self._engine) as connection:
            return connection.execute(ARTICLES.update().where(old).values(body=None)).rowcount

    def _by_table(
        self, items: Sequence[tuple[Origin, Record | None]], now_ms: int
    ) -> dict[sa.Table, list[Row]]:
        """Return the rows for each table, in the order of the records."""
        batch: dict[sa.Table, list[Row]] = {table: [] for table in (ARTICLES, *_NEWER)}
        for origin, record in items:
            if isinstance(record, Incident):
                self._add_incident(batch, record)
            elif (made := _row(origin, record, now_ms)) is not None:
                table, row = made
                batch[table].append(row)
        return batch

    def _add_incident(self, batch: dict[sa.Table, list[Row]], incident: Incident) -> None:
        row = rows.incident_row(incident, self._thresholds)
        batch[INCIDENT_REVISIONS].append(row)
        batch[INCIDENTS].append(rows.current_row(incident, row))
        batch[REPORTS] += rows.report_rows(incident)
        batch[INCIDENT_TERMS] += rows.term_rows(incident)


def _row(origin: Origin, record: Record | None, now_ms: int) -> tuple[sa.Table, Row] | None:
    """Return the table and row of what is one row, None for what is not kept."""
    made: tuple[sa.Table, Row] | None = None
    match record:
        case None:
            made = DEAD_LETTERS, rows.dead_letter_row(origin)
        case Article():
            made = ARTICLES, rows.article_row(record, origin, now_ms)
        case Attack():
            made = ATTACKS, rows.attack_row(record, origin.timestamp_ms)
        case Rejection():
            made = REJECTIONS, rows.rejection_row(record, origin.timestamp_ms)
        case Alert():
            made = ALERTS, rows.alert_row(record, origin)
        case DuplicateLink():
            made = DUPLICATES, rows.duplicate_row(record)
        case Feedback():
            made = FEEDBACK, rows.feedback_row(record)
    return made


def _write_articles(connection: sa.Connection, found: Sequence[Row]) -> None:
    """Insert versions of articles; one that is there learns its language, if it had none.

    The same id and hash is the same text, so nothing else can differ; a text that was forgotten
    stays so.
    """

    def learn(statement: Any) -> Any:
        language = statement.excluded.language
        return statement.on_conflict_do_update(
            index_elements=["article_id", "text_hash"],
            set_={"language": language},
            where=ARTICLES.c.language.is_(None) & language.is_not(None),
        )

    rows: dict[tuple[object, object], Row] = {}
    for row in found:
        key = (row["article_id"], row["text_hash"])
        first = rows.get(key, row)
        rows[key] = {**first, "language": first["language"] or row["language"]}
    insert_rows(connection, ARTICLES, list(rows.values()), learn)


def _drop_old(connection: sa.Connection, table: sa.Table, incidents: Sequence[Row]) -> None:
    """Leave in `table` what the current revisions of these incidents say, and nothing else."""
    changed = sorted({str(row["incident_id"]) for row in incidents})
    if not changed:
        return
    current = sa.select(INCIDENTS.c.revision).where(INCIDENTS.c.incident_id == table.c.incident_id)
    old = table.c.incident_id.in_(changed) & (table.c.revision < current.scalar_subquery())
    connection.execute(table.delete().where(old))
