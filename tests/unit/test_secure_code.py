"""What a scanner would look for: ruff's S rules are bandit's, and hold for the whole product."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]


def test_rules_of_bandit_are_on_for_every_file_of_the_product() -> None:
    spared = [
        rule
        for name, rules in LINT["per-file-ignores"].items()
        for rule in rules
        if name.startswith("streams")
    ]

    assert "S" in LINT["select"]
    assert [rule for rule in [*LINT["ignore"], *spared] if re.fullmatch(r"S\d*", rule)] == []


def test_every_exception_to_them_says_why() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "streams").rglob("*.py")]
    lines = [line for text in texts for line in text.splitlines()]
    found = [line.strip() for line in lines if re.search(r"noqa: .*\bS\d", line)]

    assert len(found) > 5
    assert [line for line in found if not re.search(r"# noqa: [A-Z\d, ]+ - \w", line)] == []
    assert [line for line in lines if re.search(r"# nosec|# ruff: noqa", line)] == []
