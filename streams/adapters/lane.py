"""One partition of one stage: a bounded queue whose items are worked on in batches."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")
D = TypeVar("D")

DRAIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Gathering(Generic[T]):
    """What makes a batch: items of at most about `limit` together, waited for `wait_s`."""

    limit: int
    size: Callable[[T], int]
    wait_s: float = 0.0


class Lane(Generic[T, S, D]):
    """Prepares a state, then works on batches one after another until it is closed.

    `decide` is called with items in the order they came, as many as are there until their `size`
    together reaches `limit`; then `settle` with what it returned, one batch after the other. While
    one settles the next is decided if half of a full batch waits. What they raise ends the lane and
    goes to `fail`; nothing is retried here.
    """

    def __init__(
        self,
        prepare: Callable[[], Awaitable[S]],
        decide: Callable[[Sequence[T], S], D],
        settle: Callable[[D], Awaitable[None]],
        fail: Callable[[BaseException], None],
        gathering: Gathering[T],
    ) -> None:
        self._prepare = prepare
        self._decide = decide
        self._settle = settle
        self._fail = fail
        self._gathering = gathering
        self._queue: asyncio.Queue[T | None] = asyncio.Queue(gathering.limit)
        self._waiting = 0
        self._plenty = asyncio.Event()
        self.is_ready = False
        self.is_closed = False
        self._working: deque[tuple[float, T]] = deque()
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._run())
        self._task.add_done_callback(self._ended)

    async def put(self, item: T) -> None:
        """Queue an item, waiting while the lane is full; a closed lane forgets it."""
        if not self.is_closed:
            self._count(self._gathering.size(item))
            await self._queue.put(item)

    def busy_s(self) -> float:
        """Return for how long the oldest batch has been worked on; 0 between batches."""
        return self._loop.time() - self._working[0][0] if self._working else 0.0

    def oldest(self) -> T | None:
        """Return the first item of the oldest batch that is worked on; None between batches."""
        return self._working[0][1] if self._working else None

    async def close(self) -> None:
        """Forget what is queued or only decided and let the batch that settles end.

        After 3 s it is cut off.
        """
        self.is_closed = True
        self._forget()
        self._queue.put_nowait(None)
        self._plenty.set()
        if not self.is_ready:
            self._task.cancel()
        await asyncio.wait({self._task}, timeout=DRAIN_S)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._forget()  # so that a feeder held back by a full lane goes on

    def _count(self, size: int) -> None:
        self._waiting += size
        if 2 * self._waiting >= self._gathering.limit:
            self._plenty.set()

    def _forget(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()

    async def _run(self) -> None:
        state = await self._prepare()
        self.is_ready = True
        settling: asyncio.Task[None] | None = None
        try:
            while batch := await self._after(settling):
                self._working.append((self._loop.time(), batch[0]))
                decided = self._decide(batch, state)
                if settling:
                    await settling
                if self.is_closed and settling:
                    return  # what was decided ahead comes again elsewhere
                settling = asyncio.create_task(self._settled(decided))
            if settling:
                await settling
        finally:
            if settling and not settling.done():
                settling.cancel()
                await asyncio.gather(settling, return_exceptions=True)

    async def _settled(self, decided: D) -> None:
        await self._settle(decided)
        self._working.popleft()

    async def _after(self, settling: "asyncio.Task[None] | None") -> list[T]:
        """Return the next batch once the one before it has settled, or plenty waits already."""
        if settling:
            plenty = asyncio.create_task(self._plenty.wait())
            await asyncio.wait({settling, plenty}, return_when=asyncio.FIRST_COMPLETED)
            plenty.cancel()
            if settling.done():
                await settling
        return await self._next()

    async def _next(self) -> list[T]:
        """Return what is queued, at least one item; an empty list when the lane is closed."""
        batch: list[T] = []
        size, gathering = 0, self._gathering
        item = await self._queue.get()
        if gathering.wait_s and self._queue.qsize() < gathering.limit:
            await asyncio.sleep(gathering.wait_s)
        while item is not None and not self.is_closed:
            batch.append(item)
            size += gathering.size(item)
            if size >= gathering.limit or self._queue.empty():
                self._plenty.clear()
                self._count(-size)
                return batch
            item = self._queue.get_nowait()
        return []

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)
