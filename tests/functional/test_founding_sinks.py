"""The founding article's witness and telephone reach no sink, log, metric or database of alerts."""

import json
import logging
from io import StringIO

import pytest
from prometheus_client import generate_latest

from streams.adapters.alertmanager import PATH, Alertmanager
from streams.adapters.apprise_sink import AppriseSink
from streams.adapters.cap import Cap
from streams.adapters.cap_xml import Issuer
from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.logs import JsonFormatter
from streams.adapters.posting import Endpoint
from streams.adapters.rulings import take
from streams.adapters.screen import Screen
from streams.adapters.sink_kinds import KINDS, Named
from streams.adapters.webhook import Webhook
from streams.domain.records import Alert
from streams.domain.routing.routes import Route, Routing
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW
from streams.driver import TopologyDriver
from streams.topology import TOPOLOGY
from tests.functional.test_founding import EVENING, PRIVATE, founding, second_report
from tests.outbox import Clock, dispatcher, drain
from tests.reading import context
from tests.receiver import receiver, status

HOUR = 3_600_000
PLACES = ("Kirkuk", "Dibis")


def alerts() -> list[Alert]:
    """Return what the article, and a second report half an hour later, raise."""
    running = TopologyDriver(TOPOLOGY, context())
    running.feed(ARTICLE_RAW, [founding(), second_report()])
    found = [alert for alert in running.out[ALERT_BREAKING] if isinstance(alert, Alert)]
    assert [alert.level for alert in found] == ["high", "high", "critical"]
    return found


def sinks(port, folder, screen):
    """Return one sink of each kind, under the name of its kind."""
    address = f"http://127.0.0.1:{port}"
    made = {
        "console": Screen(screen),
        "webhook": Webhook(Endpoint(address + "/hook", private=True), ("whsec_" + "A" * 32,)),
        "apprise": AppriseSink(f"json://127.0.0.1:{port}/apprise"),
        "alertmanager": Alertmanager(Endpoint(address + PATH, private=True)),
        "cap": Cap(folder / "cap", Issuer("rasid@example.org")),
    }
    assert made.keys() == KINDS.keys()
    return [Named(name, sink) for name, sink in made.items()]


def delivered(found, folder, started, digest=None):
    """Return all that leaves the service, by sink, and its logs, metrics and database."""
    screen, logged = StringIO(), StringIO()
    handler = logging.StreamHandler(logged)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    before, metrics, clock = root.level, [], Clock()
    clock.ms = started
    with receiver(status(200)) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(root, "handlers", [handler])
        root.setLevel(logging.DEBUG)
        made = sinks(server.server_address[1], folder, screen)
        names = tuple(sink.name for sink in made)
        route = Route("all", names, "low", digest=digest)
        outbox = Deliveries(file_url(folder / "alerting.db"))
        take(outbox, found, Routing(names, (route,)), clock.ms)
        for moment in (started, started + 2 * HOUR):
            clock.ms = moment
            for one in [dispatcher(outbox, sink, clock) for sink in made]:
                drain(one)
                metrics.append(generate_latest(one.metrics.registry).decode())
        outbox.close()
        root.setLevel(before)
    ids = {headers.get("webhook-id", "")[:4] for _, headers, _ in server.received}
    assert ("dig-" in ids) == (digest is not None)
    posted = {path.rpartition("/")[2]: "" for path, _, _ in server.received}
    for path, headers, body in server.received:
        posted[path.rpartition("/")[2]] += json.dumps(headers) + body.decode()
    return {
        "console": screen.getvalue(),
        "cap": "".join(path.read_text() for path in (folder / "cap").glob("*.xml")),
        **posted,
        "log": logged.getvalue(),
        "metrics": "".join(metrics),
        "database": (folder / "alerting.db").read_bytes().decode("utf-8", "replace"),
    }


@pytest.fixture(scope="module", params=["at once", "in a digest"])
def told(request, tmp_path_factory):
    found, folder = alerts(), tmp_path_factory.mktemp("run")
    if request.param == "in a digest":  # the critical one would not be held
        return delivered(found[:2], folder, EVENING, "hourly")
    return delivered(found, folder, EVENING)


def test_every_sink_tells_of_both_attacks(told):
    for sink in ("console", "cap", "hook", "apprise", "alerts"):
        for place in PLACES:
            assert place in told[sink], sink
    assert told["log"].count('"message": "alert delivered"') >= len(KINDS)
    assert 'rasid_deliveries_total{outcome="delivered",sink="cap"}' in told["metrics"]


def test_witness_and_telephone_are_nowhere(told):
    for name, text in told.items():
        for private in PRIVATE:
            assert private not in text, name
            assert json.dumps(private)[1:-1] not in text, name  # as JSON may escape it


def test_logs_and_metrics_name_neither_place_nor_headline(told):
    for place in (*PLACES, "كركوك", "الدبس"):
        assert place not in told["log"]
        assert place not in told["metrics"]
