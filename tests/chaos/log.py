"""Everything that lies in the topics, read raw and in order; knows nothing of the worker."""

from collections.abc import Iterable
from dataclasses import dataclass

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition

from streams.adapters import topics_admin


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as it lies in the log."""

    partition: int
    offset: int
    at_ms: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]


class Log:
    """Reads topics to their present end, each time from where it stopped."""

    def __init__(self, brokers: str, topics: Iterable[str]) -> None:
        self._consumer = KafkaConsumer(
            bootstrap_servers=brokers.split(","),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=8 * 1024 * 1024,
            fetch_max_wait_ms=100,
        )
        # Not of the consumer, which waits for ever for the metadata of a cluster that was gone.
        counts = topics_admin.describe(brokers, list(topics))
        self._partitions = [
            TopicPartition(topic, number)
            for topic, partitions in counts.items()
            for number in range(partitions)
        ]
        self._consumer.assign(self._partitions)
        self._entries: dict[TopicPartition, list[Entry]] = {tp: [] for tp in self._partitions}

    def __enter__(self) -> "Log":
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.close()

    def read(self) -> None:
        """Read what has come since."""
        ends = self._consumer.end_offsets(self._partitions)
        while any(self._consumer.position(tp) < end for tp, end in ends.items()):
            for tp, records in self._consumer.poll(timeout_ms=500).items():
                self._entries[tp] += [_entry(record) for record in records]

    def of(self, topic: str) -> list[list[Entry]]:
        """Return the entries of each partition of a topic, in order."""
        return [entries for tp, entries in sorted(self._entries.items()) if tp.topic == topic]

    def all(self, topic: str) -> list[Entry]:
        """Return the entries of a topic, partition after partition."""
        return [entry for entries in self.of(topic) for entry in entries]


def lag(brokers: str, groups: Iterable[str], topics: Iterable[str]) -> int:
    """Return how many records of `topics` the groups together have not committed."""
    admin = KafkaAdminClient(bootstrap_servers=brokers.split(","))
    try:
        committed: dict[TopicPartition, int] = {}
        for found in admin.list_group_offsets(list(groups)).values():
            committed |= {tp: at.offset for tp, at in found.items()}
    finally:
        admin.close()
    with Log(brokers, topics) as log:
        ends = log._consumer.end_offsets(log._partitions)
    return sum(max(0, end - max(0, committed.get(tp, 0))) for tp, end in ends.items())


def _entry(record) -> Entry:
    return Entry(
        record.partition,
        record.offset,
        record.timestamp,
        record.key,
        record.value,
        dict(record.headers or ()),
    )
