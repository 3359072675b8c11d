"""The table that finds entries by their keys: nothing is lost where many share one."""

import struct

import numpy as np
import pytest

from streams.domain.flow import GONE
from streams.guard import commit
from streams.stages.dedup.entry import Entry, packed, unpacked
from streams.stages.dedup.seen import HOUR_MS, Seen, key_of
from streams.stages.dedup.segment import PLACES

KEYS = list(range(1000, 1016))


def entry(order, keys=KEYS, hour=0, kind="unique"):
    signature = bytes((16, 0, 0)) + struct.pack("<16I", *keys) + bytes(48)
    return Entry(
        f"a{order}", "0123456789abcdef", "one.example", (), None, hour * HOUR_MS, bytes(16),
        signature, 900, ("5",), order, kind,
    )  # fmt: skip


def seen(*entries):
    state = Seen()
    commit(state, {key_of(each.order): each for each in entries})
    return state


def found(state, key):
    return sorted(order for _, order in state.find(np.array([key], "<u4")))


def test_entry_comes_back_equal_from_its_bytes():
    assert unpacked(packed(entry(7))) == entry(7)


@pytest.mark.parametrize("stored", [b"", b"\x02\x90", b"\x03\xc0", b"\x03", b"\x03\x91\x01"])
def test_bytes_of_another_version_or_shape_are_not_read(stored):
    with pytest.raises(ValueError, match=r".+"):
        unpacked(stored)


def test_entries_are_found_by_each_of_their_keys():
    state = seen(entry(1), entry(2, [5, *KEYS[1:]]))
    assert found(state, 5) == [2]
    assert found(state, KEYS[0]) == [1]
    assert found(state, KEYS[5]) == [1, 2]
    assert found(state, 77) == []


def test_links_are_found_by_name_alone():
    assert found(seen(entry(1, kind="near")), KEYS[0]) == []


def test_more_entries_than_a_bucket_holds_are_found_the_latest_always():
    state = seen(*(entry(n) for n in range(1, 101)))
    orders = found(state, KEYS[3])
    assert orders[-16:] == list(range(85, 101))
    for order in range(60, 96):
        del state[key_of(order)]
    assert found(state, KEYS[3])[-8:] == [57, 58, 59, 96, 97, 98, 99, 100]


def test_one_by_one_is_all_at_once():
    entries = [entry(n, [n % 7, *KEYS[1:]], n % 3) for n in range(1, 40)]
    slow = Seen()
    for each in entries:
        slow[key_of(each.order)] = each
    assert all(found(slow, key) == found(seen(*entries), key) for key in [*range(7), *KEYS])
    assert list(slow) == list(seen(*entries))


def test_a_stretch_goes_with_the_last_of_its_entries():
    state = seen(entry(1), entry(PLACES + 5), entry(PLACES + 6))
    assert found(state, KEYS[0]) == [1, PLACES + 5, PLACES + 6]
    commit(state, {key_of(PLACES + 5): GONE, key_of(PLACES + 6): GONE})
    assert (len(state), found(state, KEYS[0]), state.last) == (1, [1], PLACES + 6)


def test_bytes_of_the_forgotten_are_given_back():
    state = seen(*(entry(n) for n in range(1, 101)))
    for order in range(1, 100, 2):
        del state[key_of(order)]
    del state[key_of(2)]
    assert dict(state) == {key_of(n): entry(n) for n in range(4, 101, 2)}
    assert sum(len(each._bytes) for each in state._segments.values()) < 60 * len(packed(entry(1)))
    commit(state, {key_of(200): entry(200)})
    assert state[key_of(200)] == entry(200)


def test_it_is_a_mapping():
    state = seen(entry(1), entry(2, hour=-1))
    assert list(state) == ["e:2", "e:1"]
    assert dict(state) == {"e:1": entry(1), "e:2": entry(2, hour=-1)}
    state["e:1"] = entry(1, hour=5)
    assert (len(state), state["e:1"].fetched_at, list(state.hours())) == (2, 5 * HOUR_MS, [-1, 5])
    with pytest.raises(KeyError):
        del state["e:3"]
    with pytest.raises(KeyError):
        state["e:3"]
