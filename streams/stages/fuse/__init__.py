"""Fuse: put the reports of one attack together; an incident is a function of its set of reports.

Where to look: `accounts`, `traits`, `anchor` and `meeting` (same incident?), `likeness` and
`agreement` (how surely?), `grouping`, `versions` (revised articles), `drafts` (which group is which
incident), `figures` and `tolls` (which toll?), `backing` (corroboration, gate, severity's inputs),
`facts`, `campaign`, `revision`; `applying`, `closing`, `decisions` apply a record; `memory` holds
what is kept.
"""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.stages.fuse.memory import TABLE

__all__ = ["TABLE", "run"]


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield the revisions of incidents that each attack, decision or tick leads to, in order."""
    from streams.stages.fuse import stage

    return stage.run(batch, state, ctx)
