"""Write what was read into its tables; writing it again, in any batches, changes nothing."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from streams.adapters import news_rows as rows
from streams.adapters.database import Row, insert, open_database, transaction, upsert
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

_NEWER = {
    INCIDENT_REVISIONS: "updated_at",
    INCIDENTS: "revision",
    REPORTS: "revision",
    ATTACKS: "fetched_at",
    DUPLICATES: "fetched_at",
    ALERTS: "incident_revision",
    DEAD_LETTERS: None,
}
"""Every table but that of articles, in the order of writing, and what tells its newer row."""


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
        batch = _by_table(items, now_ms)
        with transaction(self._engine) as connection:
            _write_articles(connection, batch[ARTICLES])
            for table, newer in _NEWER.items():
                upsert(connection, table, batch[table], newer)
            _drop_old_reports(connection, batch[INCIDENTS])
        return Counter({table.name: len(found) for table, found in batch.items()})

    def forget_texts(self, stored_before: int) -> int:
        """Drop the text of articles stored before then (epoch milliseconds); return how many."""
        old = (ARTICLES.c.stored_at < stored_before) & ARTICLES.c.body.is_not(None)
        with transaction(self._engine) as connection:
            return connection.execute(ARTICLES.update().where(old).values(body=None)).rowcount


def _by_table(
    items: Sequence[tuple[Origin, Record | None]], now_ms: int
) -> dict[sa.Table, list[Row]]:
    """Return the rows for each table, in the order of the records."""
    batch: dict[sa.Table, list[Row]] = {table: [] for table in (ARTICLES, *_NEWER)}
    for origin, record in items:
        if record is None:
            batch[DEAD_LETTERS].append(rows.dead_letter_row(origin))
        elif isinstance(record, Article):
            batch[ARTICLES].append(rows.article_row(record, now_ms))
        elif isinstance(record, Incident):
            row = rows.incident_row(record)
            batch[INCIDENT_REVISIONS].append(row)
            batch[INCIDENTS].append(row)
            batch[REPORTS] += rows.report_rows(record)
        elif isinstance(record, Attack):
            batch[ATTACKS].append(rows.attack_row(record))
        elif isinstance(record, Alert):
            batch[ALERTS].append(rows.alert_row(record, origin))
        elif isinstance(record, DuplicateLink):
            batch[DUPLICATES].append(rows.duplicate_row(record))
    return batch


def _write_articles(connection: sa.Connection, found: Sequence[Row]) -> None:
    """Insert versions of articles; one that is there learns its language, if it had none.

    The same id and hash is the same text, so nothing else can differ; a text that was forgotten
    stays so.
    """
    if not found:
        return
    statement = insert(connection, ARTICLES)
    statement = statement.on_conflict_do_update(
        index_elements=["article_id", "text_hash"],
        set_={"language": statement.excluded.language},
        where=ARTICLES.c.language.is_(None) & statement.excluded.language.is_not(None),
    )
    connection.execute(statement, list(found))


def _drop_old_reports(connection: sa.Connection, incidents: Sequence[Row]) -> None:
    """Leave the reports that the current revisions of these incidents name, and no others."""
    if not incidents:
        return
    current = sa.select(INCIDENTS.c.revision).where(
        INCIDENTS.c.incident_id == REPORTS.c.incident_id
    )
    statement = REPORTS.delete().where(
        (REPORTS.c.incident_id == sa.bindparam("changed"))
        & (REPORTS.c.revision < current.scalar_subquery())
    )
    changed = dict.fromkeys(row["incident_id"] for row in incidents)
    connection.execute(statement, [{"changed": incident_id} for incident_id in changed])
