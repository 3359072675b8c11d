"""Chat, mail and push through Apprise: its own JSON service posts to a receiver on loopback."""

import json
import logging
import sys
import threading
from dataclasses import replace

import pytest

from streams.adapters.apprise_sink import AppriseSink
from streams.adapters.message_text import body_of, subject_of
from streams.adapters.sink_message import message_of
from streams.domain.errors import SettingsError
from streams.domain.records import Headline
from tests.messages import delivery, digest
from tests.receiver import receiver, status
from tests.samples import ALERT, AT

WORSE = replace(ALERT, alert_id="alr-2", incident_id="inc-2", level="critical")


def sink_to(server, **options):
    return AppriseSink(f"json://127.0.0.1:{server.server_address[1]}/key", **options)


def sent(one, code=200):
    with receiver(status(code)) as server:
        outcome = sink_to(server).deliver(one, AT)
    return outcome, [json.loads(body) for _, _, body in server.received]


def test_alert_arrives_as_subject_and_body():
    outcome, [message] = sent(delivery(ALERT, "12 km from Main depot"))

    assert outcome.verdict == "delivered"
    assert message["title"] == (
        "HIGH · unconfirmed · new: Gunmen attack police in Kirkuk, Iraq: 6 killed"
    )
    assert message["message"].split("\n")[:5] == [
        "Gunmen attack police in Kirkuk, Iraq: 6 killed",
        "هجوم في كركوك",
        "12 km from Main depot",
        "Read by machine; not confirmed by an editor.",
        "",
    ]
    assert "Killed: 6 (5 to 8), according to Kirkuk police" in message["message"]
    assert "alr-1 of inc-1" in message["message"]
    assert message["type"] == "warning"


def test_digest_arrives_as_one_message_with_all_its_alerts():
    _, [message] = sent(digest(ALERT, WORSE, notes=("2 alerts of route r",), route="night"))

    assert message["title"] == "DIGEST · 2 alerts of night, up to CRITICAL"
    assert message["type"] == "failure"
    assert message["message"].startswith("2 alerts of route r\nRead by machine;")
    assert message["message"].count(ALERT.headline.en) == 2
    assert "alr-1 of inc-1" in message["message"]
    assert "alr-2 of inc-2" in message["message"]
    assert "Why:" not in message["message"]


def test_notice_arrives_with_its_lines():
    _, [message] = sent(digest(notes=("afp: no article for 7 h",), route="coverage"))

    assert (message["title"], message["message"]) == (
        "NOTICE · coverage",
        "afp: no article for 7 h",
    )


def test_exercises_are_marked_before_anything_else():
    drill = replace(ALERT, synthetic=True)
    for one in (delivery(drill), digest(drill, drill)):
        assert sent(one)[1][0]["title"].startswith("EXERCISE, NOT REAL · ")
    assert subject_of(message_of(digest(drill, ALERT))).startswith("DIGEST")


def test_escapes_and_directions_of_a_headline_arrive_as_plain_text():
    hostile = replace(ALERT, headline=Headline("a\\n<b>x</b>\x1b[2J\u202e *b* @all"))
    _, [message] = sent(delivery(hostile, "n\x07ote"))

    assert "a\\n<b>x</b> [2J *b* @all" in message["message"]
    assert "n ote" in message["message"]


@pytest.mark.parametrize("code", [301, 400, 410, 500])
def test_whatever_a_receiver_answers_it_is_tried_again(code):
    """Apprise does not tell a wrong key from a full server."""
    outcome, messages = sent(delivery(ALERT), code)

    assert (outcome.verdict, len(messages)) == ("retried", 1)
    assert str(code) in outcome.detail
    assert outcome.quotes


def test_redirect_is_not_followed():
    with receiver(status(200)) as other:
        elsewhere = f"http://127.0.0.1:{other.server_address[1]}/"
        with receiver(status(307, Location=elsewhere)) as server:
            assert sink_to(server).deliver(delivery(ALERT), AT).verdict == "retried"
    assert other.received == []


def test_receiver_that_hangs_is_left_after_the_limit_and_not_asked_twice_at_once():
    release = threading.Event()

    def hang(handler):
        release.wait(10)
        status(200)(handler)

    with receiver(hang) as server:
        sink = sink_to(server, attempt_s=0.3)
        first, second = (sink.deliver(delivery(ALERT), AT) for _ in range(2))
        release.set()

    assert (first.verdict, first.detail) == ("retried", "TimeoutError: not done in 0.3 s")
    assert (second.verdict, second.detail) == (
        "retried",
        "TimeoutError: the attempt before has not ended",
    )
    assert len(server.received) == 1


def test_closed_port_is_tried_again():
    with receiver(status(200)) as server:
        sink = sink_to(server)
    assert sink.deliver(delivery(ALERT), AT).verdict == "retried"


def test_service_that_breaks_is_tried_again_and_says_no_more_than_what_broke(monkeypatch):
    sink = AppriseSink("json://127.0.0.1/")

    def broken(*_):
        raise RuntimeError("with the text of the message")

    monkeypatch.setattr(sink, "_send", broken)
    outcome = sink.deliver(delivery(ALERT), AT)
    assert (outcome.verdict, outcome.detail) == ("retried", "RuntimeError")


class Kept(logging.Handler):
    """Keeps what reaches the root of all loggers, where ours are written."""

    def __init__(self):
        super().__init__()
        self.said = []

    def emit(self, record):
        self.said.append((record.name, record.getMessage()))


def test_libraries_log_nothing_of_a_message_and_no_address(monkeypatch, capfd):
    kept, root = Kept(), logging.getLogger()
    monkeypatch.setattr(root, "level", logging.DEBUG)
    monkeypatch.setattr(root, "handlers", [kept])
    sent(delivery(ALERT), 500)
    logging.getLogger("streams").warning("heard")

    assert [name for name, _ in kept.said if name != "asyncio"] == ["streams"]
    assert capfd.readouterr().err == ""


def test_alert_that_cannot_be_read_any_more_fails_for_good():
    broken = replace(delivery(ALERT), alert=b'{"alert_id":"x"}')

    assert AppriseSink("json://127.0.0.1/").deliver(broken, AT).verdict == "failed"


def test_missing_library_is_said_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(SettingsError, match=r"needs `pip install rasid\[apprise\]`"):
        AppriseSink("json://127.0.0.1/")


def test_target_does_not_give_the_address_away():
    assert "secret" not in AppriseSink("json://127.0.0.1/secret").target


def test_body_of_an_alert_ends_with_no_second_notice():
    assert body_of(message_of(delivery(ALERT))).count("Read by machine") == 1
