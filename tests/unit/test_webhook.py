"""Posting alerts: what is sent, what each answer means, and where we never connect to."""

import json
import threading
from dataclasses import replace

import pytest

from streams.adapters import posting
from streams.adapters.alerting_file import plan_of
from streams.adapters.posting import BODY_BYTES, DETAIL_LETTERS, Endpoint
from streams.adapters.sinks import Delivery, Outcome
from streams.adapters.webhook import Webhook
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.plain import to_json, to_plain
from tests.receiver import receiver, status, url_of
from tests.samples import ALERT, AT

DELIVERY = Delivery("alr-1", "webhook", "inc-1", to_json(ALERT), 0, AT)


def hooked(url, **options):
    return Webhook(Endpoint(url, **options))


def post(server, **options):
    return hooked(url_of(server), private=True, **options).deliver(DELIVERY, AT)


def test_alert_is_posted_as_json_in_its_envelope():
    with receiver(status(204)) as server:
        assert post(server).verdict == "delivered"

    [(path, headers, body)] = server.received
    body = json.loads(body)
    assert path == "/hook?key=secret"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["webhook-id"] == "alr-1"
    assert headers["webhook-timestamp"] == str(AT // 1000)
    assert body["type"] == "alert.new"
    assert body["timestamp"] == "2016-10-20T21:46:40.000+00:00"
    assert body["notice"] == "Read by machine; not confirmed by an editor."
    assert body["data"] == json.loads(json.dumps(to_plain(ALERT)))


def test_notes_stand_beside_the_alert():
    with receiver(status(204)) as server:
        noted = replace(DELIVERY, notes=("12 km from Main depot",))
        hooked(url_of(server), private=True).deliver(noted, AT)
        post(server)
    noted, plain = (json.loads(body) for _, _, body in server.received)
    assert noted.pop("notes") == ["12 km from Main depot"]
    assert noted == plain


def test_every_attempt_has_the_same_id_and_body():
    with receiver(status(503)) as server:
        hook = hooked(url_of(server), private=True)
        hook.deliver(DELIVERY, AT)
        hook.deliver(replace(DELIVERY, attempts=1), AT + 60_000)

    [(_, first, body), (_, second, again)] = server.received
    assert (first["webhook-id"], body) == (second["webhook-id"], again)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (200, "delivered"),
        (202, "delivered"),
        (301, "refused"),
        (307, "refused"),
        (400, "failed"),
        (401, "failed"),
        (404, "failed"),
        (408, "retried"),
        (410, "gone"),
        (413, "failed"),
        (429, "retried"),
        (500, "retried"),
        (503, "retried"),
    ],
)
def test_answer_decides_what_follows(code, verdict):
    with receiver(status(code, Location="http://127.0.0.1:1/")) as server:
        outcome = post(server)

    assert (outcome.verdict, outcome.status) == (verdict, code)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("header", "seconds"), [("120", 120.0), ("999999", 3600.0), ("soon", 0.0), ("-1", 0.0)]
)
def test_time_that_the_receiver_names_is_kept_within_an_hour(header, seconds):
    with receiver(status(429, Retry_After=header)) as server:
        assert post(server).retry_after_s == seconds


def test_answer_is_read_to_its_limit_and_kept_short_and_printable():
    sent = []

    def endless(handler):
        handler.send_response(400)
        handler.end_headers()
        handler.wfile.write(b"no\x1b[31m\n")
        try:
            while len(sent) < 100:
                handler.wfile.write(b"x" * BODY_BYTES)
                handler.wfile.flush()
                sent.append(BODY_BYTES)
        except OSError:
            return

    with receiver(endless) as server:
        outcome = post(server)

    assert outcome.verdict == "failed"
    assert outcome.detail.startswith("no [31m x")
    assert len(outcome.detail) == DETAIL_LETTERS
    assert len(sent) < 100


def test_receiver_that_does_not_answer_is_left_after_the_limit():
    release = threading.Event()
    with receiver(lambda _: release.wait(10)) as server:
        outcome = post(server, attempt_s=0.3)
        release.set()

    assert (outcome.verdict, outcome.status) == ("retried", None)
    assert "Timeout" in outcome.detail


def test_receiver_that_drips_its_body_has_still_answered():
    release = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "10")
        handler.end_headers()
        handler.wfile.write(b"1")
        handler.wfile.flush()
        release.wait(10)

    with receiver(drip) as server:
        outcome = post(server, attempt_s=0.5)
        release.set()

    assert outcome.verdict == "delivered"


def test_closed_port_is_tried_again():
    with receiver(status(200)) as server:
        pass

    assert post(server).verdict == "retried"


def test_answer_that_is_no_http_is_tried_again():
    with receiver(lambda handler: handler.wfile.write(b"\x00\x01garbage\r\n\r\n")) as server:
        assert post(server).verdict == "retried"


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with receiver(status(200)) as server:
        assert post(server).verdict == "delivered"


def test_connection_goes_to_the_addresses_that_were_checked():
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    with receiver(status(200)) as server:
        hook = hooked(url_of(server, "alerts.example"), private=True, resolve=resolve)
        assert hook.deliver(DELIVERY, AT).verdict == "delivered"
        assert hook.deliver(DELIVERY, AT).verdict == "delivered"

    assert asked == ["alerts.example"] * 2
    assert server.received[0][1]["Host"].startswith("alerts.example:")


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["93.184.216.34", "10.0.0.5"]])
def test_host_that_leads_inside_is_not_connected_to(addresses, monkeypatch):
    async def never(*_):
        raise AssertionError("connected")

    hook = hooked("https://alerts.example/x", resolve=lambda *_: addresses)
    monkeypatch.setattr(Endpoint, "_post", never)
    outcome = hook.deliver(DELIVERY, AT)

    assert outcome.verdict == "retried"
    assert "is not a public address" in outcome.detail


def test_host_that_does_not_resolve_is_tried_again():
    def resolve(host, port):
        raise OSError("no such host")

    hook = hooked("https://alerts.example/x", resolve=resolve)
    assert hook.deliver(DELIVERY, AT).verdict == "retried"


@pytest.mark.parametrize(
    "url",
    [
        "http://alerts.example/secret",
        "ftp://alerts.example/secret",
        "https:///secret",
        "alerts.example/secret",
        "https://alerts.example:99999/secret",
        "https://[::1/secret",
        "file:///etc/secret",
        "https://127.0.0.1/secret",
        "https://10.0.0.5/secret",
        "https://169.254.169.254/secret",
        "https://[::1]/secret",
        "https://[::ffff:127.0.0.1]/secret",
        "https://[::ffff:169.254.169.254]/secret",
        "https://[64:ff9b::7f00:1]/secret",
        "https://[fe80::1%25eth0]/secret",
        "https://alerts.example/se cret",
        "https://alerts.example/secret\r\nX: y",
        "https://" + "a" * 64 + ".example/secret",
    ],
)
def test_url_that_may_not_be_posted_to_is_refused_without_repeating_it(url):
    with pytest.raises(SettingsError, match="RASID_WEBHOOK_URL") as caught:
        plan_of(Settings(webhook_url=url))
    assert "secret" not in str(caught.value)
    assert "RASID_WEBHOOK_PRIVATE=1 allows" in str(caught.value)


def test_host_that_leads_inside_at_the_second_look_up_is_not_connected_to(monkeypatch):
    """An attempt looks up once and connects to what it checked, whatever the attempt before saw."""
    answers, connected = [["93.184.216.34"], ["127.0.0.1"]], []

    async def post(self, addresses, *_):
        connected.append(addresses)
        return Outcome("delivered", 200)

    monkeypatch.setattr(Endpoint, "_post", post)
    hook = hooked("https://alerts.example/x", resolve=lambda *_: answers.pop(0))
    first, second = hook.deliver(DELIVERY, AT), hook.deliver(DELIVERY, AT)

    assert (first.verdict, second.verdict) == ("delivered", "retried")
    assert second.detail == "NotPublic: 127.0.0.1 is not a public address"
    assert (connected, answers) == ([["93.184.216.34"]], [])


def test_answer_of_ten_megabytes_or_without_end_has_been_taken_at_its_status():
    release, sent = threading.Event(), []

    def large(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while len(sent) < 160:
                handler.wfile.write(b"x" * BODY_BYTES)
                sent.append(BODY_BYTES)
        except OSError:
            pass
        release.wait(10)

    with receiver(large) as server:
        assert post(server).verdict == "delivered"
        release.set()
    assert len(sent) < 160


def test_id_that_no_header_can_hold_fails_for_good():
    broken = replace(DELIVERY, alert_id="a\r\nX-Other: b")
    with receiver(status(200)) as server:
        outcome = hooked(url_of(server), private=True).deliver(broken, AT)
    assert outcome.verdict == "failed"
    assert server.received == []


def test_look_up_without_an_end_is_left_after_the_limit():
    release = threading.Event()
    hook = hooked("https://alerts.example/x", resolve=lambda *_: release.wait(10), attempt_s=0.1)
    outcome = hook.deliver(DELIVERY, AT)
    release.set()

    assert (outcome.verdict, outcome.detail) == ("retried", "TimeoutError: not done in 0.1 s")


def test_target_differs_by_address_and_does_not_give_it_away():
    one, other = (hooked(f"https://alerts.example/{it}").target for it in ("a", "b"))

    assert one != other
    assert "alerts" not in one


def test_attempt_is_limited_to_fifteen_seconds():
    assert posting.ATTEMPT_S == 15.0
