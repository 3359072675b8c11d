"""Quix Streams 3, on librdkafka; its state is RocksDB, with a changelog or without."""

from typing import Any

from quixstreams import Application, State

from bench.bus.hop import COMMIT_S, SESSION_S, Hop


def run(hop: Hop) -> None:
    """Move records for ever."""
    app = Application(
        broker_address=hop.brokers,
        consumer_group=hop.group,
        auto_offset_reset="earliest",
        commit_interval=COMMIT_S,
        state_dir=hop.folder,
        use_changelog_topics=hop.has_changelog,
        consumer_extra_config={"session.timeout.ms": SESSION_S * 1000},
        loglevel="WARNING",
    )
    raw = {"key_serializer": "bytes", "value_serializer": "bytes"}
    read = {"key_deserializer": "bytes", "value_deserializer": "bytes"}
    work = hop.worked()

    def counted(value: bytes, state: State) -> bytes:
        state.set("seen", (state.get("seen") or 0) + 1)
        return work(value)

    frame: Any = app.dataframe(app.topic(hop.source.name, **read))
    frame = frame.apply(counted, stateful=True) if hop.keeps_state else frame.apply(work)
    frame.to_topic(app.topic(hop.sink.name, **raw))
    app.run()
