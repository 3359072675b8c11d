"""Run a stage over a batch so that one bad record never touches its neighbours."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import GONE, Emit, Incoming, Reject, Stage, State
from streams.domain.quarantine import MALFORMED, Quarantine


class Overlay(MutableMapping[str, object]):
    """A view of a state that keeps its changes apart until they are committed."""

    def __init__(self, base: State) -> None:
        self.below = base
        self.changes: dict[str, object] = {}
        """New values by key; `GONE` marks a deletion."""

    def __getitem__(self, key: str) -> object:
        if key not in self.changes:
            return self.below[key]
        if (value := self.changes[key]) is GONE:
            raise KeyError(key)
        return value

    def __setitem__(self, key: str, value: object) -> None:
        self.changes[key] = value

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self.changes[key] = GONE

    def __contains__(self, key: object) -> bool:
        if key in self.changes:
            return self.changes[key] is not GONE
        return key in self.below

    def __iter__(self) -> Iterator[str]:
        for key in self.below:
            if self.changes.get(key) is not GONE:
                yield key
        for key, value in self.changes.items():
            if value is not GONE and key not in self.below:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)


@runtime_checkable
class Taking(Protocol):
    """A state that takes the changes of a batch all at once."""

    def take(self, changes: Mapping[str, object]) -> None:
        """Take new values by key; `GONE` marks a deletion."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch led to: emits and rejects by rising cause, and the changes of state."""

    results: tuple[Emit | Reject, ...]
    changes: dict[str, object]


def commit(state: State, changes: dict[str, object]) -> None:
    """Write the changes of a batch into `state`."""
    if isinstance(state, Taking):
        state.take(changes)
        return
    for key, value in changes.items():
        if value is GONE:
            state.pop(key, None)
        else:
            state[key] = value


def guarded(
    stage: Stage, batch: Sequence[Incoming | BadRecord], state: State, ctx: Context
) -> Outcome:
    """Run `stage` over `batch`; `state` itself is not changed, see `commit`.

    Records that could not be decoded come as the BadRecord that says why, and are rejected. Should
    the stage raise, the batch is run again record by record and the raising one is rejected. Raises
    ImportError where a stage cannot be loaded, which is no record's fault.
    """
    overlay = Overlay(state)
    good = [i for i, record in enumerate(batch) if isinstance(record, Incoming)]
    results: list[Emit | Reject] = [
        Reject(i, record.reason, record.detail)
        for i, record in enumerate(batch)
        if isinstance(record, BadRecord)
    ]
    results += _run(stage, batch, good, overlay, ctx)
    return Outcome(tuple(sorted(results, key=lambda result: result.cause)), overlay.changes)


def quarantined(outcome: Outcome, sources: Sequence[str], quarantine: Quarantine) -> Outcome:
    """Return the outcome of a stateless stage without what held-back sources led to.

    `sources` names the source of each record of the batch. What is rejected anyway keeps its own
    reason.
    """
    reasons = {r.cause: r.reason for r in outcome.results if isinstance(r, Reject)}
    held = {
        cause
        for cause, source in enumerate(sources)
        if quarantine.is_held(source, malformed=reasons.get(cause) in MALFORMED)
        and cause not in reasons
    }
    if not held:
        return outcome
    kept = [result for result in outcome.results if result.cause not in held]
    kept += [Reject(cause, "source_held", f"{sources[cause]} sends garbage") for cause in held]
    return Outcome(tuple(sorted(kept, key=lambda result: result.cause)), outcome.changes)


def _run(
    stage: Stage,
    batch: Sequence[Incoming | BadRecord],
    indexes: Sequence[int],
    overlay: Overlay,
    ctx: Context,
) -> list[Emit | Reject]:
    records = [r for i in indexes if isinstance(r := batch[i], Incoming)]
    trial = Overlay(overlay)
    try:
        found = list(stage.run(records, trial, ctx))
        if len(indexes) < len(batch):
            found = [_at(result, indexes) for result in found]
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001 - the one place where a stage's fault is contained
        if len(indexes) == 1:
            return [Reject(indexes[0], "stage_error", f"{stage.name}: {type(error).__name__}")]
        return [r for i in indexes for r in _run(stage, batch, [i], overlay, ctx)]
    overlay.changes.update(trial.changes)
    return found


def _at(result: Emit | Reject, indexes: Sequence[int]) -> Emit | Reject:
    """Return `result` with its cause counted in the whole batch."""
    if isinstance(result, Reject):
        return Reject(indexes[result.cause], result.reason, result.detail)
    return Emit(result.topic, result.value, indexes[result.cause])
