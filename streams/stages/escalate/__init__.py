"""Escalate: decide which revisions of an incident people should hear of, and say it plainly.

`level` (gate and severity), `change` (whether an alert is due, and what is new), `headline` and
`names` (the sentence), `alerts` (the record), `memory` (what was last alerted).
"""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.stages.escalate.memory import TABLE

__all__ = ["TABLE", "run"]


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield the alert that each revision of an incident leads to, if any, in order."""
    from streams.stages.escalate import stage

    return stage.run(batch, state, ctx)
