"""Processes of the product that a drill starts, stops, kills, pauses, and replaces at their end."""

import json
import os
import signal
import sys
import time
import urllib.request
from pathlib import Path

from streams.adapters.child import Child

ROOT = Path(__file__).parents[2]
READY_S = 120.0
GROUP = "rasid-sign-dedup-language-extract-fuse-escalate"


class Part:
    """One process of the product, `rasid COMMAND`, known by what it calls itself in its folder."""

    def __init__(self, name: str, command: tuple[str, ...], folder: Path, **settings: str) -> None:
        self.name = name
        self._command = [sys.executable, "-m", "streams.cli", *command]
        self._folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "RASID_RUN_DIR": str(folder),
            **settings,
        }
        self._child: Child | None = None
        self.restarts = 0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def log(self) -> str:
        """What it has written."""
        return (self._folder / f"{self.name}.log").read_text()

    def last_words(self) -> str:
        """Return what it last called an error, where it logs in JSON."""
        told = [json.loads(line) for line in self.log.splitlines() if '"level": "ERROR"' in line]
        return (
            " ".join(str(told[-1].get(name, "")) for name in ("message", "error")) if told else ""
        )

    def start(self) -> None:
        """Start the process; it need not be ready."""
        self._child = Child(self._command, self._environment, self._folder / f"{self.name}.log")

    def wait_ready(self) -> float:
        """Return the seconds until it says that it is ready."""
        began = time.monotonic()
        while not self.is_ready():
            assert time.monotonic() - began < READY_S, self.log
            self.mend()
            time.sleep(0.05)
        return time.monotonic() - began

    def is_ready(self) -> bool:
        """Whether `/readyz` says so."""
        try:
            with self._asked("/readyz", 1) as page:
                return page.status == 200
        except (OSError, ValueError):
            return False

    def metric(self, name: str) -> float:
        """Return the sum of a metric over its labels."""
        with self._asked("/metrics", 5) as page:
            lines = page.read().decode().splitlines()
        return sum(
            float(x.rsplit(" ", 1)[1]) for x in lines if x.startswith((name + " ", name + "{"))
        )

    def _asked(self, path: str, timeout_s: float):
        port = json.loads((self._folder / f"{self.name}.json").read_text())["port"]
        return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=timeout_s)

    def mend(self) -> None:
        """Start anew what ended by itself, as an orchestrator would."""
        if self._child is not None and not self._child.is_running:
            self.restarts += 1
            self.start()

    def stop(self) -> float:
        """Send SIGTERM and return the seconds until the process was gone."""
        began = time.monotonic()
        if self._child is not None:
            self._child.stop(20.0)
            self._child = None
        return time.monotonic() - began

    def kill(self) -> None:
        """End the process at once."""
        if self._child is not None:
            os.kill(self._child.pid, signal.SIGKILL)
            self._child.stop(5.0)
            self._child = None

    def pause(self) -> None:
        """Let the process stand still."""
        os.kill(self._child.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let the process go on."""
        os.kill(self._child.pid, signal.SIGCONT)

    def cpu_s(self) -> float:
        """Return the CPU seconds the process has used."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Return the megabytes of memory the process has; 0 while there is none."""
        if self._child is None or not self._child.is_running:
            return 0.0
        pages = int(Path(f"/proc/{self._child.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Worker(Part):
    """One worker, of all stages unless settings say otherwise."""

    def __init__(self, brokers: str, folder: Path, settings: dict[str, str] | None = None) -> None:
        own = {"RASID_BROKERS": brokers, "RASID_TICK_SECONDS": "0", **(settings or {})}
        super().__init__("worker", ("worker",), folder, **own)
