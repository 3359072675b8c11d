"""One partition of one stage: a bounded queue whose items are worked on in batches."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")

DRAIN_S = 3.0


class Lane(Generic[T, S]):
    """Prepares a state, then works on batches one after another until it is closed.

    `work` is called with items in the order they came, as many as are there until their `size`
    together reaches `limit`. What it raises ends the lane and goes to `fail`; nothing is retried
    here.
    """

    def __init__(
        self,
        prepare: Callable[[], Awaitable[S]],
        work: Callable[[Sequence[T], S], Awaitable[None]],
        fail: Callable[[BaseException], None],
        limit: int,
        size: Callable[[T], int],
        wait_s: float = 0.0,
    ) -> None:
        self._prepare = prepare
        self._work = work
        self._fail = fail
        self._limit = limit
        self._size = size
        self._wait_s = wait_s
        self._queue: asyncio.Queue[T | None] = asyncio.Queue(limit)
        self.is_ready = False
        self.is_closed = False
        self._working_since: float | None = None
        self._oldest: T | None = None
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._run())
        self._task.add_done_callback(self._ended)

    async def put(self, item: T) -> None:
        """Queue an item, waiting while the lane is full; a closed lane forgets it."""
        if not self.is_closed:
            await self._queue.put(item)

    def busy_s(self) -> float:
        """Return for how long the present batch has been worked on; 0 between batches."""
        since = self._working_since
        return 0.0 if since is None else self._loop.time() - since

    def oldest(self) -> T | None:
        """Return the first item of the present batch; None between batches."""
        return self._oldest

    async def close(self) -> None:
        """Forget what is queued and let the present batch end; after 3 s it is cut off."""
        self.is_closed = True
        self._forget()
        self._queue.put_nowait(None)
        if not self.is_ready:
            self._task.cancel()
        await asyncio.wait({self._task}, timeout=DRAIN_S)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._forget()  # so that a feeder held back by a full lane goes on

    def _forget(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()

    async def _run(self) -> None:
        state = await self._prepare()
        self.is_ready = True
        while batch := await self._next():
            self._working_since, self._oldest = self._loop.time(), batch[0]
            await self._work(batch, state)
            self._working_since, self._oldest = None, None

    async def _next(self) -> list[T]:
        """Return what is queued, at least one item; an empty list when the lane is closed."""
        batch: list[T] = []
        size = 0
        item = await self._queue.get()
        if self._wait_s and self._queue.qsize() < self._limit:
            await asyncio.sleep(self._wait_s)
        while item is not None and not self.is_closed:
            batch.append(item)
            size += self._size(item)
            if size >= self._limit or self._queue.empty():
                return batch
            item = self._queue.get_nowait()
        return []

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)
