"""Renew the lock files: exact versions and hashes for every platform, and no address.

Standard library only, and no syntax newer than Python 3.8, as with all that `dev.py` needs.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Callable, Sequence  # noqa: UP035 - Python 3.8

from deploy.environment import Layout, Stop

UV = "uv==0.13.9"
COMPILE = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
COMPILE += ["--generate-hashes", "--no-header", "--no-annotate"]
EXTRAS = {
    "run": ("embedded",),
    "dev": (
        "embedded",
        "apprise",
        "eld",
        "fulltext",
        "postgres",
        "parquet",
        "tracing",
        "test",
        "dev",
    ),
    "bench": ("embedded", "eld", "postgres", "bench"),
    "fit": ("fit",),
    "browser": ("embedded", "test", "browser"),
    "image": ("fulltext", "postgres", "tracing"),
    "ops": ("embedded", "test", "ops"),
}
"""The extras of the project in each lock file; `make setup` installs no contender."""
BASED_ON = {
    "run": "",
    "dev": "run",
    "build": "dev",
    "compile": "dev",
    "bench": "",
    "fit": "run",
    "browser": "dev",
    "image": "dev",
    "ops": "dev",
    "scan": "",
    "audit": "",
}
"""All lock files in the order in which they are written, each with that whose versions bind it."""


def renew(layout: Layout, call: Callable[..., int], arguments: Sequence[str]) -> int:
    """Write all lock files anew; further arguments go to the resolver. Returns an exit code."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        for command in (
            [sys.executable, "-m", "venv", str(tools)],
            [str(tools / "bin" / "pip"), "install", "--quiet", UV],
        ):
            if call(*command):
                raise Stop("the resolver could not be installed", 1)
        resolve = [str(tools / "bin" / COMPILE[0]), *COMPILE[1:], *arguments]
        return max(
            call(*resolve, *_inputs(layout, name), "-o", str(layout.lock(name)))
            for name in BASED_ON
        )


def _inputs(layout: Layout, name: str) -> list[str]:
    """Return what a lock file is resolved from: extras of the project, or a list of its own."""
    base = BASED_ON[name]
    bound = ["-c", str(layout.lock(base))] if base else []
    if name in EXTRAS:
        return [*_extras(name), *bound, "pyproject.toml"]
    return [*bound, str(layout.lock(name).with_suffix(".in"))]


def _extras(lock_name: str) -> list[str]:
    return [word for name in EXTRAS[lock_name] for word in ("--extra", name)]
