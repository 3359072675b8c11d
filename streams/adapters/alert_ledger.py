"""What became of alerts, and who silenced what: the alerting database as `rasid alerts` sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from streams.adapters.alerting_tables import (
    ACKS,
    ALERTS,
    ATTEMPTS,
    DELIVERIES,
    MUTES,
    SUPPRESSIONS,
)
from streams.adapters.database import insert
from streams.adapters.deliveries import Deliveries
from streams.domain.errors import InputError

SCOPES = ("incident", "country", "route", "sink")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one alert for one sink."""

    sink: str
    state: str
    route: str
    reason: str
    at: int
    attempts: int = 0
    due_at: int | None = None
    digest_id: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to deliver, of the alert or of the digest that it is part of."""

    sink: str
    number: int
    at: int
    outcome: str
    status: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class Taken:
    """An alert as it was taken in, JSON; `seq` rises with each."""

    seq: int
    alert_id: str
    incident_id: str
    alert: bytes
    taken_at: int


@dataclass(frozen=True, slots=True)
class Mute:
    """What is silent until when, and who says so."""

    scope: str
    value: str
    until: int
    by: str
    why: str
    mute_id: int = 0


class Ledger:
    """Reads and silences; the service that delivers may run meanwhile. May raise Unavailable."""

    def __init__(self, outbox: Deliveries) -> None:
        self._outbox = outbox

    def last(self, limit: int) -> Sequence[Taken]:
        """Return the alerts that were taken in last, the newest first."""
        query = sa.select(ALERTS).order_by(ALERTS.c.seq.desc())
        with self._outbox.transaction() as connection:
            rows = connection.execute(query.limit(limit)).all()
        return [_taken(row) for row in rows]

    def since(self, seq: int) -> Sequence[Taken]:
        """Return what was taken in after that one, in order."""
        query = sa.select(ALERTS).where(ALERTS.c.seq > seq)
        with self._outbox.transaction() as connection:
            rows = connection.execute(query.order_by(ALERTS.c.seq)).all()
        return [_taken(row) for row in rows]

    def found(self, name: str) -> Sequence[Taken]:
        """Return the alerts of an id or the beginning of one, of an alert or an incident.

        In the order they were taken in. Raises InputError when there is none.
        """
        start = name.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
        matches = [
            column.like(start, escape="\\") for column in (ALERTS.c.alert_id, ALERTS.c.incident_id)
        ]
        query = sa.select(ALERTS).where(sa.or_(*matches)).order_by(ALERTS.c.seq)
        with self._outbox.transaction() as connection:
            rows = connection.execute(query).all()
        if not rows:
            raise InputError(f"no alert and no incident begins with {name!r}")
        return [_taken(row) for row in rows]

    def fates(self, alert_id: str) -> Sequence[Fate]:
        """Return what became of an alert, by sink."""
        sent = sa.select(DELIVERIES).where(DELIVERIES.c.alert_id == alert_id)
        kept = sa.select(SUPPRESSIONS).where(SUPPRESSIONS.c.alert_id == alert_id)
        with self._outbox.transaction() as connection:
            found = [_sent(row) for row in connection.execute(sent)]
            found += [
                Fate(row.sink, row.state, row.route, row.reason, row.at)
                for row in connection.execute(kept)
            ]
        return sorted(found, key=lambda fate: fate.sink)

    def attempts(self, alert_id: str) -> Sequence[Attempt]:
        """Return the attempts at an alert, those at its digests too, in order."""
        digests = sa.select(DELIVERIES.c.digest_id).where(DELIVERIES.c.alert_id == alert_id)
        ours = (ATTEMPTS.c.alert_id == alert_id) | ATTEMPTS.c.alert_id.in_(digests)
        query = sa.select(ATTEMPTS).where(ours).order_by(ATTEMPTS.c.at, ATTEMPTS.c.number)
        with self._outbox.transaction() as connection:
            rows = connection.execute(query).all()
        return [
            Attempt(row.sink, row.number, row.at, row.outcome, row.status, row.detail)
            for row in rows
        ]

    def acknowledge(self, incident_id: str, by: str, now_ms: int) -> None:
        """Note that somebody has seen to an incident; a later note replaces an earlier one."""
        noted = {"by": by, "at": now_ms, "over_at": None}
        with self._outbox.transaction() as connection:
            statement = insert(connection, ACKS).values(incident_id=incident_id, **noted)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["incident_id"], set_=noted)
            )

    def acknowledged(self, incident_id: str) -> tuple[str, int] | None:
        """Return who acknowledged an incident and when, None when that does not hold (any more)."""
        holds = (ACKS.c.incident_id == incident_id) & ACKS.c.over_at.is_(None)
        with self._outbox.transaction() as connection:
            row = connection.execute(sa.select(ACKS).where(holds)).first()
        return (row.by, row.at) if row else None

    def mute(self, wanted: Mute, now_ms: int) -> int:
        """Silence something from now on; return the number of the mute."""
        with self._outbox.transaction() as connection:
            statement = MUTES.insert().values(
                scope=wanted.scope,
                value=wanted.value,
                until=wanted.until,
                by=wanted.by,
                why=wanted.why,
                at=now_ms,
            )
            return int(connection.execute(statement).inserted_primary_key[0])  # type: ignore[index]

    def unmute(self, mute_id: int, now_ms: int) -> bool:
        """End a mute; return whether it held."""
        holding = (MUTES.c.mute_id == mute_id) & (MUTES.c.until > now_ms)
        with self._outbox.transaction() as connection:
            ended = connection.execute(MUTES.update().where(holding).values(until=now_ms))
        return bool(ended.rowcount)

    def mutes(self, now_ms: int) -> Sequence[Mute]:
        """Return the mutes that hold, those that end first before the others."""
        query = sa.select(MUTES).where(MUTES.c.until > now_ms).order_by(MUTES.c.until)
        with self._outbox.transaction() as connection:
            rows = connection.execute(query).all()
        return [Mute(row.scope, row.value, row.until, row.by, row.why, row.mute_id) for row in rows]


def _taken(row: sa.Row[tuple[object, ...]]) -> Taken:
    return Taken(row.seq, row.alert_id, row.incident_id, row.alert, row.taken_at)


def _sent(row: sa.Row[tuple[object, ...]]) -> Fate:
    return Fate(
        sink=row.sink,
        state=row.state,
        route=row.route,
        reason=row.reason,
        at=row.finished_at or row.created_at,
        attempts=row.attempts,
        due_at=row.due_at if row.state in ("pending", "held") else None,
        digest_id=row.digest_id,
        notes=tuple(row.notes),
    )
