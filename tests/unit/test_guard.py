from collections.abc import Iterator

import pytest

from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Incoming, Reject, Stage
from streams.domain.records import Tick
from streams.domain.topics import CLOCK
from streams.guard import GONE, Overlay, commit, guarded


def counting(batch, state, ctx) -> Iterator[Emit | Reject]:
    """Emit the running count; reject negatives; break on 13; forget all at 0."""
    for cause, incoming in enumerate(batch):
        at = incoming.value.at
        if at == 13:
            state["seen"] = 999
            raise RuntimeError("thirteen")
        if at < 0:
            yield Reject(cause, "bad_time", str(at))
        elif at == 0:
            state.pop("seen", None)
        else:
            state["seen"] = state.get("seen", 0) + 1
            yield Emit(CLOCK, Tick(state["seen"]), cause)


COUNTING = Stage("counting", (CLOCK,), (CLOCK,), counting)


def ticks(*values):
    return [v if isinstance(v, BadRecord) else Incoming(CLOCK, Tick(v)) for v in values]


def seen(outcome):
    return [
        (r.cause, r.value.at) if isinstance(r, Emit) else (r.cause, r.reason)
        for r in outcome.results
    ]


def test_state_changes_only_on_commit():
    state: dict[str, object] = {}
    outcome = guarded(COUNTING, ticks(1, 2), state, None)
    assert state == {}
    commit(state, outcome.changes)
    assert state == {"seen": 2}


def test_undecoded_record_is_rejected_in_its_place():
    bad = BadRecord("decode", "truncated", "3 bytes")
    outcome = guarded(COUNTING, ticks(1, bad, 2), {}, None)
    assert seen(outcome) == [(0, 1), (1, "truncated"), (2, 2)]


def test_stage_that_raises_loses_only_the_raising_record():
    outcome = guarded(COUNTING, ticks(1, 13, -4, 2), {}, None)
    assert seen(outcome) == [(0, 1), (1, "stage_error"), (2, "bad_time"), (3, 2)]
    assert outcome.changes == {"seen": 2}


def test_deleted_key_is_deleted_on_commit():
    state: dict[str, object] = {"seen": 5}
    outcome = guarded(COUNTING, ticks(0), state, None)
    assert outcome.changes == {"seen": GONE}
    commit(state, outcome.changes)
    assert state == {}


def test_overlay_shows_its_changes_over_the_base():
    overlay = Overlay({"a": 1, "b": 2})
    overlay["c"] = 3
    del overlay["a"]
    assert dict(overlay) == {"b": 2, "c": 3}
    assert "a" not in overlay
    assert len(overlay) == 2


def test_stage_that_cannot_be_loaded_rejects_nothing():
    def unloaded(batch, state, ctx):
        raise ModuleNotFoundError("numpy")

    with pytest.raises(ModuleNotFoundError):
        guarded(Stage("unloaded", (CLOCK,), (CLOCK,), unloaded), ticks(1, 2), {}, None)
