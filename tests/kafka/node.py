"""The consumer in Node as a user runs it: packages by its lock file, settings by environment."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2] / "deploy" / "examples" / "node"
SCHEMAS = Path(__file__).parents[2] / "schemas"
OLDEST_NODE = 18
NODE_S = 60


def installed(folder: Path) -> Path:
    """Copy the example and install its packages. Skips the test where there is no Node."""
    if (node := shutil.which("node")) is None or shutil.which("npm") is None:
        pytest.skip("Node and npm are not here: apt-get install nodejs npm")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"Node {OLDEST_NODE} or newer is needed, found {version.strip()}")
    for path in HERE.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def in_node(folder: Path, brokers: str, limit: int, **settings: str) -> tuple[list, list[str]]:
    """Return the alerts that the example prints, and the lines that it complains in."""
    own = {"BROKERS": brokers, "SCHEMAS": str(SCHEMAS), "LIMIT": str(limit), **settings}
    done = subprocess.run(
        ["node", "alerts.js"],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        timeout=NODE_S,
        check=True,
    )
    # What kafkajs itself logs while a broker finds its coordinator is in JSON.
    complaints = [e for e in done.stderr.decode().splitlines() if not e.startswith("{")]
    return [json.loads(line) for line in done.stdout.splitlines()], complaints
