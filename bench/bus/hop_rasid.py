"""Our own worker, as the product runs it, with a stage that passes articles on."""

import sys
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, cast

from bench.bus.hop import SESSION_S, STAGE, Hop
from streams.adapters import topics_admin
from streams.app import run_worker
from streams.config import Settings
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Stage, State, Table
from streams.domain.topics import TOPICS

CONTEXT = cast("Context", SimpleNamespace(reader_version="bench"))


def run(hop: Hop) -> None:
    """Move records for ever."""
    settings = Settings(
        brokers=hop.brokers,
        group=hop.name,
        partitions=hop.partitions,
        run_dir=hop.folder,
        session_timeout_ms=SESSION_S * 1000,
        tick_seconds=0,
    )
    stages = [_stage(hop)]
    plans = topics_admin.plans(TOPICS, stages, hop.partitions)
    source = topics_admin.plans([hop.source], (), hop.partitions)
    topics_admin.create(hop.brokers, [*plans, *source], settings.replication)
    sys.exit(run_worker(settings, stages, CONTEXT))


def _stage(hop: Hop) -> Stage:
    source, sink = hop.source, hop.sink

    def passed(batch: Sequence[Incoming], _state: State, _ctx: Context) -> Iterator[Emit]:
        for cause, incoming in enumerate(batch):
            yield Emit(sink, incoming.value, cause)

    def counted(batch: Sequence[Incoming], state: State, _ctx: Context) -> Iterator[Emit]:
        for cause, incoming in enumerate(batch):
            article: Any = incoming.value
            key = article.article_id
            state[key] = cast("int", state.get(key, 0)) + 1
            yield Emit(sink, article, cause)

    table = Table(hop.name, _dumped, int) if hop.keeps_state else None
    work = counted if hop.keeps_state else passed
    return Stage(STAGE, (source,), (sink,), work, table)


def _dumped(value: object) -> bytes:
    return str(value).encode()
