"""The lock files: exact, hashed, free of addresses, in step with the project."""

import re
import tomllib
from pathlib import Path

import pytest

from deploy.environment import Layout

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["build", "run", "dev"])
def test_lock_pins_hashes_and_holds_no_address(name: str) -> None:
    text = Layout(ROOT).lock(name).read_text()
    entries = text.replace("\\\n", " ").splitlines()

    assert "://" not in text
    assert "#" not in text
    assert not [line for line in entries if line.startswith("-")]
    assert all("==" in line and "--hash=sha256:" in line for line in entries)


def test_locks_agree_with_each_other() -> None:
    names = {pin.split("==")[0] for pin in pins("dev")}
    shared = {pin for pin in pins("build") if pin.split("==")[0] in names}

    assert pins("run") <= pins("dev")
    assert shared <= pins("dev")


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    texts = [*project["dependencies"], *extras]
    wanted = {re.split(r"[^A-Za-z0-9._-]", text)[0] for text in texts}

    assert wanted <= {pin.split("==")[0] for pin in pins("dev")}


def pins(name: str) -> set[str]:
    """Return `package==version` of every entry, without its marker."""
    lines = Layout(ROOT).lock(name).read_text().splitlines()
    return {line.split()[0] for line in lines if line[:1].isalnum()}
