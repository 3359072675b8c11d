"""The stage itself: one record after the other."""

from collections.abc import Iterator, Sequence
from typing import cast

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Alert, Incident, Tick
from streams.domain.topics import ALERT_BREAKING
from streams.stages.escalate.alerts import alert_for
from streams.stages.escalate.change import decision_on, stated_by
from streams.stages.escalate.level import verdict_on
from streams.stages.escalate.memory import Memory

HOUR_MS = 3_600_000


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield the alert that each revision of an incident leads to, if any, in order.

    A revision that was judged before gives the same alert again, an older one nothing. A tick
    forgets closed incidents that no report can reach any more; one that is still open here waits
    for its closing, which the same tick causes and which arrives after it.
    """
    for cause, incoming in enumerate(batch):
        record = incoming.value
        if isinstance(record, Tick):
            _forget(record.at, state, ctx)
        elif not isinstance(record, Incident):
            yield Reject(cause, "wrong_type", type(record).__name__)
        elif (alert := _judged(record, state, ctx)) is not None:
            yield Emit(ALERT_BREAKING, alert, cause)


def _forget(at: int, state: State, ctx: Context) -> None:
    oldest = at - ctx.thresholds.forget_alerts_hours * HOUR_MS
    for name in list(state):
        memory = cast("Memory", state[name])
        if not memory.is_open and memory.last_reported_at < oldest:
            del state[name]


def _judged(incident: Incident, state: State, ctx: Context) -> Alert | None:
    memory = cast("Memory | None", state.get(incident.incident_id))
    if memory is not None and incident.revision <= memory.revision:
        return _again(incident, memory)
    verdict = verdict_on(incident, ctx.thresholds)
    decision = decision_on(incident, verdict, memory, ctx.thresholds)
    last, stated = (memory.last, memory.stated) if memory is not None else (None, None)
    alert = None
    if decision is not None:
        last = alert = alert_for(incident, decision, memory, ctx)
        stated = stated_by(incident, decision.level, ctx.thresholds)
    state[incident.incident_id] = Memory(
        revision=incident.revision,
        last_reported_at=incident.last_reported_at,
        level=verdict.level,
        suppressed=verdict.failed,
        last=last,
        stated=stated,
        is_open=incident.status == "open",
    )
    return alert


def _again(incident: Incident, memory: Memory) -> Alert | None:
    """Return the alert of a revision that is delivered again, so that none is lost."""
    last = memory.last
    return last if last is not None and last.incident_revision == incident.revision else None
