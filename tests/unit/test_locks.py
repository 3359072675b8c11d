"""The lock files: exact, hashed, free of addresses, in step with the project."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from deploy.environment import Layout
from deploy.locking import BASED_ON

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", BASED_ON)
def test_lock_pins_hashes_and_holds_no_address(name: str) -> None:
    text = Layout(ROOT).lock(name).read_text()
    entries = text.replace("\\\n", " ").splitlines()

    assert "://" not in text
    assert "#" not in text
    assert not [line for line in entries if line.startswith("-")]
    assert all("==" in line and "--hash=sha256:" in line for line in entries)


def test_lock_of_the_node_example_pins_hashes_and_holds_no_address() -> None:
    folder = ROOT / "deploy" / "examples" / "node"
    text = (folder / "package-lock.json").read_text("utf-8")
    locked = {name: found for name, found in json.loads(text)["packages"].items() if name}
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]

    assert "://" not in text
    assert {f"node_modules/{name}": pin for name, pin in asked.items()} == {
        name: found["version"] for name, found in locked.items()
    }
    assert all(found["integrity"].startswith("sha512-") for found in locked.values())
    assert {found["license"] for found in locked.values()} == {"MIT"}


def test_locks_agree_with_each_other() -> None:
    names = {pin.split("==")[0] for pin in pins("dev")}
    shared = {pin for pin in pins("build") if pin.split("==")[0] in names}

    assert pins("run") <= pins("dev")
    assert shared <= pins("dev")


def test_every_dependency_of_the_project_is_locked() -> None:
    extras = project()["optional-dependencies"]
    others = [
        name
        for group in extras.keys() - {"bench", "fit", "browser", "ops"}
        for name in extras[group]
    ]

    assert names(project()["dependencies"]) | names(others) <= locked("dev")
    assert names(project()["dependencies"]) | names(extras["bench"]) <= locked("bench")
    assert names(project()["dependencies"]) | names(extras["fit"]) <= locked("fit")
    assert names(extras["browser"]) | names(extras["test"]) <= locked("browser")
    assert names(extras["ops"]) | names(extras["test"]) <= locked("ops")
    assert names(project()["dependencies"]) | names(extras["postgres"]) <= locked("image")


def test_contenders_of_the_benchmarks_are_installed_for_them_alone() -> None:
    bench = names(project()["optional-dependencies"]["bench"])

    assert not bench & locked("dev")
    assert not bench & locked("run")


def test_report_model_is_fitted_with_what_nothing_else_needs() -> None:
    fit = names(project()["optional-dependencies"]["fit"])

    assert not fit & (locked("dev") | locked("run"))
    assert pins("run") - pins("fit") <= {pin for pin in pins("run") if "calfkit" in pin}


def test_benchmarks_measure_the_worker_on_the_versions_it_runs_on() -> None:
    under_it = {"aiokafka", "fastavro", "faust-streaming", "mode-streaming", "uvloop"}
    ours = {pin for pin in pins("run") if pin.split("==")[0] in under_it}

    assert len(ours) == len(under_it)
    assert ours <= pins("bench")


def project() -> dict[str, Any]:
    """Return what the project declares."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def names(requirements: list[str]) -> set[str]:
    """Return the names in a list of requirements."""
    return {re.split(r"[^A-Za-z0-9._-]", text)[0] for text in requirements}


def locked(name: str) -> set[str]:
    """Return the names in a lock file."""
    return {pin.split("==")[0] for pin in pins(name)}


def pins(name: str) -> set[str]:
    """Return `package==version` of every entry, without its marker."""
    lines = Layout(ROOT).lock(name).read_text().splitlines()
    return {line.split()[0] for line in lines if line[:1].isalnum()}
