"""`rasid replay` over the embedded broker: a worker process of its own, the same five files."""

import json
import os
import signal
import subprocess
import time

import pytest

from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from tests.rasid import SEEDS, article_line, process, rasid

pytestmark = pytest.mark.embedded


@pytest.fixture(autouse=True)
def _broker_is_there(tmp_path_factory):
    try:
        with EmbeddedBroker(tmp_path_factory.mktemp("broker")):
            pass
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def children_of(pid):
    """Return the processes below `pid`, also those that have groups of their own."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, check=True, text=True)
    below = {pid}
    pairs = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    for _ in pairs:
        below |= {child for child, parent in pairs if parent in below}
    return below - {pid}


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition, seconds):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()


def test_replay_over_the_bus_gives_what_memory_gives_byte_for_byte(
    capfdbinary, tmp_path, monkeypatch
):
    lines = [*SEEDS.read_text("utf-8").splitlines(), "null", article_line(body="", article_id="e")]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "run"))
    memory, _, _ = rasid(capfdbinary, "replay", path, "-o", tmp_path / "memory")
    bus, _, err = rasid(capfdbinary, "replay", path, "-o", tmp_path / "bus", "--bus", "embedded")
    assert (memory, bus) == (0, 0), err
    assert contents(tmp_path / "bus") == contents(tmp_path / "memory")
    dead = (tmp_path / "bus" / "dead.jsonl").read_text("utf-8").splitlines()
    assert sorted(json.loads(line)["reason"] for line in dead) == ["no_text", "null"]


def test_replay_refuses_a_broker_that_holds_records_and_leaves_them_alone(
    capfdbinary, tmp_path, monkeypatch
):
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "run"))
    (tmp_path / "in.jsonl").write_text(article_line(article_id="a"), "utf-8")
    with EmbeddedBroker(tmp_path / "broker") as broker:
        arguments = ("replay", tmp_path / "in.jsonl", "-o", tmp_path, "--bus", broker.bootstrap)
        first, _, err = rasid(capfdbinary, *arguments)
        assert first == 0, err
        again, _, err = rasid(capfdbinary, *arguments)
        wider, _, wide = rasid(capfdbinary, *arguments, "--partitions", 3)
    assert (again, len(err)) == (2, 1)
    assert "--bus must be a broker without records" in err[0]
    assert (wider, len(wide)) == (2, 1)
    assert "--partitions must be 1" in wide[0]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_replay_leaves_no_process_and_no_half_result(tmp_path, number, code):
    settings = {"RASID_RUN_DIR": str(tmp_path / "run")}
    arguments = ("replay", SEEDS, "-o", tmp_path / "out", "--bus", "embedded")
    with process(*arguments, settings=settings, stderr=subprocess.PIPE) as found:
        assert wait_until((tmp_path / "run" / "worker.log").exists, 30)
        below = children_of(found.pid)
        assert below
        found.send_signal(number)
        assert found.wait(10) == code
        assert found.stderr.read() == b""
    assert wait_until(lambda: not any(map(is_running, below)), 2)
    assert list((tmp_path / "out").iterdir()) == []


def test_replay_without_a_broker_says_so(capfdbinary, tmp_path, monkeypatch):
    monkeypatch.setattr("streams.cli.bus_replay.CONNECT_S", 0.5)
    arguments = ("replay", SEEDS, "-o", tmp_path, "--bus", "127.0.0.1:1")
    code, _, err = rasid(capfdbinary, *arguments)
    assert code == 3
    assert err[-1] == "rasid: broker 127.0.0.1:1 does not answer within 0.5 s"
