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
    "dev": ("embedded", "apprise", "eld", "fulltext", "postgres", "parquet", "test", "dev"),
    "bench": ("embedded", "eld", "postgres", "bench"),
    "fit": ("fit",),
    "browser": ("embedded", "test", "browser"),
}
"""The extras of the project in each lock file; `make setup` installs no contender."""


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
        names = ("run", "dev", "build", "bench", "fit", "browser")
        run, dev, build, bench, fit, browser = (str(layout.lock(name)) for name in names)
        sources = str(layout.lock("build").with_suffix(".in"))
        return (
            call(*resolve, *_extras("run"), "pyproject.toml", "-o", run)
            or call(*resolve, *_extras("dev"), "-c", run, "pyproject.toml", "-o", dev)
            or call(*resolve, "-c", dev, sources, "-o", build)
            or call(*resolve, *_extras("bench"), "pyproject.toml", "-o", bench)
            or call(*resolve, *_extras("fit"), "-c", run, "pyproject.toml", "-o", fit)
            or call(*resolve, *_extras("browser"), "-c", dev, "pyproject.toml", "-o", browser)
        )


def _extras(lock_name: str) -> list[str]:
    return [word for name in EXTRAS[lock_name] for word in ("--extra", name)]
