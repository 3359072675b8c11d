import pytest
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError, TopicAuthorizationFailedError

from streams.adapters import outbox
from streams.adapters.outbox import Outbox, Outgoing
from streams.domain.errors import Unavailable
from streams.domain.partition import partition_of
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


async def test_key_decides_the_partition_unless_one_is_named():
    producer = FakeProducer()
    keys = [b"a", b"b", b"c", None]
    named = Outgoing("t", b"a", b"v", [], 1 - partition_of(b"a", 2))
    await Outbox(producer, 1).deliver([*(Outgoing("t", key, b"v", []) for key in keys), named])
    sent = {(key, at) for (_, key, _), at in zip(producer.sent, producer.partitions, strict=True)}
    assert sent == {
        *((key, partition_of(key or b"", 2)) for key in keys),
        (b"a", 1 - partition_of(b"a", 2)),
    }


async def test_what_does_not_fit_into_one_batch_goes_into_the_next():
    producer = FakeProducer(room=2)
    await Outbox(producer, 1).deliver([Outgoing("t", b"k", b"%d" % n, []) for n in range(5)])
    assert [value for _, _, value in producer.sent] == [b"0", b"1", b"2", b"3", b"4"]


async def test_nothing_to_send_is_delivered():
    await Outbox(FakeProducer(), 1).deliver([])


@pytest.mark.parametrize("failure", [KafkaConnectionError(), KafkaTimeoutError()])
async def test_passing_failure_sends_the_whole_delivery_again(failure):
    producer = FakeProducer((None, failure), room=1)
    await Outbox(producer, 10).deliver(RECORDS)
    assert [value for _, _, value in producer.sent] == [b"1", b"1", b"2"]


async def test_lasting_failure_is_not_tried_again():
    producer = FakeProducer((TopicAuthorizationFailedError(),))
    with pytest.raises(Unavailable, match="cannot send to t"):
        await Outbox(producer, 10).deliver(RECORDS)
    assert producer.sent == []


async def test_patience_ends():
    producer = FakeProducer((KafkaConnectionError(),) * 1000)
    with pytest.raises(Unavailable):
        await Outbox(producer, 10).deliver(RECORDS)


async def test_broker_that_comes_later_is_waited_for():
    producer = FakeProducer((KafkaConnectionError(), KafkaConnectionError()))
    box = Outbox(producer, 10)
    await box.start()
    assert producer.is_running
    await box.stop()
    assert not producer.is_running
