"""Read topics from their beginning, outside any group, and ask how far a group has come.

The embedded broker takes the end of a partition for the offset after the first record of its last
batch. Batches are fetched whole, so who has read up to there and finds nothing more has read all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NotCoordinatorError,
)

from streams.adapters.rights import lacking, may, require
from streams.adapters.security import connection
from streams.domain.errors import Unavailable

FETCH_WAIT_MS = 50
FETCH_BYTES = 8 * 1024 * 1024
ANSWER_MS = 10_000
CLOSE_MS = 1_000
"""Nothing of ours is open when a tap closes; the client's own default is its request timeout."""
_CHANGING = (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it lies on the broker; `at` is the broker's time in epoch milliseconds."""

    topic: str
    partition: int
    offset: int
    at: int
    key: bytes | None
    value: bytes | None
    pairs: tuple[tuple[str, bytes], ...]
    """The headers in their order; a name may be there more than once."""

    @property
    def headers(self) -> dict[str, bytes]:
        """The last header of each name."""
        return dict(self.pairs)


class Tap:
    """Reads all partitions of `topics` while entered. Calls raise Unavailable.

    With `fresh` it begins with what is sent from now on.
    """

    def __init__(self, brokers: str, topics: Sequence[str], *, fresh: bool = False) -> None:
        self._brokers = brokers
        self._topics = topics
        self._fresh = fresh
        self._consumer: Any = None
        self._admin: Any = None
        self.positions: dict[tuple[str, int], int] = {}
        """The next offset to read, by topic and partition."""

    def __enter__(self) -> Self:
        try:
            self._admin = self._connected()
            require(self._admin, may("READ", *self._topics))
            self._consumer = KafkaConsumer(
                **connection(self._brokers),
                bootstrap_timeout_ms=ANSWER_MS,
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                fetch_max_wait_ms=FETCH_WAIT_MS,
                max_partition_fetch_bytes=FETCH_BYTES,
            )
            self._assign()
        except KafkaError as error:
            self.__exit__()
            raise self._unavailable(error) from error
        except Unavailable:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._consumer is not None:
            self._consumer.close(autocommit=False, timeout_ms=CLOSE_MS)
        if self._admin is not None:
            self._admin.close()

    def rewind(self, records: int) -> None:
        """Go back so many records in each partition, or to its beginning."""
        try:
            first = self._consumer.beginning_offsets(list(self._consumer.assignment()))
            for place, beginning in first.items():
                at = max(beginning, self.positions[place.topic, place.partition] - records)
                self._consumer.seek(place, at)
                self.positions[place.topic, place.partition] = at
        except KafkaError as error:
            raise self._unavailable(error) from error

    def follow(self, topics: Collection[str]) -> None:
        """From now on read `topics` alone; the others wait where they are.

        Each partition that is asked for costs the broker something, and a broker on the same
        machine takes that from the worker.
        """
        assigned = self._consumer.assignment()
        self._consumer.pause(*(place for place in assigned if place.topic not in topics))
        self._consumer.resume(*(place for place in assigned if place.topic in topics))

    def read(self, wait_ms: int) -> Iterator[Message]:
        """Yield what has arrived, waiting a little when nothing has."""
        try:
            polled = self._consumer.poll(timeout_ms=wait_ms)
        except KafkaError as error:
            raise self._unavailable(error) from error
        for records in polled.values():
            for record in records:
                self.positions[record.topic, record.partition] = record.offset + 1
                yield _message(record)

    def has_more(self, topics: Collection[str]) -> bool:
        """Return whether the broker holds a batch of `topics` of which nothing was read."""
        return not self.has_read(self.ends(topics))

    def ends(self, topics: Collection[str]) -> dict[tuple[str, int], int]:
        """Return where the partitions of `topics` end now."""
        places = [TopicPartition(*place) for place in self.positions if place[0] in topics]
        try:
            ends = self._consumer.end_offsets(places)
        except KafkaError as error:
            raise self._unavailable(error) from error
        return {(tp.topic, tp.partition): end for tp, end in ends.items()}

    def has_read(self, ends: Mapping[tuple[str, int], int]) -> bool:
        """Return whether something of every batch up to `ends` was read."""
        return all(self.positions[place] >= end for place, end in ends.items())

    def committed(self, group: str, topics: Collection[str]) -> dict[tuple[str, int], int]:
        """Return the next offset `group` will read of each partition of `topics`; 0 if none.

        While the broker that knows is changing, all are 0.
        """
        try:
            offsets = self._admin.list_group_offsets(group)[group]
        except _CHANGING:
            self._admin.close()
            self._admin = self._connected()  # the client before would ask the same broker again
            offsets = {}
        except KafkaError as error:
            raise self._unavailable(error) from error
        found = {(tp.topic, tp.partition): meta.offset for tp, meta in offsets.items()}
        return {
            place: max(0, found.get(place, 0)) for place in self.positions if place[0] in topics
        }

    def _connected(self) -> Any:
        return KafkaAdminClient(**connection(self._brokers), bootstrap_timeout_ms=ANSWER_MS)

    def _assign(self) -> None:
        places = [
            TopicPartition(topic, partition)
            for topic in self._topics
            for partition in sorted(self._consumer.partitions_for_topic(topic) or ())
        ]
        self._consumer.assign(places)
        # What was deleted from the front will never be read.
        first = self._consumer.beginning_offsets(places) if places else {}
        self.positions = {(tp.topic, tp.partition): first[tp] for tp in places}
        if self._fresh:
            for place, end in self._consumer.end_offsets(places).items():
                self._consumer.seek(place, end)
                self.positions[place.topic, place.partition] = end

    def _unavailable(self, error: KafkaError) -> Unavailable:
        if said := lacking(error, "READ"):
            return Unavailable(f"broker {self._brokers}: {said}")
        return Unavailable(f"broker {self._brokers} does not answer ({type(error).__name__})")


def _message(record: Any) -> Message:
    return Message(
        record.topic,
        record.partition,
        record.offset,
        record.timestamp,
        record.key,
        record.value,
        tuple((name, value or b"") for name, value in record.headers or ()),
    )
