"""Agents over fakes: what is sent and acknowledged, in which order, and what is buried."""

from aiokafka.errors import TopicAuthorizationFailedError

from streams.adapters import avro, intake, sending
from streams.domain.flow import Emit, Stage
from streams.domain.records import (
    Alert,
    Article,
    EventDate,
    Headline,
    Place,
    Tolls,
)
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
)
from tests.fakes import FakeEvent, FakeProducer
from tests.mounted import NOW, SIGN, mounted, raw


async def test_input_is_acknowledged_once_its_outputs_are():
    event = raw("text")
    async with mounted(SIGN) as bench:
        await bench.take(event)
        assert avro.decode(ARTICLE_SIGNED, bench.sent_to(ARTICLE_SIGNED.name)[0]).article.body
    assert event.is_acked
    assert bench.app.commits == 1


async def test_input_is_not_acknowledged_when_outputs_cannot_be_sent():
    event = raw("text")
    async with mounted(SIGN, FakeProducer((TopicAuthorizationFailedError(),))) as bench:
        await bench.take(event)
    assert not event.is_acked
    assert [type(failure).__name__ for failure in bench.failures] == ["Unavailable"]


async def test_bad_record_is_buried_and_its_neighbours_are_not():
    bad = FakeEvent(ARTICLE_RAW, b"\xffgarbage", key=b"their key", offset=7)
    good = raw("text")
    async with mounted(SIGN) as bench:
        await bench.take(bad, good)
        assert bench.sent_to(ARTICLE_RAW.dead) == [b"\xffgarbage"]
        assert len(bench.sent_to(ARTICLE_SIGNED.name)) == 1
        assert bench.count("rasid_dead_letters_total", stage="sign", reason="unknown_schema") == 1
        assert bench.count("rasid_records_total", stage="sign", outcome="done") == 1
    assert bad.is_acked
    assert good.is_acked


async def test_header_without_a_value_harms_nothing():
    bare = (("rasid_received_at", None), ("traceparent", None), ("other", None))
    bad = FakeEvent(ARTICLE_RAW, b"garbage", headers=bare)
    async with mounted(SIGN) as bench:
        await bench.take(raw("text", headers=bare), bad)
        assert bench.failures == []
        received = dict(bench.producer.headers[0])["rasid_received_at"]
    assert received == str(NOW - 250).encode()


async def test_output_beyond_the_limit_buries_its_cause(monkeypatch):
    monkeypatch.setattr(sending, "SENT_BYTES", 100)
    event = raw("x" * 200)
    async with mounted(SIGN) as bench:
        await bench.take(event)
        assert bench.sent_to(ARTICLE_RAW.dead) == [event.message.value[0].value]
        assert bench.count("rasid_dead_letters_total", stage="sign", reason="too_large") == 1


async def test_fault_of_the_bytes_that_no_codec_foresaw_is_contained(monkeypatch):
    def decode(topic, message):
        raise RecursionError

    monkeypatch.setattr(intake.avro, "decode", decode)
    async with mounted(SIGN) as bench:
        await bench.take(raw("text"))
        assert bench.count("rasid_dead_letters_total", stage="sign", reason="bad_avro") == 1
        assert bench.failures == []


def alarm(batch, state, ctx):
    """Alert for every article."""
    for cause, incoming in enumerate(batch):
        yield Emit(ALERT_BREAKING, an_alert(incoming.value), cause)


def an_alert(article: Article) -> Alert:
    return Alert(
        alert_id="1",
        incident_id=article.article_id,
        incident_revision=1,
        kind="new",
        level="high",
        corroboration="unconfirmed",
        headline=Headline("An attack in Kirkuk."),
        reasons=(),
        trigger_article_id=article.article_id,
        sources=(),
        place=Place("Kirkuk", "city"),
        date=EventDate("2016-10-21", "2016-10-21", "day", "text"),
        attack_types=("armed_assault",),
        tolls=Tolls(),
        at=article.fetched_at,
        reader_version="test",
    )


async def test_alert_says_when_it_was_raised_and_its_latency_is_observed():
    stage = Stage("escalate", (ARTICLE_RAW,), (ALERT_BREAKING,), alarm)
    async with mounted(stage) as bench:
        await bench.take(raw("text"))
        headers = dict(bench.producer.headers[-1])
        assert headers["rasid_alerted_at"] == str(NOW).encode()
        assert headers["rasid_received_at"] == str(NOW - 250).encode()
        assert bench.count("rasid_received_to_alert_seconds_sum") == 0.25
        assert bench.count("rasid_alerts_total", level="high", kind="new") == 1
