"""What was held, and notices that are no alerts, put into one message each."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from streams.adapters.alerting_tables import ALERTS, DELIVERIES
from streams.adapters.database import insert
from streams.adapters.deliveries import Deliveries
from streams.domain.identity import digest

DIGEST_ALERTS = 50
"""So many alerts in one digest; a storm gives several."""
NOTES = 20

_ROWS = DELIVERIES.c


class _Alert(msgspec.Struct):
    """What of an alert stands before its notes in a digest."""

    place: dict[str, object]


def gather(outbox: Deliveries, sink: str, now_ms: int) -> int:
    """Make deliveries of what a sink's routes held until now; return how many.

    One alert goes as itself, several as a digest. Raises Unavailable.
    """
    made = 0
    with outbox.transaction() as connection:
        while (route := _first_due(connection, sink, now_ms)) is not None:
            parts = _with_earlier(connection, sink, _due(connection, sink, route, now_ms))
            if len(parts) == 1:
                one = DELIVERIES.update().where(_ROWS.seq == parts[0].seq)
                connection.execute(one.values(state="pending", due_at=now_ms))
            else:
                _digest(connection, sink, route, parts, now_ms)
            made += 1
    return made


def notice(
    connection: sa.Connection, name: str, sinks: Sequence[str], lines: Sequence[str], now_ms: int
) -> None:
    """Queue lines that are about no alert, as a digest without alerts."""
    notice_id = "ntc-" + digest(name, *lines, str(now_ms))
    for sink in sinks:
        _queue(connection, (notice_id, sink, name), _message(name, (), now_ms), lines, now_ms)


def _first_due(connection: sa.Connection, sink: str, now_ms: int) -> str | None:
    is_due = (_ROWS.sink == sink) & (_ROWS.state == "held") & (_ROWS.due_at <= now_ms)
    found = sa.select(_ROWS.route).where(is_due).order_by(_ROWS.due_at, _ROWS.seq).limit(1)
    return connection.execute(found).scalar()


def _selected(condition: sa.ColumnElement[bool]) -> sa.Select[tuple[object, ...]]:
    of = ALERTS.c.alert_id == _ROWS.alert_id
    found: sa.Select[tuple[object, ...]] = sa.select(DELIVERIES, ALERTS.c.alert)
    return found.where(of & condition & (_ROWS.state == "held")).order_by(_ROWS.seq)


def _due(
    connection: sa.Connection, sink: str, route: str, now_ms: int
) -> Sequence[sa.Row[tuple[object, ...]]]:
    ours = (_ROWS.sink == sink) & (_ROWS.route == route) & (_ROWS.due_at <= now_ms)
    return connection.execute(_selected(ours).limit(DIGEST_ALERTS)).all()


def _with_earlier(
    connection: sa.Connection, sink: str, due: Sequence[sa.Row[tuple[object, ...]]]
) -> Sequence[sa.Row[tuple[object, ...]]]:
    """Return them with what another route holds of their incidents from before, in order."""
    incidents, last = {row.incident_id for row in due}, max(row.seq for row in due)
    ours = (_ROWS.sink == sink) & _ROWS.incident_id.in_(incidents) & (_ROWS.seq <= last)
    earlier = connection.execute(_selected(ours)).all()
    return sorted({row.seq: row for row in (*due, *earlier)}.values(), key=lambda row: row.seq)


def _digest(
    connection: sa.Connection,
    sink: str,
    route: str,
    parts: Sequence[sa.Row[tuple[object, ...]]],
    now_ms: int,
) -> None:
    digest_id = "dig-" + digest(sink, route, *(row.alert_id for row in parts))
    members = DELIVERIES.update().where(_ROWS.seq.in_([row.seq for row in parts]))
    connection.execute(members.values(state="digested", digest_id=digest_id))
    message = _message(route, [row.alert for row in parts], now_ms)
    _queue(connection, (digest_id, sink, route), message, _notes(route, parts), now_ms)


def _notes(route: str, parts: Sequence[sa.Row[tuple[object, ...]]]) -> list[str]:
    """Return what is said beside a digest: what it is, and the notes of each alert in it."""
    lines = [f"{len(parts)} alerts of route {route}"]
    for row in parts:
        place = msgspec.json.decode(row.alert, type=_Alert).place.get("name")
        lines += [f"{place}: {note}" for note in row.notes]
    return list(dict.fromkeys(lines))[:NOTES]


def _message(route: str, alerts: Sequence[bytes], now_ms: int) -> bytes:
    return msgspec.json.encode(
        {
            "digest": True,
            "kind": "digest" if alerts else "notice",
            "route": route,
            "at": now_ms,
            "alerts": [msgspec.Raw(alert) for alert in alerts],
        }
    )


def _queue(
    connection: sa.Connection,
    about: tuple[str, str, str],
    message: bytes,
    notes: Sequence[str],
    now_ms: int,
) -> None:
    """Queue a message; `about` is its id, its sink and its route."""
    digest_id, sink, route = about
    alert = insert(connection, ALERTS).values(
        alert_id=digest_id, incident_id=digest_id, alert=message, taken_at=now_ms
    )
    connection.execute(alert.on_conflict_do_nothing(index_elements=["alert_id"]))
    connection.execute(
        DELIVERIES.insert().values(
            alert_id=digest_id,
            sink=sink,
            incident_id=digest_id,
            route=route,
            state="pending",
            reason="what was held" if digest_id.startswith("dig-") else "a notice, not an alert",
            hold="digest",
            notes=list(notes),
            attempts=0,
            due_at=now_ms,
            created_at=now_ms,
        )
    )
