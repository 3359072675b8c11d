"""One stage mounted over fakes, as the worker mounts it over Faust."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace

from streams.adapters import avro
from streams.adapters.held import Held
from streams.adapters.metrics import Metrics
from streams.adapters.outbox import Outbox
from streams.adapters.ticker import Progress
from streams.adapters.watch import Heart
from streams.agents import Agents, Tools
from streams.domain.flow import Stage
from streams.domain.records import (
    Article,
    Signed,
)
from streams.domain.topics import (
    ARTICLE_RAW,
    ARTICLE_SIGNED,
)
from tests.fakes import CONTEXT, STAGES, FakeApp, FakeEvent, FakeProducer, FakeStream

SIGN, DEDUP, _ = STAGES
ARTICLE = Article("a", "afp", None, None, "text", None, 1_477_000_000_000)
NOW = 1_477_000_000_250


class FakeStore:
    """A store in memory that notes into `journal` when it is saved to."""

    def __init__(self, journal: list[str]) -> None:
        self.saved: dict[str, object] = {}
        self.fence = {}
        self._journal = journal

    async def recover(self, _partition: int) -> Held:
        return Held(dict(self.saved), dict(self.fence))

    async def save(self, _partition: int, changes, fence) -> None:
        self._journal.append("saved")
        self.saved.update(changes)
        self.fence = fence


@dataclass
class Bench:
    """One stage mounted over fakes."""

    app: FakeApp
    agents: Agents
    producer: FakeProducer
    store: FakeStore
    stream: FakeStream
    failures: list[BaseException]
    metrics: Metrics
    journal: list[str]
    heart: Heart

    async def take(self, *events: FakeEvent) -> None:
        """Hand events over and let everything settle."""
        for event in events:
            self.stream.queue.put_nowait(event)
        for _ in range(60):
            await asyncio.sleep(0)

    def sent_to(self, topic: str) -> list[bytes]:
        return [value for name, _, value in self.producer.sent if name == topic]

    def count(self, name: str, **labels: str) -> float:
        return self.metrics.registry.get_sample_value(name, labels) or 0.0


@asynccontextmanager
async def mounted(stage: Stage, producer: FakeProducer | None = None) -> AsyncIterator[Bench]:
    app, stream, failures, metrics, heart = FakeApp(), FakeStream(), [], Metrics(), Heart(60)
    producer = producer or FakeProducer()
    producer.journal = journal = []
    store = FakeStore(journal)
    tools = Tools(
        ctx=CONTEXT,
        group="rasid-test",
        outbox=Outbox(producer, 0),
        stores={stage.name: store} if stage.table else {},
        metrics=metrics,
        progress=Progress(lambda: 0.0),
        now_ms=lambda: NOW,
        fail=failures.append,
        heart=heart,
        batch_records=10,
        batch_wait_s=0.0,
        partitions=2,
    )
    mounted_agents = Agents(app, [stage], tools)
    task = asyncio.create_task(app.agents[stage.name](stream))
    assigned = [
        SimpleNamespace(topic=topic.name, partition=partition)
        for topic in stage.sources
        for partition in range(2)
    ]
    await app.on_partitions_assigned.send(assigned)
    bench = Bench(app, mounted_agents, producer, store, stream, failures, metrics, journal, heart)
    await bench.take()
    try:
        yield bench
    finally:
        await mounted_agents.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def raw(body: str, **where: object) -> FakeEvent:
    article = replace(ARTICLE, article_id=body, body=body)
    return FakeEvent(ARTICLE_RAW, avro.encode(ARTICLE_RAW, article), **where)


def signed(name: str, body: str, **where: object) -> FakeEvent:
    article = replace(ARTICLE, article_id=name, body=body)
    value = avro.encode(ARTICLE_SIGNED, Signed(article, b"", 1, body, 0))
    return FakeEvent(ARTICLE_SIGNED, value, **where)
