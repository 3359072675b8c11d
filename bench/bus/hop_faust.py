"""Stock Faust, as it comes or with the best settings it has."""

import logging
from typing import Any

import faust

from bench.bus.hop import BATCH, COMMIT_S, SESSION_S, Hop

TUNED = {
    "producer_linger": 0.01,
    "producer_max_batch_size": 256 * 1024,
    "broker_max_poll_records": BATCH,
    "broker_commit_interval": COMMIT_S,
    "stream_wait_empty": False,
}


def run(hop: Hop) -> None:
    """Move records for ever, with Faust's defaults but for what is not about speed."""
    _work(hop, {}, logging.INFO)


def run_tuned(hop: Hop) -> None:
    """Move records for ever: larger batches, uvloop, and no log records that nobody sees."""
    import uvloop  # noqa: PLC0415 - the defaults are without it

    uvloop.install()
    for name in ("faust", "mode", "aiokafka"):
        logging.getLogger(name).setLevel(logging.WARNING)
    _work(hop, TUNED, logging.WARNING)


def _work(hop: Hop, settings: dict[str, Any], level: int) -> None:
    app = faust.App(
        hop.group,
        broker=f"kafka://{hop.brokers}",
        datadir=hop.folder,
        store="memory://",
        web_enabled=False,
        key_serializer="raw",
        value_serializer="raw",
        topic_partitions=hop.partitions,
        topic_replication_factor=1,
        table_standby_replicas=0,
        broker_session_timeout=SESSION_S,
        **settings,
    )
    raw = {"key_type": bytes, "value_type": bytes}
    source, sink = app.topic(hop.source.name, **raw), app.topic(hop.sink.name, **raw)
    work = hop.worked()
    seen = app.Table("seen", default=int, partitions=hop.partitions) if hop.keeps_state else None

    @app.agent(source)
    async def move(stream: Any) -> None:
        async for event in stream.events():
            if seen is not None:
                seen[event.key] += 1
            await sink.send(key=event.key, value=work(event.value))

    faust.Worker(app, loglevel=level).execute_from_commandline()
