"""Notice that records wait in a partition of ours and nothing reads them.

A task inside the client may end without a word when brokers die in an unlucky moment. The worker
then keeps its membership, its partitions and its good face; only what waits in Kafka shows it.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from aiokafka.errors import KafkaError
from faust.exceptions import ConsumerNotStarted

LOOK_S = 10.0
"""Between two looks, and how long one may take."""


class Unread:
    """For how long records have waited, by partition, while its position did not move.

    `consumer` returns Faust's consumer; `is_idle` says of a partition that we work on nothing of it
    and are ready to.
    """

    def __init__(
        self,
        consumer: Callable[[], Any],
        is_idle: Callable[[Any], bool],
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._consumer = consumer
        self._is_idle = is_idle
        self._now = now
        self._waiting: dict[Any, tuple[int, float]] = {}
        self._unheard_since: float | None = None

    def longest_s(self) -> float:
        """Return the age of the oldest standstill, or of the first question without an answer."""
        now = self._now()
        starts = [since for _, since in self._waiting.values()]
        if self._unheard_since is not None:
            starts.append(self._unheard_since)
        return max((now - since for since in starts), default=0.0)

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(LOOK_S)
            await self.look()

    async def look(self) -> None:
        """Compare where we are with what there is. No answer leaves everything as it was."""
        consumer, asked = self._consumer(), self._now()
        try:
            async with asyncio.timeout(LOOK_S):
                partitions = [tp for tp in consumer.assignment() if self._is_idle(tp)]
                ends = await consumer.highwaters(*partitions) if partitions else {}
                places = {tp: await consumer.position(tp) for tp in partitions}
        except (TimeoutError, KafkaError, ConsumerNotStarted):
            self._unheard_since = self._unheard_since or asked
            return
        now, self._unheard_since = self._now(), None
        behind = {tp: at for tp, at in places.items() if at is not None and at < ends.get(tp, 0)}
        self._waiting = {
            tp: (at, self._waiting[tp][1] if self._waiting.get(tp, (-1,))[0] == at else now)
            for tp, at in behind.items()
        }
