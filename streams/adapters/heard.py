"""When articles of each source arrived, kept beside the outbox so that a restart knows it."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from streams.adapters.alerting_tables import HEARD
from streams.adapters.database import insert
from streams.adapters.deliveries import Deliveries
from streams.adapters.digests import notice
from streams.domain.coverage import FORGOTTEN_MS, Heard, lines_on
from streams.domain.routing.routes import Coverage

ROUTE = "coverage"

Arrivals = Mapping[str, tuple[int, int, int]]
"""By source: how many articles, when the first and the last of them arrived."""


def note(outbox: Deliveries, arrivals: Arrivals, now_ms: int) -> None:
    """Add what arrived; forget who was not heard of for a month. Raises Unavailable."""
    with outbox.transaction() as connection:
        for source, (articles, first_ms, last_ms) in arrivals.items():
            row = {"first_ms": first_ms, "last_ms": last_ms, "articles": articles}
            statement = insert(connection, HEARD).values(source=source, **row)
            added = HEARD.c.articles + statement.excluded.articles
            later = statement.excluded.last_ms > HEARD.c.last_ms
            last = sa.case((later, statement.excluded.last_ms), else_=HEARD.c.last_ms)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["source"], set_={"articles": added, "last_ms": last}
                )
            )
        old = HEARD.c.last_ms < now_ms - FORGOTTEN_MS
        connection.execute(HEARD.delete().where(old))


def tell(outbox: Deliveries, coverage: Coverage, now_ms: int) -> Sequence[str]:
    """Queue a notice when sources fell silent or are heard again; return its lines.

    What is told is noted with it, so that it is told once. Raises Unavailable.
    """
    with outbox.transaction() as connection:
        known = [
            Heard(row.source, row.first_ms, row.last_ms, row.articles, row.told_at)
            for row in connection.execute(sa.select(HEARD))
        ]
        changes, lines = lines_on(known, now_ms, coverage.silent_h)
        if lines:
            notice(connection, ROUTE, coverage.sinks, lines, now_ms)
        for told_at, sources in ((now_ms, changes.fallen), (None, changes.back)):
            names = [one.source for one in sources]
            for name in names:
                row = HEARD.update().where(HEARD.c.source == name)
                connection.execute(row.values(told_at=told_at))
    return lines
