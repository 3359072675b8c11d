"""The broker as the services see it: poll, write dead letters, commit. Knows kafka-python."""

import contextlib
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from kafka import (
    ConsumerRebalanceListener,
    KafkaAdminClient,
    KafkaConsumer,
    KafkaProducer,
    OffsetAndMetadata,
    TopicPartition,
)
from kafka.errors import (
    CommitFailedError,
    FencedInstanceIdError,
    IllegalGenerationError,
    KafkaError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

from streams.adapters.headers import Headers, Origin
from streams.adapters.rights import Operation, Right, lacking, may, require
from streams.adapters.security import connection
from streams.config import Settings
from streams.domain.errors import Unavailable

POLL_MS = 500
ANSWER_MS = 5_000
COMMIT_MS = 3_000
FETCH_BYTES = 16 * 1024 * 1024
CLOSE_MS = 1_000
KNOCK_S = 1.0
MESSAGE_BYTES = 2 * 1024 * 1024

_LOST_ITS_PLACE = (
    CommitFailedError,
    FencedInstanceIdError,
    IllegalGenerationError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)


class KafkaBus:
    """One member of a consumer group, from the earliest record on; entering connects it.

    `writes` are the topics of its dead letters.

    With `rewind` each partition is read from its beginning once, whatever the group committed: for
    a store that is empty. Every call raises Unavailable when the broker does not answer.
    """

    def __init__(
        self,
        settings: Settings,
        group: str,
        topics: Sequence[str],
        *,
        writes: Sequence[str] = (),
        rewind: bool = False,
    ) -> None:
        self._settings = settings
        self._group = group
        self._topics = topics
        self._rights = (
            Right("group", group, "READ"),
            *may("READ", *topics),
            *may("WRITE", *writes),
        )
        self._rewind = rewind
        self._consumer: Any = None
        self._producer: Any = None
        self._heard = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in (self._consumer, self._producer):
            if client is not None:
                with contextlib.suppress(KafkaError):
                    _close(client)

    def connect(self) -> None:
        """Join the group. Raises Unavailable, also when a topic is missing."""
        self._knock()
        with _answered("connect"):
            self._require_topics()
            self._consumer = KafkaConsumer(**self._common(), **self._reading())
            listener = _Rewind(self._consumer) if self._rewind else None
            self._consumer.subscribe(topics=list(self._topics), listener=listener)

    @property
    def is_assigned(self) -> bool:
        """Whether this member has partitions."""
        return self._consumer is not None and bool(self._consumer.assignment())

    def poll(self) -> list[Origin]:
        """Return the next messages; after half a second without any, an empty list."""
        with _answered("poll"):
            found = self._consumer.poll(timeout_ms=POLL_MS)
        if found:
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > KNOCK_S:
            self._knock()
        return [_origin(record) for records in found.values() for record in records]

    def send(self, letters: Sequence[tuple[str, Origin, Headers]]) -> None:
        """Write bytes and key of each message to a topic; return when the broker has them all."""
        with _answered("write dead letters", "WRITE"):
            if self._producer is None:
                self._producer = KafkaProducer(**self._common(), **_WRITING)
            waiting = [
                self._producer.send(topic, value=origin.value, key=origin.key, headers=headers)
                for topic, origin, headers in letters
            ]
            for future in waiting:
                future.get(timeout=ANSWER_MS / 1000)

    def commit(self, batch: Sequence[Origin]) -> None:
        """Commit the offsets after `batch`.

        When the group has given our partitions away meanwhile, nothing is committed: their new
        owner reads the batch again, and what reads it is idempotent.
        """
        after = {TopicPartition(o.topic, o.partition): o.offset + 1 for o in batch}
        offsets = {at: OffsetAndMetadata(offset, "", -1) for at, offset in after.items()}
        with _answered("commit"), contextlib.suppress(*_LOST_ITS_PLACE):
            self._consumer.commit(offsets, timeout_ms=COMMIT_MS)

    def _common(self) -> dict[str, Any]:
        return {
            **connection(self._settings.brokers),
            "bootstrap_timeout_ms": ANSWER_MS,
            "client_id": self._group,
            "reconnect_backoff_max_ms": 2_000,
        }

    def _reading(self) -> dict[str, Any]:
        session_ms = self._settings.session_timeout_ms
        return {
            "group_id": self._group,
            "enable_auto_commit": False,
            "auto_offset_reset": "earliest",
            "allow_auto_create_topics": False,
            "max_poll_records": self._settings.batch_records,
            "fetch_max_wait_ms": self._settings.fetch_wait_ms,
            "fetch_max_bytes": FETCH_BYTES,
            "max_partition_fetch_bytes": 2 * MESSAGE_BYTES,
            "session_timeout_ms": session_ms,
            "heartbeat_interval_ms": min(3_000, max(200, session_ms // 6)),
            # A batch that waits for a database must not cost us our place in the group.
            "max_poll_interval_ms": 300_000 + 2_000 * self._settings.broker_patience_s,
        }

    def _require_topics(self) -> None:
        admin = KafkaAdminClient(**self._common())
        try:
            require(admin, self._rights)
            missing = sorted(set(self._topics) - set(admin.list_topics()))
        finally:
            admin.close()
        if missing:
            raise Unavailable(f"topic {missing[0]} is missing: run `rasid topics create`")

    def _knock(self) -> None:
        """Raise Unavailable unless a broker's port opens: poll is silent when all are gone."""
        for broker in self._settings.brokers.split(","):
            host, _, port = broker.strip().rpartition(":")
            with contextlib.suppress(OSError, ValueError):
                socket.create_connection((host.strip("[]"), int(port)), KNOCK_S).close()
                self._heard = time.monotonic()
                return
        raise Unavailable(f"broker {self._settings.brokers} does not answer")


class _Rewind(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python has no types
    """Sends each newly assigned partition back to its beginning, once."""

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self._seen: set[TopicPartition] = set()

    def on_partitions_revoked(self, revoked: Any) -> None:
        """Do nothing: what was not committed is read again."""

    def on_partitions_assigned(self, assigned: Any) -> None:
        """Seek; runs on the client's own loop, so it must not block."""
        if fresh := set(assigned) - self._seen:
            self._seen |= fresh
            self._consumer.seek_to_beginning(*fresh)


_WRITING = {
    "acks": "all",
    "max_request_size": MESSAGE_BYTES,
    "delivery_timeout_ms": ANSWER_MS,
    "request_timeout_ms": ANSWER_MS - 1_000,
    "max_block_ms": ANSWER_MS,
}


@contextmanager
def _answered(doing: str, operation: Operation = "READ") -> Iterator[None]:
    try:
        yield
    except KafkaError as error:
        said = lacking(error, operation) or error
        raise Unavailable(f"broker cannot {doing}: {said}") from error


def _close(client: Any) -> None:
    if isinstance(client, KafkaProducer):
        client.close(timeout=CLOSE_MS / 1000)
    else:
        client.close(autocommit=False, timeout_ms=CLOSE_MS)


def _origin(record: Any) -> Origin:
    return Origin(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp_ms=record.timestamp,
        key=record.key,
        value=record.value,
        headers=tuple(record.headers or ()),
    )
