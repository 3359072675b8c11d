"""Dedup: decide of each signed article whether it was seen before, and link it if so."""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.stages.dedup.table import TABLE

__all__ = ["TABLE", "run"]


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield each article with its verdict, or a link in place of a copy."""
    from streams.stages.dedup import stage

    return stage.run(batch, state, ctx)
