"""The steps of the image, run in order without an engine: what it would hold works."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.conftest import ROOT

pytestmark = pytest.mark.slow
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
PLAIN = {"HATCH_BUILD_HOOK_ENABLE_CUSTOM": "false"}
"""The build argument without a C compiler; `make compiled` has a test of its own."""
INSIDE = re.compile(r"(?<![\w./:])/(?=(?:opt|wheel|build)\b)")


def steps() -> Iterator[tuple[str, str]]:
    """Yield instruction and arguments of the stage that builds."""
    joined = DOCKERFILE.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    stages = [at for at, line in enumerate(lines) if line.startswith("FROM ")]
    for line in lines[stages[0] + 1 : stages[1]]:
        instruction, _, arguments = line.partition(" ")
        yield instruction, arguments


def copied(sources: list[str], target: Path) -> None:
    """Copy as COPY does: files into a folder, the content of a folder into a folder."""
    for source in (ROOT / name for name in sources):
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            into = target / source.name if len(sources) > 1 or target.is_dir() else target
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, into)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of what the stage that builds leaves, each step run as it is written."""
    root = tmp_path_factory.mktemp("image")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment, here = {**os.environ, **PLAIN, "PATH": path}, root
    for instruction, arguments in steps():
        if instruction == "WORKDIR":
            here = root / arguments.lstrip("/")
            here.mkdir(parents=True)
        elif instruction == "COPY":
            *sources, target = arguments.split()
            copied(sources, here / target)
        elif instruction == "ENV":
            environment |= dict(pair.split("=") for pair in arguments.split())
        elif instruction == "RUN":
            command = INSIDE.sub(f"{root}/", arguments)
            subprocess.run(["sh", "-ec", command], check=True, cwd=here, env=environment)
        else:
            assert instruction == "ARG", instruction
    return root


def said_by(image: Path, *arguments: str | Path) -> str:
    """Return what `rasid` of the image says, from a folder that is not the repository."""
    command = [image / "opt" / "rasid" / "bin" / "rasid", *arguments]
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(image)}
    return subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=image, env=bare
    ).stdout


def test_image_reads_attacks(image: Path) -> None:
    read = said_by(image, "extract", ROOT / "seeds" / "articles.jsonl")
    rows = [json.loads(line) for line in read.splitlines()]
    assert any(row["attacks"] for row in rows)


def test_image_has_its_bill_of_materials_and_no_installer(image: Path) -> None:
    made = json.loads((image / "opt" / "rasid" / "sbom.cdx.json").read_text("utf-8"))
    named = {component["name"] for component in made["components"]}
    assert {"faust-streaming", "kafka-python", "prometheus-client"} <= named
    assert not list((image / "opt" / "rasid" / "lib").glob("python*/site-packages/pip"))
