"""What the tests need of Maven, Apache Kafka and a schema registry: where it lies, how it comes.

Standard library only, and no syntax newer than Python 3.8, as with all that `dev.py` needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Mapping, NamedTuple, Sequence  # noqa: UP035 - Python 3.8

from deploy.environment import Stop

OLDEST_JAVA = 17
JAVA = "apt-get install openjdk-17-jre-headless"
MAVEN = "apt-get install maven"
FETCH_ANEW = "jars could not be fetched (see above); run the same command to go on"


class Kafka(NamedTuple):
    """Where the broker, or what else `name` says, lies in a checkout; `goal` brings it there."""

    root: Path
    name: str = "kafka"
    goal: str = "copy-dependencies"

    @property
    def pom(self) -> Path:
        """Return the file that names what is fetched."""
        return self.root / "deploy" / self.name / "pom.xml"

    @property
    def logging(self) -> Path:
        """Return the file that says what a broker logs."""
        return self.pom.with_name("log4j2.properties")

    @property
    def folder(self) -> Path:
        """Return the folder of what was fetched."""
        return self.root / ("." + self.name)

    @property
    def libs(self) -> Path:
        """Return the folder of the jars."""
        return self.folder / "libs"

    @property
    def stamp(self) -> Path:
        """Return the file written when all jars are there."""
        return self.folder / "stamp"


def registry(root: Path) -> Kafka:
    """Return where the schema registry of the slow tests lies."""
    return Kafka(root, "registry", "unpack")


def is_current(kafka: Kafka) -> bool:
    """Whether the jars are those of this very pom."""
    with contextlib.suppress(OSError):
        return kafka.libs.is_dir() and kafka.stamp.read_text("utf-8") == _key(kafka)
    return False


def fetch(kafka: Kafka, environment: Mapping[str, str]) -> None:
    """Bring the jars up to date; the stamp comes last. Raises Stop with what to install."""
    java(environment)
    if is_current(kafka):
        return
    maven = shutil.which("mvn", path=environment.get("PATH"))
    if maven is None:
        raise Stop(f"{kafka.name} is fetched by Maven, which is not here: {MAVEN}")
    shutil.rmtree(str(kafka.folder), ignore_errors=True)
    print(f"{kafka.name}: fetching into {kafka.folder.name}", flush=True)
    command = [maven, "--batch-mode", "--quiet", "-Dstyle.color=never", "--file", str(kafka.pom)]
    command += ["dependency:" + kafka.goal, "-DoutputDirectory=" + str(kafka.libs)]
    if _run(command, environment):
        raise Stop(FETCH_ANEW, 1)
    kafka.stamp.write_text(_key(kafka), "utf-8")


def java(environment: Mapping[str, str]) -> str:
    """Return the path of a Java 17 or newer: that of JAVA_HOME, else the first on the path.

    Raises Stop with the line that names what to install.
    """
    home = environment.get("JAVA_HOME")
    search = str(Path(home) / "bin") if home else environment.get("PATH")
    found = shutil.which("java", path=search)
    if found is None:
        raise Stop(f"Apache Kafka needs Java {OLDEST_JAVA} or newer, found none: {JAVA}")
    version = _java_version(found)
    if version < OLDEST_JAVA:
        have = f"{found} ({version or 'does not run'})"
        raise Stop(f"Apache Kafka needs Java {OLDEST_JAVA} or newer, found {have}: {JAVA}")
    return found


def _java_version(path: str) -> int:
    """Return the major version; 0 when it does not run, 1 for Java 8 and older."""
    try:
        answer = subprocess.run(
            [path, "-version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(rb'version "(\d+)', answer.stdout)
    return int(found[1]) if found else 0


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    done = subprocess.run(command, env=dict(environment), stdin=subprocess.DEVNULL, check=False)
    return done.returncode


def _key(kafka: Kafka) -> str:
    return hashlib.sha256(kafka.pom.read_bytes()).hexdigest()
