"""The environments a developer has, and commands that run in them."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from deploy.environment import Layout, child_environment, is_current, set_up

ROOT = Path(__file__).resolve().parents[1]
LAYOUT = Layout(ROOT)
BENCH_LAYOUT = Layout(ROOT, ".venv-bench", "bench")
FIT_LAYOUT = Layout(ROOT, ".venv-fit", "fit")
BROWSER_LAYOUT = Layout(ROOT, ".venv-browser", "browser")
OPS_LAYOUT = Layout(ROOT, ".venv-ops", "ops")
# checkov (Apache-2.0) wants old packages, and hadolint (GPL-3.0) is part of nothing we ship.
SCAN_LAYOUT = Layout(ROOT, ".venv-scan", "scan", has_project=False)
AUDIT_LAYOUT = Layout(ROOT, ".venv-audit", "audit", has_project=False)


def ready(layout: Layout = LAYOUT) -> None:
    """Set up when that is needed; a fast check otherwise."""
    if not is_current(layout):
        began = time.monotonic()
        set_up(layout, os.environ.get("PYTHON"))
        print(f"set-up: ready after {time.monotonic() - began:.0f} s", flush=True)


def environment() -> dict[str, str]:
    """Return the environment of every child, with our own commands first on the path."""
    env = child_environment(LAYOUT, os.environ)
    env["PATH"] = os.pathsep.join([str(LAYOUT.venv / "bin"), env.get("PATH", os.defpath)])
    return env


def python(*arguments: str) -> int:
    """Run the environment's Python from the root, without the caller's RASID_ settings."""
    return call(str(LAYOUT.python), *arguments)


def call(*command: str, cwd: Path = ROOT) -> int:
    """Run a command to its end; Ctrl-C reaches it too, and we wait for it to finish."""
    env = {name: value for name, value in environment().items() if not name.startswith("RASID_")}
    child = subprocess.Popen(command, cwd=str(cwd), env=env)
    try:
        return child.wait()
    except KeyboardInterrupt:
        return child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
