"""Hand articles to the bus: one producer for all doors, and an answer once the bus has them."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Condition
from typing import Protocol

from streams.adapters import topics_admin
from streams.adapters.headers import Headers
from streams.adapters.publisher import Publisher
from streams.domain.errors import Unavailable
from streams.domain.flow import Topic
from streams.domain.records import Article, Record
from streams.domain.topics import ARTICLE_RAW
from streams.services.patience import Patience, Stopped

BUS_S = 15.0
"""How long the bus may acknowledge nothing."""
IN_FLIGHT_BYTES = 64 * 1024 * 1024
GROUP_BYTES = 8 * 1024 * 1024
"""So much is sent between two acknowledgements that are waited for."""
LOOK_S = 0.5


class Busy(Unavailable):
    """Too much is on its way to the bus already."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article that can travel, with its headers; `size` is about what it weighs."""

    article: Article
    headers: Headers
    size: int


@dataclass(slots=True)
class Batch:
    """What one caller hands over; `done` is answered with None once the bus has all of it."""

    pieces: Sequence[Piece]
    size: int
    done: "Future[None]" = field(default_factory=Future)


class Out(Protocol):
    """What we need of a producer. Each call raises Unavailable when the bus does not answer."""

    def send(
        self,
        topic: Topic,
        record: Record,
        partition: int | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        """Queue a record."""

    def flush(self) -> None:
        """Return once all is acknowledged."""


Connect = Callable[[], AbstractContextManager[Out]]


class Handover:
    """Batches wait here, in order, for the thread that runs `run`.

    While the bus is away nothing is taken, and whoever waits is told.
    """

    def __init__(
        self, connect: Connect, patience: Patience, in_flight_bytes: int = IN_FLIGHT_BYTES
    ) -> None:
        self._connect = connect
        self._patience = patience
        self._limit = in_flight_bytes
        self._waiting: deque[Batch] = deque()
        self._bytes = 0
        self._changed = Condition()
        self._is_closing = False
        self.is_open = False
        """Whether the bus answers."""

    def offer(self, pieces: Sequence[Piece]) -> "Future[None]":
        """Return what is answered once the bus has all `pieces`.

        Raises Busy, and Unavailable while the bus is away.
        """
        batch = Batch(pieces, sum(piece.size for piece in pieces))
        with self._changed:
            if not self.is_open:
                raise Unavailable("the bus does not answer")
            if self._bytes and self._bytes + batch.size > self._limit:
                raise Busy("too much is on its way to the bus")
            self._bytes += batch.size
            self._waiting.append(batch)
            self._changed.notify()
        return batch.done

    def close(self) -> None:
        """Let `run` end once everything that was taken is answered."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()

    def run(self) -> None:
        """Send until closed. Raises Unavailable when patience ends."""
        try:
            while not self._is_closing:
                self._patience.insist(self._session)
        except Stopped:
            return
        finally:
            self._away(Unavailable("the service ends"))

    def _session(self) -> None:
        try:
            with self._connect() as out:
                self.is_open, self._patience.waits_for = True, None
                while self._turn(out):
                    self._patience.heard()
        except Unavailable as error:
            self._away(error)
            raise

    def _turn(self, out: Out) -> bool:
        """Send what waits; return whether there may be more."""
        group = self._taken()
        try:
            for batch in group:
                for piece in batch.pieces:
                    out.send(ARTICLE_RAW, piece.article, headers=piece.headers)
            out.flush()
        except BaseException as error:
            self._answer(group, error)
            raise
        self._answer(group, None)
        return bool(group) or not self._is_closing

    def _taken(self) -> list[Batch]:
        """Return the next batches, none after a short wait."""
        group: list[Batch] = []
        size = 0
        with self._changed:
            if not self._waiting and not self._is_closing:
                self._changed.wait(LOOK_S)
            while self._waiting and size < GROUP_BYTES:
                batch = self._waiting.popleft()
                size += batch.size
                group.append(batch)
        return group

    def _away(self, error: BaseException) -> None:
        """Take nothing from now on, and tell all who wait."""
        with self._changed:
            self.is_open = False
            group = list(self._waiting)
            self._waiting.clear()
        self._answer(group, error)

    def _answer(self, group: Sequence[Batch], error: BaseException | None) -> None:
        with self._changed:
            self._bytes -= sum(batch.size for batch in group)
        for batch in group:
            if not batch.done.set_running_or_notify_cancel():
                continue  # whoever asked has gone
            if error is None:
                batch.done.set_result(None)
            else:
                batch.done.set_exception(error)


class Producer(Publisher):
    """A publisher that makes sure that the topic is there."""

    def __init__(self, brokers: str) -> None:
        super().__init__(brokers, BUS_S)
        self._address = brokers

    def __enter__(self) -> "Producer":
        super().__enter__()
        try:
            topics_admin.require_writable(self._address, ARTICLE_RAW.name)
        except Unavailable:
            super().__exit__()
            raise
        return self
