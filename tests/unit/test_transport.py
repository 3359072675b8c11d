"""What the transport makes of polls; the private names it sits on: this fails when they move."""

import inspect
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.fetcher import Fetcher as AIOKafkaFetcher
from faust.tables.manager import TableManager
from faust.transport import consumer as faust_consumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer

from streams.adapters import transport
from streams.adapters.transport import Ranges, records_of


def source_of(thing: object) -> str:
    return inspect.getsource(thing)


def test_versions_are_the_ones_we_know():
    assert {name: version(name) for name in transport.VERSIONS} == transport.VERSIONS


def test_faust_makes_its_consumer_where_we_reach_in():
    assert "fetch_max_wait_ms=1500" in source_of(AIOKafkaConsumerThread._create_worker_consumer)
    assert "AIOKafkaConsumerThread(self" in source_of(Consumer._new_consumer_thread)


def test_aiokafka_reads_what_we_set_when_it_starts():
    source = source_of(AIOKafkaConsumer.start)
    assert "fetch_max_wait_ms=self._fetch_max_wait_ms" in source
    assert "assignors=self._partition_assignment_strategy" in source


def test_faust_drains_through_the_method_we_replace():
    fetcher = source_of(faust_consumer.Fetcher._fetcher.fun)
    assert "await consumer._drain_messages(self)" in fetcher
    drain = source_of(faust_consumer.Consumer._drain_messages)
    for name in ("self.callback", "self._read_offset", "self.suspend_flow"):
        assert name in drain


def test_faust_forgets_ranges_when_partitions_go():
    assert "self._acked.pop(tp, None)" in source_of(Consumer.on_partitions_revoked)


def test_faust_commits_through_the_methods_we_replace():
    tps = source_of(Consumer._commit_tps)
    assert "self._filter_committable_offsets(tps)" in tps
    assert "self._commit_offsets(" in tps
    assert "for tp in self._acked" in source_of(Consumer._filter_tps_with_pending_acks)


def test_faust_polls_and_stops_as_we_do():
    assert "await self.wait(self.can_resume_flow)" in source_of(Consumer._wait_next_records)
    assert "self.flow_active = False" in source_of(Consumer.stop_flow)
    assert "if not self.consumer.flow_active" in source_of(AIOKafkaConsumerThread._fetch_records)


def test_a_poll_may_be_limited_to_partitions():
    assert "if partitions and tp not in partitions" in source_of(AIOKafkaFetcher.fetched_records)


def test_table_manager_does_nothing_else_at_its_start():
    lines = source_of(TableManager.on_start).splitlines()
    assert [line.strip() for line in lines[2:]] == [
        "await self.sleep(1.0)",
        "if not self.should_stop:",
        "await self._update_channels()",
        "await self.recovery.start()",
    ]


def test_no_other_file_knows_private_names():
    assert len(source_of(transport).splitlines()) <= 300
    streams = Path(transport.__file__).parents[1]
    users = {p.name for p in streams.rglob("*.py") if "faust.transport" in p.read_text("utf-8")}
    assert users == {"transport.py"}


@pytest.mark.parametrize(
    ("acked", "committable", "in_work"),
    [((), None, 9), ((4,), 5, 4), ((8,), None, 9), ((8, 4), 9, 0), ((4, 8), 9, 0)],
)
def test_ranges_are_committed_up_to_the_first_open_one(acked, committable, in_work):
    ranges = Ranges()
    ranges.deliver(4, 5)
    ranges.deliver(8, 4)
    for last in acked:
        ranges.ack(last)
    assert (ranges.next_offset, ranges.in_work) == (committable, in_work)


def test_event_of_the_stock_transport_is_one_record():
    message = SimpleNamespace(
        topic="t", partition=1, offset=7, timestamp=1.5, key=b"k", value=b"v", headers=()
    )
    (record,) = records_of(SimpleNamespace(message=message))
    assert (record.offset, record.timestamp, record.value) == (7, 1500, b"v")
