"""Fetching Apache Kafka: once, whole, and one line about what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.apache_kafka import Kafka, fetch, is_current, java, registry
from deploy.environment import Stop

ROOT = Path(__file__).parents[2]
SEVENTEEN = 'openjdk version "17.0.15" 2025-04-15'
COPIES = """
for given in "$@"; do
  case $given in -DoutputDirectory=*) folder=${given#*=};; esac
done
mkdir -p "$folder" && echo jar >"$folder/kafka.jar"
echo fetched >>"$(dirname "$0")/calls"
"""


@pytest.fixture
def kafka(tmp_path: Path) -> Kafka:
    """Return a checkout in a folder with a space, with nothing fetched."""
    made = Kafka(tmp_path / "a folder")
    made.pom.parent.mkdir(parents=True)
    made.pom.write_text("<project/>")
    return made


@pytest.fixture
def tools(tmp_path: Path) -> dict[str, str]:
    """Return an environment with a Java 17 and a Maven that writes down its calls."""
    program(tmp_path / "bin" / "java", f"echo '{SEVENTEEN}' >&2")
    program(tmp_path / "bin" / "mvn", COPIES)
    return {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def calls(tools: dict[str, str]) -> int:
    """Return how often Maven was called."""
    log = Path(tools["PATH"].split(":")[0]) / "calls"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_fetch_brings_the_jars_then_does_nothing(kafka: Kafka, tools: dict[str, str]) -> None:
    fetch(kafka, tools)
    fetch(kafka, tools)

    assert [jar.name for jar in kafka.libs.iterdir()] == ["kafka.jar"]
    assert calls(tools) == 1


def test_registry_lies_beside_the_broker_with_a_pom_of_its_own(
    kafka: Kafka, tools: dict[str, str]
) -> None:
    beside = registry(kafka.root)
    beside.pom.parent.mkdir()
    beside.pom.write_text("<project/>")
    fetch(kafka, tools)
    fetch(beside, tools)
    fetch(beside, tools)

    assert beside.folder == kafka.root / ".registry"
    assert is_current(kafka)
    assert is_current(beside)
    assert calls(tools) == 2


def test_fetch_starts_anew_when_the_pom_changed(kafka: Kafka, tools: dict[str, str]) -> None:
    fetch(kafka, tools)
    (kafka.libs / "old.jar").write_text("of another version")
    kafka.pom.write_text("<project>2</project>")

    fetch(kafka, tools)

    assert [jar.name for jar in kafka.libs.iterdir()] == ["kafka.jar"]
    assert calls(tools) == 2


def test_failed_fetch_is_not_taken_for_complete(
    kafka: Kafka, tools: dict[str, str], tmp_path: Path
) -> None:
    program(tmp_path / "bin" / "mvn", COPIES + "exit 1")

    with pytest.raises(Stop, match="could not be fetched") as stop:
        fetch(kafka, tools)

    assert stop.value.code == 1
    assert not is_current(kafka)


def test_without_maven_the_line_says_what_to_install(
    kafka: Kafka, tools: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "bin" / "mvn").unlink()

    with pytest.raises(Stop, match="apt-get install maven") as stop:
        fetch(kafka, {"PATH": str(tmp_path / "bin")})

    assert stop.value.code == 2
    assert "\n" not in str(stop.value)


def test_without_java_the_line_says_what_to_install(kafka: Kafka, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="found none: apt-get install openjdk-17-jre-headless") as stop:
        fetch(kafka, {"PATH": str(tmp_path)})

    assert stop.value.code == 2
    assert "\n" not in str(stop.value)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("echo 'java version \"1.8.0_411\"' >&2", "1"),
        ("echo 'openjdk version \"11.0.25\"' >&2", "11"),
        ("exit 1", "does not run"),
    ],
)
def test_java_that_does_not_do_is_named(tmp_path: Path, script: str, found: str) -> None:
    old = program(tmp_path / "bin" / "java", script)

    with pytest.raises(Stop) as stop:
        java({"PATH": str(old.parent)})

    assert f"found {old} ({found})" in str(stop.value)


def test_java_of_java_home_comes_before_the_path(tools: dict[str, str], tmp_path: Path) -> None:
    chosen = program(tmp_path / "jdk" / "java", f"echo '{SEVENTEEN}' >&2")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "bin").symlink_to(chosen.parent)

    found = java({**tools, "JAVA_HOME": str(tmp_path / "home")})

    assert found == str(tmp_path / "home" / "bin" / "java")


@pytest.mark.parametrize("command", ["kafka", "test-kafka"])
def test_entry_says_it_in_one_line(tmp_path: Path, command: str) -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "deploy" / "dev.py"), command],
        env={**os.environ, "PATH": str(tmp_path), "JAVA_HOME": ""},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "needs Java 17" in answer.stderr
