"""Parts of the product as processes of their own, for what measures them."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.table import ROOT
from deploy.environment import Stop

START_S = 60.0
POLL_S = 0.1
COMMANDS = {"ingest": ("serve", "ingest"), "worker": ("worker",)}


@contextmanager
def ingesting(brokers: str, folder: Path, **settings: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Enter once the ingest service is ready; its files are in `folder`. Raises Stop."""
    with _started("ingest", brokers, folder, {"RASID_INGEST_PORT": "0", **settings}) as child:
        yield child


@contextmanager
def working(brokers: str, folder: Path, **settings: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Enter once a worker of all stages has its partitions and its state. Raises Stop."""
    with _started("worker", brokers, folder, {"RASID_METRICS_PORT": "0", **settings}) as child:
        yield child


@contextmanager
def _started(
    name: str, brokers: str, folder: Path, settings: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    folder.mkdir(exist_ok=True)
    given = {"RASID_BROKERS": brokers, "RASID_RUN_DIR": str(folder)}
    environment = {**os.environ, **given, **settings, "PYTHONPATH": str(ROOT)}
    with (folder / f"{name}.log").open("wb") as log:
        command = [sys.executable, "-m", "streams.cli", *COMMANDS[name]]
        child = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _await(name, child, folder)
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(30)


def answer(folder: Path, path: str, name: str = "ingest") -> str:
    """Return what health or metrics say. Raises OSError, ValueError while nothing answers."""
    port = json.loads((folder / f"{name}.json").read_text("utf-8"))["port"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as found:
        text: str = found.read().decode()
    return text


def _await(name: str, child: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and child.poll() is None:
        try:
            answer(folder, "/readyz", name)
        except (OSError, ValueError):
            time.sleep(POLL_S)
        else:
            return
    log = (folder / f"{name}.log").read_text("utf-8")[-500:]
    raise Stop(f"{name} did not start: {log}", 1)
