"""All contenders by turns, each in a process of its own, and the table of them."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from statistics import median

from bench.language.contenders import CONTENDERS
from bench.table import Line, Table
from deploy.environment import Stop
from deploy.evaluate.scorer import SHARED

TURNS = {True: 3, False: 9}
BOUND_US = 20.0
"""What telling the language of an article may cost."""
SLACK = 1.5
"""By how much it may be missed before it counts: the machine is never quite ours."""

Process = subprocess.Popen[str]
Figures = Mapping[str, float]


def language(*, quick: bool) -> list[Table]:
    """Measure what tells languages: quality, time, memory. Raises Stop without the texts."""
    if not (SHARED / "data" / "language_sib200").exists():
        raise Stop(f"the texts are not here: {SHARED / 'data'}", 1)
    with ExitStack() as stack:
        racers = {name: stack.enter_context(_racer(name)) for name in CONTENDERS}
        loaded = {name: _read(racer) for name, racer in racers.items()}
        ready = [name for name, figures in loaded.items() if figures]
        turns = [{n: _ask(racers[n], "time") for n in ready} for _ in range(TURNS[quick])]
        quality = {name: _ask(racers[name], "quality") for name in ready}
    lines = []
    for name in CONTENDERS:
        timed = [turn[name] for turn in turns if name in turn]
        lines.append(_line(name, loaded[name], timed, quality.get(name, {})))
    notes = [
        "A made-up article of 3 kB, of which the libraries are given 600 characters, and a headline"
        f" of five words: CPU, medians of {TURNS[quick]} turns. One row of five of each set."
    ]
    cost = median(turn["rasid"]["article"] for turn in turns)
    broken = [f"telling a language costs {cost:.0f} µs, at most {BOUND_US:.0f}"]
    return [Table("Languages", lines, notes, broken if cost > BOUND_US * SLACK else ())]


@contextmanager
def _racer(name: str) -> Iterator[Process]:
    command = [sys.executable, "-m", "bench.language.trial", name]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _ask(racer: Process, what: str) -> Figures:
    assert racer.stdin  # noqa: S101 - a pipe was asked for
    racer.stdin.write(f"{what}\n")
    racer.stdin.flush()
    return _read(racer)


def _read(racer: Process) -> Figures:
    """Return what a contender answers, nothing when it is not installed."""
    assert racer.stdout  # noqa: S101
    line = racer.stdout.readline()
    figures: Figures = json.loads(line) if line else {}
    return figures


def _line(name: str, loaded: Figures, timed: list[Figures], quality: Figures) -> Line:
    sets = {title: value for title, value in quality.items() if title != "MB"}
    return {
        "what": CONTENDERS[name].about if loaded else f"{CONTENDERS[name].about}: not installed",
        "µs an article": median(t["article"] for t in timed) if timed else None,
        "µs a headline": median(t["headline"] for t in timed) if timed else None,
        "MB": quality.get("MB"),
        "s to load": loaded.get("seconds"),
        **{title: f"{value:.3f}" for title, value in sets.items()},
    }
