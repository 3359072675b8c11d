"""The outbox of alerts and the log of their deliveries, in a database of their own."""

from contextlib import AbstractContextManager

import sqlalchemy as sa

from streams.adapters.alerting_tables import (
    ALERTS,
    ATTEMPTS,
    DELIVERIES,
    MIGRATIONS,
    MODEL,
    SINKS,
    VERSION,
)
from streams.adapters.database import insert, open_database, transaction, wipe
from streams.adapters.outbox_lock import OutboxLock
from streams.adapters.sinks import Delivery, Outcome, Verdict

_ENDS: dict[Verdict, str] = {
    "delivered": "delivered",
    "failed": "failed",
    "refused": "refused",
    "expired": "expired",
    "retried": "pending",
    "gone": "pending",  # waits for another address
}


class Deliveries:
    """One row per alert and sink, written before the first attempt. All may raise Unavailable."""

    def __init__(self, url: str | sa.URL) -> None:
        self._engine, _ = open_database(url, MODEL, VERSION, MIGRATIONS)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def alone(self) -> OutboxLock:
        """Return the lock that makes this service the only one on the outbox."""
        return OutboxLock(self._engine)

    def transaction(self) -> AbstractContextManager[sa.Connection]:
        """Return a transaction, for what else is written into this database."""
        return transaction(self._engine)

    def wipe(self) -> None:
        """Overwrite what is still held of words that were erased."""
        wipe(self._engine, ALERTS, ATTEMPTS)

    def next_due(self, sink: str, now_ms: int) -> Delivery | None:
        """Return what to attempt now: the oldest of its incident, and of those the longest due.

        None also while the sink is disabled.
        """
        with transaction(self._engine) as connection:
            row = connection.execute(_due(sink, now_ms)).first()
        if row is None:
            return None
        about = (row.alert_id, sink, row.incident_id, row.alert, row.attempts, row.created_at)
        return Delivery(*about, tuple(row.notes))

    def set_back(self, sink: str, now_ms: int) -> int:
        """Take what a clock that was ahead put off as put off now; return how much there was.

        What is held keeps the length of its wait; an attempt that failed later than now is made
        again at once.
        """
        mine, waits = DELIVERIES.c.sink == sink, DELIVERIES.c.state.in_(("pending", "held"))
        wrong = DELIVERIES.c.created_at > now_ms
        of = (ATTEMPTS.c.alert_id == DELIVERIES.c.alert_id) & (ATTEMPTS.c.sink == sink)
        last = of & (ATTEMPTS.c.number == DELIVERIES.c.attempts) & (ATTEMPTS.c.at > now_ms)
        length = DELIVERIES.c.due_at - DELIVERIES.c.created_at
        late = DELIVERIES.update().where(mine & waits & (DELIVERIES.c.due_at > now_ms))
        with transaction(self._engine) as connection:
            tried = connection.execute(late.where(sa.exists().where(last)).values(due_at=now_ms))
            moved = late.where(wrong).values(due_at=now_ms + length, created_at=now_ms)
            return tried.rowcount + connection.execute(moved).rowcount

    def record(self, delivery: Delivery, outcome: Outcome, now_ms: int, due_at: int) -> None:
        """Log an attempt and what follows from it, for a digest also for what is in it."""
        number, state = delivery.attempts + 1, _ENDS[outcome.verdict]
        finished_at = None if state == "pending" else now_ms
        mine = (DELIVERIES.c.alert_id == delivery.alert_id) & (DELIVERIES.c.sink == delivery.sink)
        parts = (DELIVERIES.c.digest_id == delivery.alert_id) & (DELIVERIES.c.sink == delivery.sink)
        change = DELIVERIES.update().values(state=state, finished_at=finished_at)
        with transaction(self._engine) as connection:
            connection.execute(change.where(mine).values(attempts=number, due_at=due_at))
            if finished_at is not None:
                connection.execute(change.where(parts))
            attempt = insert(connection, ATTEMPTS).values(
                alert_id=delivery.alert_id,
                sink=delivery.sink,
                number=number,
                at=now_ms,
                outcome=outcome.verdict,
                status=outcome.status,
                detail=outcome.detail,
            )
            # There already when the database went away between its commit and its answer.
            connection.execute(
                attempt.on_conflict_do_nothing(index_elements=["alert_id", "sink", "number"])
            )
            if outcome.verdict == "gone":
                disabled = SINKS.update().where(SINKS.c.sink == delivery.sink)
                connection.execute(disabled.values(disabled_at=now_ms))

    def register(self, sink: str, target: str) -> bool:
        """Note the receiver of a sink; return whether it takes alerts.

        One that said that it is gone stays disabled until its target changes; what waited then
        goes to the new one.
        """
        with transaction(self._engine) as connection:
            statement = insert(connection, SINKS).values(sink=sink, target=target)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["sink"],
                    set_={"target": target, "disabled_at": None},
                    where=SINKS.c.target != target,
                )
            )
            disabled = sa.select(SINKS.c.disabled_at).where(SINKS.c.sink == sink)
            return connection.execute(disabled).scalar() is None

    def pending(self, sink: str) -> int:
        """Return how many alerts wait for an attempt; what is held does not."""
        waiting = (DELIVERIES.c.sink == sink) & (DELIVERIES.c.state == "pending")
        with transaction(self._engine) as connection:
            count = sa.select(sa.func.count()).select_from(DELIVERIES).where(waiting)
            return connection.execute(count).scalar_one()


def _due(sink: str, now_ms: int) -> sa.Select[tuple[object, ...]]:
    """Select the delivery that is due, none that waits behind an earlier one of its incident.

    A digest waits for what is earlier than the alerts in it, and what is later waits for it.
    """
    mine, part, earlier = (DELIVERIES.alias(name) for name in ("mine", "part", "earlier"))
    waits = (earlier.c.sink == sink) & earlier.c.state.in_(("pending", "digested"))
    behind = sa.exists().where(
        waits & (earlier.c.incident_id == mine.c.incident_id) & (earlier.c.seq < mine.c.seq)
    )
    elsewhere = earlier.c.digest_id.is_(None) | (earlier.c.digest_id != mine.c.alert_id)
    is_part = (part.c.digest_id == mine.c.alert_id) & (part.c.sink == sink)
    parts_behind = sa.exists().where(
        is_part
        & waits
        & (earlier.c.incident_id == part.c.incident_id)
        & (earlier.c.seq < part.c.seq)
        & elsewhere
    )
    disabled = sa.exists().where((SINKS.c.sink == mine.c.sink) & SINKS.c.disabled_at.is_not(None))
    is_due = (mine.c.sink == sink) & (mine.c.state == "pending") & (mine.c.due_at <= now_ms)
    found: sa.Select[tuple[object, ...]] = sa.select(mine, ALERTS.c.alert).where(
        is_due & (ALERTS.c.alert_id == mine.c.alert_id) & ~behind & ~parts_behind & ~disabled
    )
    return found.order_by(mine.c.due_at, mine.c.seq).limit(1)
