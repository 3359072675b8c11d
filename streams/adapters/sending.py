"""What a batch sends: its outputs and dead letters as bytes with headers."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from streams.adapters import avro, cloud_events, headers
from streams.adapters.headers import Headers, Origin
from streams.adapters.metrics import Metrics
from streams.adapters.outbox import Outgoing
from streams.adapters.topics_admin import MESSAGE_BYTES
from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Reject
from streams.domain.records import Alert
from streams.guard import Outcome

if TYPE_CHECKING:
    from streams.adapters.spans import Spans

SENT_BYTES = MESSAGE_BYTES - 64 * 1024
"""The largest record that is sent; the rest of a message is for its headers."""

log = logging.getLogger(__name__)


class Sending:
    """What a batch sends, in the order of its causes, and what is to be counted of it.

    `spans` are those of its records, None while nothing is traced.
    """

    def __init__(
        self,
        stage: str,
        group: str,
        origins: Sequence[Origin],
        outcome: Outcome,
        now_ms: int,
        spans: "Spans | None" = None,
    ) -> None:
        self._stage = stage
        self._group = group
        self._origins = origins
        self._now_ms = now_ms
        self._time = cloud_events.moment(now_ms)
        self._spans = spans
        self._emits: list[tuple[Emit, Headers]] = []
        self._dead: list[Reject] = []
        self.records = [self._outgoing(result) for result in outcome.results]

    def observe(self, metrics: Metrics, seconds: float) -> None:
        """Count the batch once the broker has it, and end its spans."""
        stage = self._stage
        metrics.observe_batch(
            stage, len(self._origins), len({r.cause for r in self._dead}), seconds
        )
        if self._spans is not None:
            self._spans.end({reject.cause: reject.reason for reject in self._dead})
        for emit, carried in self._emits:
            latency_s = self._latency_s(carried) if isinstance(emit.value, Alert) else None
            metrics.observe_sent(emit.value, latency_s)
        for reject in self._dead:
            metrics.dead.labels(stage, reject.reason).inc()
            origin = self._origins[reject.cause]
            where = {
                "topic": origin.topic,
                "partition": origin.partition,
                "offset": origin.offset,
                "trace_id": headers.trace_id(headers.carried(origin, self._now_ms)),
            }
            log.warning(
                "record set aside", extra={"stage": stage, "reason": reject.reason, **where}
            )

    def _latency_s(self, carried: Headers) -> float | None:
        received = headers.received_ms(carried)
        return None if received is None else max(0, self._now_ms - received) / 1000

    def _outgoing(self, result: Emit | Reject) -> Outgoing:
        if isinstance(result, Reject):
            return self._buried(result)
        try:
            value = avro.encode(result.topic, result.value)
        except BadRecord as bad:
            return self._buried(Reject(result.cause, bad.reason, bad.detail))
        key = result.topic.key_of(result.value)
        if (size := len(key) + len(value)) > SENT_BYTES:
            detail = f"{result.topic.name}: {size} bytes, at most {SENT_BYTES}"
            return self._buried(Reject(result.cause, "too_large", detail))
        carried = headers.carried(self._origins[result.cause], self._now_ms)
        if self._spans is not None:
            carried = self._spans.passed_on(result.cause, carried)
        carried += cloud_events.attributes(result.topic, result.value, self._stage, self._time)
        if isinstance(result.value, Alert):
            carried.append((headers.ALERTED_AT, str(self._now_ms).encode()))
        self._emits.append((result, carried))
        return Outgoing(result.topic.name, key, value, carried)

    def _buried(self, reject: Reject) -> Outgoing:
        self._dead.append(reject)
        origin = self._origins[reject.cause]
        why = headers.dead_headers(origin, self._group, self._stage, reject)
        return Outgoing(f"{origin.topic}.dead", origin.key, origin.value, why)
