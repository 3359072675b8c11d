"""Send records and wait until the broker has them."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiokafka.errors import KafkaError, KafkaTimeoutError
from faust.exceptions import ProducerSendError

from streams.adapters.headers import Headers
from streams.domain.errors import Unavailable

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to send; `partition` None leaves it to the hash of the key."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None


class Producer(Protocol):
    """What we need of Faust's producer."""

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        timestamp: float | None,
        headers: Headers,
    ) -> Awaitable[object]:
        """Queue a record; what comes back resolves when the broker has acknowledged it."""


class Outbox:
    """Delivers batches in order; keeps trying for `patience_s` while the broker is away."""

    def __init__(self, producer: Producer, patience_s: float) -> None:
        self._producer = producer
        self._patience_s = patience_s

    async def deliver(self, records: Sequence[Outgoing]) -> None:
        """Return once every record is acknowledged. Raises Unavailable when patience ends.

        A failed batch is sent again whole, so that a partition never sees it out of order; what
        reads it is idempotent.
        """
        pause, waited = FIRST_PAUSE_S, 0.0
        while (failure := await self._failure(records)) is not None:
            if not _may_pass(failure) or waited >= self._patience_s:
                raise Unavailable(f"cannot send to {records[0].topic}: {failure!r}") from failure
            await asyncio.sleep(pause)
            waited += pause
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _failure(self, records: Sequence[Outgoing]) -> BaseException | None:
        """Send all; return the first failure or None."""
        waiting: list[Awaitable[object]] = []
        failure: BaseException | None = None
        try:
            for record in records:
                waiting += [await self._queued(record)]
        except (KafkaError, ProducerSendError) as error:
            failure = error
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        failures = [a for a in answers if isinstance(a, BaseException)]
        return failures[0] if failures else failure

    async def _queued(self, record: Outgoing) -> Awaitable[object]:
        return await self._producer.send(
            record.topic, record.key, record.value, record.partition, None, record.headers
        )


def _may_pass(failure: BaseException) -> bool:
    """Return whether trying again can help: the errors say so, but for a timeout's."""
    cause = failure.__cause__ if isinstance(failure, ProducerSendError) else failure
    if isinstance(cause, KafkaTimeoutError):
        return True
    return isinstance(cause, KafkaError) and bool(cause.retriable)
