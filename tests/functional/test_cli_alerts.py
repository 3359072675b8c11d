"""`rasid alerts`: every alert and every suppression is explained; silence; a sink is tried."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.digests import notice
from streams.adapters.rulings import take
from streams.adapters.sinks import Outcome
from streams.domain.records import Headline
from streams.domain.routing.routes import Route, Routing
from tests.outbox import Clock, FakeSink, dispatcher, drain, named
from tests.rasid import rasid, rows
from tests.receiver import receiver, status
from tests.samples import ALERT, AT

ROUTES = (
    Route("all", ("fake",), "high"),
    Route("grave", ("desk",), "critical"),
    Route("hour", ("chat",), digest="hourly"),
)
ROUTING = Routing(("fake", "desk", "chat"), ROUTES)
FILE = """
[sinks.desk]
kind = "console"
[routes.grave]
sinks = ["desk"]
"""


@pytest.fixture(autouse=True)
def outbox(tmp_path, monkeypatch):
    """A service that sent one alert, at the second attempt."""
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path))
    opened = Deliveries(file_url(tmp_path / "alerting.db"))
    clock = Clock()
    one = dispatcher(opened, FakeSink(Outcome("retried", 503, "busy\x1b[31m")), clock)
    take(opened, [ALERT], ROUTING, AT)
    drain(one)
    clock.ms += 5_000
    drain(one)
    yield opened
    opened.close()


def test_show_explains_what_was_sent_held_and_not_sent(capfdbinary):
    code, out, _ = rasid(capfdbinary, "alerts", "show", "alr-1")

    assert code == 0
    assert out.splitlines() == [
        "2016-10-20T21:46:40Z  alr-1  HIGH      new         "
        "Gunmen attack police in Kirkuk, Iraq: 6 killed",
        "  chat: held 2016-10-20T21:46:40Z, due 2016-10-20T22:00:00Z: "
        "held by the digest of route hour until 2016-10-20 22:00 UTC",
        "  desk: unwanted 2016-10-20T21:46:40Z: grave: level high is below critical",
        "  fake: delivered 2016-10-20T21:46:45Z: route all wants it",
        "    fake attempt 1 2016-10-20T21:46:40Z retried 503: busy\\u001b[31m",
        "    fake attempt 2 2016-10-20T21:46:45Z delivered 200",
    ]


def test_show_finds_all_alerts_of_an_incident_by_how_it_begins(capfdbinary, outbox):
    take(outbox, [named("alr-2", kind="update"), named("x", incident_id="other")], ROUTING, AT + 1)
    out = rasid(capfdbinary, "alerts", "show", "inc-")[1]

    assert [line.split()[1] for line in out.splitlines() if line[0] != " "] == ["alr-1", "alr-2"]


def test_alerts_are_listed_in_the_order_they_came(capfdbinary, outbox):
    take(outbox, [named("z", incident_id="i"), named("b", incident_id="i")], ROUTING, AT + 1)

    for command in (("tail",), ("show", "i")):
        out = rasid(capfdbinary, "alerts", *command)[1].splitlines()
        assert [line.split()[1] for line in out if line[0] != " "] == ["alr-1", "z", "b"]


def test_show_follows_an_alert_into_its_digest(capfdbinary, outbox):
    take(outbox, [named("alr-2", incident_id="inc-2")], ROUTING, AT + 1)
    sink, clock = FakeSink(), Clock()
    sink.name = "chat"
    clock.ms += 3_600_000
    drain(dispatcher(outbox, sink, clock))
    out = rasid(capfdbinary, "alerts", "show", "alr-2")[1]

    assert f"chat: delivered 2016-10-20T22:46:40Z, in digest {sink.attempts[0]}" in out
    assert "chat attempt 1 2016-10-20T22:46:40Z delivered 200" in out
    assert "2 alerts of route hour" in rasid(capfdbinary, "alerts", "show", "dig-")[1]


def test_show_as_json_is_the_record(capfdbinary):
    (record,) = rows(rasid(capfdbinary, "alerts", "show", "alr-1", "--json")[1])

    assert record["headline"]["en"] == ALERT.headline.en


@pytest.mark.parametrize("name", ["nothing", "%", "alr_1"])
def test_show_of_what_is_not_there_says_so(capfdbinary, name):
    code, _, err = rasid(capfdbinary, "alerts", "show", name)

    assert (code, err) == (1, [f"rasid: no alert and no incident begins with {name!r}"])


def test_tail_lists_the_last_with_what_became_of_them(capfdbinary, outbox):
    hostile = Headline("Attack\x1b[2J\u202e in Kirkuk")
    take(outbox, [named("alr-2", headline=hostile, incident_id="i2")], ROUTING, AT + 1)
    with outbox.transaction() as connection:
        notice(connection, "coverage", ("fake",), ("afp: silent",), AT + 2)
    out = rasid(capfdbinary, "alerts", "tail", "-n", "2")[1].splitlines()

    assert [line.split()[2] for line in out[::2]] == ["HIGH", "notice"]
    assert "Attack\\u001b[2J\\u202e in Kirkuk" in out[0]
    assert out[1] == "    held: chat, unwanted: desk, pending: fake"


def test_tail_as_json_has_everything(capfdbinary):
    (row,) = rows(rasid(capfdbinary, "alerts", "tail", "--json")[1])

    assert row["alert_id"] == "alr-1"
    assert row["alert"]["place"]["name"] == "Kirkuk"
    assert {name: fate["state"] for name, fate in row["sinks"].items()} == {
        "fake": "delivered", "desk": "unwanted", "chat": "held",
    }  # fmt: skip
    assert row["sinks"]["fake"]["attempts"] == 2


def test_tail_follows_what_is_taken_in_until_it_is_interrupted(capfdbinary, outbox, monkeypatch):
    def sleep(_):
        if take(outbox, [named("alr-2", incident_id="i2")], ROUTING, AT + 1):
            return
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    code, out, _ = rasid(capfdbinary, "alerts", "tail", "-f")

    assert code == 130
    assert [line.split()[1] for line in out.splitlines()[::2]] == ["alr-1", "alr-2"]


def test_doctor_looks_into_the_file(capfdbinary, monkeypatch, tmp_path):
    path = tmp_path / "alerting.toml"
    monkeypatch.setenv("RASID_ALERTING", str(path))
    for text, said in ((FILE, "1 sinks, 1 routes"), ("[x]", "x is not known")):
        path.write_text(text)
        assert said in rasid(capfdbinary, "doctor")[1]


def test_acknowledged_incident_stays_quiet_and_show_says_by_whom(capfdbinary, outbox):
    code, out, _ = rasid(capfdbinary, "alerts", "ack", "alr-1", "--by", "amal")
    assert (code, out) == (0, "inc-1 acknowledged by amal\n")
    take(outbox, [named("alr-2", kind="update")], ROUTING, AT + 1)

    out = rasid(capfdbinary, "alerts", "show", "alr-2")[1]
    assert "fake: acknowledged 2016-10-20T21:46:40Z: acknowledged by amal at " in out
    assert "\n  acknowledged by amal at 20" in out


def test_ack_of_several_incidents_is_refused(capfdbinary, outbox):
    take(outbox, [named("alr-2", incident_id="inc-2")], ROUTING, AT + 1)
    code, _, err = rasid(capfdbinary, "alerts", "ack", "alr-")

    assert (code, err) == (1, ["rasid: 'alr-' begins 2 incidents; write more of the id"])


def test_mute_is_listed_and_ended(capfdbinary):
    options = ("--country", "iq", "--for", "30m", "--by", "amal", "--why", "drill")
    code, out, _ = rasid(capfdbinary, "alerts", "mute", *options)
    assert (code, out.startswith("mute 1: country IQ until 20")) == (0, True)
    assert rasid(capfdbinary, "alerts", "mute")[1].splitlines()[1].split()[:3] == [
        "1", "country", "IQ",
    ]  # fmt: skip
    assert rasid(capfdbinary, "alerts", "mute", "--off", "1")[:2] == (0, "mute 1 ended\n")
    assert len(rasid(capfdbinary, "alerts", "mute")[1].splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--country", "Iraq"), 2, "--country must be one of an ISO 3166-1 code such as IQ"),
        (("--route", "none"), 2, "--route must be one of grave, got 'none'"),
        (("--sink", "none"), 2, "--sink must be one of desk, got 'none'"),
        (("--country", "IQ", "--sink", "desk"), 2, "takes one of incident, country, route, sink"),
        (("--country", "IQ", "--for", "2w"), 2, "--for must be such as 30m, 2h or 7d"),
        (("--country", "IQ", "--for", "31d"), 2, "at most 30d, got '31d'"),
        (("--country", "IQ", "--for", "0h"), 2, "--for must be such as"),
        (("--off", "7"), 1, "there is no mute 7 that holds"),
    ],
)
def test_wrong_mute_is_refused(capfdbinary, monkeypatch, tmp_path, options, code, said):
    path = tmp_path / "alerting.toml"
    path.write_text(FILE)
    monkeypatch.setenv("RASID_ALERTING", str(path))
    found, _, err = rasid(capfdbinary, "alerts", "mute", *options)

    assert found == code
    assert said in err[0]


def test_folder_where_no_service_worked_is_named(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "none"))
    code, _, err = rasid(capfdbinary, "alerts", "tail")

    assert code == 1
    assert "no alerting service has worked in" in err[0]
    assert not (tmp_path / "none").exists()


class Receiver(BaseHTTPRequestHandler):
    """Answers with the status that its server holds."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.mark.parametrize(
    ("status", "outcome", "code"), [(200, "delivered", 0), (503, "retried", 1)]
)
def test_sink_is_tried_with_an_exercise(capfdbinary, monkeypatch, status, outcome, code):
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.received, server.status = [], status
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        monkeypatch.setenv("RASID_WEBHOOK_URL", url)
        monkeypatch.setenv("RASID_WEBHOOK_PRIVATE", "1")
        found, out, _ = rasid(capfdbinary, "alerts", "test-sink", "webhook")
        thread.join()

    assert found == code
    assert (json.loads(out)["outcome"], json.loads(out)["status"]) == (outcome, status)
    assert server.received[0]["data"]["synthetic"] is True
    assert server.received[0]["data"]["headline"]["en"].startswith("EXERCISE")


def test_exercise_on_the_console_says_that_it_is_one(capfdbinary):
    code, out, _ = rasid(capfdbinary, "alerts", "test-sink", "console")

    assert code == 0
    assert "EXERCISE, NOT REAL" in out


ALL_KINDS = """
[sinks.desk]
kind = "webhook"
url = "{url}/hook"
secret_file = "secret"
private = true
[sinks.chat]
kind = "apprise"
url = "json://{host}/chat"
[sinks.prometheus]
kind = "alertmanager"
url = "{url}"
private = true
[sinks.cap]
kind = "cap"
folder = "cap"
sender = "rasid@example.org"
status = "Actual"
[routes.all]
sinks = ["desk", "chat", "prometheus", "cap"]
"""


@pytest.mark.parametrize("name", ["desk", "chat", "prometheus", "cap"])
def test_every_kind_of_sink_is_tried_with_a_marked_exercise(
    capfdbinary, monkeypatch, tmp_path, name
):
    (tmp_path / "secret").write_text("whsec_" + "A" * 32)
    with receiver(status(200)) as server:
        host = f"127.0.0.1:{server.server_address[1]}"
        (tmp_path / "a.toml").write_text(ALL_KINDS.format(host=host, url=f"http://{host}"))
        monkeypatch.setenv("RASID_ALERTING", str(tmp_path / "a.toml"))
        code, out, _ = rasid(capfdbinary, "alerts", "test-sink", name)

    files = [path.read_bytes() for path in tmp_path.glob("cap/*.xml")]
    [message] = files + [body for _, _, body in server.received]
    assert (code, json.loads(out)["outcome"]) == (0, "delivered")
    assert b"EXERCISE: a test of this sink" in message
    assert name != "cap" or b"<status>Exercise</status>" in message


def test_unknown_sink_is_refused(capfdbinary):
    code, _, err = rasid(capfdbinary, "alerts", "test-sink", "fax")

    assert (code, err) == (2, ["rasid: the sink must be one of console, got 'fax'"])
