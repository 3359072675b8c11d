"""The dead letters on a broker: read, sent back where they came from, deleted. Knows kafka-python.

What was sent back is noted in the topic `REPLAYED`, one record a letter, once the broker has the
letter itself: a second replay leaves it out, and a crash between the two sends it twice, which has
one effect, because ids follow from the content.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaConnectionError, KafkaError

from streams.adapters import headers
from streams.adapters.rights import Operation, lacking
from streams.adapters.security import connection
from streams.adapters.tap import Message, Tap
from streams.domain.errors import Unavailable

REPLAYED = "rasid.dead.replayed"
REPLAYED_FROM = "rasid_replayed_from"
QUIET_MS = 200
ANSWER_MS = 10_000
MESSAGE_BYTES = 3 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that could not be used, with where and why it died."""

    message: Message
    is_replayed: bool

    @property
    def name(self) -> str:
        """The place in the dead topic, `TOPIC/PARTITION/OFFSET`."""
        return f"{self.message.topic}/{self.message.partition}/{self.message.offset}"

    @property
    def topic(self) -> str:
        """The topic it came from: told by where it lies, as a header may be absent or wrong."""
        return self.message.topic.removesuffix(".dead")

    @property
    def reason(self) -> str:
        """Why it died, one of `DeadReason`."""
        return self.text(headers.REASON)

    @property
    def source(self) -> str:
        """Who sent it, empty when nothing says so."""
        return self.text(headers.SOURCE)

    def text(self, header: str) -> str:
        """Return the first header of a name as text, as intake reads it; empty without one."""
        found = (value for name, value in self.message.pairs if name == header)
        return headers.as_text(header, next(found, b""))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: of a topic, a reason, a source; empty takes all."""

    topic: str = ""
    reason: str = ""
    source: str = ""

    def takes(self, letter: DeadLetter) -> bool:
        """Return whether a letter is one of them."""
        pairs = (
            (self.topic, letter.topic),
            (self.reason, letter.reason),
            (self.source, letter.source),
        )
        return all(wanted in ("", found) for wanted, found in pairs)


def letters(brokers: str, dead_topics: Sequence[str], wanted: Wanted) -> Iterator[DeadLetter]:
    """Yield the letters of these topics that are wanted, as they lie. Raises Unavailable."""
    replayed = {
        (message.key or b"").decode("utf-8", "replace") for message in _all(brokers, [REPLAYED])
    }
    for message in _all(brokers, dead_topics):
        name = f"{message.topic}/{message.partition}/{message.offset}"
        letter = DeadLetter(message, name in replayed)
        if wanted.takes(letter):
            yield letter


def _all(brokers: str, topics: Sequence[str]) -> Iterator[Message]:
    with Tap(brokers, topics) as tap:
        is_unread = bool(tap.positions)
        while is_unread:
            is_unread = tap.has_more(topics)
            for message in tap.read(QUIET_MS):
                is_unread = True
                yield message


class Resender:
    """Sends letters back, each acknowledged before it is noted, while entered."""

    def __init__(self, brokers: str) -> None:
        self._brokers = brokers
        self._producer: Any = None

    def __enter__(self) -> "Resender":
        with _answered(self._brokers, "WRITE"):
            self._producer = KafkaProducer(
                **connection(self._brokers),
                bootstrap_timeout_ms=ANSWER_MS,
                acks="all",
                max_request_size=MESSAGE_BYTES,
                max_block_ms=ANSWER_MS,
                delivery_timeout_ms=ANSWER_MS,
                request_timeout_ms=ANSWER_MS - 1_000,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._producer.close(timeout=1)

    def send(self, letter: DeadLetter) -> None:
        """Send the original bytes and key to the original topic. Raises Unavailable."""
        message, name = letter.message, letter.name.encode()
        carried = [pair for pair in message.pairs if not _is_of_death(pair[0])]
        sent = [*carried, (REPLAYED_FROM, name)]
        with _answered(self._brokers, "WRITE"):
            self._await(letter.topic, message.value, message.key, sent)
            self._await(REPLAYED, b"", name, [])

    def _await(
        self, topic: str, value: bytes | None, key: bytes | None, sent: list[tuple[str, bytes]]
    ) -> None:
        future = self._producer.send(topic, value=value, key=key, headers=sent)
        future.get(timeout=ANSWER_MS / 1000)


def ends(brokers: str, dead_topics: Collection[str], before_ms: int | None) -> dict[Any, int]:
    """Return by partition where letters end that are older than a time, or all of them."""
    with _answered(brokers, "READ"):
        consumer = KafkaConsumer(
            **connection(brokers), bootstrap_timeout_ms=ANSWER_MS, group_id=None
        )
        try:
            places = [
                TopicPartition(topic, number)
                for topic in dead_topics
                for number in sorted(consumer.partitions_for_topic(topic) or ())
            ]
            found: dict[Any, int] = consumer.end_offsets(places)
            if before_ms is not None:
                times = consumer.offsets_for_times(dict.fromkeys(places, before_ms))
                found |= {tp: at.offset for tp, at in times.items() if at is not None}
            first = consumer.beginning_offsets(places)
            return {tp: end for tp, end in found.items() if end > first[tp]}
        finally:
            consumer.close()


def delete(brokers: str, places: dict[Any, int]) -> None:
    """Delete what lies before the given offsets. Raises Unavailable.

    The bundled broker says that it can delete, and hangs up when it is to.
    """
    with _answered(brokers, "DELETE"):
        admin = KafkaAdminClient(**connection(brokers), bootstrap_timeout_ms=ANSWER_MS)
        try:
            admin.delete_records(places)
        except KafkaConnectionError as error:
            raise Unavailable(
                f"broker {brokers} hung up when it was to delete records; nothing is known to be "
                "deleted (the bundled broker cannot delete, Apache Kafka can)"
            ) from error
        finally:
            admin.close()


def _is_of_death(header: str) -> bool:
    ours = (headers.STAGE, headers.REASON, REPLAYED_FROM)
    return header.startswith("kafka_dlt-") or header in ours


@contextmanager
def _answered(brokers: str, operation: Operation) -> Iterator[None]:
    try:
        yield
    except KafkaError as error:
        said = lacking(error, operation) or f"{type(error).__name__}: {error}"
        raise Unavailable(f"broker {brokers}: {said}") from error
