"""State of agents over fakes: when it is saved, and whose records may change it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from aiokafka.errors import TopicAuthorizationFailedError

from streams import agents
from streams.adapters import avro, lane
from streams.adapters.held import Reach
from streams.domain.records import (
    Tick,
)
from streams.domain.topics import (
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    CLOCK,
)
from tests.fakes import CONTEXT, FakeEvent, FakeProducer
from tests.mounted import DEDUP, SIGN, mounted, raw, signed


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
