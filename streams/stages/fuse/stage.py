"""The stage itself: one record after the other."""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Attack, Feedback, Incident, Record, Tick
from streams.domain.topics import INCIDENT_UPDATED
from streams.stages.fuse.accounts import account_of, takes_part
from streams.stages.fuse.applying import apply_report
from streams.stages.fuse.closing import apply_tick
from streams.stages.fuse.decisions import apply_decision


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield the revisions of incidents that each attack, decision or tick leads to, in order."""
    for cause, incoming in enumerate(batch):
        try:
            revisions = _apply(incoming.value, state, ctx)
        except BadRecord as bad:
            yield Reject(cause, bad.reason, bad.detail)
            continue
        for incident in revisions:
            yield Emit(INCIDENT_UPDATED, incident, cause)


def _apply(record: Record, state: State, ctx: Context) -> list[Incident]:
    if isinstance(record, Attack):
        return apply_report(record, state, ctx) if _takes_part(record, ctx) else []
    if isinstance(record, Tick):
        return apply_tick(record.at, state, ctx)
    if isinstance(record, Feedback):
        return apply_decision(record, state, ctx)
    raise BadRecord("fuse", "wrong_type", type(record).__name__)


def _takes_part(attack: Attack, ctx: Context) -> bool:
    """Tell whether fusion keeps it. Raises BadRecord for dates that cannot be read, before any
    state is touched.
    """
    try:
        account_of(attack, ctx.thresholds)
        return takes_part(attack, ctx.thresholds)
    except ValueError as error:
        raise BadRecord("fuse", "bad_time", str(error)) from None
