"""The alerting process on the bundled broker: console, webhook, restarts, and no broker."""

import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.domain.topics import ALERT_BREAKING
from tests.functional.services import Service, create_topics, publish, rows, until
from tests.samples import ALERT, origin, sent

pytestmark = pytest.mark.embedded


@pytest.fixture
def brokers(tmp_path):
    try:
        with EmbeddedBroker(tmp_path / "broker") as broker:
            create_topics(broker.bootstrap)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


class Receiver(BaseHTTPRequestHandler):
    """Takes alerts, or hangs, or fails, as the server is told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.headers["webhook-id"], json.loads(body)))
        if self.server.hangs:
            self.server.released.wait(30)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def receiver(port=0, status=200, *, hangs=False):
    server = ThreadingHTTPServer(("127.0.0.1", port), Receiver)
    server.daemon_threads = True
    server.received, server.status, server.hangs = [], status, hangs
    server.released = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def hook(server):
    return {
        "RASID_WEBHOOK_URL": f"http://127.0.0.1:{server.server_address[1]}/",
        "RASID_WEBHOOK_PRIVATE": "1",
    }


def named(alert_id, offset=0, **changes):
    return sent(ALERT_BREAKING, replace(ALERT, alert_id=alert_id, **changes), offset)


def delivered(folder, sink="webhook"):
    found = rows(folder / "alerting.db", "deliveries", "seq", "alert_id", "sink", "state")
    return [alert for _, alert, to, state in found if (to, state) == (sink, "delivered")]


def test_alerts_reach_console_and_webhook_and_the_process_ends_cleanly(brokers, tmp_path):
    run = tmp_path / "run"
    with receiver() as server, Service("alerting", brokers, run, **hook(server)) as service:
        publish(brokers, named("a1"), origin(ALERT_BREAKING.name, 0, b"junk"), named("a2"))
        until(lambda: delivered(run) == delivered(run, "console") == ["a1", "a2"], "delivered")
        dead = 'rasid_dead_letters_total{reason="unknown_schema",stage="alerting"} 1.0'
        until(lambda: dead in service.answer("/metrics")[1], "the dead letter is counted")
        metrics = service.answer("/metrics")[1]
        assert service.answer("/readyz")[0] == service.answer("/livez")[0] == 200
        seconds, code = service.stop()

    assert (code, seconds < 10) == (0, True)
    assert [name for name, _ in server.received] == ["a1", "a2"]
    assert 'rasid_deliveries_total{outcome="delivered",sink="webhook"} 2.0' in metrics
    assert service.out.count("هجوم في كركوك") == 2
    assert "\x1b" not in service.out
    logged = [json.loads(line) for line in service.log.splitlines()]
    assert {"a1", "a2"} <= {line.get("alert_id") for line in logged}
    assert "Kirkuk" not in service.log


def test_alerts_wait_for_a_receiver_that_is_down_through_a_kill(brokers, tmp_path):
    run = tmp_path / "run"
    with receiver() as server:
        port = server.server_address[1]
    settings = hook(server)
    publish(brokers, *[named(f"a{n}", incident_id=f"inc-{n}") for n in range(3)], named("a3"))
    with Service("alerting", brokers, run, **settings) as service:
        until(lambda: "retried" in service.log, "a first attempt")
        until(lambda: len(delivered(run, "console")) == 4, "the console is not held up")
        service.kill()
    with receiver(port) as server, Service("alerting", brokers, run, **settings) as service:
        until(lambda: len(delivered(run)) == 4, "all delivered")
        assert service.stop()[1] == 0

    assert sorted(name for name, _ in server.received) == ["a0", "a1", "a2", "a3"]
    assert service.out.count("هجوم في كركوك") == 4


def test_sigterm_during_an_attempt_that_hangs_ends_in_time_and_it_is_made_again(brokers, tmp_path):
    run = tmp_path / "run"
    publish(brokers, named("a1"))
    with (
        receiver(hangs=True) as server,
        Service("alerting", brokers, run, **hook(server)) as service,
    ):
        until(lambda: server.received, "the attempt began")
        seconds, code = service.stop()
        assert (code, seconds < 10) == (0, True)
        server.hangs = False
        with Service("alerting", brokers, run, **hook(server)):
            until(lambda: delivered(run) == ["a1"], "delivered")
        assert [name for name, _ in server.received] == ["a1", "a1"]


def test_alerting_delivers_what_waits_while_the_broker_is_away_then_exits_3(tmp_path):
    run = tmp_path / "run"
    with receiver(status=503) as server, EmbeddedBroker(tmp_path / "broker") as broker:
        create_topics(broker.bootstrap)
        publish(broker.bootstrap, named("a1"))
        with Service("alerting", broker.bootstrap, run, **hook(server)) as service:
            until(lambda: server.received, "a first attempt")
            service.stop()
        broker.stop()
        server.status = 200
        patience = {"RASID_BROKER_PATIENCE_S": "5"}
        with Service("alerting", broker.bootstrap, run, **hook(server), **patience) as service:
            until(lambda: delivered(run) == ["a1"], "delivered")
            assert service.wait(20) == 3


FILE = """
[sinks.screen]
kind = "console"
[sinks.desk]
kind = "webhook"
url = "{url}"
private = true
[watchlists.sites]
file = "sites.csv"
[routes.near]
sinks = ["desk"]
watchlist = {{ name = "sites", km = 25 }}
[routes.rest]
sinks = ["screen"]
[coverage]
sinks = ["screen"]
"""


def test_routes_of_a_file_decide_in_the_running_service(brokers, tmp_path):
    run, path = tmp_path / "run", tmp_path / "alerting.toml"
    (tmp_path / "sites.csv").write_text("name,lat,lon\nMain depot,35.40,44.30\n")
    far = replace(ALERT.place, lat=33.34, lon=44.40)
    with receiver() as server:
        path.write_text(FILE.format(url=hook(server)["RASID_WEBHOOK_URL"]))
        with Service("alerting", brokers, run, RASID_ALERTING=str(path)) as service:
            publish(brokers, named("a1"), named("a2", incident_id="inc-2", place=far))
            until(lambda: len(delivered(run, "screen")) == 2, "all on the screen")
            until(lambda: delivered(run, "desk") == ["a1"], "what is near at the desk")
            assert service.answer("/livez")[0] == 200
            assert service.stop()[1] == 0

    assert [name for name, _ in server.received] == ["a1"]
    found = rows(run / "alerting.db", "suppressions", "alert_id", "sink", "reason")
    assert ("a2", "desk", "near: Kirkuk is not within 25 km of any site of sites") in found


def test_wrong_file_ends_the_service_before_it_takes_an_alert(tmp_path):
    path = tmp_path / "alerting.toml"
    path.write_text('[routes.r]\nsinks = ["desk"]\n')
    with Service("alerting", "127.0.0.1:9", tmp_path / "run", RASID_ALERTING=str(path)) as service:
        assert service.wait(20) != 0
    assert "at least one table [sinks.NAME]" in service.log


def test_second_alerting_service_in_a_folder_is_refused(brokers, tmp_path):
    run = tmp_path / "run"
    with Service("alerting", brokers, run) as first:
        until(lambda: first.answer("/readyz")[0] == 200, "ready")
        with Service("alerting", brokers, run) as second:
            assert second.wait(20) != 0
        assert "another alerting service" in first.log
