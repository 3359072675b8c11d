"""The alerting process with receivers that misbehave in every way, beside two that do not."""

import json

import pytest

from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.domain.topics import ALERT_BREAKING
from tests.alert_drills import alerts
from tests.functional.services import Service, create_topics, publish, rows, until
from tests.receiver import receiver, status
from tests.samples import sent

pytestmark = pytest.mark.embedded

NAMES = ("good", "large", "gone", "moved", "wrong", "garbage", "silent")
SINK = """
[sinks.{name}]
kind = "webhook"
url = "http://127.0.0.1:{port}/{name}"
private = true
"""
FILE = """
[sinks.screen]
kind = "console"
[sinks.inside]
kind = "webhook"
url = "https://localhost:{port}/inside"
[routes.all]
sinks = {sinks}
"""
SENT = 4


def large(handler):
    status(200, b"x" * 10_000_000)(handler)


def garbage(handler):
    handler.wfile.write(b"\x00\xff" * 1000 + b"\r\n\r\n")


def silent(handler):
    handler.close_connection = True


ANSWERS = {
    "good": status(200),
    "large": large,
    "gone": status(410, b"not here any more"),
    "moved": status(302, Location="http://127.0.0.1:1/"),
    "wrong": status(422),
    "garbage": garbage,
    "silent": silent,
}


def answer(handler):
    try:
        ANSWERS[handler.path.strip("/")](handler)
    except OSError:  # hung up on: it had its answer
        return


@pytest.fixture
def brokers(tmp_path):
    try:
        with EmbeddedBroker(tmp_path / "broker") as broker:
            create_topics(broker.bootstrap)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def test_receivers_that_misbehave_harm_no_other_and_each_is_said_clearly(brokers, tmp_path):
    run, path = tmp_path / "run", tmp_path / "alerting.toml"

    def fates(sink):
        found = rows(run / "alerting.db", "attempts", "at", "sink", "outcome", "status", "detail")
        return [tuple(row[2:]) for row in found if row[1] == sink]

    told = [sent(ALERT_BREAKING, alert) for alert in alerts(SENT, seed=1, incidents=100)]
    with receiver(answer) as server:
        port = server.server_address[1]
        sinks = [*NAMES, "screen", "inside"]
        text = "".join(SINK.format(name=name, port=port) for name in NAMES)
        path.write_text(text + FILE.format(port=port, sinks=json.dumps(sinks)))
        with Service("alerting", brokers, run, RASID_ALERTING=str(path)) as service:
            publish(brokers, *told)
            for name in ("good", "screen", "large", "moved", "wrong"):
                until(lambda name=name: len(fates(name)) == SENT, name)
            for name in ("gone", "garbage", "silent", "inside"):
                until(lambda name=name: fates(name), name)
            assert service.answer("/livez")[0] == 200
            assert service.stop()[1] == 0

    assert {fate[:2] for fate in fates("good")} == {("delivered", 200)}
    assert {fate[:2] for fate in fates("large")} == {("delivered", 200)}
    assert fates("gone") == [("gone", 410, "not here any more")]
    assert set(fates("moved")) == {("refused", 302, "redirects are not followed")}
    assert {fate[:2] for fate in fates("wrong")} == {("failed", 422)}
    assert {fate[:2] for fate in fates("garbage")} == {("retried", None)}
    assert {fate[:2] for fate in fates("silent")} == {("retried", None)}
    assert all("is not a public address" in detail for *_, detail in fates("inside"))
    assert "/inside" not in {path for path, *_ in server.received}
    assert "sink gone answered that it is gone" in service.log
    assert "is not a public address" in service.log
    assert "not here any more" not in service.log
