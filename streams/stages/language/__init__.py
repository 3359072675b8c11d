"""Language: say which language an article is in, and how sure that is."""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State

__all__ = ["run"]


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield each article tagged with its language."""
    from streams.stages.language import stage

    return stage.run(batch, state, ctx)
