"""Which sources send so much garbage that what else they send is held back too.

One hostile or broken feed must neither stop the others nor reach people. What is held back lies in
the dead letters and can be replayed. Nothing here knows a clock: a source is let in again once ten
records in a row are sound, so that the answer depends on the order of the records alone.

Only malformed records count (`MALFORMED`): an outlet with pages that hold no text is no danger.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from streams.domain.errors import DeadReason
from streams.domain.records import Record

UNKNOWN = "unknown"
"""The source of what cannot be read and says nothing of its source."""
MALFORMED: frozenset[DeadReason] = frozenset(
    {
        "null",
        "bad_json",
        "bad_avro",
        "truncated",
        "unknown_schema",
        "wrong_type",
        "lone_surrogate",
        "stage_error",
    }
)
REMEMBERED = 5_000
"""Sources whose record is kept; the ones heard of longest ago are forgotten."""
JUDGED = 20
"""Records of a source from which on it counts in whether most sources fail."""


def source_of(record: Record) -> str:
    """Return the source that a record names, UNKNOWN for one without."""
    return str(getattr(record, "source", "") or UNKNOWN)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a source is held back, and when most of them are."""

    run: int
    """Malformed records in a row."""
    share: float
    """Share of malformed records among the last `window`."""
    window: int
    sound: int
    """Sound records in a row after which a source is let in again."""


@dataclass(slots=True)
class _Standing:
    """The record of one source: its last verdicts, True for malformed."""

    last: deque[bool]
    run: int = 0
    sound: int = 0
    seen: int = 0
    is_held: bool = False


@dataclass(slots=True)
class Quarantine:
    """The standing of the sources of one partition, in the order of its records."""

    limits: Limits
    _sources: OrderedDict[str, _Standing] = field(default_factory=OrderedDict)

    def is_held(self, source: str, *, malformed: bool) -> bool:
        """Take the next record of a source into account; return whether it is to be held back."""
        standing = self._standing(source)
        standing.seen += 1
        standing.last.append(malformed)
        standing.run = standing.run + 1 if malformed else 0
        standing.sound = 0 if malformed else standing.sound + 1
        was_held = standing.is_held
        standing.is_held = self._holds(standing)
        return was_held and not malformed

    def held(self) -> tuple[str, ...]:
        """Return the sources that are held back, sorted; what has no source is none."""
        return tuple(sorted(name for name, at in self._sources.items() if at.is_held))

    def most_fail(self) -> bool:
        """Return whether more than half of the sources, three at least, are held back.

        That is a fault of ours, such as a wrong schema: held back is not what they deserve.
        """
        judged = [at for name, at in self._sources.items() if at.seen >= JUDGED and name != UNKNOWN]
        held = sum(at.is_held for at in judged)
        return held >= 3 and 2 * held > len(judged)

    def _holds(self, standing: _Standing) -> bool:
        limits = self.limits
        if standing.is_held:
            if standing.sound >= limits.sound:
                standing.last.clear()
                return False
            return True
        is_full = len(standing.last) == limits.window
        return standing.run >= limits.run or (
            is_full and sum(standing.last) > limits.share * limits.window
        )

    def _standing(self, source: str) -> _Standing:
        if source in self._sources:
            self._sources.move_to_end(source)
        else:
            if len(self._sources) == REMEMBERED:
                self._sources.popitem(last=False)
            self._sources[source] = _Standing(deque(maxlen=self.limits.window))
        return self._sources[source]
