"""One contender, one hop, one figure: microseconds of CPU a record.

The process works on a few records first, so that loading, joining and caches are paid. Then it is
stopped (SIGSTOP), the topic is filled, and it goes on: the kernel's clock of that process, with
all its threads, is read before and after. What is counted is therefore the work on a backlog, and
nothing of starting or filling.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.bus.contenders import NOT_INSTALLED, Contender
from bench.bus.hop import Hop
from bench.bus.topics import Progress, fill, topics
from bench.measures import cpu_ns

ROOT = Path(__file__).parents[2]
WARM_UP = 2_000
PATIENCE_S = 90.0
POLL_S = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What a contender took: microseconds of CPU a record, and records a second on the clock."""

    cpu_us: float
    rate: float


class NotMeasured(Exception):
    """There is no figure: not installed, or what the contender died of."""


def trial(contender: Contender, hop: Hop, count: int) -> Cost:
    """Measure a contender over `count` records. Raises NotMeasured."""
    with topics(hop), Progress(hop) as progress:
        fill(hop, WARM_UP)
        with _process(contender, hop) as child:
            _until(lambda: progress.moved() >= WARM_UP, child, hop)
            _until(lambda: _is_committed(contender, progress, WARM_UP), child, hop)
            child.send_signal(signal.SIGSTOP)
            fill(hop, count, WARM_UP)
            cpu, clock = cpu_ns(child.pid), time.monotonic()
            child.send_signal(signal.SIGCONT)
            _until(lambda: progress.moved() >= WARM_UP + count, child, hop)
            seconds = time.monotonic() - clock
            _until(lambda: _is_committed(contender, progress, WARM_UP + count), child, hop)
            return Cost((cpu_ns(child.pid) - cpu) / 1000 / count, count / seconds)


def _is_committed(contender: Contender, progress: Progress, count: int) -> bool:
    return not contender.commits or progress.committed() >= count


@contextmanager
def _process(contender: Contender, hop: Hop) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "bench.bus.contenders", contender.name, hop.to_json()]
    folder = Path(hop.folder)
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": hop.folder}
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def _until(is_done: Callable[[], bool], child: "subprocess.Popen[bytes]", hop: Hop) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_done():
        if (code := child.poll()) is not None:
            last = (Path(hop.folder) / "log").read_text("utf-8", "replace").strip().splitlines()
            missing = "not installed: " if code == NOT_INSTALLED else f"ended with {code}: "
            raise NotMeasured(missing + (last[-1] if last else "no word"))
        if time.monotonic() > deadline:
            raise NotMeasured(f"not done after {PATIENCE_S:.0f} s")
        time.sleep(POLL_S)
