"""The loop that every service shares: poll, decode, handle, set aside, commit; in that order."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from streams.adapters import avro
from streams.adapters.headers import Headers, Origin, dead_headers, trace_id
from streams.adapters.tracing import TRACING
from streams.domain.errors import BadRecord, Unavailable
from streams.domain.flow import Reject, Topic
from streams.domain.records import Record
from streams.services.patience import Patience, Stopped

FAULTS_IN_A_ROW = 50
"""So many records that fail one after the other are a fault of ours, not of the records."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """A message and its record; None for a dead letter, which is read as it lies."""

    origin: Origin
    record: Record | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that cannot be used, and why."""

    origin: Origin
    bad: BadRecord


class Bus(Protocol):
    """What a service needs of the broker. Each call raises Unavailable when it does not answer."""

    def poll(self) -> Sequence[Origin]:
        """Return the next messages, each partition in order; none after a short wait."""

    def send(self, letters: Sequence[tuple[str, Origin, Headers]]) -> None:
        """Write bytes and key of messages to topics; return when the broker has them."""

    def commit(self, batch: Sequence[Origin]) -> None:
        """Remember that these messages are done with."""


Handle = Callable[[Sequence[Received]], None]
"""Make the effects of a batch lasting before returning.

Raises Unavailable when it must be tried again; anything else is the fault of a record.
"""


@dataclass(slots=True)
class Consumer:
    """One service's reading. `topics` are decoded by name; all other topics hold dead letters.

    `between` is called before each batch, also when none comes.
    """

    name: str
    group: str
    bus: Bus
    topics: Mapping[str, Topic]
    handle: Handle
    patience: Patience
    buried: Callable[[Letter], None] = lambda _: None
    between: Callable[[], None] = lambda: None
    _faults: int = 0

    def run(self) -> None:
        """Consume until told to stop. Raises Unavailable when patience ends."""
        while not self.patience.stop.is_set():
            self.step()

    def step(self) -> int:
        """Consume one batch and return its size.

        Nothing is committed before the effects last and the dead letters are written.
        """
        self.patience.insist(self.between)
        batch = self.patience.insist(self.bus.poll)
        if not batch:
            return 0
        spans = TRACING.working(self.name, batch)
        good, letters = self.patience.insist(lambda: self._decoded(batch))
        if good:
            letters += self._handled(good)
        if letters:
            self.patience.insist(lambda: self.bus.send([self._addressed(it) for it in letters]))
        self.patience.insist(lambda: self.bus.commit(batch))
        if spans is not None:
            spans.end({batch.index(letter.origin): letter.bad.reason for letter in letters})
        for letter in letters:
            self.buried(letter)
            log.warning("dead letter: %s", letter.bad.reason, extra=_place(letter.origin))
        return len(batch)

    def _addressed(self, letter: Letter) -> tuple[str, Origin, Headers]:
        topic, bad = self.topics[letter.origin.topic], letter.bad
        reject = Reject(0, bad.reason, bad.detail)
        return topic.dead, letter.origin, dead_headers(letter.origin, self.group, self.name, reject)

    def _decoded(self, batch: Sequence[Origin]) -> tuple[list[Received], list[Letter]]:
        """Return what can be read, and why the rest cannot. A registry may be away."""
        good: list[Received] = []
        letters: list[Letter] = []
        for origin in batch:
            topic = self.topics.get(origin.topic)
            if topic is None:
                good.append(Received(origin, None))
            elif origin.value is not None or not topic.compacted:  # else a tombstone: no record
                try:
                    good.append(Received(origin, avro.decode(topic, origin.value)))
                except BadRecord as bad:
                    letters.append(Letter(origin, bad))
        return good, letters

    def _handled(self, good: Sequence[Received]) -> list[Letter]:
        """Handle a batch; if it fails for a record's sake, handle the records one by one."""
        try:
            self.patience.insist(lambda: self.handle(good))
        except (Unavailable, Stopped):
            raise
        except Exception as error:
            if len(good) > 1:
                return [letter for one in good for letter in self._handled([one])]
            self._faults += 1
            if self._faults >= FAULTS_IN_A_ROW:
                raise
            log.exception("a record cannot be handled", extra=_place(good[0].origin))
            detail = f"{self.name}: {type(error).__name__}"
            return [Letter(good[0].origin, BadRecord(self.name, "stage_error", detail))]
        self._faults = 0
        return []


def _place(origin: Origin) -> dict[str, object]:
    place = {"topic": origin.topic, "partition": origin.partition, "offset": origin.offset}
    return {**place, "trace_id": trace_id(origin.headers)}
