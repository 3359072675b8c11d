"""Take alerts in: what becomes of each for each sink, written once, in one transaction."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from streams.adapters.alerting_tables import ACKS, ALERTS, DELIVERIES, MUTES, SUPPRESSIONS
from streams.adapters.database import insert
from streams.adapters.deliveries import Deliveries
from streams.domain.plain import to_json
from streams.domain.records import Alert
from streams.domain.routing.hours import clock_text
from streams.domain.routing.matching import Match, match
from streams.domain.routing.routes import Route, Routing
from streams.domain.routing.ruling import MINUTE_MS, Matched, Past, Ruling, ruling_on

KNOWN = ("pending", "held", "digested", "delivered")
"""The states of an alert that its sink has had or will have."""
ENDS_ACK = ("escalation", "retraction", "close")

Mutes = Mapping[tuple[str, str], str]
"""Scope and value of what is muted, with the words that say so."""


Decided = Counter[tuple[str, str]]
"""How often a sink and a state came together."""


def take(outbox: Deliveries, alerts: Sequence[Alert], routing: Routing, now_ms: int) -> Decided:
    """Decide on alerts, in order; those that were decided on before are left alone.

    Returns what was decided. Raises Unavailable.
    """
    decided: Decided = Counter()
    with outbox.transaction() as connection:
        mutes = _mutes(connection, now_ms)
        for alert in alerts:
            if _is_new(connection, alert, now_ms):
                for sink, ruling in _decide(connection, alert, routing, mutes, now_ms):
                    decided[sink, ruling.state] += 1
    return decided


def _is_new(connection: sa.Connection, alert: Alert, now_ms: int) -> bool:
    statement = insert(connection, ALERTS).values(
        alert_id=alert.alert_id,
        incident_id=alert.incident_id,
        alert=to_json(alert),
        taken_at=now_ms,
    )
    written = connection.execute(statement.on_conflict_do_nothing(index_elements=["alert_id"]))
    return bool(written.rowcount)


def _decide(
    connection: sa.Connection, alert: Alert, routing: Routing, mutes: Mutes, now_ms: int
) -> Iterator[tuple[str, Ruling]]:
    if alert.kind in ENDS_ACK:
        holds = (ACKS.c.incident_id == alert.incident_id) & ACKS.c.over_at.is_(None)
        connection.execute(ACKS.update().where(holds).values(over_at=now_ms))
    found = {route: match(route, alert, routing.watchlists) for route in routing.routes}
    past = _past(connection, alert, mutes)
    for sink in routing.sinks:
        ours = _past_of_sink(connection, past, sink, alert.incident_id)
        if (muted := mutes.get(("sink", sink))) is not None:
            ours = replace(ours, mute=muted)
        matched, before = _naming(found, sink), routing.route(ours.known_by)
        ours = _with_storms(connection, ours, sink, _capped(matched, before), now_ms)
        ruling = ruling_on(alert, matched, before, ours, now_ms)
        _write(connection, alert, sink, ruling, now_ms)
        yield sink, ruling


def _capped(matched: Matched, before: Route | None) -> list[str]:
    """Return the routes that may send the alert and have a storm cap."""
    wanting = [route for route, found in matched if found.why_not is None]
    return list({route.name: None for route in (*wanting, before) if route and route.storm})


def _naming(found: Mapping[Route, Match], sink: str) -> Matched:
    return [(route, matched) for route, matched in found.items() if sink in route.sinks]


def _write(connection: sa.Connection, alert: Alert, sink: str, ruling: Ruling, now_ms: int) -> None:
    if ruling.state not in ("pending", "held"):
        connection.execute(
            SUPPRESSIONS.insert().values(
                alert_id=alert.alert_id,
                sink=sink,
                state=ruling.state,
                route=ruling.route,
                reason=ruling.reason,
                at=now_ms,
            )
        )
        return
    if ruling.state == "pending":
        _release(connection, sink, alert, now_ms)
    connection.execute(
        DELIVERIES.insert().values(
            alert_id=alert.alert_id,
            sink=sink,
            incident_id=alert.incident_id,
            route=ruling.route,
            state=ruling.state,
            reason=ruling.reason,
            hold=ruling.hold,
            notes=list(ruling.notes),
            attempts=0,
            due_at=ruling.due_at or now_ms,
            created_at=now_ms,
        )
    )


def _release(connection: sa.Connection, sink: str, alert: Alert, now_ms: int) -> None:
    """Let go of what is held of the same incident, so that its alerts keep their order."""
    held = (
        (DELIVERIES.c.sink == sink)
        & (DELIVERIES.c.incident_id == alert.incident_id)
        & (DELIVERIES.c.state == "held")
    )
    why = f"; let go before {alert.alert_id}, which is not held"
    connection.execute(
        DELIVERIES.update()
        .where(held)
        .values(state="pending", due_at=now_ms, reason=DELIVERIES.c.reason + why)
    )


def _mutes(connection: sa.Connection, now_ms: int) -> Mutes:
    """Return the mutes that hold now, the one that lasts longest for each value."""
    holding = sa.select(MUTES).where(MUTES.c.until > now_ms).order_by(MUTES.c.until)
    return {
        (row.scope, row.value): f"{row.scope} {row.value} muted by {row.by} until "
        f"{clock_text(row.until)}" + (f": {row.why}" if row.why else "")
        for row in connection.execute(holding)
    }


def _past(connection: sa.Connection, alert: Alert, mutes: Mutes) -> Past:
    """Return what was before whatever the sink."""
    muted = mutes.get(("incident", alert.incident_id)) or mutes.get(
        ("country", alert.place.country or "")
    )
    routes = {value: words for (scope, value), words in mutes.items() if scope == "route"}
    of_incident = (ACKS.c.incident_id == alert.incident_id) & ACKS.c.over_at.is_(None)
    ack = connection.execute(sa.select(ACKS).where(of_incident)).first()
    said = f"acknowledged by {ack.by} at {clock_text(ack.at)}" if ack else None
    return Past(mute=muted, muted_routes=routes, ack=said)


def _past_of_sink(connection: sa.Connection, past: Past, sink: str, incident_id: str) -> Past:
    mine, rows = DELIVERIES.c.sink == sink, DELIVERIES.c
    known = sa.select(rows.route).where(
        mine & (rows.incident_id == incident_id) & rows.state.in_(KNOWN)
    )
    known_by = connection.execute(known.order_by(rows.seq.desc()).limit(1)).scalar()
    return replace(past, known_by=known_by)


def _with_storms(
    connection: sa.Connection, past: Past, sink: str, capped: Sequence[str], now_ms: int
) -> Past:
    """Return the past with what the routes that have a storm cap sent a sink of late.

    Asked by route and in the order of an index: in a storm it must not cost more and more.
    """
    rows, sent, storms = DELIVERIES.c, {}, {}
    for route in capped:
        ours = (rows.sink == sink) & (rows.route == route)
        late = ours & (rows.hold == "") & (rows.created_at > now_ms - MINUTE_MS)
        count = sa.select(sa.func.count()).select_from(DELIVERIES).where(late)
        sent[route] = connection.execute(count).scalar_one()
        soon = (rows.due_at > now_ms) & (rows.due_at <= now_ms + MINUTE_MS)
        held = ours & (rows.state == "held") & (rows.hold == "storm") & soon
        due = sa.select(rows.due_at).where(held).order_by(rows.due_at).limit(1)
        if (due_at := connection.execute(due).scalar()) is not None:
            storms[route] = due_at
    return replace(past, sent=sent, storms=storms)
