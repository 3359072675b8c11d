"""One trace from ingest to alerting, as a collector on loopback receives it."""

import json
from dataclasses import dataclass

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from streams.adapters import topics_admin
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.cli.crew import Crew
from streams.config import STAGES
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY
from tests.functional.services import until
from tests.rasid import SEEDS
from tests.receiver import receiver, status

pytestmark = pytest.mark.embedded
ALERTED = "seed-05"
"""An article of the seeds that sets off an alert by itself."""
WAY = [
    "send news.article.raw.v1",
    "sign news.article.raw.v1",
    "dedup news.article.signed.v1",
    "language news.article.unique.v1",
    "extract news.article.tagged.v1",
    "fuse news.attack.reported.v1",
    "escalate news.incident.updated.v1",
    "alerting news.alert.breaking.v1",
]


@dataclass(frozen=True)
class Span:
    """A span as it came."""

    trace: bytes
    name: str
    own: bytes
    parent: bytes
    service: str


@pytest.fixture
def brokers(tmp_path):
    try:
        with EmbeddedBroker(tmp_path / "broker") as broker:
            topics_admin.create(broker.bootstrap, topics_admin.plans(TOPICS, TOPOLOGY, 2), 1)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def spans_of(collector):
    """Return all spans that came, by the address that OTLP has for traces."""
    found = []
    for path, _, body in list(collector.received):
        assert path == "/v1/traces"
        for group in ExportTraceServiceRequest.FromString(body).resource_spans:
            about = {each.key: each.value.string_value for each in group.resource.attributes}
            found += [
                Span(one.trace_id, one.name, one.span_id, one.parent_span_id, about["service.name"])
                for scope in group.scope_spans
                for one in scope.spans
            ]
    return found


def way_to(last, spans):
    """Return the names from the beginning of a trace to one of its spans."""
    by_id, way = {one.own: one for one in spans}, []
    at = last
    while at is not None:
        way.insert(0, at.name)
        assert at.trace == last.trace
        at = by_id.get(at.parent)
    return way


def ways_to(name, spans):
    """Return the ways to all spans of a name; each process sends its own when it likes."""
    return [way_to(one, spans) for one in spans if one.name == name]


def test_alert_is_traced_from_the_door_to_its_outbox(brokers, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    lines = SEEDS.read_text("utf-8").splitlines()
    [line] = [line for line in lines if json.loads(line)["article_id"] == ALERTED]
    (inbox / "one.jsonl").write_text(line + "\n", "utf-8")
    last = WAY[-1]
    with receiver(status(200)) as collector, Crew(tmp_path) as crew:
        settings = {
            "RASID_BROKERS": brokers,
            "RASID_PARTITIONS": "2",
            "RASID_RUN_DIR": str(tmp_path),
            "RASID_STAGES": ",".join(STAGES),
            "RASID_INGEST_PORT": "0",
            "RASID_INGEST_FOLDER": str(inbox),
            "RASID_TRACING": "1",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        crew.start("worker", "worker", settings=settings)
        for name in ("alerting", "ingest"):
            crew.start(name, "serve", name, settings=settings)
        crew.await_ready("worker")
        until(lambda: ways_to(last, spans_of(collector))[:1] == [WAY], "it is traced")
        spans = spans_of(collector)

    services = {span.name.split()[0]: span.service for span in spans}
    assert services["send"] == "rasid-ingest"
    assert services["fuse"] == "rasid-worker"
    assert services["alerting"] == "rasid-alerting"
