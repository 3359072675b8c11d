"""What a stage is: a pure function over a batch, and the topics around it."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final, Protocol, runtime_checkable

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


GONE: Final = object()
"""Marks a key that a batch deleted, among the changes of a state."""


def layers_of(state: State) -> tuple[State, list[Mapping[str, object]]]:
    """Return the state under all overlays, and the changes of these, oldest first."""
    changes: list[Mapping[str, object]] = []
    while isinstance(state, Layer):
        changes.append(state.changes)
        state = state.below
    return state, changes[::-1]


@runtime_checkable
class Layer(Protocol):
    """A view of a state that keeps its changes apart; `GONE` marks a deletion."""

    below: State
    changes: dict[str, object]


Evicted = Callable[[Sequence[object], Mapping[str, object], State, Context], Mapping[str, int]]


def _none_evicted(
    values: Sequence[object],  # noqa: ARG001
    changes: Mapping[str, object],  # noqa: ARG001
    state: State,  # noqa: ARG001
    ctx: Context,  # noqa: ARG001
) -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Table:
    """The state of a stage: its name, its values to and from bytes, and what it is kept in.

    A mapping that has a method `take` is given the changes of a batch all at once. `evicted` says
    of the values of a batch, its changes and the state before it how many entries were given up,
    by why.
    """

    name: str
    dump: Callable[[object], bytes]
    load: Callable[[bytes], object]
    empty: Callable[[], State] = dict
    evicted: Evicted = _none_evicted


@dataclass(frozen=True, slots=True)
class Stage:
    """Read `sources` in batches, run `run`, send what it emits to `sinks`."""

    name: str
    sources: tuple[Topic, ...]
    sinks: tuple[Topic, ...]
    run: Run
    table: Table | None = None

    def empty(self) -> State:
        """Return the state in which the stage begins."""
        return self.table.empty() if self.table else {}
