"""`rasid doctor --bus`: a canary goes through a real flow, is counted nowhere, and is missed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.adapters import framing, topics_admin
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.cli.finding import Finding
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY
from tests.functional.bus import WorkerProcess
from tests.rasid import rasid
from tests.registry_fake import registry_fake

pytestmark = pytest.mark.embedded
ALL = ",".join(stage.name for stage in TOPOLOGY)


@pytest.fixture
def brokers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    try:
        with EmbeddedBroker(tmp_path / "broker") as started:
            monkeypatch.setenv("RASID_BROKERS", started.bootstrap)
            monkeypatch.setenv("RASID_PARTITIONS", "2")
            monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "doctor"))
            yield started.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def created(brokers: str) -> None:
    topics_admin.create(brokers, topics_admin.plans(TOPICS, TOPOLOGY, 2), 1)


def test_canary_becomes_an_alert_that_counters_do_not_see(brokers, tmp_path, capfdbinary):
    created(brokers)
    settings = {"RASID_STAGES": ALL, "RASID_COMMIT_INTERVAL_MS": "100"}
    command = ("streams.cli", "worker")
    with WorkerProcess(brokers, tmp_path / "worker", settings, command) as worker:
        code, out, err = rasid(capfdbinary, "doctor", "--bus", "--timeout", "60")
        assert (code, err) == (0, []), out
        assert "topics" in out
        assert "an alert after" in out
        metrics = worker.answer("/metrics")[1]
    assert "rasid_canary_seconds_count 1.0" in metrics
    assert "rasid_received_to_alert_seconds_count 0.0" in metrics
    assert "rasid_alerts_total{" not in metrics
    assert "rasid_attacks_total{" not in metrics


def test_canary_that_nobody_works_on_is_missed_where_it_stays(brokers, capfdbinary):
    created(brokers)
    code, out, err = rasid(capfdbinary, "doctor", "--bus", "--timeout", "4")
    assert code == 1
    assert "did not reach news.article.signed.v1 within 4 s" in out
    assert err == ["rasid: cannot work without: canary"]


def test_topics_that_are_not_as_the_settings_say_are_named(brokers, capfdbinary, monkeypatch):
    created(brokers)
    monkeypatch.setenv("RASID_PARTITIONS", "3")
    code, out, _ = rasid(capfdbinary, "doctor", "--bus")
    assert code == 1
    assert "2 partitions, the settings say 3" in out
    assert "did not reach" not in out


def test_bus_without_topics_and_no_bus_are_told_apart(brokers, capfdbinary, monkeypatch):
    code, out, _ = rasid(capfdbinary, "doctor", "--bus")
    assert (code, "no such topic: run `rasid topics create`" in out) == (1, True)
    monkeypatch.setenv("RASID_BROKERS", "127.0.0.1:9")
    monkeypatch.setattr("streams.cli.bus_doctor.CONNECT_S", 0.5)
    code, out, _ = rasid(capfdbinary, "doctor", "--bus")
    assert (code, "127.0.0.1:9 does not answer" in out) == (1, True), out


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)
    with registry_fake() as fake:
        monkeypatch.setenv("RASID_SCHEMA_REGISTRY", fake.url)
        yield fake


def looked(capfdbinary):
    """Return what doctor says of a bus on which nobody works, without its canary."""
    out = rasid(capfdbinary, "doctor", "--bus", "--timeout", "1")[1]
    return [line for line in out.splitlines() if re.match(r"\w+ +(registry|\S+-value) ", line)]


def test_registry_is_looked_at_and_nothing_registered(brokers, registry, capfdbinary, monkeypatch):
    created(brokers)
    monkeypatch.setattr("streams.cli.bus_doctor._canary", lambda *_: Finding("ok", "canary", ""))
    [line] = looked(capfdbinary)
    assert line.startswith("note")
    assert f"lacks the schemas of {len(TOPICS)} topics" in line
    assert registry.subjects == {}

    monkeypatch.setenv("RASID_SCHEMA_REGISTER", "0")
    lines = looked(capfdbinary)
    assert len(lines) == len(TOPICS)
    assert all(line.startswith("missing") for line in lines)

    assert rasid(capfdbinary, "topics", "register")[0] == 0
    [line] = looked(capfdbinary)
    assert line.startswith("ok")
    assert f"has the schemas of all {len(TOPICS)} topics" in line


def test_registry_that_does_not_answer_is_named(brokers, registry, capfdbinary):
    created(brokers)
    registry.refusal = (503, b"not now")
    code, out, _ = rasid(capfdbinary, "doctor", "--bus", "--timeout", "1")
    assert code == 1
    assert "schema registry http://127.0.0.1:" in out
    assert "with 503" in out


def test_without_the_option_no_bus_is_asked(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.setenv("RASID_BROKERS", "127.0.0.1:9")
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path))
    code, out, _ = rasid(capfdbinary, "doctor")
    assert (code, "does not answer" in out) == (0, False)
    assert list(tmp_path.iterdir()) == []
