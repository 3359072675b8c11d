import pytest
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError, TopicAuthorizationFailedError

from streams.adapters import outbox
from streams.adapters.outbox import Outbox, Outgoing
from streams.domain.errors import Unavailable
from tests.fakes import FakeProducer

RECORDS = [Outgoing("t", b"k", value, []) for value in (b"1", b"2")]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_seconds: float) -> None:
        return None

    monkeypatch.setattr(outbox.asyncio, "sleep", at_once)


async def test_records_are_sent_in_order():
    producer = FakeProducer()
    await Outbox(producer, 1).deliver(RECORDS)
    assert [value for _, _, value in producer.sent] == [b"1", b"2"]


async def test_nothing_to_send_is_delivered():
    await Outbox(FakeProducer(), 1).deliver([])


@pytest.mark.parametrize("failure", [KafkaConnectionError(), KafkaTimeoutError()])
async def test_passing_failure_sends_the_whole_batch_again(failure):
    producer = FakeProducer((None, failure))
    await Outbox(producer, 10).deliver(RECORDS)
    assert [value for _, _, value in producer.sent] == [b"1", b"1", b"2"]


async def test_lasting_failure_is_not_tried_again():
    producer = FakeProducer((TopicAuthorizationFailedError(),) * 2)
    with pytest.raises(Unavailable, match="cannot send to t"):
        await Outbox(producer, 10).deliver(RECORDS)
    assert producer.sent == []


async def test_patience_ends():
    producer = FakeProducer((KafkaConnectionError(),) * 1000)
    with pytest.raises(Unavailable):
        await Outbox(producer, 10).deliver(RECORDS)
