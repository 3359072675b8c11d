"""The entry of a developer: its commands, and what it says on a machine that lacks something."""

import os
import subprocess
import sys
from pathlib import Path

from tests.interpreters import interpreter

ROOT = Path(__file__).parents[2]


def test_unknown_command_lists_the_known_ones() -> None:
    answer = dev("launch")

    assert answer.returncode == 2
    assert "setup" in answer.stdout
    assert "clean" in answer.stdout


def test_entry_says_what_to_install_in_one_line(tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    (copy / "deploy").mkdir(parents=True)
    for name in (
        "dev.py",
        "checking.py",
        "children.py",
        "environment.py",
        "apache_kafka.py",
        "kube_apiserver.py",
        "locking.py",
        "postgres.py",
        "supply.py",
    ):
        (copy / "deploy" / name).write_bytes((ROOT / "deploy" / name).read_bytes())
    (copy / "deploy" / "locks").symlink_to(ROOT / "deploy" / "locks")
    (copy / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    interpreter(tmp_path / "bin", "python3", "3 8 1 1")

    answer = dev("setup", script=copy / "deploy" / "dev.py", PATH=str(tmp_path / "bin"))

    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "install python3.11" in answer.stderr
    assert not (copy / ".venv").exists()


def test_make_passes_each_command_on() -> None:
    recipes = [line for line in (ROOT / "Makefile").read_text().splitlines() if line[:1] == "\t"]

    words = [line.split("deploy/dev.py ")[1] for line in recipes]

    commands = (
        "setup run test kafka test-kafka test-postgres test-browser test-ops test-apiserver "
        "test-full fuzz chaos soak sbom audit check compiled bench"
    )
    commands += " bench-quick evaluate fit screens docs lock clean"
    assert [word.split()[0] for word in words] == commands.split()


def dev(
    command: str, script: Path = ROOT / "deploy" / "dev.py", **env: str
) -> "subprocess.CompletedProcess[str]":
    """Run the entry as a person would."""
    return subprocess.run(
        [sys.executable, str(script), command],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
