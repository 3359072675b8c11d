"""What `check` does: each step with its time, and one verdict."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Callable, NamedTuple  # noqa: UP035 - Python 3.8

from deploy import supply
from deploy.children import AUDIT_LAYOUT, LAYOUT, ROOT, call, python, ready
from deploy.environment import Stop, install

FAILED = "FAILED"
CONTRACT_TESTS = tuple(
    f"tests/unit/test_{name}.py"
    for name in ("schemas", "schema_history", "contract_pages", "config", "reference")
)


class Step(NamedTuple):
    """One line of `check`."""

    name: str
    run: Callable[[], int]


def check() -> int:
    """Run every check, report each with its time, fail when one fails.

    A database of vulnerabilities that is out of reach fails nothing, and is said last.
    """
    ready()
    ready(AUDIT_LAYOUT)
    with tempfile.TemporaryDirectory(prefix="check-", dir=str(LAYOUT.runs)) as scratch:
        outcomes = {step.name: outcome(step) for step in steps(Path(scratch))}
    failed = [name for name, word in outcomes.items() if word == FAILED]
    undone = ", " + supply.UNREACHED if supply.UNREACHED in outcomes.values() else ""
    verdict = "failed: " + ", ".join(failed) if failed else "all clean"
    print("check: " + verdict + undone, flush=True)
    return 1 if failed else 0


def steps(scratch: Path) -> list[Step]:
    """Return what `check` does, cheapest first; later steps use the wheel that an earlier made."""
    dist = str(scratch / "dist")
    return [
        Step("ruff", lambda: python("-m", "ruff", "check", ".")),
        Step("format", lambda: python("-m", "ruff", "format", "--check", ".")),
        Step("mypy", lambda: python("-m", "mypy")),
        Step("layers", lambda: call(str(LAYOUT.venv / "bin" / "lint-imports"))),
        Step("contract", lambda: python("-m", "pytest", "-q", *CONTRACT_TESTS)),
        Step("sbom", lambda: supply.make_sbom(AUDIT_LAYOUT, call, scratch / "sbom")),
        Step("audit", lambda: supply.audit(AUDIT_LAYOUT)),
        Step("wheel", lambda: python("-m", "build", "--wheel", "--no-isolation", "-o", dist)),
        Step("wheel contents", lambda: python("-m", "check_wheel_contents", dist)),
        Step("clean install", lambda: replay_from_wheel(scratch)),
    ]


def outcome(step: Step) -> str:
    """Run one step; its output is its own, then one line of ours, which holds what is returned."""
    began = time.monotonic()
    try:
        word = "ok" if step.run() == 0 else FAILED
    except supply.Unreachable as unreachable:
        print(unreachable, flush=True)
        word = supply.UNREACHED
    except Stop as stop:
        print(stop, flush=True)
        word = FAILED
    print(f"check: {step.name:<15} {word:<7} {time.monotonic() - began:5.1f} s", flush=True)
    return word


def replay_from_wheel(scratch: Path) -> int:
    """Install the wheel with its runtime packages alone, elsewhere, and replay the seeds."""
    venv, out = scratch / "venv", scratch / "replay"
    wheels = list((scratch / "dist").glob("*.whl"))
    if len(wheels) != 1:
        raise Stop(f"one wheel was expected, {len(wheels)} were built", 1)
    if python("-m", "venv", str(venv)):
        return 1
    install(LAYOUT, venv / "bin" / "python", ["run"])
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
    if call(*pip, "--no-index", str(wheels[0])):
        return 1
    seeds = ROOT / "seeds" / "articles.jsonl"
    code = call(str(venv / "bin" / "rasid"), "replay", str(seeds), "-o", str(out), cwd=scratch)
    alerts = out / "alerts.jsonl"
    if code == 0 and not (alerts.exists() and alerts.stat().st_size):
        raise Stop("the replay of the seeds raised no alert", 1)
    return code
