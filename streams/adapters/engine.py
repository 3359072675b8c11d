"""The Faust app as we want it: it creates no topic, serves no web page and acknowledges by hand.

Faust 0.15.3 hard-codes a fetch wait of 1.5 s and an assignor that scatters equal partition numbers
of several topics over the workers; both are put right on private names, held by a contract test.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from faust.tables.manager import TableManager
from faust.transport.drivers import aiokafka as driver

from streams.adapters.topics_admin import DEAD_BYTES, MESSAGE_BYTES
from streams.config import Settings
from streams.domain.errors import SettingsError

VERSIONS = {"faust-streaming": "0.15.3", "mode-streaming": "0.7.1", "aiokafka": "0.14.0"}
"""What the private names below were read in."""
REQUEST_S = 20.0
FETCH_BYTES = MESSAGE_BYTES
BUFFERED_RECORDS = 500
"""Records Faust holds per channel; its own 4,096 are 160 MB of long articles."""


class _Thread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = transport.fetch_wait_ms
        # Ranges give partition p of every topic to one worker, which is where a stage that reads
        # several topics keeps the state of partition p.
        consumer._partition_assignment_strategy = [RangePartitionAssignor]
        return consumer


class _Consumer(driver.Consumer):  # type: ignore[misc]
    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)


class _NoTables(TableManager):  # type: ignore[misc]
    """Faust's table manager waits a second for tables to be declared; there are none."""

    async def on_start(self) -> None:
        await self._update_channels()
        await self.recovery.start()


class _Transport(driver.Transport):  # type: ignore[misc]
    Consumer = _Consumer
    fetch_wait_ms: int


def engine(settings: Settings, group: str, folder: Path) -> Any:
    """Return a Faust app for `group`; `folder` takes what Faust insists to create.

    Raises SettingsError when another version of Faust is installed.
    """
    for package, known in VERSIONS.items():
        if (found := version(package)) != known:
            raise SettingsError(f"{package} must be {known}, got {found}")
    session_s = settings.session_timeout_ms / 1000
    app = faust.App(
        group,
        broker=[f"kafka://{address}" for address in settings.brokers.split(",")],
        datadir=str(folder),
        TableManager=_NoTables,
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        reply_create_topic=False,
        key_serializer="raw",
        value_serializer="raw",
        broker_session_timeout=session_s,
        broker_heartbeat_interval=session_s / 6,
        broker_rebalance_timeout=session_s,
        broker_request_timeout=max(REQUEST_S, session_s),
        broker_max_poll_records=settings.batch_records,
        broker_commit_interval=settings.commit_interval_ms / 1000,
        consumer_max_fetch_size=FETCH_BYTES,
        stream_buffer_maxsize=BUFFERED_RECORDS,
        stream_recovery_delay=0.0,
        stream_wait_empty=False,  # lanes drain themselves; Faust would log the records it awaits
        producer_linger=settings.linger_ms / 1000,
        producer_max_batch_size=MESSAGE_BYTES,
        producer_max_request_size=DEAD_BYTES,
        producer_request_timeout=REQUEST_S,
    )
    app.transport = _Transport(app.conf.broker_consumer, app)
    app.transport.fetch_wait_ms = settings.fetch_wait_ms
    return app


def reader(settings: Settings) -> Any:
    """Return an aiokafka consumer that reads from the earliest record and belongs to no group."""
    return AIOKafkaConsumer(
        bootstrap_servers=settings.brokers,
        group_id=None,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        fetch_max_wait_ms=settings.fetch_wait_ms,
        max_partition_fetch_bytes=FETCH_BYTES,
        request_timeout_ms=int(REQUEST_S * 1000),
    )
