"""What is said when a broker goes away with records still on their way to it."""

import pytest
from kafka.errors import InvalidRecordError, KafkaTimeoutError

from streams.adapters import publisher
from streams.adapters.publisher import Publisher
from streams.domain.errors import Unavailable
from streams.domain.topics import ARTICLE_RAW
from tests.samples import ARTICLE


class Sender:
    def __init__(self):
        self.is_forced = False

    def force_close(self):
        self.is_forced = True


class Future:
    is_done = True

    def __init__(self, error):
        self._error = error

    def get(self, **_):
        if self._error:
            raise self._error


class Client:
    """A producer whose broker has gone away, or refuses what is sent."""

    sends = closes = None

    def __init__(self, **_):
        self._sender = Sender()

    def send(self, *_, **__):
        return Future(self.sends)

    def close(self, **_):
        if self.closes:
            raise self.closes


@pytest.fixture
def client(monkeypatch):
    made = type("Made", (Client,), {})
    monkeypatch.setattr(publisher, "KafkaProducer", made)
    monkeypatch.setattr(publisher, "knock", lambda *_: None)
    return made


def sent():
    with Publisher("b:9092", 1.0) as out:
        out.send(ARTICLE_RAW, ARTICLE)
        out.flush()
    return out


def test_close_that_fails_after_a_failure_hides_nothing_and_lets_go_of_the_thread(client):
    client.sends, client.closes = KafkaTimeoutError("sent"), KafkaTimeoutError("closed")
    out = Publisher("b:9092", 1.0)
    with pytest.raises(Unavailable, match="does not answer within 1 s") as caught, out:
        out.send(ARTICLE_RAW, ARTICLE)
    assert caught.value.__cause__ is client.sends
    assert out._producer._sender.is_forced


def test_close_that_fails_by_itself_is_said(client):
    client.closes = KafkaTimeoutError("closed")
    with pytest.raises(Unavailable):
        sent()


def test_record_that_the_broker_refuses_for_its_time_is_a_question_about_the_clock(client):
    client.sends = InvalidRecordError("too new")
    with pytest.raises(Unavailable, match="is the clock of this machine right"):
        sent()
