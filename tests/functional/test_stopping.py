"""Ctrl-C and SIGTERM at any moment of a run: gone within ten seconds, and nothing stays behind."""

import signal
import subprocess
import threading
import time

import pytest

from streams.adapters.embedded import BrokerUnavailable, broker_binary
from tests.functional.test_replay_bus import children_of, is_running, wait_until
from tests.rasid import SEEDS, process

pytestmark = [pytest.mark.embedded, pytest.mark.slow]
SECONDS = 10
COMMANDS = {
    "run": ("run", "--serve", SEEDS),
    "replay": ("replay", SEEDS, "-o", "out", "--bus", "embedded"),
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", [0.8, 1.6, 2.5, 4.0, 6.0])
@pytest.mark.parametrize("command", list(COMMANDS))
def test_stopped_at_any_moment_leaves_no_process(tmp_path, command, moment, number):
    try:
        broker_binary(tmp_path)
    except BrokerUnavailable as error:
        pytest.skip(str(error))
    settings = {"RASID_RUN_DIR": str(tmp_path / "run")}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    with process(*COMMANDS[command], settings=settings, **pipes) as found:
        threading.Event().wait(moment)
        below = children_of(found.pid)
        found.send_signal(number)
        started = time.monotonic()
        found.wait(SECONDS)
    left = SECONDS - (time.monotonic() - started)
    assert wait_until(lambda: not any(map(is_running, below)), left)
