"""The ingest service as a process of its own, for what measures it."""

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


@contextmanager
def ingesting(brokers: str, folder: Path, **settings: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Enter once the service is ready; its files are in `folder`. Raises Stop."""
    folder.mkdir(exist_ok=True)
    given = {"RASID_BROKERS": brokers, "RASID_RUN_DIR": str(folder), "RASID_INGEST_PORT": "0"}
    environment = {**os.environ, **given, **settings, "PYTHONPATH": str(ROOT)}
    with (folder / "ingest.log").open("wb") as log:
        command = [sys.executable, "-m", "streams.cli", "serve", "ingest"]
        child = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _await(child, folder)
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(30)


def answer(folder: Path, path: str) -> str:
    """Return what health or metrics say. Raises OSError, ValueError while nothing answers."""
    port = json.loads((folder / "ingest.json").read_text("utf-8"))["port"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as found:
        text: str = found.read().decode()
    return text


def _await(child: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and child.poll() is None:
        try:
            answer(folder, "/readyz")
        except (OSError, ValueError):
            time.sleep(POLL_S)
        else:
            return
    raise Stop(f"ingest did not start: {(folder / 'ingest.log').read_text('utf-8')[-500:]}", 1)
