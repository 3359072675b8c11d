"""The private names of Faust, mode and aiokafka that we sit on: this fails when they move."""

import asyncio
import inspect
from importlib.metadata import version

import pytest
from aiokafka import AIOKafkaConsumer
from faust.tables.manager import TableManager
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer

from streams.adapters import engine as ours
from streams.config import Settings
from streams.domain.errors import SettingsError


def test_versions_are_the_ones_we_know():
    assert {name: version(name) for name in ours.VERSIONS} == ours.VERSIONS


def test_other_versions_are_refused(monkeypatch, tmp_path):
    monkeypatch.setitem(ours.VERSIONS, "faust-streaming", "9.9.9")
    with pytest.raises(SettingsError, match=r"faust-streaming must be 9\.9\.9, got 0\.15\.3"):
        ours.engine(Settings(brokers="127.0.0.1:1"), "group", tmp_path)


def test_faust_makes_its_consumer_where_we_reach_in():
    source = inspect.getsource(AIOKafkaConsumerThread._create_worker_consumer)
    assert "fetch_max_wait_ms=1500" in source
    assert "AIOKafkaConsumerThread(self" in inspect.getsource(Consumer._new_consumer_thread)


def test_aiokafka_reads_what_we_set_when_it_starts():
    source = inspect.getsource(AIOKafkaConsumer.start)
    assert "fetch_max_wait_ms=self._fetch_max_wait_ms" in source
    assert "assignors=self._partition_assignment_strategy" in source


def test_table_manager_does_nothing_else_at_its_start():
    lines = inspect.getsource(TableManager.on_start).splitlines()
    assert [line.strip() for line in lines[2:]] == [
        "await self.sleep(1.0)",
        "if not self.should_stop:",
        "await self._update_channels()",
        "await self.recovery.start()",
    ]


async def test_app_serves_no_page_declares_no_topic_and_logs_no_records(tmp_path):
    app = ours.engine(Settings(brokers="127.0.0.1:1"), "group", tmp_path)
    app.loop = asyncio.get_running_loop()
    conf = app.conf
    assert not conf.web_enabled
    assert not conf.topic_allow_declare
    assert not conf.stream_wait_empty
    assert conf.id == "group"
    assert app.transport.fetch_wait_ms == Settings().fetch_wait_ms
