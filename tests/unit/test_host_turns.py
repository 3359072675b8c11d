"""One request at a time for each host."""

import asyncio

import pytest

from streams.adapters import host_turns
from streams.adapters.host_turns import Held, Turns


class Clock:
    """Moves when somebody sleeps."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.now += seconds
        await asyncio.sleep(0)


def turns(gap_s=1.0, at_once=16):
    clock = Clock()
    return Turns(gap_s, at_once, clock, clock.sleep), clock


async def inside(found, host, seen):
    async with found.turn(host):
        seen.append(("in", host))
        await asyncio.sleep(0)
        seen.append(("out", host))


async def test_requests_to_one_host_come_one_after_the_other_with_a_pause():
    found, clock = turns(gap_s=2.0)
    seen = []
    await asyncio.gather(*(inside(found, "a", seen) for _ in range(3)))
    assert seen == [("in", "a"), ("out", "a")] * 3
    assert clock.now == 4.0


async def test_requests_to_two_hosts_do_not_wait_for_each_other():
    found, clock = turns(gap_s=9.0)
    seen = []
    await asyncio.gather(inside(found, "a", seen), inside(found, "b", seen))
    assert seen[:2] == [("in", "a"), ("in", "b")]
    assert clock.now == 0


async def test_requests_at_once_are_limited_whatever_the_host():
    found, _ = turns(at_once=1)
    seen = []
    await asyncio.gather(inside(found, "a", seen), inside(found, "b", seen))
    assert seen == [("in", "a"), ("out", "a"), ("in", "b"), ("out", "b")]


async def test_host_that_asks_for_quiet_is_left_alone():
    found, clock = turns()
    found.hold("a", 600)
    with pytest.raises(Held) as caught:
        await inside(found, "a", [])
    assert caught.value.seconds == 600
    await inside(found, "b", [])
    clock.now = 601.0
    await inside(found, "a", [])


async def test_host_that_was_held_meanwhile_is_left_alone_by_those_who_wait():
    found, _ = turns()

    async def holds():
        async with found.turn("a"):
            await asyncio.sleep(0)
            found.hold("a", 600)

    first = asyncio.create_task(holds())
    await asyncio.sleep(0)
    with pytest.raises(Held):
        await inside(found, "a", [])
    await first


async def test_robots_can_ask_for_a_longer_pause_and_not_for_a_shorter_one():
    found, clock = turns(gap_s=2.0)
    found.slow("a", 10.0)
    await inside(found, "a", [])
    await inside(found, "a", [])
    assert clock.now == 10.0
    found.slow("b", 0.1)
    await inside(found, "b", [])
    await inside(found, "b", [])
    assert clock.now == 12.0


async def test_hosts_that_nothing_waits_for_are_forgotten(monkeypatch):
    monkeypatch.setattr(host_turns, "MOST_HOSTS", 2)
    found, clock = turns()
    found.hold("held", 600)
    for name in "abc":
        await inside(found, name, [])
        clock.now += 5
    with pytest.raises(Held):
        await inside(found, "held", [])
    assert len(found._lanes) <= 3
