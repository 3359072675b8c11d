from types import SimpleNamespace

import pytest

from streams.adapters.outbox import Outbox
from streams.adapters.store import MARKER, PACKED_BYTES, Store, changelog_of, packed, unpacked
from streams.domain.errors import Unavailable
from streams.guard import GONE
from tests.fakes import BODIES, FakeProducer


class FakeConsumer:
    """Gives the records of a log, a few a call, then those that were sent since."""

    def __init__(self, log: list[tuple[bytes, bytes | None]], producer: FakeProducer) -> None:
        self._log = log
        self._producer = producer
        self.is_stopped = False

    async def start(self) -> None: ...

    async def stop(self) -> None:
        self.is_stopped = True

    def assign(self, partitions) -> None:
        self.assigned = partitions

    async def getmany(self, **_: int):
        some, self._log = self._log[:2], self._log[2:]
        if not some:
            some = [(key, value) for _, key, value in self._producer.sent]
        return {"partition": [SimpleNamespace(key=key, value=value) for key, value in some]}


def store(log, *, sends: bool = True, patience_s: float = 5.0):
    producer = FakeProducer()
    consumer = FakeConsumer(log, producer if sends else FakeProducer())
    made = Store(BODIES, Outbox(producer, 0), lambda: consumer, patience_s)
    return made, producer, consumer


async def test_empty_changelog_gives_an_empty_state():
    made, _, consumer = store([])
    assert await made.recover(0) == {}
    assert consumer.is_stopped


async def test_recovery_keeps_the_last_value_of_each_key_and_drops_the_deleted():
    log = [
        (b"a", packed(b"1")),
        (b"b", packed(b"2")),
        (MARKER, b"of an earlier owner"),
        (b"a", packed(b"3")),
        (b"b", None),
    ]
    made, *_ = store(log)
    assert await made.recover(0) == {"a": "3"}


async def test_recovery_stops_at_its_own_marker():
    made, producer, _ = store([(b"a", packed(b"1"))])
    assert await made.recover(0) == {"a": "1"}
    assert [(topic, key) for topic, key, _ in producer.sent] == [(changelog_of(BODIES), MARKER)]


async def test_recovery_that_stalls_says_so():
    made, *_ = store([(b"a", packed(b"1"))], sends=False, patience_s=0.05)
    with pytest.raises(Unavailable, match=r"recovery of rasid\.bodies\.changelog partition 3"):
        await made.recover(3)


async def test_saved_changes_come_back():
    made, producer, _ = store([])
    await made.save(0, {"a": "1", "long": "x" * 5_000, "gone": GONE})
    written = [(key, value) for _, key, value in producer.sent]
    assert written[2] == (b"gone", None)
    assert len(written[1][1]) < 200
    again, *_ = store(written)
    assert await again.recover(0) == {"a": "1", "long": "x" * 5_000}


@pytest.mark.parametrize("size", [0, 1, PACKED_BYTES - 1, PACKED_BYTES, 100_000])
def test_packing_keeps_every_value(size):
    value = bytes(n % 251 for n in range(size))
    assert unpacked(packed(value)) == value
