"""Read the attacks that an article reports, with the words behind every value."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Article

if TYPE_CHECKING:
    from streams.stages.extract.stage import Reading

__all__ = ["read", "run"]


def read(article: Article, ctx: Context) -> "Reading":
    """Return what `article` reports, see `stage`."""
    from streams.stages.extract import stage

    return stage.read(article, ctx)


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Yield the attacks of every article whose language is read."""
    from streams.stages.extract import stage

    return stage.run(batch, state, ctx)
