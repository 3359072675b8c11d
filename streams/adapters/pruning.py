"""Delete what is old from the database of alerts."""

from collections.abc import Sequence

import sqlalchemy as sa

from streams.adapters.alerting_tables import (
    ACKS,
    ALERTS,
    ATTEMPTS,
    DELIVERIES,
    MUTES,
    SINKS,
    SUPPRESSIONS,
)
from streams.adapters.deliveries import Deliveries

PORTION = 500
"""So many rows of a table in one transaction, which holds up those who deliver."""


def prune(outbox: Deliveries, sinks: Sequence[str], before_ms: int, portion: int = PORTION) -> int:
    """Delete a portion of what is older than `before_ms`; return how many rows, 0 at the end.

    What a sink still waits for stays, unless it is not among `sinks` any more or said that it is
    gone. An alert stays as long as a delivery of it, and an attempt as long as its delivery.

    Raises Unavailable.
    """
    delivery, alert, attempt = DELIVERIES.c, ALERTS.c, ATTEMPTS.c
    gone = sa.select(SINKS.c.sink).where(SINKS.c.disabled_at.is_not(None))
    over = delivery.finished_at.is_not(None) | delivery.sink.not_in(sinks) | delivery.sink.in_(gone)
    held_on_to = sa.exists().where(delivery.alert_id == alert.alert_id)
    attempted = (delivery.alert_id == attempt.alert_id) & (delivery.sink == attempt.sink)
    old = (
        (DELIVERIES, (delivery.created_at < before_ms) & over),
        (ALERTS, (alert.taken_at < before_ms) & ~held_on_to),
        (ATTEMPTS, (attempt.at < before_ms) & ~sa.exists().where(attempted)),
        (SUPPRESSIONS, SUPPRESSIONS.c.at < before_ms),
        (MUTES, MUTES.c.until < before_ms),
        (ACKS, ACKS.c.at < before_ms),
    )
    with outbox.transaction() as connection:
        return sum(_deleted(connection, table, which, portion) for table, which in old)


def _deleted(
    connection: sa.Connection, table: sa.Table, which: sa.ColumnElement[bool], portion: int
) -> int:
    """Delete so many of the rows at most; return how many they were."""
    keys = list(table.primary_key)
    found = connection.execute(sa.select(*keys).where(which).limit(portion)).all()
    if not found:
        return 0
    these = sa.tuple_(*keys).in_([tuple(row) for row in found])
    connection.execute(table.delete().where(these))
    return len(found)
