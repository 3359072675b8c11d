"""Write what was read into its tables; writing it again, in any batches, changes nothing."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from streams.adapters import news_rows as rows
from streams.adapters.database import insert, open_database, transaction, upsert
from streams.adapters.headers import Origin
from streams.adapters.news_tables import (
    ALERTS,
    ARTICLES,
    ATTACKS,
    DEAD_LETTERS,
    DUPLICATES,
    INCIDENT_REVISIONS,
    INCIDENTS,
    MODEL,
    REPORTS,
    VERSION,
)
from streams.domain.records import Alert, Article, Attack, DuplicateLink, Incident, Record


class NewsStore:
    """The database of what was read. `is_fresh` tells that it was made just now."""

    def __init__(self, url: str | sa.URL) -> None:
        self._engine, self.is_fresh = open_database(url, MODEL, VERSION)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def write(self, items: Sequence[tuple[Origin, Record | None]], now_ms: int) -> Counter[str]:
        """Write a batch in one transaction; return how many rows each table was given.

        A record of None marks a dead letter, of which only place and reason are kept.
        """
        written: Counter[str] = Counter()
        with transaction(self._engine) as connection:
            self._write_articles(connection, items, now_ms, written)
            for origin, record in items:
                _write_one(connection, origin, record, written)
        return written

    def forget_texts(self, stored_before: int) -> int:
        """Drop the text of articles stored before then (epoch milliseconds); return how many."""
        old = (ARTICLES.c.stored_at < stored_before) & ARTICLES.c.body.is_not(None)
        with transaction(self._engine) as connection:
            return connection.execute(ARTICLES.update().where(old).values(body=None)).rowcount

    def _write_articles(
        self,
        connection: sa.Connection,
        items: Sequence[tuple[Origin, Record | None]],
        now_ms: int,
        written: Counter[str],
    ) -> None:
        """Insert versions of articles; one that is there learns its language, if it had none.

        The same id and hash is the same text, so nothing else can differ; a text that was
        forgotten stays so.
        """
        found = [rows.article_row(r, now_ms) for _, r in items if isinstance(r, Article)]
        if not found:
            return
        statement = insert(connection, ARTICLES)
        statement = statement.on_conflict_do_update(
            index_elements=["article_id", "text_hash"],
            set_={"language": statement.excluded.language},
            where=ARTICLES.c.language.is_(None) & statement.excluded.language.is_not(None),
        )
        connection.execute(statement, found)
        written[ARTICLES.name] += len(found)


def _write_one(
    connection: sa.Connection, origin: Origin, record: Record | None, written: Counter[str]
) -> None:
    if record is None:
        upsert(connection, DEAD_LETTERS, [rows.dead_letter_row(origin)], None)
        written[DEAD_LETTERS.name] += 1
    elif isinstance(record, Incident):
        _write_incident(connection, record, written)
    elif isinstance(record, Attack):
        upsert(connection, ATTACKS, [rows.attack_row(record)], "fetched_at")
        written[ATTACKS.name] += 1
    elif isinstance(record, Alert):
        upsert(connection, ALERTS, [rows.alert_row(record, origin)], "incident_revision")
        written[ALERTS.name] += 1
    elif isinstance(record, DuplicateLink):
        upsert(connection, DUPLICATES, [rows.duplicate_row(record)], "fetched_at")
        written[DUPLICATES.name] += 1


def _write_incident(connection: sa.Connection, incident: Incident, written: Counter[str]) -> None:
    """Keep every revision, the current state, and the reports of the current state alone."""
    row, reports = rows.incident_row(incident), list(rows.report_rows(incident))
    upsert(connection, INCIDENT_REVISIONS, [row], "updated_at")
    upsert(connection, INCIDENTS, [row], "revision")
    upsert(connection, REPORTS, reports, "revision")
    current = sa.select(INCIDENTS.c.revision).where(INCIDENTS.c.incident_id == incident.incident_id)
    connection.execute(
        REPORTS.delete().where(
            (REPORTS.c.incident_id == incident.incident_id)
            & (REPORTS.c.revision < current.scalar_subquery())
        )
    )
    written[INCIDENT_REVISIONS.name] += 1
    written[REPORTS.name] += len(reports)
