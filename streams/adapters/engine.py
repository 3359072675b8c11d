"""The Faust app as we want it: it creates no topic, serves no web page and acknowledges by hand."""

import asyncio
from importlib.metadata import version
from pathlib import Path
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from faust.auth import Credentials, SASLCredentials, SSLCredentials

from streams.adapters import transport
from streams.adapters.connections import mend_connections
from streams.adapters.security import security_of
from streams.adapters.topics_admin import DEAD_BYTES, MESSAGE_BYTES
from streams.config import Settings
from streams.domain.errors import SettingsError

REQUEST_S = 20.0
FETCH_BYTES = MESSAGE_BYTES
BATCH_BYTES = 1024 * 1024
"""The largest batch of small records; a larger record is a batch of its own."""
BUFFERED_EVENTS = 10_000
"""Events Faust holds per stage. Memory is bounded by the records in work, see `transport`."""


def engine(settings: Settings, group: str, folder: Path) -> Any:
    """Return a Faust app for `group`; `folder` takes what Faust insists to create.

    Raises SettingsError when another version of Faust is installed.
    """
    for package, known in transport.VERSIONS.items():
        if (found := version(package)) != known:
            raise SettingsError(f"{package} must be {known}, got {found}")
    mend_connections()
    app = faust.App(
        group,
        broker_credentials=_credentials(settings),
        broker=[f"kafka://{address}" for address in settings.brokers.split(",")],
        datadir=str(folder),
        TableManager=transport.NoTables,
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        reply_create_topic=False,
        consumer_max_fetch_size=FETCH_BYTES,
        stream_buffer_maxsize=BUFFERED_EVENTS,
        stream_recovery_delay=0.0,
        stream_wait_empty=False,  # lanes drain themselves; Faust would log the records it awaits
        **_membership(settings),
    )
    kind = transport.Transport if settings.transport == "batches" else transport.StockTransport
    app.transport = kind(app.conf.broker_consumer, app)
    app.transport.fetch_wait_ms = settings.fetch_wait_ms
    app.transport.in_work_records = 2 * settings.batch_records  # one in work, one to follow
    app.transport.new_loop = new_loop
    return app


def _credentials(settings: Settings) -> Credentials | None:
    """Return what Faust makes its clients with; None in the clear."""
    security = security_of(settings)
    if not security.is_on:
        return None
    options = security.options()
    if "sasl_mechanism" not in options:
        return SSLCredentials(options["ssl_context"])
    return SASLCredentials(
        mechanism=options["sasl_mechanism"],
        username=options["sasl_plain_username"],
        password=options["sasl_plain_password"],
        ssl_context=options["ssl_context"],
    )


def new_loop() -> asyncio.AbstractEventLoop:
    """Return an event loop: uvloop's, which saves 18 µs a record, where it is installed."""
    try:
        import uvloop  # noqa: PLC0415 - optional
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


def _membership(settings: Settings) -> dict[str, Any]:
    session_s = settings.session_timeout_ms / 1000
    return {
        "broker_session_timeout": session_s,
        "broker_heartbeat_interval": session_s / 6,
        "broker_rebalance_timeout": session_s,
        "broker_request_timeout": max(REQUEST_S, session_s),
        "broker_max_poll_records": settings.batch_records,
        "broker_commit_interval": settings.commit_interval_ms / 1000,
    }


def producer(settings: Settings) -> AIOKafkaProducer:
    """Return the producer of a worker's outputs; it is started and stopped by the outbox."""
    return AIOKafkaProducer(
        bootstrap_servers=settings.brokers,
        **security_of(settings).options(),
        acks="all",
        linger_ms=settings.linger_ms,
        compression_type=None if settings.compression == "none" else settings.compression,
        max_batch_size=BATCH_BYTES,
        max_request_size=DEAD_BYTES,
        request_timeout_ms=int(REQUEST_S * 1000),
    )


def reader(settings: Settings) -> AIOKafkaConsumer:
    """Return an aiokafka consumer that reads from the earliest record and belongs to no group."""
    return AIOKafkaConsumer(
        bootstrap_servers=settings.brokers,
        **security_of(settings).options(),
        group_id=None,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        fetch_max_wait_ms=settings.fetch_wait_ms,
        max_partition_fetch_bytes=FETCH_BYTES,
        request_timeout_ms=int(REQUEST_S * 1000),
    )
