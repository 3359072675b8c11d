"""The headers a record takes along from hop to hop, and those of a dead letter.

Dead letters use the names and types of Spring's `KafkaHeaders`: numbers are big-endian bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from streams.domain.flow import Reject

RECEIVED_AT = "rasid_received_at"
ALERTED_AT = "rasid_alerted_at"
STAGE = "rasid_stage"
REASON = "rasid_reason"

DAY_MS = 86_400_000
MESSAGE_LIMIT = 500

Headers = list[tuple[str, bytes]]

_CARRIED = ("traceparent", "tracestate", "baggage")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record lies in the log, with its bytes as they were received."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


def carried(origin: Origin, now_ms: int) -> Headers:
    """Return the headers that what follows from `origin` takes along; `received` set if absent."""
    kept = [
        (name, value)
        for name, value in origin.headers
        if name in _CARRIED or (name.startswith("rasid_") and name not in (STAGE, REASON))
    ]
    if received_ms(kept) is None:
        kept = [pair for pair in kept if pair[0] != RECEIVED_AT]
        kept.append((RECEIVED_AT, str(_arrival(origin, now_ms)).encode()))
    return kept


def received_ms(headers: Iterable[tuple[str, bytes]]) -> int | None:
    """Return when we first saw the record, or None when no header says so legibly."""
    for name, value in headers:
        if name == RECEIVED_AT and value.isdigit() and len(value) <= 15:
            return int(value)
    return None


def dead_headers(origin: Origin, group: str, stage: str, reject: Reject) -> Headers:
    """Return the headers of the dead letter of `origin`: its own, then where and why it died."""
    ours = {
        "kafka_dlt-original-topic": origin.topic.encode(),
        "kafka_dlt-original-partition": origin.partition.to_bytes(4, "big"),
        "kafka_dlt-original-offset": origin.offset.to_bytes(8, "big"),
        "kafka_dlt-original-timestamp": origin.timestamp_ms.to_bytes(8, "big", signed=True),
        "kafka_dlt-original-timestamp-type": b"CreateTime",
        "kafka_dlt-original-consumer-group": group.encode(),
        "kafka_dlt-exception-fqcn": b"streams.domain.errors.BadRecord",
        "kafka_dlt-exception-message": reject.detail[:MESSAGE_LIMIT].encode("utf-8", "replace"),
        STAGE: stage.encode(),
        REASON: reject.reason.encode(),
    }
    kept = [(name, value) for name, value in origin.headers if name not in ours]
    return kept + list(ours.items())


def _arrival(origin: Origin, now_ms: int) -> int:
    """Return the broker's time of `origin`, or `now_ms` when that is in no sense an arrival."""
    if 0 <= now_ms - origin.timestamp_ms <= DAY_MS:
        return origin.timestamp_ms
    return now_ms
