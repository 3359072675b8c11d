"""Agents over fakes: what is sent, saved and acknowledged, and in which order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from aiokafka.errors import TopicAuthorizationFailedError

from streams import agents
from streams.adapters import avro, intake, lane, sending
from streams.adapters.held import Held, Reach
from streams.adapters.metrics import Metrics
from streams.adapters.outbox import Outbox
from streams.adapters.ticker import Progress
from streams.adapters.watch import Heart
from streams.agents import Agents, Tools
from streams.domain.flow import Emit, Stage
from streams.domain.records import (
    Alert,
    Article,
    EventDate,
    Headline,
    Place,
    Signed,
    Tick,
    Tolls,
)
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    CLOCK,
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


async def test_input_is_acknowledged_once_its_outputs_are():
    event = raw("text")
    async with mounted(SIGN) as bench:
        await bench.take(event)
        assert avro.decode(ARTICLE_SIGNED, bench.sent_to(ARTICLE_SIGNED.name)[0]).article.body
    assert event.is_acked
    assert bench.app.commits == 1


async def test_input_is_not_acknowledged_when_outputs_cannot_be_sent():
    event = raw("text")
    async with mounted(SIGN, FakeProducer((TopicAuthorizationFailedError(),))) as bench:
        await bench.take(event)
    assert not event.is_acked
    assert [type(failure).__name__ for failure in bench.failures] == ["Unavailable"]


async def test_state_is_saved_after_outputs_and_kept_when_they_fail():
    async with mounted(DEDUP) as bench:
        await bench.take(signed("a", "text"), signed("b", "text", offset=1))
        assert bench.journal == ["sent", "sent", "saved"]
        assert bench.store.saved == {"body:text": "a"}
    async with mounted(DEDUP, FakeProducer((TopicAuthorizationFailedError(),))) as bench:
        await bench.take(signed("a", "text"))
        assert bench.journal == []


async def test_what_a_batch_forgets_is_counted_from_the_state_before_it():
    def evicted(values, changes, state, ctx):
        assert (len(values), ctx) == (len(changes), CONTEXT)
        return {"limit": len(state)}

    stage = replace(DEDUP, table=replace(DEDUP.table, evicted=evicted))
    async with mounted(stage) as bench:
        await bench.take(signed("a", "text"))
        assert bench.count("rasid_evicted_total", stage="dedup", why="limit") == 0
        await bench.take(signed("b", "other", offset=1))
        assert bench.count("rasid_evicted_total", stage="dedup", why="limit") == 1


async def test_recovered_state_is_what_the_stage_sees():
    async with mounted(DEDUP) as bench:
        await bench.take(signed("a", "text"))
        tp = SimpleNamespace(topic=ARTICLE_SIGNED.name, partition=0)
        await bench.app.on_partitions_revoked.send([tp])
        await bench.app.on_partitions_assigned.send([tp])
        await bench.take(signed("b", "text", offset=1))
        assert len(bench.sent_to(ARTICLE_UNIQUE.name)) == 1
        assert bench.count("rasid_deduplicated_total", kind="exact") == 1


async def test_record_that_is_in_the_state_already_is_acknowledged_and_skipped():
    again = signed("a", "text")
    async with mounted(DEDUP) as bench:
        await bench.take(signed("a", "text"), signed("b", "other", offset=1))
        tp = SimpleNamespace(topic=ARTICLE_SIGNED.name, partition=0)
        await bench.app.on_partitions_revoked.send([tp])
        await bench.app.on_partitions_assigned.send([tp])
        await bench.take(again, signed("c", "third", offset=2))
        assert len(bench.sent_to(ARTICLE_UNIQUE.name)) == 3
        assert bench.store.fence == {ARTICLE_SIGNED.name: Reach(1_477_000_000_000, 3)}
    assert again.is_acked


async def test_record_of_a_topic_made_anew_is_read_though_its_offset_is_not_new():
    async with mounted(DEDUP) as bench:
        await bench.take(signed("a", "text", offset=5))
        await bench.take(signed("b", "other", offset=0, timestamp=1_477_000_000_001))
        assert len(bench.sent_to(ARTICLE_UNIQUE.name)) == 2


async def test_worker_that_stood_still_sends_nothing_before_the_group_confirms_it(monkeypatch):
    monkeypatch.setattr(agents, "OWNER_PAUSE_S", 0)
    async with mounted(DEDUP) as bench:
        monkeypatch.setattr(bench.heart, "stood_still", lambda: bool(bench.app.owned))
        bench.app.owned = [False, False, True]
        await bench.take(signed("a", "text"))
        assert bench.app.owned == []
        assert bench.journal == ["sent", "saved"]


async def test_worker_that_was_replaced_sends_and_saves_nothing(monkeypatch):
    monkeypatch.setattr(lane, "DRAIN_S", 0.05)
    late = signed("a", "text")
    async with mounted(DEDUP) as bench:
        monkeypatch.setattr(bench.heart, "stood_still", lambda: True)
        bench.app.owned = [False] * 1000
        await bench.take(late)
    assert bench.journal == []
    assert not late.is_acked


async def test_record_of_an_earlier_assignment_is_left_for_redelivery():
    stale = raw("text")
    stale.message.generation_id = 0
    async with mounted(SIGN) as bench:
        await bench.take(stale)
        assert bench.producer.sent == []
    assert not stale.is_acked


async def test_partition_without_a_state_is_acknowledged_unread():
    tick = FakeEvent(CLOCK, avro.encode(CLOCK, Tick(1)), partition=1)
    async with mounted(DEDUP) as bench:
        await bench.take(tick)
        assert bench.store.saved == {}
    assert tick.is_acked


@pytest.mark.parametrize(
    ("address", "kept"), [((), "5"), (b"rasid-test", "5"), (b"rasid-other", None)]
)
async def test_tick_counts_for_the_group_it_is_sent_to(address, kept):
    headers = (("rasid_tick_for", address),) if address else ()
    tick = FakeEvent(CLOCK, avro.encode(CLOCK, Tick(5)), headers=headers)
    async with mounted(DEDUP) as bench:
        await bench.take(tick)
        assert bench.store.saved.get("tick") == kept
    assert tick.is_acked


async def test_bad_record_is_buried_and_its_neighbours_are_not():
    bad = FakeEvent(ARTICLE_RAW, b"\xffgarbage", key=b"their key", offset=7)
    good = raw("text")
    async with mounted(SIGN) as bench:
        await bench.take(bad, good)
        assert bench.sent_to(ARTICLE_RAW.dead) == [b"\xffgarbage"]
        assert len(bench.sent_to(ARTICLE_SIGNED.name)) == 1
        assert bench.count("rasid_dead_letters_total", stage="sign", reason="unknown_schema") == 1
        assert bench.count("rasid_records_total", stage="sign", outcome="done") == 1
    assert bad.is_acked
    assert good.is_acked


async def test_header_without_a_value_harms_nothing():
    bare = (("rasid_received_at", None), ("traceparent", None), ("other", None))
    bad = FakeEvent(ARTICLE_RAW, b"garbage", headers=bare)
    async with mounted(SIGN) as bench:
        await bench.take(raw("text", headers=bare), bad)
        assert bench.failures == []
        received = dict(bench.producer.headers[0])["rasid_received_at"]
    assert received == str(NOW - 250).encode()


async def test_output_beyond_the_limit_buries_its_cause(monkeypatch):
    monkeypatch.setattr(sending, "SENT_BYTES", 100)
    event = raw("x" * 200)
    async with mounted(SIGN) as bench:
        await bench.take(event)
        assert bench.sent_to(ARTICLE_RAW.dead) == [event.message.value[0].value]
        assert bench.count("rasid_dead_letters_total", stage="sign", reason="too_large") == 1


async def test_fault_of_the_bytes_that_no_codec_foresaw_is_contained(monkeypatch):
    def decode(topic, message):
        raise RecursionError

    monkeypatch.setattr(intake.avro, "decode", decode)
    async with mounted(SIGN) as bench:
        await bench.take(raw("text"))
        assert bench.count("rasid_dead_letters_total", stage="sign", reason="bad_avro") == 1
        assert bench.failures == []


def alarm(batch, state, ctx):
    """Alert for every article."""
    for cause, incoming in enumerate(batch):
        yield Emit(ALERT_BREAKING, an_alert(incoming.value), cause)


def an_alert(article: Article) -> Alert:
    return Alert(
        alert_id="1",
        incident_id=article.article_id,
        incident_revision=1,
        kind="new",
        level="high",
        corroboration="unconfirmed",
        headline=Headline("An attack in Kirkuk."),
        reasons=(),
        trigger_article_id=article.article_id,
        sources=(),
        place=Place("Kirkuk", "city"),
        date=EventDate("2016-10-21", "2016-10-21", "day", "text"),
        attack_types=("armed_assault",),
        tolls=Tolls(),
        at=article.fetched_at,
        reader_version="test",
    )


async def test_alert_says_when_it_was_raised_and_its_latency_is_observed():
    stage = Stage("escalate", (ARTICLE_RAW,), (ALERT_BREAKING,), alarm)
    async with mounted(stage) as bench:
        await bench.take(raw("text"))
        headers = dict(bench.producer.headers[-1])
        assert headers["rasid_alerted_at"] == str(NOW).encode()
        assert headers["rasid_received_at"] == str(NOW - 250).encode()
        assert bench.count("rasid_received_to_alert_seconds_sum") == 0.25
        assert bench.count("rasid_alerts_total", level="high", kind="new") == 1
