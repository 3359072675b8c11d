import asyncio

import pytest

from streams.adapters import lane
from streams.adapters.lane import Gathering, Lane


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


class Works:
    """A lane of numbers whose batches are kept; it waits for `gate` to settle each."""

    def __init__(self, limit: int = 3, *, failing: str = "", size=lambda _: 1) -> None:
        self.decided: list[list[int]] = []
        self.batches: list[list[int]] = []
        self.failures: list[BaseException] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failing = failing
        self.lane: Lane[int, str, list[int]] = Lane(
            self._prepare,
            self._decide,
            self._settle,
            self.failures.append,
            Gathering(limit, size),
        )

    async def _prepare(self) -> str:
        return "state"

    def _decide(self, batch, state) -> list[int]:
        assert state == "state"
        if self.failing == "decide" and self.decided:
            raise ValueError("broken")
        self.decided.append(list(batch))
        return list(batch)

    async def _settle(self, batch) -> None:
        await self.gate.wait()
        if self.failing == "settle":
            raise ValueError("broken")
        self.batches.append(batch)


async def test_lane_takes_what_waits_up_to_its_limit_in_order():
    works = Works(limit=3)
    works.gate.clear()
    await works.lane.put(0)
    await settled()
    feeding = [asyncio.create_task(works.lane.put(number)) for number in range(1, 6)]
    await settled()
    works.gate.set()
    await asyncio.gather(*feeding)
    await settled()
    assert [n for batch in works.batches for n in batch] == [0, 1, 2, 3, 4, 5]
    assert works.batches[:2] == [[0], [1, 2, 3]]
    await works.lane.close()


async def test_batch_is_full_once_its_items_together_are_large_enough():
    works = Works(limit=5, size=lambda number: number)
    works.gate.clear()
    await works.lane.put(1)
    await settled()
    for number in (2, 2, 3, 4):
        await works.lane.put(number)
    works.gate.set()
    await settled()
    assert works.batches == [[1], [2, 2, 3], [4]]
    await works.lane.close()


async def test_lane_is_ready_once_its_state_is():
    works = Works()
    assert not works.lane.is_ready
    await settled()
    assert works.lane.is_ready
    await works.lane.close()


async def test_full_lane_holds_its_feeder_back():
    works = Works(limit=1)
    works.gate.clear()
    feeding = [asyncio.create_task(works.lane.put(number)) for number in range(5)]
    await settled()
    assert sum(task.done() for task in feeding) == 3  # one settles, one is decided, one waits
    works.gate.set()
    await asyncio.gather(*feeding)
    await settled()
    assert [n for batch in works.batches for n in batch] == [0, 1, 2, 3, 4]
    await works.lane.close()


async def test_next_batch_is_decided_while_one_settles_once_plenty_waits():
    works = Works(limit=4)
    works.gate.clear()
    for number in range(2):
        await works.lane.put(number)
        await settled()
    assert works.decided == [[0]]
    await works.lane.put(2)
    await settled()
    assert (works.decided, works.batches) == ([[0], [1, 2]], [])
    works.gate.set()
    await settled()
    assert works.batches == [[0], [1, 2]]
    await works.lane.close()


async def test_oldest_batch_is_the_one_that_settles():
    works = Works(limit=1)
    assert (works.lane.oldest(), works.lane.busy_s()) == (None, 0)
    works.gate.clear()
    for number in range(2):
        await works.lane.put(number)
        await settled()
    assert works.decided == [[0], [1]]
    assert works.lane.oldest() == 0
    assert works.lane.busy_s() > 0
    works.gate.set()
    await settled()
    assert (works.lane.oldest(), works.lane.busy_s()) == (None, 0)
    await works.lane.close()


async def test_closing_ends_the_present_batch_and_forgets_the_rest():
    works = Works(limit=1)
    works.gate.clear()
    for number in range(3):
        await works.lane.put(number)
        await settled()
    assert works.decided == [[0], [1]]
    feeding = asyncio.create_task(works.lane.put(3))
    closing = asyncio.create_task(works.lane.close())
    await settled()
    works.gate.set()
    await closing
    await feeding
    assert works.batches == [[0]]
    await works.lane.put(9)
    assert works.failures == []


@pytest.mark.parametrize("failing", ["decide", "settle"])
async def test_failure_ends_the_lane_and_is_reported_once(failing):
    works = Works(failing=failing)
    for number in range(3):
        await works.lane.put(number)
        await settled()
    assert [str(failure) for failure in works.failures] == ["broken"]
    await works.lane.close()


async def test_failure_of_the_batch_that_settles_is_reported_while_nothing_waits():
    works = Works(failing="settle")
    works.gate.clear()
    await works.lane.put(1)
    await settled()
    works.gate.set()
    await settled()
    assert [str(failure) for failure in works.failures] == ["broken"]
    await works.lane.close()


async def test_lane_cut_off_leaves_nothing_running(monkeypatch):
    monkeypatch.setattr(lane, "DRAIN_S", 0.01)
    works = Works(limit=1)
    works.gate.clear()
    for number in range(2):
        await works.lane.put(number)
        await settled()
    await works.lane.close()
    works.gate.set()
    await settled()
    assert (works.batches, works.failures) == ([], [])


async def test_lane_that_still_prepares_closes_at_once():
    failures: list[BaseException] = []

    async def never() -> None:
        await asyncio.Event().wait()

    def decide(batch, state) -> None:
        raise AssertionError

    async def settle(decided) -> None:
        raise AssertionError

    gathering = Gathering(1, lambda _: 1)
    waiting: Lane[int, None, None] = Lane(never, decide, settle, failures.append, gathering)
    feeding = [asyncio.create_task(waiting.put(number)) for number in range(2)]
    await settled()
    await asyncio.wait_for(waiting.close(), 1)
    await asyncio.wait_for(asyncio.gather(*feeding), 1)
    assert failures == []
