"""Deciding with many articles live: cost, memory, and the state read back from its bytes."""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import cast

from bench.signed import signed_articles
from bench.table import Line, Table
from streams.domain.context import Context
from streams.domain.flow import Incoming, Stage, State
from streams.domain.topics import ARTICLE_SIGNED
from streams.guard import commit, guarded
from streams.lang.loader import load_context
from streams.stages import dedup
from streams.topology import TOPOLOGY

LIVE = {True: (20_000,), False: (10_000, 200_000, 1_000_000)}
BATCH = 500
LAST = 40
"""Batches of which the median is told."""
MB = 1_000_000


def live(*, quick: bool) -> Iterator[Table]:
    """Measure deciding with so many articles live, each in a process of its own."""
    lines = [_in_own_process(count) for count in LIVE[quick]]
    yield Table("Deciding with many articles live", lines, ["Guard and commit are in the cost."])


def _in_own_process(count: int) -> Line:
    command = [sys.executable, "-m", "bench.live", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return cast("Line", json.loads(done.stdout))


def measured(count: int, ctx: Context) -> Line:
    """Return the figures for `count` live articles."""
    stage = next(each for each in TOPOLOGY if each.name == "dedup")
    _step(stage, next(batches(BATCH, ctx)), stage.empty(), ctx)
    before, state = resident(), stage.empty()
    costs = [_step(stage, articles, state, ctx) for articles in batches(count, ctx)]
    gc.collect()
    held = resident() - before
    return {
        "live": f"{len(state):,}",
        "µs CPU an article": median(costs[-LAST:]),
        "longest batch, ms": max(costs) * BATCH / 1000,
        "MB": held / MB,
        "s to read back": _read_back(state),
    }


def batches(count: int, ctx: Context) -> Iterator[list[Incoming]]:
    """Yield so many signed articles, a batch of the worker at a time."""
    batch: list[Incoming] = []
    for signed in signed_articles(count, ctx):
        batch.append(Incoming(ARTICLE_SIGNED, signed))
        if len(batch) == BATCH:
            yield batch
            batch = []


def _step(stage: Stage, batch: list[Incoming], state: State, ctx: Context) -> float:
    start = time.process_time()
    commit(state, guarded(stage, batch, state, ctx).changes)
    return (time.process_time() - start) / len(batch) * 1e6


def _read_back(state: State) -> float:
    """Return the seconds of CPU for the bytes of all entries to be a state again."""
    fresh, seconds = dedup.TABLE.empty(), 0.0
    waiting: dict[str, bytes] = {}
    for key, value in state.items():
        waiting[key] = dedup.TABLE.dump(value)
        if len(waiting) == BATCH:
            start = time.process_time()
            commit(fresh, {key: dedup.TABLE.load(stored) for key, stored in waiting.items()})
            seconds += time.process_time() - start
            waiting = {}
    return seconds


def resident() -> int:
    """Return the bytes of memory that this process holds. Linux only."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), load_context())))
