"""Send records to a topic, each acknowledged by the broker before it counts."""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Self

from kafka import KafkaProducer
from kafka.errors import InvalidRecordError, InvalidTimestampError, KafkaError

from streams.adapters.avro import encode
from streams.adapters.headers import RECEIVED_AT, SOURCE, Headers
from streams.adapters.knock import knock
from streams.adapters.rights import lacking
from streams.adapters.security import connection
from streams.adapters.tracing import TRACING
from streams.domain.errors import Unavailable
from streams.domain.flow import Topic
from streams.domain.records import Article, Record

if TYPE_CHECKING:
    from streams.adapters.spans import Spans

IN_FLIGHT_BYTES = 16 * 1024 * 1024
"""What may wait for its acknowledgement: memory stays the same for a file of any length."""
BATCH_BYTES = 256 * 1024
REQUEST_BYTES = 2 * 1024 * 1024
CLOSE_SECONDS = 2.0


class Publisher:
    """An ordered, acknowledged producer while entered.

    Each call raises Unavailable once the broker has acknowledged nothing for `timeout_s`; `notice`
    is told when that begins to show at the start.
    """

    def __init__(
        self, brokers: str, timeout_s: float, notice: Callable[[str], object] = lambda _: None
    ) -> None:
        self._brokers = brokers
        self._timeout_s = timeout_s
        self._notice = notice
        self._waiting: deque[tuple[Any, int, Spans | None]] = deque()
        self._bytes = 0
        self._producer: Any = None
        self.acknowledged = 0
        """Records that the broker has."""

    def __enter__(self) -> Self:
        # Without a broker the client logs each attempt; the one line that counts is ours.
        logging.getLogger("kafka").setLevel(logging.CRITICAL)
        patience_ms = int(self._timeout_s * 1000)
        try:
            knock(self._brokers, self._timeout_s, self._notice)
        except Unavailable as error:
            raise self._unavailable(error) from error
        options = connection(self._brokers)
        try:
            self._producer = KafkaProducer(
                **options,
                bootstrap_timeout_ms=patience_ms,
                max_block_ms=patience_ms,
                request_timeout_ms=max(1000, patience_ms // 2),
                delivery_timeout_ms=patience_ms,
                reconnect_backoff_max_ms=1000,
                max_request_size=REQUEST_BYTES,
                batch_size=BATCH_BYTES,
                linger_ms=5,
                allow_auto_create_topics=False,
            )
        except KafkaError as error:
            raise self._unavailable(error) from error
        return self

    def __exit__(self, *failed: object) -> None:
        try:
            self._producer.close(timeout=CLOSE_SECONDS)
        except KafkaError as error:  # raised before it has let go of its thread
            self._producer._sender.force_close()
            if not any(failed):
                raise self._unavailable(error) from error

    def send(
        self,
        topic: Topic,
        record: Record,
        partition: int | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        """Queue `record` with further headers, waiting while too much is in flight."""
        value = encode(topic, record)
        key = topic.key_of(record)
        received = str(time.time_ns() // 1_000_000).encode()
        sent = [(RECEIVED_AT, received), *_sender(record), *headers]
        span = TRACING.sending(topic.name, key, sent)
        if span is not None:
            sent = span.passed_on(0, sent)
        try:
            future = self._producer.send(
                topic.name, key=key, value=value, partition=partition, headers=sent
            )
        except KafkaError as error:
            raise self._unavailable(error) from error
        self._waiting.append((future, len(value), span))
        self._bytes += len(value)
        self._settle(IN_FLIGHT_BYTES)

    def flush(self) -> None:
        """Return once everything sent is acknowledged."""
        self._settle(0)

    def _settle(self, allowed: int) -> None:
        """Take acknowledgements that are there, then wait until `allowed` bytes are in flight."""
        while self._waiting and (self._bytes > allowed or self._waiting[0][0].is_done):
            future, size, span = self._waiting[0]
            try:
                future.get(timeout=self._timeout_s)
            except KafkaError as error:
                raise self._unavailable(error) from error
            self._waiting.popleft()
            if span is not None:
                span.end({})
            self._bytes -= size
            self.acknowledged += 1

    def _unavailable(self, error: Exception) -> Unavailable:
        if said := lacking(error, "WRITE"):
            return Unavailable(f"broker {self._brokers}: {said}")
        if isinstance(error, InvalidRecordError | InvalidTimestampError):
            return Unavailable(
                f"broker {self._brokers} refuses what is sent ({type(error).__name__}): is the "
                "clock of this machine right?"
            )
        return Unavailable(
            f"broker {self._brokers} does not answer within {self._timeout_s:g} s "
            f"({type(error).__name__}); {self.acknowledged} acknowledged"
        )


def _sender(record: Record) -> Headers:
    """Return the header of who sends; an exercise is no sign that its source still does."""
    if isinstance(record, Article) and not record.synthetic:
        return [(SOURCE, record.source.encode())]
    return []
