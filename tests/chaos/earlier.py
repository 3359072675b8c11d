"""An earlier version of Rasid, built from the history of this checkout."""

import subprocess
import sys
from pathlib import Path

from deploy.environment import Stop

ROOT = Path(__file__).parents[2]
COMMIT = "48f90c137acee1de22cf16cfb3567b0383f71d00"
"""27 November 2026: the last version before readers, fusion and the bus were made faster.

Its dedup, fusion and escalation decide as ours do, which the verifier asks for; once ours decide
otherwise, name the last commit that did not.
"""


class NoHistory(Stop):
    """The checkout does not reach back to COMMIT."""


def earlier(folder: Path) -> dict[str, str]:
    """Install the wheel of COMMIT into `folder`; return the environment in which it is what runs.

    It runs on the packages of this environment. Raises NoHistory where it is not to be had.
    """
    if subprocess.run(["git", "-C", ROOT, "cat-file", "-e", COMMIT], check=False).returncode:
        raise NoHistory(f"no commit {COMMIT[:7]} in this checkout, whose history may be cut")
    source, wheels, packages = folder / "source", folder / "wheels", folder / "packages"
    source.mkdir(parents=True)
    archive = ["git", "-C", ROOT, "archive", "--format=tar", f"--output={folder}/source.tar"]
    _run([*archive, COMMIT])
    _run(["tar", "-x", "-f", folder / "source.tar", "-C", source])
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", wheels, source])
    [wheel] = wheels.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    _run([*install, "--target", packages, wheel])
    return {"PYTHONPATH": str(packages), "PYTHONSAFEPATH": "1"}


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
