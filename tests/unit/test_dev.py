"""Set-up: which Python, when it is up to date, and what it says when it cannot go on."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from deploy import environment
from deploy.environment import Layout, Stop, child_environment, choose, is_current, keys, set_up

ROOT = Path(__file__).parents[2]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Return a checkout in a folder with a space, with lock files and no environment."""
    made = Layout(tmp_path / "a folder")
    (made.root / "deploy" / "locks").mkdir(parents=True)
    (made.root / "pyproject.toml").write_text("[project]\n")
    for name in ("build", "run", "dev"):
        made.lock(name).write_text(f"{name}==1\n")
    return made


@pytest.fixture
def calls(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replace pip and venv by recorders; what would have been installed comes back."""
    recorded: list[list[str]] = []

    def make(where: Layout, _chosen: str | None) -> None:
        recorded.append(["venv"])
        where.python.parent.mkdir(parents=True, exist_ok=True)
        where.python.write_text("")
        (where.venv / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.11.7\n")

    def pip(_layout: Layout, _python: Path, arguments: list[str]) -> None:
        recorded.append([Path(arguments[-1]).name])

    monkeypatch.setattr(environment, "_make_environment", make)
    monkeypatch.setattr(environment, "_pip", pip)
    return recorded


def interpreter(folder: Path, name: str, answer: str, code: int = 0) -> Path:
    """Write a fake interpreter that answers the probe."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_choose_takes_the_newest_known_python(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3", "3 11 1 1")
    newest = interpreter(tmp_path / "bin", "python3.13", "3 13 1 1")

    assert choose(str(tmp_path / "bin")).path == str(newest)


def test_choose_passes_over_a_shim_that_does_not_run(tmp_path: Path) -> None:
    interpreter(tmp_path / "shims", "python3.14", "pyenv: python3.14: command not found", code=127)
    working = interpreter(tmp_path / "bin", "python3.14", "3 14 1 1")

    assert choose(f"{tmp_path / 'shims'}:{tmp_path / 'bin'}").path == str(working)


def test_choose_prefers_a_python_that_can_make_environments(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3.13", "3 13 1 0")
    complete = interpreter(tmp_path / "bin", "python3.11", "3 11 1 1")

    assert choose(str(tmp_path / "bin")).path == str(complete)


def test_choose_keeps_to_the_python_asked_for(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3.13", "3 13 1 1")
    asked = interpreter(tmp_path / "bin", "python3.12", "3 12 1 1")

    assert choose(str(tmp_path / "bin"), "python3.12").path == str(asked)


@pytest.mark.parametrize("answer", ["3 8 1 1", "3 15 1 1"])
def test_choose_names_what_to_install_when_no_python_fits(tmp_path: Path, answer: str) -> None:
    interpreter(tmp_path / "bin", "python3", answer)

    with pytest.raises(Stop, match=r"needs Python 3\.11 to 3\.14.*install python3\.11") as stop:
        choose(str(tmp_path / "bin"))

    assert stop.value.code == 2
    assert "\n" not in str(stop.value)


def test_choose_says_none_when_there_is_no_python(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="found none"):
        choose(str(tmp_path))


def test_choose_names_the_debian_package_without_ensurepip(tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3", "3 11 1 0")

    with pytest.raises(Stop, match=r"apt-get install python3\.11-venv") as stop:
        choose(str(tmp_path / "bin"))

    assert stop.value.code == 2


def test_set_up_installs_everything_then_nothing(layout: Layout, calls: list[list[str]]) -> None:
    set_up(layout)
    first = list(calls)
    set_up(layout)

    assert first == [["venv"], ["build.txt"], ["dev.txt"], ["a folder"]]
    assert calls == first
    assert is_current(layout)


def test_set_up_renews_only_our_package_when_only_the_project_changed(
    layout: Layout, calls: list[list[str]]
) -> None:
    set_up(layout)
    calls.clear()
    (layout.root / "pyproject.toml").write_text("[project]\nversion = '2'\n")

    set_up(layout)

    assert calls == [["a folder"]]


@pytest.mark.parametrize("name", ["build", "run", "dev"])
def test_set_up_starts_anew_when_a_lock_changed(
    layout: Layout, calls: list[list[str]], name: str
) -> None:
    set_up(layout)
    calls.clear()
    layout.lock(name).write_text("other==2\n")

    set_up(layout)

    assert calls[0] == ["venv"]


def test_set_up_starts_anew_after_an_interruption(
    layout: Layout, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    working = environment._pip

    def interrupted(where: Layout, python: Path, arguments: list[str]) -> None:
        if arguments[-1].endswith("dev.txt"):
            raise KeyboardInterrupt
        working(where, python, arguments)

    monkeypatch.setattr(environment, "_pip", interrupted)
    with pytest.raises(KeyboardInterrupt):
        set_up(layout)
    assert not is_current(layout)
    monkeypatch.setattr(environment, "_pip", working)
    calls.clear()

    set_up(layout)

    assert calls == [["venv"], ["build.txt"], ["dev.txt"], ["a folder"]]


def test_environment_of_the_benchmarks_is_another_one(
    layout: Layout, calls: list[list[str]]
) -> None:
    bench = Layout(layout.root, ".venv-bench", "bench")
    bench.lock("bench").write_text("bench==1\n")
    set_up(layout)
    calls.clear()

    set_up(bench)

    assert calls == [["venv"], ["build.txt"], ["bench.txt"], ["a folder"]]
    assert is_current(layout)
    assert is_current(bench)


def test_moved_folder_is_not_current(layout: Layout, calls: list[list[str]]) -> None:
    set_up(layout)
    moved = layout.root.with_name("elsewhere")
    layout.root.rename(moved)

    assert not is_current(Layout(moved))


def test_other_python_in_the_environment_is_not_current(
    layout: Layout, calls: list[list[str]]
) -> None:
    set_up(layout)
    (layout.venv / "pyvenv.cfg").write_text("version = 3.13.0\n")

    assert not is_current(layout)


def test_environment_without_its_interpreter_is_not_current(
    layout: Layout, calls: list[list[str]]
) -> None:
    set_up(layout)
    layout.python.unlink()
    layout.python.symlink_to("/nowhere/python3.11")

    assert not is_current(layout)


@pytest.mark.parametrize("stamp", ["", "[]", "{", '{"packages": "x"}'])
def test_damaged_stamp_is_not_current(layout: Layout, calls: list[list[str]], stamp: str) -> None:
    set_up(layout)
    layout.stamp.write_text(stamp)

    assert not is_current(layout)


def test_two_set_ups_at_once_install_once(layout: Layout, calls: list[list[str]]) -> None:
    threads = [threading.Thread(target=set_up, args=(layout,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert calls.count(["venv"]) == 1


def test_keys_tell_packages_from_project(layout: Layout) -> None:
    before = keys(layout, "3.11.7")
    (layout.root / "pyproject.toml").write_text("changed\n")
    after = keys(layout, "3.11.7")

    assert before["packages"] == after["packages"]
    assert before["project"] != after["project"]


def test_children_reach_loopback_without_the_proxy(layout: Layout) -> None:
    given = {"http_proxy": "http://proxy:3128", "NO_PROXY": "intern", "HOME": str(layout.root)}

    env = child_environment(layout, given)

    assert env["NO_PROXY"] == "intern,127.0.0.1,localhost,::1"
    assert env["no_proxy"] == "127.0.0.1,localhost,::1"
    assert env["http_proxy"] == "http://proxy:3128"


def test_children_read_utf8_whatever_the_locale(layout: Layout) -> None:
    assert child_environment(layout, {"LC_ALL": "C"})["PYTHONUTF8"] == "1"


def test_children_lose_what_would_send_packages_astray(layout: Layout) -> None:
    given = {"PIP_USER": "1", "PYTHONPATH": "/x", "PIP_INDEX_URL": "kept", "HOME": "/"}

    env = child_environment(layout, given)

    assert "PIP_USER" not in env
    assert "PYTHONPATH" not in env
    assert env["PIP_INDEX_URL"] == "kept"


def test_downloads_are_kept_in_the_checkout_when_home_cannot_be_written(
    layout: Layout, tmp_path: Path
) -> None:
    missing = child_environment(layout, {"HOME": str(tmp_path / "absent")})
    present = child_environment(layout, {"HOME": str(tmp_path)})

    assert missing["PIP_CACHE_DIR"] == str(layout.runs / "pip-cache")
    assert "PIP_CACHE_DIR" not in present


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
        "environment.py",
        "apache_kafka.py",
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
        "setup run test kafka test-kafka test-postgres test-browser test-ops test-full "
        "fuzz chaos sbom audit check compiled bench"
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
