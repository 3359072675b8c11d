"""The outbox of alerts and the log of their deliveries, in a database of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from streams.adapters.database import insert, open_database, transaction
from streams.adapters.sinks import Delivery, Outcome, Verdict

VERSION = 1
MODEL = sa.MetaData()

DELIVERIES = sa.Table(
    "deliveries",
    MODEL,
    sa.Column("seq", sa.Integer, primary_key=True, comment="the order they came in"),
    sa.Column("alert_id", sa.String, nullable=False),
    sa.Column("sink", sa.String, nullable=False),
    sa.Column("incident_id", sa.String, nullable=False),
    sa.Column("alert", sa.LargeBinary, nullable=False, comment="JSON, as it was received first"),
    sa.Column("state", sa.String, nullable=False, comment="pending, or how it ended"),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", sa.BigInteger, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("finished_at", sa.BigInteger),
    sa.UniqueConstraint("alert_id", "sink"),
    sa.Index("deliveries_by_incident", "sink", "incident_id", "state", "seq"),
    sqlite_autoincrement=True,
)
ATTEMPTS = sa.Table(
    "attempts",
    MODEL,
    sa.Column("alert_id", sa.String, primary_key=True),
    sa.Column("sink", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("detail", sa.Text, nullable=False),
)
SINKS = sa.Table(
    "sinks",
    MODEL,
    sa.Column("sink", sa.String, primary_key=True),
    sa.Column("target", sa.String, nullable=False),
    sa.Column("disabled_at", sa.BigInteger, comment="null while it takes alerts"),
)

_ENDS: dict[Verdict, str] = {
    "delivered": "delivered",
    "failed": "failed",
    "refused": "refused",
    "expired": "expired",
    "retried": "pending",
    "gone": "pending",  # waits for another address
}


@dataclass(frozen=True, slots=True)
class Queued:
    """An alert on its way in. `always` is false when it goes only to sinks that know its
    incident from an earlier alert."""

    alert_id: str
    incident_id: str
    alert: bytes
    always: bool


class Deliveries:
    """One row per alert and sink, written before the first attempt. All may raise Unavailable."""

    def __init__(self, url: str | sa.URL) -> None:
        self._engine, _ = open_database(url, MODEL, VERSION)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def enqueue(self, alerts: Sequence[Queued], sinks: Sequence[str], now_ms: int) -> None:
        """Take alerts in, in order and in one transaction; those that are known are left alone."""
        with transaction(self._engine) as connection:
            for alert in alerts:
                for sink in sinks:
                    if alert.always or _knows(connection, sink, alert.incident_id):
                        connection.execute(_insertion(connection, alert, sink, now_ms))

    def next_due(self, sink: str, now_ms: int) -> Delivery | None:
        """Return what to attempt now: the oldest of its incident, and of those the longest due.

        None also while the sink is disabled.
        """
        with transaction(self._engine) as connection:
            row = connection.execute(_due(sink, now_ms)).first()
        if row is None:
            return None
        return Delivery(
            row.alert_id, sink, row.incident_id, row.alert, row.attempts, row.created_at
        )

    def record(self, delivery: Delivery, outcome: Outcome, now_ms: int, due_at: int) -> None:
        """Log an attempt and what follows from it."""
        number, state = delivery.attempts + 1, _ENDS[outcome.verdict]
        mine = (DELIVERIES.c.alert_id == delivery.alert_id) & (DELIVERIES.c.sink == delivery.sink)
        with transaction(self._engine) as connection:
            connection.execute(
                DELIVERIES.update()
                .where(mine)
                .values(
                    state=state,
                    attempts=number,
                    due_at=due_at,
                    finished_at=None if state == "pending" else now_ms,
                )
            )
            connection.execute(
                ATTEMPTS.insert().values(
                    alert_id=delivery.alert_id,
                    sink=delivery.sink,
                    number=number,
                    at=now_ms,
                    outcome=outcome.verdict,
                    status=outcome.status,
                    detail=outcome.detail,
                )
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
        """Return how many alerts wait."""
        waiting = (DELIVERIES.c.sink == sink) & (DELIVERIES.c.state == "pending")
        with transaction(self._engine) as connection:
            count = sa.select(sa.func.count()).select_from(DELIVERIES).where(waiting)
            return connection.execute(count).scalar_one()


def _knows(connection: sa.Connection, sink: str, incident_id: str) -> bool:
    """Return whether the sink was sent, or will be, an alert of this incident."""
    found = sa.select(DELIVERIES.c.seq).where(
        (DELIVERIES.c.sink == sink)
        & (DELIVERIES.c.incident_id == incident_id)
        & DELIVERIES.c.state.in_(("pending", "delivered"))
    )
    return connection.execute(found.limit(1)).first() is not None


def _insertion(connection: sa.Connection, alert: Queued, sink: str, now_ms: int) -> sa.Insert:
    statement: sa.Insert = (
        insert(connection, DELIVERIES)
        .values(
            alert_id=alert.alert_id,
            sink=sink,
            incident_id=alert.incident_id,
            alert=alert.alert,
            state="pending",
            attempts=0,
            due_at=now_ms,
            created_at=now_ms,
        )
        .on_conflict_do_nothing(index_elements=["alert_id", "sink"])
    )
    return statement


def _due(sink: str, now_ms: int) -> sa.Select[tuple[object, ...]]:
    """Select the delivery that is due, none that waits behind an earlier one of its incident."""
    mine, earlier = DELIVERIES.alias("mine"), DELIVERIES.alias("earlier")
    behind = sa.exists().where(
        (earlier.c.sink == mine.c.sink)
        & (earlier.c.incident_id == mine.c.incident_id)
        & (earlier.c.state == "pending")
        & (earlier.c.seq < mine.c.seq)
    )
    disabled = sa.exists().where((SINKS.c.sink == mine.c.sink) & SINKS.c.disabled_at.is_not(None))
    is_due = (mine.c.sink == sink) & (mine.c.state == "pending") & (mine.c.due_at <= now_ms)
    found: sa.Select[tuple[object, ...]] = sa.select(mine).where(is_due & ~behind & ~disabled)
    return found.order_by(mine.c.due_at, mine.c.seq).limit(1)
