from types import SimpleNamespace

import pytest

from streams.adapters.held import Held, Reach, is_behind, packed_fence, unpacked_fence
from streams.adapters.outbox import Outbox
from streams.adapters.store import (
    FENCE,
    MARKER,
    PACKED_BYTES,
    Store,
    changelog_of,
    packed,
    unpacked,
)
from streams.domain.errors import SettingsError, Unavailable
from streams.domain.flow import Table
from streams.guard import GONE
from streams.stages import dedup, escalate, fuse
from tests.fakes import BODIES, FakeProducer

LATER_MEMORY = b'{"version": 2, "memory": {"revision": 1, "last_reported_at": 1, "level": "low"}}'
FIRST, SECOND, THIRD = ({"t": Reach(n, n)} for n in (1, 2, 3))


class FakeConsumer:
    """Gives the records of a log, a few a call, then those that were sent since."""

    def __init__(self, log: list[tuple[bytes, bytes | None]], producer: FakeProducer) -> None:
        self._log = log
        self._producer = producer
        self._at = 0
        self.is_stopped = False

    async def start(self) -> None: ...

    async def stop(self) -> None:
        self.is_stopped = True

    def assign(self, partitions) -> None:
        self.assigned = partitions

    def highwater(self, _partition) -> int:
        return self._at + len(self._log)

    async def getmany(self, **_: int):
        some, self._log = self._log[:2], self._log[2:]
        if not some:
            some = [(key, value) for _, key, value in self._producer.sent]
        records = []
        for key, value in some:
            records.append(SimpleNamespace(key=key, value=value, offset=self._at))
            self._at += 1
        return {"partition": records}


def store(log, *, table=BODIES, sends: bool = True, patience_s: float = 5.0):
    producer = FakeProducer()
    consumer = FakeConsumer(log, producer if sends else FakeProducer())
    made = Store(table, Outbox(producer, 0), lambda: consumer, patience_s)
    return made, producer, consumer


def fenced(fence, *entries):
    """Return entries as one batch writes them."""
    return [*entries, (FENCE, packed_fence(fence))]


async def written(*saves, table=BODIES) -> list[tuple[bytes, bytes | None]]:
    """Return what the saves of changes and fences write."""
    made, producer, _ = store([], table=table)
    for changes, fence in saves:
        await made.save(0, changes, fence)
    return [(key, value) for _, key, value in producer.sent]


async def test_empty_changelog_gives_an_empty_state():
    made, _, consumer = store([])
    assert await made.recover(0) == Held()
    assert consumer.is_stopped
    assert made.remaining() == 0


async def test_recovery_keeps_the_last_value_of_each_key_and_drops_the_deleted():
    log = [
        *fenced(FIRST, (b"a", packed(b"1")), (b"b", packed(b"2"))),
        (MARKER, b"of an earlier owner"),
        *fenced(SECOND, (b"a", packed(b"3")), (b"b", None)),
    ]
    made, *_ = store(log)
    assert await made.recover(0) == Held({"a": "3"}, SECOND)


async def test_entries_whose_fence_never_came_are_not_believed():
    log = [*fenced(FIRST, (b"a", packed(b"1"))), (b"a", packed(b"2")), (b"b", packed(b"2"))]
    made, *_ = store(log)
    assert await made.recover(0) == Held({"a": "1"}, FIRST)


async def test_what_a_replaced_owner_writes_late_is_not_believed():
    log = [
        *fenced(FIRST, (b"a", packed(b"1"))),
        *fenced(THIRD, (b"a", packed(b"3"))),
        *fenced(SECOND, (b"a", packed(b"2")), (b"b", packed(b"2"))),
    ]
    made, *_ = store(log)
    assert await made.recover(0) == Held({"a": "3"}, THIRD)


async def test_recovery_stops_at_its_own_marker():
    made, producer, _ = store(fenced(FIRST, (b"a", packed(b"1"))))
    assert (await made.recover(0)).state == {"a": "1"}
    assert [(topic, key) for topic, key, _ in producer.sent] == [(changelog_of(BODIES), MARKER)]


async def test_recovery_that_stalls_says_so():
    made, *_ = store([(b"a", packed(b"1"))], sends=False, patience_s=0.05)
    with pytest.raises(Unavailable, match=r"recovery of rasid\.bodies\.changelog partition 3"):
        await made.recover(3)


@pytest.mark.parametrize(
    ("table", "later", "says"),
    [
        (dedup.TABLE, b"\x04", "table version must be 3, got 04"),
        (fuse.TABLE, b'{"version": 2}', "version must be 1, got 2"),
        (escalate.TABLE, LATER_MEMORY, "version must be 1, got 2"),
    ],
)
async def test_entries_of_a_later_version_are_refused_by_name(table, later, says):
    made, _, consumer = store(fenced(FIRST, (b"a", packed(later))), table=table)
    with pytest.raises(SettingsError, match=rf"rasid\.{table.name}\.changelog was .*: .*{says}"):
        await made.recover(0)
    assert consumer.is_stopped


async def test_saved_changes_come_back():
    log = await written(({"a": "1", "long": "x" * 5_000, "gone": GONE}, FIRST))
    assert log[2] == (b"gone", None)
    assert len(log[1][1]) < 200
    again, *_ = store(log)
    assert await again.recover(0) == Held({"a": "1", "long": "x" * 5_000}, FIRST)


async def test_state_is_kept_in_what_the_table_says():
    class Kept(dict):
        def take(self, changes):
            self.update(changes, taken=len(changes))

    table = Table("bodies", str.encode, bytes.decode, Kept)
    log = await written(({"a": "1", "b": "2"}, FIRST), table=table)
    made, *_ = store(log, table=table)
    assert (await made.recover(0)).state == {"a": "1", "b": "2", "taken": 2}


@pytest.mark.parametrize(
    ("fence", "other", "behind"),
    [
        (FIRST, SECOND, True),
        (SECOND, FIRST, False),
        (FIRST, FIRST, False),
        ({}, FIRST, True),
        ({"t": Reach(9, 1)}, {"t": Reach(8, 70)}, False),
        ({"t": Reach(1, 1), "u": Reach(5, 5)}, {"t": Reach(2, 2), "u": Reach(4, 4)}, False),
    ],
)
def test_fence_is_behind_when_no_source_is_further(fence, other, behind):
    assert is_behind(fence, other) is behind


def test_fence_keeps_its_shape():
    assert unpacked_fence(packed_fence(SECOND)) == SECOND


@pytest.mark.parametrize("size", [0, 1, PACKED_BYTES - 1, PACKED_BYTES, 100_000])
def test_packing_keeps_every_value(size):
    value = bytes(n % 251 for n in range(size))
    assert unpacked(packed(value)) == value
