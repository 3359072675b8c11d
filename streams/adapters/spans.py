"""Spans of OpenTelemetry, tied together by the header `traceparent` from hop to hop.

Whoever works on a batch has one span for each of its records: child of the span that sent the
record, parent of whatever follows from it. Names and attributes are those of the conventions for
messaging; no text of an article is among them.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from streams.adapters.headers import TRACE, Headers, Origin, first_trace_id
from streams.adapters.headers import trace_id as trace_of

SYSTEM = "messaging.system"
TOPIC = "messaging.destination.name"
PARTITION = "messaging.destination.partition.id"
OFFSET = "messaging.kafka.offset"
KEY = "messaging.kafka.message.key"
COUNT = "messaging.batch.message_count"
OPERATION = "messaging.operation.name"
FAULT = "error.type"

_W3C = TraceContextTextMapPropagator()
_named: ContextVar[int] = ContextVar("named", default=0)
_NO_PARENT = Context()


class _Ids(RandomIdGenerator):
    """Gives a trace that begins with us the name that redelivery would give it again."""

    def generate_trace_id(self) -> int:
        return _named.get() or super().generate_trace_id()


class Spans:
    """The spans of one batch, in the order of its records."""

    def __init__(self, begun: Sequence[Span]) -> None:
        self._begun = begun

    def passed_on(self, at: int, carried: Headers) -> Headers:
        """Return the headers of what follows from record `at`, with its span as the parent."""
        return [*(pair for pair in carried if pair[0] != TRACE), (TRACE, _parent(self._begun[at]))]

    def end(self, faults: Mapping[int, str]) -> None:
        """End them all now; `faults` are the reasons of the records that could not be used."""
        for at, span in enumerate(self._begun):
            if reason := faults.get(at):
                span.set_attribute(FAULT, reason)
                span.set_status(StatusCode.ERROR, reason)
            span.end()


class Tracer:
    """Begins spans; they are handed to `processor` as they end."""

    def __init__(self, part: str, processor: SpanProcessor) -> None:
        # What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say goes before ours.
        ours = Resource.create({SERVICE_NAME: f"rasid-{part}"})
        self.provider = TracerProvider(
            resource=ours.merge(OTELResourceDetector().detect()), id_generator=_Ids()
        )
        self.provider.add_span_processor(processor)
        self._tracer = self.provider.get_tracer("rasid")

    def working(self, doing: str, origins: Sequence[Origin]) -> Spans:
        """Begin a span for each record of a batch."""
        return Spans([self._working(doing, origin, len(origins)) for origin in origins])

    def sending(self, topic: str, key: bytes, headers: Headers) -> Spans:
        """Begin the span of the one record that is sent, within the trace its headers name."""
        about = {SYSTEM: "kafka", OPERATION: "send", TOPIC: topic, KEY: _text(key)}
        within = _within(headers)
        return Spans([self._tracer.start_span(f"send {topic}", within, SpanKind.PRODUCER, about)])

    def _working(self, doing: str, origin: Origin, count: int) -> Span:
        about: dict[str, str | int] = {
            SYSTEM: "kafka",
            OPERATION: doing,
            TOPIC: origin.topic,
            PARTITION: str(origin.partition),
            OFFSET: origin.offset,
            KEY: _text(origin.key or b""),
            COUNT: count,
        }
        name = 0 if trace_of(origin.headers) else int(first_trace_id(origin), 16)
        before = _named.set(name)
        try:
            return self._tracer.start_span(
                f"{doing} {origin.topic}", _within(origin.headers), SpanKind.CONSUMER, about
            )
        finally:
            _named.reset(before)


def _within(headers: Sequence[tuple[str, bytes]]) -> Context:
    """Return the span that the headers name, as what new spans are children of."""
    if not trace_of(headers):
        return _NO_PARENT
    told = {name: value.decode("ascii", "replace") for name, value in headers}
    return _W3C.extract(told, _NO_PARENT)


def _text(key: bytes) -> str:
    return key.decode("utf-8", "replace")


def _parent(span: Span) -> bytes:
    """Return the header that makes what is sent with it a child of `span`."""
    told: dict[str, str] = {}
    _W3C.inject(told, trace.set_span_in_context(span, _NO_PARENT))
    return told[TRACE].encode()


def exporting(part: str) -> Tracer:
    """Return what sends its spans by OTLP over HTTP, in batches and a thread of its own."""
    return Tracer(part, BatchSpanProcessor(OTLPSpanExporter()))
