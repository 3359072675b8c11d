"""What a stage is: a pure function over a batch, and the topics around it."""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from streams.domain.context import Context
from streams.domain.errors import DeadReason
from streams.domain.records import Record


@cache
def _stem(name: str) -> str:
    words = "".join("_" + c.lower() if c.isupper() else c for c in name)
    return words.lstrip("_")


@dataclass(frozen=True, slots=True)
class Topic:
    """A Kafka topic. `key` is the path of the key field; `partitions` None follows the setting."""

    name: str
    record: type[Record]
    key: str
    retention_hours: int
    partitions: int | None = None
    compacted: bool = False

    @property
    def schema(self) -> str:
        """The file stem in `schemas/`."""
        return _stem(self.record.__name__)

    @property
    def dead(self) -> str:
        """The topic that keeps what could not be used."""
        return f"{self.name}.dead"

    def key_of(self, record: Record) -> bytes:
        """Return the record's key; records without a value there share the key `unknown`."""
        return str(attrgetter(self.key)(record) or "unknown").encode()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record as a stage sees it."""

    topic: Topic
    value: Record


@dataclass(frozen=True, slots=True)
class Emit:
    """One record to send; `cause` is the index in the batch of the record that led to it."""

    topic: Topic
    value: Record
    cause: int


@dataclass(frozen=True, slots=True)
class Reject:
    """The record at index `cause` cannot be used."""

    cause: int
    reason: DeadReason
    detail: str


State = MutableMapping[str, object]
"""One mapping per stage and partition. Values are immutable: they are replaced, never changed."""

Run = Callable[[Sequence[Incoming], State, Context], Iterator[Emit | Reject]]


def _nothing_is(_key: str) -> bool:
    return False


def _derives_nothing(_state: State) -> Iterator[None]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Table:
    """The state of a stage: its name, and its values to and from bytes.

    Entries under keys that are `is_derived` follow from the others: they are not kept, and `derive`
    adds them to a state that was read back, giving others a turn with every step.
    """

    name: str
    dump: Callable[[object], bytes]
    load: Callable[[bytes], object]
    is_derived: Callable[[str], bool] = _nothing_is
    derive: Callable[[State], Iterator[None]] = _derives_nothing


@dataclass(frozen=True, slots=True)
class Stage:
    """Read `sources` in batches, run `run`, send what it emits to `sinks`."""

    name: str
    sources: tuple[Topic, ...]
    sinks: tuple[Topic, ...]
    run: Run
    table: Table | None = None
