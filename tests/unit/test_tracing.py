"""Spans: who is whose parent, what of a fault is said, and nothing at all while tracing is off."""

import sys

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from streams.adapters import tracing
from streams.adapters.headers import Origin, carried, trace_id
from streams.adapters.spans import FAULT, OPERATION, TOPIC, Tracer
from streams.adapters.tracing import TRACING
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.topics import ALERT_BREAKING
from streams.services.consumer import Consumer
from streams.services.patience import Patience
from tests.fake_bus import FakeBus, FakeStop
from tests.samples import ALERT, origin, sent

NOW = 1_800_000_000_000
TRACE, SPAN = "a" * 32, "b" * 16
BARE = Origin("news.article.raw.v1", 3, 70_000, NOW - 250, b"art-1", b"v", ())


@pytest.fixture
def ended(monkeypatch):
    """Return the exporter of a process that traces."""
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(TRACING, "tracer", Tracer("worker", SimpleSpanProcessor(exporter)))
    return exporter


def from_header(flags="01"):
    return BARE._replace(headers=(("traceparent", f"00-{TRACE}-{SPAN}-{flags}".encode()),))


def one_of(exporter):
    [found] = exporter.get_finished_spans()
    return found


def test_span_is_the_child_of_the_header_and_the_parent_of_what_follows(ended):
    spans = TRACING.tracer.working("sign", [from_header()])
    passed = spans.passed_on(0, carried(from_header(), NOW))
    spans.end({})

    span = one_of(ended)
    assert f"{span.context.trace_id:032x}" == TRACE
    assert f"{span.parent.span_id:016x}" == SPAN
    assert [value for name, value in passed if name == "traceparent"] == [
        f"00-{TRACE}-{span.context.span_id:016x}-01".encode()
    ]
    assert {name for name, _ in passed} == {"rasid_received_at", "traceparent"}
    assert (span.name, span.kind) == ("sign news.article.raw.v1", SpanKind.CONSUMER)
    assert (span.attributes[OPERATION], span.attributes[TOPIC]) == ("sign", BARE.topic)
    assert span.resource.attributes["service.name"] == "rasid-worker"


def test_sending_is_the_child_of_the_request_that_brought_the_record(ended):
    spans = TRACING.tracer.sending(BARE.topic, b"art-1", list(from_header().headers))
    [(_, passed)] = spans.passed_on(0, list(from_header().headers))
    spans.end({})

    span = one_of(ended)
    assert (f"{span.context.trace_id:032x}", span.kind) == (TRACE, SpanKind.PRODUCER)
    assert f"{span.parent.span_id:016x}" == SPAN
    assert passed == f"00-{TRACE}-{span.context.span_id:016x}-01".encode()


def test_record_without_a_trace_begins_the_one_that_the_logs_name(ended):
    for _ in range(2):  # as if it came again
        TRACING.tracer.working("sign", [BARE]).end({})

    found = ended.get_finished_spans()
    assert {f"{span.context.trace_id:032x}" for span in found} == {trace_id(carried(BARE, NOW))}
    assert {span.parent for span in found} == {None}
    assert len({span.context.span_id for span in found}) == 2


def test_trace_that_is_not_sampled_costs_no_span_and_stays_so(ended):
    spans = TRACING.tracer.working("sign", [from_header("00")])
    passed = dict(spans.passed_on(0, []))
    spans.end({})

    assert ended.get_finished_spans() == ()
    assert passed["traceparent"].startswith(f"00-{TRACE}-".encode())
    assert passed["traceparent"].endswith(b"-00")


def test_share_of_traces_that_is_kept_is_as_the_variables_of_opentelemetry_say(monkeypatch):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "theirs")
    exporter = InMemorySpanExporter()
    tracer = Tracer("worker", SimpleSpanProcessor(exporter))
    tracer.working("sign", [BARE]).end({})
    tracer.working("sign", [from_header()]).end({})

    assert one_of(exporter).resource.attributes["service.name"] == "theirs"


def test_record_that_cannot_be_used_has_its_reason_on_its_span(ended):
    spans = TRACING.tracer.working("sign", [BARE, BARE._replace(offset=70_001)])
    spans.end({1: "no_text"})

    sound, faulty = ended.get_finished_spans()
    assert (sound.status.status_code, sound.attributes.get(FAULT)) == (StatusCode.UNSET, None)
    assert (faulty.status.status_code, faulty.attributes[FAULT]) == (StatusCode.ERROR, "no_text")


def test_service_has_a_span_for_each_message_once_it_is_committed(ended):
    bad = origin(ALERT_BREAKING.name, 1, b"\xc3\x01junk")
    bus = FakeBus([sent(ALERT_BREAKING, ALERT, 0), bad])
    patience = Patience(stop := FakeStop(), 60.0, now_s=stop.now_s)
    topics = {ALERT_BREAKING.name: ALERT_BREAKING}
    Consumer("storage", "rasid-storage", bus, topics, lambda _: None, patience).step()

    sound, faulty = ended.get_finished_spans()
    assert (sound.name, FAULT in sound.attributes) == ("storage news.alert.breaking.v1", False)
    assert faulty.attributes[FAULT] == "truncated"


def test_tracing_is_off_unless_it_is_set(monkeypatch):
    monkeypatch.setattr(TRACING, "tracer", None)
    tracing.use(Settings(), "worker")
    assert TRACING.tracer is None


def test_want_of_the_library_is_said_with_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "streams.adapters.spans")
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(SettingsError, match=r"pip install rasid\[tracing\]"):
        tracing.use(Settings(tracing=True), "worker")
