"""The headers a record takes along from hop to hop, and those of a dead letter.

Dead letters use the names and types of Spring's `KafkaHeaders`: numbers are big-endian bytes.
"""

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from streams.domain.flow import Reject

RECEIVED_AT = "rasid_received_at"
ALERTED_AT = "rasid_alerted_at"
TRACE = "traceparent"
TRACE_STATE = "tracestate"
TICK_FOR = "rasid_tick_for"
"""On ticks: the group whose progress they follow; others must not take them for theirs."""
SOURCE = "rasid_source"
"""On raw articles: the source that whoever published is known as."""
RECEIVED_SHA256 = "rasid_received_sha256"
"""On raw articles, carried along: SHA-256 in hex of the bytes as they were received."""
FINAL_URL = "rasid_final_url"
"""On raw articles, carried along: where the redirects from their URL ended."""
STAGE = "rasid_stage"
REASON = "rasid_reason"

DAY_MS = 86_400_000
MESSAGE_LIMIT = 500
VALUE_LIMIT = 1024
COUNT_LIMIT = 16
"""What is carried on is bounded in size and number: headers come from outside too."""

_TRACEPARENT = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")

_NUMBERS = {
    "kafka_dlt-original-partition": struct.Struct(">i"),
    "kafka_dlt-original-offset": struct.Struct(">q"),
    "kafka_dlt-original-timestamp": struct.Struct(">q"),
}

Headers = list[tuple[str, bytes]]

_CARRIED = frozenset({RECEIVED_AT, TRACE, TRACE_STATE, "baggage"})
_OURS_ALONE = frozenset({SOURCE, STAGE, REASON, TICK_FOR})


class Origin(NamedTuple):
    """Where a record lies in the log, with its bytes as they were received."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


def carried(origin: Origin, now_ms: int) -> Headers:
    """Return the headers that what follows from `origin` takes along.

    When it was received, and the trace it belongs to, are set where they are absent.
    """
    kept = [
        (name, value)
        for name, value in origin.headers
        if _is_carried(name) and len(value) <= VALUE_LIMIT
    ][:COUNT_LIMIT]
    if received_ms(kept) is None:
        kept = [pair for pair in kept if pair[0] != RECEIVED_AT]
        kept.append((RECEIVED_AT, str(_arrival(origin, now_ms)).encode()))
    if trace_id(kept) is None:
        kept = [pair for pair in kept if pair[0] != TRACE]
        kept.append((TRACE, _first_trace(origin)))
    return kept


def trace_id(headers: Iterable[tuple[str, bytes]]) -> str | None:
    """Return the trace of a record (32 hex digits), or None without a well-formed header."""
    for name, value in headers:
        if name == TRACE and (found := _TRACEPARENT.fullmatch(value)):
            return found[1].decode()
    return None


def trace_of_request(told: Mapping[str, str]) -> Headers:
    """Return the headers of the trace that a request names in its own; none if not well-formed."""
    found = [
        (name, told[name].encode("latin-1"))
        for name in (TRACE, TRACE_STATE)
        if len(told.get(name, "")) in range(1, VALUE_LIMIT + 1)
    ]
    return found if trace_id(found) else []


def first_trace_id(origin: Origin) -> str:
    """Return the trace that begins with a record which brings none (32 hex digits)."""
    return _place_digits(origin)[:32]


def is_for_others(headers: Iterable[tuple[str, bytes]], group: str) -> bool:
    """Return whether a tick is meant for another group; one without an address is for all."""
    return any(name == TICK_FOR and value != group.encode() for name, value in headers)


def received_ms(headers: Iterable[tuple[str, bytes]]) -> int | None:
    """Return when we first saw the record, or None when no header says so legibly."""
    for name, value in headers:
        if name == RECEIVED_AT and value.isdigit() and len(value) <= 15:
            return int(value)
    return None


def as_text(name: str, value: bytes) -> str:
    """Return a header as text, numbers as digits."""
    if (shape := _NUMBERS.get(name)) and len(value) == shape.size:
        return str(shape.unpack(value)[0])
    return value.decode("utf-8", "replace")


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


def _is_carried(name: str) -> bool:
    if name in _CARRIED:
        return True
    return name.startswith("rasid_") and name not in _OURS_ALONE and len(name) <= VALUE_LIMIT


def _first_trace(origin: Origin) -> bytes:
    """Return the W3C traceparent of a record that brings none."""
    digits = _place_digits(origin)
    return f"00-{digits[:32]}-{digits[32:]}-01".encode()


def _place_digits(origin: Origin) -> str:
    """Return 48 hex digits for where the record lies, so that redelivery gives them again."""
    place = f"{origin.topic}/{origin.partition}/{origin.offset}/{origin.timestamp_ms}"
    return blake2b(place.encode(), digest_size=24).hexdigest()


def _arrival(origin: Origin, now_ms: int) -> int:
    """Return the broker's time of `origin`, or `now_ms` when that is in no sense an arrival."""
    if 0 <= now_ms - origin.timestamp_ms <= DAY_MS:
        return origin.timestamp_ms
    return now_ms
