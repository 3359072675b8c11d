"""Workers and services beside a registry that is away, and what they set aside when it answers."""

from types import SimpleNamespace

import pytest

from streams.adapters import avro, framing, intake
from streams.adapters.schemas import text_of
from streams.app import _frame
from streams.config import Settings
from streams.domain.flow import Incoming
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, ARTICLE_UNIQUE
from streams.services.consumer import Consumer
from streams.services.patience import Patience
from streams.topology import TOPOLOGY
from tests.registry_fake import framed, registry_fake, use
from tests.samples import ALERT, ARTICLE, AT, origin

SIGN = TOPOLOGY[0]


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


@pytest.fixture
def fake():
    with registry_fake() as running:
        yield running


def test_worker_has_all_ids_before_it_begins(fake):
    _frame(Settings(schema_registry=fake.url), TOPOLOGY[:2])
    assert sorted(fake.subjects) == [
        "news.article.duplicate.v1-value",
        "news.article.signed.v1-value",
        "news.article.unique.v1-value",
        "news.clock.v1-value",
    ]
    fake.refusal = (503, b"")
    assert avro.encode(ARTICLE_UNIQUE, ARTICLE)[:1] == b"\x00"


class Event:
    """What a poll found: one message."""

    def __init__(self, value: bytes) -> None:
        self.value = [origin_record(value)]


def origin_record(value: bytes):
    return SimpleNamespace(
        topic=ARTICLE_RAW.name,
        partition=0,
        offset=0,
        timestamp=AT,
        key=None,
        value=value,
        headers=(),
    )


async def test_worker_waits_for_a_registry_that_is_away(fake, monkeypatch):
    """Nothing is rejected and nothing acknowledged until it can be said what the record is."""
    number = fake.add(text_of("article"))
    message = framed(number, avro.encode(ARTICLE_RAW, ARTICLE)[10:])
    use(fake, wait=False)
    fake.refusal = (503, b"")
    pauses = []

    async def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            fake.refusal = None

    monkeypatch.setattr(intake, "records_of", lambda event: event.value)
    monkeypatch.setattr(intake.asyncio, "sleep", pause)
    found = await intake.arrived(SIGN, Event(message))
    assert found.records == [Incoming(ARTICLE_RAW, ARTICLE)]
    assert pauses == [0.1, 0.2, 0.4]


async def test_worker_sets_aside_what_the_registry_does_not_know(fake, monkeypatch):
    use(fake, wait=False)
    monkeypatch.setattr(intake, "records_of", lambda event: event.value)
    found = await intake.arrived(SIGN, Event(framed(9, b"\x0e")))
    (bad,) = found.records
    assert (bad.reason, bad.detail) == ("unknown_schema", "the registry knows no schema 9")


class Stop:
    """Is told how long it would wait, and lets the registry come back after three times."""

    def __init__(self, fake) -> None:
        self.fake, self.waits = fake, 0

    def is_set(self) -> bool:
        return False

    def wait(self, _timeout: float) -> bool:
        self.waits += 1
        if self.waits == 3:
            self.fake.refusal = None
        return False


class Bus:
    """Holds one batch and remembers what was written and committed."""

    def __init__(self, batch) -> None:
        self.batch, self.sent, self.committed = batch, [], []

    def poll(self):
        return self.batch

    def send(self, letters):
        self.sent += letters

    def commit(self, batch):
        self.committed += batch


def test_service_waits_for_a_registry_that_is_away(fake):
    number = fake.add(text_of("alert"))
    message = framed(number, avro.encode(ALERT_BREAKING, ALERT)[10:])
    bus = Bus(
        [origin(ALERT_BREAKING.name, 0, message), origin(ALERT_BREAKING.name, 1, b"\x00" * 6)]
    )
    use(fake)
    fake.refusal = (503, b"")
    handled, stop = [], Stop(fake)
    topics = {ALERT_BREAKING.name: ALERT_BREAKING}
    patience = Patience(stop, 60.0, now_s=lambda: 0.0)
    Consumer("storage", "g", bus, topics, handled.extend, patience).step()
    assert stop.waits == 3
    assert [received.record for received in handled] == [ALERT]
    assert [letter[0] for letter in bus.sent] == [ALERT_BREAKING.dead]
    assert bus.committed == bus.batch
