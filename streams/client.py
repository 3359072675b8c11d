"""Read what Rasid tells as typed records: for services that build on it.

    with Reader(ALERTS, "localhost:9092", group="desk") as alerts:
        for message in alerts:
            keep(message.id, message.revision, message.record)
            alerts.commit()

What was not committed comes again after a restart; what was, and is delivered once more, is left
out. A record is worth keeping when its revision is higher than the one kept under its id.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.errors import CommitFailedError, KafkaError

from streams.adapters import headers, registry
from streams.adapters.avro import decode
from streams.adapters.rights import lacking
from streams.adapters.security import Security, connection
from streams.config import Settings
from streams.domain.errors import BadRecord, SettingsError, Unavailable
from streams.domain.flow import Topic
from streams.domain.records import Alert, Attack, Incident, Record
from streams.domain.topics import ALERT_BREAKING, ATTACK_REPORTED, INCIDENT_UPDATED
from streams.services.patience import pauses

__all__ = [
    "ALERTS",
    "ATTACKS",
    "INCIDENTS",
    "BadRecord",
    "Feed",
    "Message",
    "Options",
    "Reader",
    "Security",
    "Unavailable",
]

POLL_MS = 500
REMEMBERED = 100_000
"""Ids whose revision is remembered, the latest; a redelivery comes soon or not at all."""

R = TypeVar("R", bound=Record)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feed(Generic[R]):
    """A topic as a service reads it; `identity` is the id of a record and its revision."""

    topic: Topic
    record: type[R]
    identity: Callable[[R], tuple[str, int]]


ALERTS = Feed(ALERT_BREAKING, Alert, lambda alert: (alert.alert_id, alert.incident_revision))
INCIDENTS = Feed(INCIDENT_UPDATED, Incident, lambda one: (one.incident_id, one.revision))
ATTACKS = Feed(ATTACK_REPORTED, Attack, lambda attack: (attack.attack_id, 0))


@dataclass(frozen=True, slots=True)
class Message(Generic[R]):
    """A record and where it lies; `timestamp_ms` is the broker's."""

    record: R
    id: str
    revision: int
    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    headers: tuple[tuple[str, bytes], ...]

    @property
    def received_ms(self) -> int | None:
        """When Rasid first saw what led to it, epoch milliseconds; None when nothing says so."""
        return headers.received_ms(self.headers)

    @property
    def trace_id(self) -> str | None:
        """The W3C trace it belongs to."""
        return headers.trace_id(self.headers)


class Consumer(Protocol):
    """What we need of `kafka.KafkaConsumer`."""

    def poll(self, timeout_ms: int) -> Mapping[Any, list[Any]]:
        """Return what has come, by partition."""

    def commit(self, offsets: Mapping[Any, Any]) -> None:
        """Remember these offsets for the group."""

    def close(self, *, autocommit: bool) -> None:
        """Leave the group."""


def _warn(place: str, bad: BadRecord) -> None:
    log.warning("%s: %s", place, bad)


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader seldom needs.

    `security` says how the brokers are spoken with, else in the clear or as `kafka` says.
    `schema_registry` is a URL, for the whole process. `idle_s`: iterating ends after so long
    without a message, None never. `on_bad` is told the place of what is no record, which is passed
    over. `kafka` goes to `KafkaConsumer` (timeouts), or to what `connect` is instead.
    """

    security: Security | None = None
    schema_registry: str = ""
    idle_s: float | None = None
    on_bad: Callable[[str, BadRecord], None] = _warn
    kafka: Mapping[str, Any] = field(default_factory=dict)
    connect: Callable[..., Consumer] = KafkaConsumer


class Reader(Generic[R]):
    """One member of a consumer group that reads a feed, from its beginning the first time.

    Raises Unavailable when no broker answers at the start, or none as `security` says, and when
    rights are missing; SettingsError for files of `security` that cannot be used. A broker or a
    registry that goes away later is waited for.
    """

    def __init__(
        self, feed: Feed[R], brokers: str, group: str, options: Options | None = None
    ) -> None:
        if not group:
            raise SettingsError("group must name a consumer group, got ''")
        self._feed = feed
        self._options = options or Options()
        self._brokers = brokers
        self._group = group
        self._done = OrderedDict[str, int]()
        self._yielded: dict[str, int] = {}
        self._offsets: dict[tuple[str, int], int] = {}
        self._consumer: Consumer | None = None
        registry.use(Settings(schema_registry=self._options.schema_registry))

    def __enter__(self) -> Self:
        try:
            self._consumer = self._options.connect(
                self._feed.topic.name,
                **self._connection(),
                group_id=self._group,
                **{**_READING, **self._options.kafka},
            )
        except KafkaError as error:
            raise Unavailable(f"broker {self._brokers} does not answer: {error}") from error
        return self

    def _connection(self) -> Mapping[str, Any]:
        if (security := self._options.security) is None:
            return {"bootstrap_servers": self._brokers.split(",")}
        return connection(self._brokers, security)

    def __exit__(
        self, kind: type[BaseException] | None, value: object, trace: TracebackType | None
    ) -> None:
        if self._consumer is not None:
            self._consumer.close(autocommit=False)

    def __iter__(self) -> Iterator[Message[R]]:
        heard, idle_s = time.monotonic(), self._options.idle_s
        while idle_s is None or time.monotonic() - heard < idle_s:
            for raw in self._polled():
                heard = time.monotonic()
                if (message := self._message(raw)) and self._is_new(message):
                    self._yielded[message.id] = message.revision
                    yield message

    def commit(self) -> None:
        """Remember that everything up to the message yielded last is done with.

        When the group has given our partitions to others meanwhile, they read it again.
        """
        if self._consumer is None:
            raise SettingsError("a reader commits while it is entered")
        at = {TopicPartition(*place): after for place, after in self._offsets.items()}
        try:
            self._consumer.commit({tp: OffsetAndMetadata(n, "", -1) for tp, n in at.items()})
        except CommitFailedError as error:
            log.warning("not committed, others read it again: %s", error)
        except KafkaError as error:
            raise Unavailable(f"broker cannot commit: {error}") from error
        self._offsets.clear()
        for name, revision in self._yielded.items():
            self._done[name] = revision
            self._done.move_to_end(name)
        self._yielded.clear()
        while len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    def _polled(self) -> Iterator[Any]:
        if self._consumer is None:
            raise SettingsError("a reader reads while it is entered")
        try:
            polled = self._consumer.poll(timeout_ms=POLL_MS)
        except KafkaError as error:
            said = lacking(error, "READ") or error
            raise Unavailable(f"broker {self._brokers} cannot poll: {said}") from error
        for records in polled.values():
            yield from records

    def _message(self, raw: Any) -> Message[R] | None:
        """Return a message with its record; None for a deleted key and for what is no record."""
        place = (raw.topic, raw.partition)
        self._offsets[place] = raw.offset + 1
        if raw.value is None and self._feed.topic.compacted:
            return None
        try:
            record = self._decoded(raw.value)
        except BadRecord as bad:
            self._options.on_bad(f"{raw.topic}/{raw.partition}/{raw.offset}", bad)
            return None
        pairs = tuple((name, value or b"") for name, value in raw.headers or ())
        name, revision = self._feed.identity(record)
        return Message(
            record, name, revision, *place, raw.offset, raw.timestamp, raw.key, headers=pairs
        )

    def _decoded(self, value: bytes | None) -> R:
        """Return the record, waiting for a registry that is away."""
        for pause in pauses():
            try:
                record = decode(self._feed.topic, value)
            except Unavailable as error:
                log.warning("waiting: %s", error)
                time.sleep(pause)
                continue
            if isinstance(record, self._feed.record):
                return record
            break
        raise BadRecord("decode", "wrong_type", "another record")

    def _is_new(self, message: Message[R]) -> bool:
        return message.revision > self._done.get(message.id, -1)


_READING: Mapping[str, Any] = {
    "enable_auto_commit": False,
    "auto_offset_reset": "earliest",
    "allow_auto_create_topics": False,
    "max_partition_fetch_bytes": 4 * 1024 * 1024,
}
