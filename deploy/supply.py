"""What our packages are, and what is known to be wrong with them: bill of materials and audit.

The tools live in an environment of their own. Standard library only, and no syntax newer than
Python 3.8, as with all that `dev.py` needs.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Callable, Iterator, NamedTuple, Sequence, Tuple  # noqa: UP035 - Python 3.8

from deploy.environment import Layout, Stop, child_environment

SHIPPED = ("run", "image")
"""The lock files of what others run: each has a bill of materials."""
AUDITED = ("run", "image", "dev", "build")
"""The lock files that are audited: what others run, and what we build and test it with."""
KNOWN_BAD = ("pyyaml", "5.3")
"""A release with published vulnerabilities (CVE-2020-1747). A database that knows of none was not
reached, whatever answered in its place."""
UNREACHED = "not audited: database unreachable"

Pin = Tuple[str, str]  # noqa: UP006 - Python 3.8
"""Name and version."""


class Unreachable(Stop):
    """The database of vulnerabilities gave no answer that can be relied on."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"{UNREACHED} ({detail})", 1)


class Finding(NamedTuple):
    """What the database says of one pin: ids of vulnerabilities, or why it was skipped."""

    name: str
    version: str
    ids: Sequence[str]
    skipped: str | None


def pins(text: str) -> set[Pin]:
    """Return name and version of every entry of a lock file, for whatever platform."""
    return set(re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)", text, re.MULTILINE))


def make_sbom(layout: Layout, call: Callable[..., int], folder: Path) -> int:
    """Write a CycloneDX file for each of `SHIPPED`, held against its schema by the tool.

    Raises Stop when one does not name exactly what its lock file does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        lock, out = layout.lock(name), folder / ("rasid-" + name + ".cdx.json")
        tool = [str(layout.python), "-W", "ignore", "-m", "cyclonedx_py", "requirements"]
        about = [
            "--validate",
            "--output-reproducible",
            "--pyproject",
            str(layout.root / "pyproject.toml"),
        ]
        if call(*tool, *about, "-o", str(out), str(lock)):
            return 1
        listed = json.loads(out.read_text("utf-8"))["components"]
        if {(part["name"], part["version"]) for part in listed} != pins(lock.read_text("utf-8")):
            raise Stop(f"{out.name} does not list what {lock.name} does", 1)
        print(f"sbom: {len(listed)} components in {out}", flush=True)
    return 0


def audit(layout: Layout) -> int:
    """Look all pins of `AUDITED` up; 1 for a vulnerability or a pin that was not looked up.

    Raises Unreachable when the database does not know what everybody knows.
    """
    if not any(found.ids for found in _looked_up(layout, {KNOWN_BAD})):
        raise Unreachable("it knows nothing of {} {}".format(*KNOWN_BAD))
    asked = set().union(*(pins(layout.lock(name).read_text("utf-8")) for name in AUDITED))
    found = list(_looked_up(layout, asked))
    known = {(one.name, one.version) for one in found if not one.skipped}
    why = {one.name: one.skipped for one in found if one.skipped}
    wrong = [f"{one.name} {one.version}: {', '.join(one.ids)}" for one in found if one.ids]
    for name, version in sorted(asked - known):
        wrong.append(f"{name} {version}: skipped, {why.get(name, 'not in the answer')}")
    print("".join(f"audit: {line}\n" for line in wrong), end="")
    print(f"audit: {len(known)} of {len(asked)} packages looked up, {len(wrong)} wrong", flush=True)
    return 1 if wrong else 0


def _looked_up(layout: Layout, asked: set[Pin]) -> Iterator[Finding]:
    """Yield what the database says of each pin. Raises Unreachable when it does not answer."""
    for each in _rounds(asked):
        with tempfile.TemporaryDirectory() as folder:
            wanted, out = Path(folder) / "pins.txt", Path(folder) / "found.json"
            wanted.write_text("".join(f"{name}=={each[name]}\n" for name in sorted(each)), "utf-8")
            tool = [str(layout.venv / "bin" / "pip-audit"), "--disable-pip", "--no-deps"]
            options = ["--progress-spinner", "off", "--timeout", "10", "-f", "json", "-o", str(out)]
            said = subprocess.run(
                [*tool, *options, "-r", str(wanted)],
                stdout=subprocess.DEVNULL,  # it finds "no known vulnerabilities" in what it skipped
                stderr=subprocess.PIPE,
                env=child_environment(layout, os.environ),
                check=False,
            )
            yield from _findings(out, said.stderr.decode("utf-8", "replace"))


def _rounds(asked: set[Pin]) -> Iterator[dict[str, str]]:
    """Yield all pins, each name once in a round: the tool refuses two versions of one package."""
    left = sorted(asked)
    while left:
        chosen = dict(left)
        yield chosen
        left = [pin for pin in left if chosen[pin[0]] != pin[1]]


def _findings(out: Path, said: str) -> Iterator[Finding]:
    """Yield the findings in the tool's answer, which it writes only when it got through."""
    try:
        answer = json.loads(out.read_text("utf-8"))
    except (OSError, ValueError):
        lines = said.strip().splitlines() or ["no answer"]
        raise Unreachable(lines[-1][:200]) from None
    for one in answer["dependencies"]:
        ids = [wrong["id"] for wrong in one.get("vulns", ())]
        yield Finding(one["name"], one.get("version", ""), ids, one.get("skip_reason"))
