"""Sign: check an article, clean it once, name its version and what it shares with others."""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State

__all__ = ["run"]


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield each article cleaned, with its signature."""
    from streams.stages.sign import stage

    return stage.run(batch, state, ctx)
