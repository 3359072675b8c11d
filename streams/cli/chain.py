"""Run a few stages of the topology over articles, keeping what each article led to apart."""

from collections.abc import Sequence

from streams.domain.context import Context
from streams.domain.flow import Incoming, Reject, Stage, State
from streams.domain.records import Article, Record, Signed
from streams.guard import commit, guarded

Led = list[Record | Reject]
"""What one article led to at the end of the chain: records in order, or why it was refused."""


class Chain:
    """Stages one after the other, each fed with what the one before it sent, whatever its topic.

    Leaving dedup out is what makes the answer for an article its own.
    """

    def __init__(self, stages: Sequence[Stage], ctx: Context) -> None:
        self._stages = stages
        self._ctx = ctx
        self._states: dict[str, State] = {stage.name: stage.empty() for stage in stages}

    def run(self, articles: Sequence[Article]) -> list[Led]:
        """Return what each of `articles` led to, in their order."""
        led: list[Led] = [[article] for article in articles]
        for stage in self._stages:
            led = self._step(stage, led)
        return led

    def _step(self, stage: Stage, led: Sequence[Led]) -> list[Led]:
        topic = stage.sources[0]
        origins, batch = [], []
        after: list[Led] = [[r for r in records if isinstance(r, Reject)] for records in led]
        for origin, records in enumerate(led):
            for record in records:
                if not isinstance(record, Reject):
                    origins.append(origin)
                    batch.append(Incoming(topic, _as(topic.record, record)))
        outcome = guarded(stage, batch, self._states[stage.name], self._ctx)
        commit(self._states[stage.name], outcome.changes)
        for result in outcome.results:
            kept = result if isinstance(result, Reject) else result.value
            after[origins[result.cause]].append(kept)
        return after


def _as(kind: type[Record], record: Record) -> Record:
    return record.article if kind is Article and isinstance(record, Signed) else record
