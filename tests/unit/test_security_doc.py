"""docs/security.md names tests that are there, and every check of private persons."""

import ast
import re
from pathlib import Path

import pytest

from deploy import supply

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
PRIVATE = "tests/functional/test_private_persons.py"


def functions_in(path: str) -> set[str]:
    """Return the names of the functions in a file."""
    nodes = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in nodes if isinstance(node, kinds)}


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_named_test_is_there(path: str, name: str) -> None:
    assert name in functions_in(path)


def test_every_output_that_is_tried_for_private_persons_is_listed() -> None:
    tried = {name for name in functions_in(PRIVATE) if name.startswith("test_no_")}
    assert tried == set(re.findall(r"\| `(test_no_\w+)` \|", PAGE))
    assert len(NAMED) > 20


def test_bad_release_is_the_one_that_is_asked_for() -> None:
    assert "PyYAML {1}".format(*supply.KNOWN_BAD) in PAGE
    assert supply.UNREACHED in " ".join(PAGE.split())
