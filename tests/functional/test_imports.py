"""What is imported when: the plan of the flow, and the help, without the libraries that do it."""

import os
import subprocess
import sys

import pytest

from tests.rasid import ROOT

HEAVY = {"aiokafka", "faust", "kafka", "mode", "numpy", "rich", "sqlalchemy"}


@pytest.mark.parametrize("module", ["streams.topology", "streams.driver"])
def test_flow_is_imported_without_engine_clients_and_numpy(module):
    assert imported(f"import {module}") & (HEAVY | {"asyncio", "typer"}) == set()


@pytest.mark.parametrize(
    "arguments", [("--help",), ("run", "--help"), ("replay", "--help"), ("topics", "--help")]
)
def test_help_is_told_without_engine_clients_and_numpy(arguments):
    loaded = imported(
        "from streams.cli.entry import run",
        f"assert run({arguments!r}) == 0",
    )
    assert loaded & HEAVY == set()


def test_worker_that_does_not_trace_loads_nothing_of_opentelemetry():
    loaded = imported(
        "from streams.adapters import tracing",
        "from streams.config import Settings",
        "import streams.app, streams.services.alerting, streams.services.ingest",
        "tracing.use(Settings(), 'worker')",
    )
    assert not {"opentelemetry", "requests"} & loaded


def test_worker_ends_before_it_takes_a_record_when_a_stage_cannot_be_loaded():
    done = python(
        "import sys",
        "from streams.app import run_worker",
        "from streams.config import Settings",
        "from streams.topology import TOPOLOGY",
        "sys.modules['numpy'] = None",
        "sys.exit(run_worker(Settings(brokers='127.0.0.1:1'), TOPOLOGY[:1], None))",
    )
    assert done.returncode == 1
    assert "worker ends" in done.stderr
    assert "ModuleNotFoundError" in done.stderr


def imported(*lines):
    """Return the top-level modules that a new Python has imported after some lines."""
    told = "print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    done = python("import sys", *lines, told)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def python(*lines):
    """Run some lines in a new Python, without settings."""
    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("RASID_")},
        capture_output=True,
        check=False,
        text=True,
    )
