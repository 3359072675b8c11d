"""Measure: CPU time of this process, repeated in turns so that a slow minute hits all alike."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.table import Line

_CPUCLOCK_SCHED = 2
LEAST_NS = 10_000_000
"""What a turn takes at least."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure: `run` does the work for `count` articles once, from fresh state."""

    what: str
    of: str
    count: int
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the median of the runs and the middle half of them."""

    what: str
    of: str
    unit: str
    median: float
    low: float
    high: float
    runs: int


def row_of(what: str, of: str, unit: str, values: Sequence[float]) -> Row:
    """Return the line for the values of repeated runs."""
    low, _, high = quantiles(values, n=4) if len(values) > 1 else (values[0],) * 3
    return Row(what, of, unit, median(values), low, high, len(values))


def line_of(row: Row) -> Line:
    """Return the row as a line of a table, with the middle half of the runs."""
    return {
        "what": row.what,
        "of": row.of,
        "median": row.median,
        "from": row.low,
        "to": row.high,
        "unit": row.unit,
    }


def in_turns(cases: Sequence[Case], repetitions: int) -> dict[Case, list[float]]:
    """Return microseconds of CPU an article for each case, one value a repetition.

    Every case is run once before, unmeasured, and a short one again and again in its turn: a batch
    of a worker is hundreds of articles, and the first of them pay for caches that others filled.
    """
    found: dict[Case, list[float]] = {case: [] for case in cases}
    for repetition in range(repetitions + 1):
        for case in cases:
            spent, runs = 0, 0
            while spent < LEAST_NS:
                began = time.process_time_ns()
                case.run()
                spent += time.process_time_ns() - began
                runs += 1
            if repetition:
                found[case].append(spent / 1000 / case.count / runs)
    return found


def cpu_ns(pid: int) -> int:
    """Return the CPU time of another process, user and system, of all its threads. Linux only."""
    return time.clock_gettime_ns(~pid << 3 | _CPUCLOCK_SCHED)


_LOADING = """
import json, pathlib, resource, time
from streams.lang import loader
def peak():
    status = pathlib.Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
before, began = peak(), time.process_time()
lexicons = tuple(loader.load_context().lexicons.values())
print(json.dumps([time.process_time() - began, peak() - before, peak()]))
"""
# Linux keeps the parent's peak in ru_maxrss, so its own figure is asked for there.


def loading(repetitions: int) -> list[Row]:
    """Return what loading the reader's knowledge costs, each time in a process of its own."""
    runs = []
    for _ in range(repetitions):
        command = [sys.executable, "-c", _LOADING]
        runs.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    seconds, added, peak = zip(*runs, strict=True)
    return [
        row_of("load_context", "a new process", "s CPU", seconds),
        row_of("load_context, added at its peak", "a new process", "MB", added),
        row_of("the process at its peak", "a new process", "MB", peak),
    ]
