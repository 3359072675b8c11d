"""The topics of a hop: made, filled, watched and removed. Knows confluent-kafka."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from bench.articles import START, made_up
from bench.bus.hop import Hop
from streams.adapters import avro
from streams.domain.records import Article

T = TypeVar("T")

VALUE_BYTES = 2_048
KEYS = 10_000
ANSWER_S = 20
ERRORS = 3
"""What librdkafka says is an error; its notices are of no use to anyone here."""
_FRAME_BYTES = 180
"""What the encoded record has beside the body, about."""


@cache
def records() -> list[tuple[bytes, bytes]]:
    """Return key and value of `KEYS` articles of 2 KB, Arabic and English by turns."""
    bodies = [
        article.body.encode()[: VALUE_BYTES - _FRAME_BYTES].decode(errors="ignore")
        for article in made_up("plain", VALUE_BYTES, 50)
    ]
    hop = Hop("", "", 1, "avro", "")
    found = []
    for number in range(KEYS):
        name, body = f"article-{number:06}", bodies[number % len(bodies)]
        article = Article(name, "source.example", None, "A title", body, START, START)
        found.append((name.encode(), avro.encode(hop.source, article)))
    return found


@contextmanager
def topics(hop: Hop) -> Iterator[None]:
    """Make source and sink of a hop; remove them, and what contenders added, afterwards."""
    admin = AdminClient({"bootstrap.servers": hop.brokers, "log_level": ERRORS})
    wanted = [NewTopic(t.name, hop.partitions, 1) for t in (hop.source, hop.sink)]
    for done in admin.create_topics(wanted, request_timeout=ANSWER_S).values():
        done.result(ANSWER_S)
    try:
        yield
    finally:
        ours = [name for name in admin.list_topics(timeout=ANSWER_S).topics if hop.name in name]
        for done in admin.delete_topics(ours, request_timeout=ANSWER_S).values():
            done.result(ANSWER_S)


def fill(hop: Hop, count: int, first: int = 0) -> None:
    """Write `count` records to the source; each key stays on its partition."""
    producer = Producer(
        {
            "bootstrap.servers": hop.brokers,
            "log_level": ERRORS,
            "linger.ms": 20,
            "batch.size": 1_000_000,
            "queue.buffering.max.messages": 1_000_000,
            "queue.buffering.max.kbytes": 1_000_000,
            "partitioner": "murmur2_random",
        }
    )
    found = records()
    for number in range(first, first + count):
        key, value = found[number % KEYS]
        producer.produce(hop.source.name, value, key)
    if left := producer.flush(ANSWER_S * 3):
        raise TimeoutError(f"{left} of {count} records were not accepted by {hop.brokers}")


class Progress:
    """How far a hop has come: records in its sink, and records its group has committed."""

    def __init__(self, hop: Hop) -> None:
        self._consumer = Consumer(
            {"bootstrap.servers": hop.brokers, "log_level": ERRORS, "group.id": hop.group}
        )
        numbers = range(hop.partitions)
        self._sink = [TopicPartition(hop.sink.name, number) for number in numbers]
        self._source = [TopicPartition(hop.source.name, number) for number in numbers]

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.close()

    def moved(self) -> int:
        """Return how many records the sink holds."""
        ask = self._consumer.get_watermark_offsets
        return _answer_of(lambda: sum(ask(tp, timeout=ANSWER_S)[1] for tp in self._sink), 0)

    def committed(self) -> int:
        """Return how many records of the source are committed."""
        ask = self._consumer.committed
        found = _answer_of(lambda: ask(self._source, timeout=ANSWER_S), [])
        return sum(max(0, tp.offset) for tp in found)


def _answer_of(ask: Callable[[], T], unknown: T) -> T:
    """Ask the broker; `unknown` while a partition or a group is being taken over."""
    try:
        return ask()
    except KafkaException as error:
        if not error.args[0].retriable():
            raise
        return unknown
