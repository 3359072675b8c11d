"""Stand-ins for what lies outside: small stages, a producer, and a context without lexicons."""

import asyncio
from collections.abc import Awaitable, Iterator
from types import SimpleNamespace

from streams.domain.flow import Emit, Reject, Stage, Table
from streams.domain.records import DuplicateLink, Signed, Tick
from streams.domain.thresholds import Thresholds
from streams.domain.topics import (
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    CLOCK,
)

CONTEXT = SimpleNamespace(reader_version="test", thresholds=Thresholds())


def sign(batch, state, ctx) -> Iterator[Emit | Reject]:
    """Wrap articles; one without a body is rejected, one that says so makes the stage raise."""
    for cause, incoming in enumerate(batch):
        article = incoming.value
        if article.body == "raise":
            raise RuntimeError("a fault of the stage")
        if article.body:
            yield Emit(ARTICLE_SIGNED, Signed(article, b"", 1, article.body, 0), cause)
        else:
            yield Reject(cause, "no_text", "empty body")


def dedup(batch, state, ctx) -> Iterator[Emit | Reject]:
    """Pass the first article of each body, link the others to it; remember the latest tick."""
    for cause, incoming in enumerate(batch):
        if isinstance(incoming.value, Tick):
            state["tick"] = str(incoming.value.at)
            continue
        article = incoming.value.article
        first = state.setdefault("body:" + article.body, article.article_id)
        if first == article.article_id:
            yield Emit(ARTICLE_UNIQUE, article, cause)
        else:
            yield Emit(ARTICLE_DUPLICATE, link(article, first), cause)


def tag(batch, state, ctx) -> Iterator[Emit | Reject]:
    """Pass articles on."""
    for cause, incoming in enumerate(batch):
        yield Emit(ARTICLE_TAGGED, incoming.value, cause)


def link(article, first):
    return DuplicateLink(
        article_id=article.article_id,
        of=first,
        kind="exact",
        similarity=1.0,
        source=article.source,
        of_source=article.source,
        url=None,
        published_at=None,
        fetched_at=article.fetched_at,
    )


BODIES = Table("bodies", str.encode, bytes.decode)
STAGES = (
    Stage("sign", (ARTICLE_RAW,), (ARTICLE_SIGNED,), sign),
    Stage("dedup", (ARTICLE_SIGNED, CLOCK), (ARTICLE_UNIQUE, ARTICLE_DUPLICATE), dedup, BODIES),
    Stage("language", (ARTICLE_UNIQUE,), (ARTICLE_TAGGED,), tag),
)


class FakeBatch:
    """Takes `room` records."""

    def __init__(self, room: int) -> None:
        self.records: list[tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]] = []
        self._room = room

    def append(self, *, key, value, headers, **_: object) -> object | None:
        if len(self.records) == self._room:
            return None
        self.records.append((key, value, headers))
        return object()


class FakeProducer:
    """Keeps what is sent; each of `failures` in turn answers a batch, None lets it pass."""

    def __init__(self, failures: tuple[BaseException | None, ...] = (), *, room: int = 100) -> None:
        self.sent: list[tuple[str, bytes | None, bytes | None]] = []
        self.partitions: list[int] = []
        self.headers: list[list[tuple[str, bytes]]] = []
        self.journal: list[str] = []
        self.is_running = False
        self._failures = list(failures)
        self._room = room

    async def start(self) -> None:
        if failure := self._failures.pop(0) if self._failures else None:
            raise failure
        self.is_running = True

    async def stop(self) -> None:
        self.is_running = False

    async def partitions_for(self, _topic) -> set[int]:
        return {0, 1}

    def create_batch(self) -> FakeBatch:
        return FakeBatch(self._room)

    async def send_batch(self, batch, topic, *, partition) -> Awaitable[object]:
        answer = asyncio.get_running_loop().create_future()
        failure = self._failures.pop(0) if self._failures else None
        if failure:
            answer.set_exception(failure)
            return answer
        for key, value, headers in batch.records:
            self.sent.append((topic, key, value))
            self.partitions.append(partition)
            self.headers.append(headers)
            self.journal.append("sent")
        answer.set_result(None)
        return answer


class FakeEvent:
    """Records of one partition as the transport hands them over; whether they were acknowledged."""

    def __init__(
        self,
        topic,
        *values,
        key=b"k",
        partition=0,
        offset=0,
        headers=(),
        timestamp=1_477_000_000_000,
    ) -> None:
        records = [
            SimpleNamespace(
                topic=topic.name,
                partition=partition,
                offset=offset + number,
                timestamp=timestamp,
                key=key,
                value=value,
                headers=headers,
            )
            for number, value in enumerate(values)
        ]
        self.message = SimpleNamespace(
            topic=topic.name, partition=partition, value=records, generation_id=1
        )
        self.is_acked = False


class FakeStream:
    """A stream of the events that are put into it."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[FakeEvent] = asyncio.Queue()

    def noack(self) -> "FakeStream":
        return self

    async def events(self):
        while True:
            yield await self.queue.get()

    async def ack(self, event: FakeEvent) -> None:
        event.is_acked = True


class FakeSignal:
    """A signal with its handlers."""

    def __init__(self) -> None:
        self.handlers = []

    def connect(self, handler) -> None:
        self.handlers.append(handler)

    async def send(self, *arguments: object) -> None:
        for handler in self.handlers:
            await handler(None, *arguments)


class FakeApp:
    """What agents need of a Faust app; `commits` counts offset commits."""

    consumer_generation_id = 1

    def __init__(self) -> None:
        self.agents = {}
        self.on_partitions_assigned = FakeSignal()
        self.on_partitions_revoked = FakeSignal()
        self.commits = 0
        self.owned: list[bool] = []
        self.consumer = SimpleNamespace(commit=self._commit, is_owner=self._is_owner)

    def topic(self, *names: str, **_: object) -> tuple[str, ...]:
        return names

    def agent(self, _channel: object, *, name: str):
        return lambda consume: self.agents.__setitem__(name, consume)

    async def _commit(self) -> None:
        self.commits += 1

    async def _is_owner(self, _event: FakeEvent) -> bool:
        return self.owned.pop(0)
