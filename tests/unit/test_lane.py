import asyncio

from streams.adapters.lane import Lane


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


class Works:
    """A lane of numbers whose batches are kept; it waits for `gate` in each batch."""

    def __init__(self, limit: int = 3, *, failing: bool = False, size=lambda _: 1) -> None:
        self.batches: list[list[int]] = []
        self.failures: list[BaseException] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failing = failing
        self.lane: Lane[int, str] = Lane(
            self._prepare, self._work, self.failures.append, limit, size
        )

    async def _prepare(self) -> str:
        return "state"

    async def _work(self, batch, state) -> None:
        assert state == "state"
        await self.gate.wait()
        if self.failing:
            raise ValueError("broken")
        self.batches.append(list(batch))


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
    assert sum(task.done() for task in feeding) == 2
    works.gate.set()
    await asyncio.gather(*feeding)
    await settled()
    assert [n for batch in works.batches for n in batch] == [0, 1, 2, 3, 4]
    await works.lane.close()


async def test_closing_ends_the_present_batch_and_forgets_the_rest():
    works = Works(limit=1)
    works.gate.clear()
    for number in range(2):
        await works.lane.put(number)
        await settled()
    feeding = asyncio.create_task(works.lane.put(2))
    closing = asyncio.create_task(works.lane.close())
    await settled()
    works.gate.set()
    await closing
    await feeding
    assert works.batches == [[0]]
    await works.lane.put(9)
    assert works.failures == []


async def test_failure_ends_the_lane_and_is_reported_once():
    works = Works(failing=True)
    await works.lane.put(1)
    await settled()
    assert [str(failure) for failure in works.failures] == ["broken"]
    await works.lane.close()


async def test_lane_that_still_prepares_closes_at_once():
    failures: list[BaseException] = []

    async def never() -> None:
        await asyncio.Event().wait()

    async def work(batch, state) -> None:
        raise AssertionError

    lane: Lane[int, None] = Lane(never, work, failures.append, 1, lambda _: 1)
    feeding = [asyncio.create_task(lane.put(number)) for number in range(2)]
    await settled()
    await asyncio.wait_for(lane.close(), 1)
    await asyncio.wait_for(asyncio.gather(*feeding), 1)
    assert failures == []
