"""Workers as processes that a drill starts, stops, kills and pauses, and replaces when they end."""

import json
import os
import signal
import sys
import time
import urllib.request
from pathlib import Path

from streams.adapters.child import Child

ROOT = Path(__file__).parents[2]
READY_S = 60.0
GROUP = "rasid-sign-dedup-language-extract-fuse-escalate"


class Worker:
    """One worker of all stages under a name."""

    def __init__(self, brokers: str, folder: Path, settings: dict[str, str] | None = None) -> None:
        self._folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "RASID_BROKERS": brokers,
            "RASID_RUN_DIR": str(folder),
            "RASID_TICK_SECONDS": "0",
            **(settings or {}),
        }
        self._child: Child | None = None
        self.restarts = 0
        folder.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        """Start the process; it need not be ready."""
        command = [sys.executable, "-m", "streams.cli", "worker"]
        self._child = Child(command, self._environment, self._folder / "worker.log")

    def wait_ready(self) -> float:
        """Return the seconds until the worker says that it is ready."""
        began = time.monotonic()
        while not self.is_ready():
            assert time.monotonic() - began < READY_S, (self._folder / "worker.log").read_text()
            self.mend()
            time.sleep(0.05)
        return time.monotonic() - began

    def is_ready(self) -> bool:
        """Whether `/readyz` says so."""
        try:
            port = json.loads((self._folder / "worker.json").read_text())["port"]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as page:
                return page.status == 200
        except (OSError, ValueError):
            return False

    def metric(self, name: str) -> float:
        """Return the sum of a metric over its labels."""
        port = json.loads((self._folder / "worker.json").read_text())["port"]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
            lines = page.read().decode().splitlines()
        return sum(
            float(x.rsplit(" ", 1)[1]) for x in lines if x.startswith((name + " ", name + "{"))
        )

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
