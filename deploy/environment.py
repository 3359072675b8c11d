"""The project's own Python: which one, where, and whether it is up to date.

Standard library only, and no syntax newer than Python 3.8: an old `python3` has to get far enough
to say what to install.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, Mapping, NamedTuple, Sequence  # noqa: UP035 - Python 3.8

OLDEST, NEWEST = (3, 11), (3, 14)
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")
PROBE = (
    "import sys, importlib.util as u;"
    "print(*sys.version_info[:2], *(int(bool(u.find_spec(m))) for m in ('venv', 'ensurepip')))"
)
LOOPBACK = "127.0.0.1,localhost,::1"
# Settings of pip that would send packages elsewhere than into the environment.
ASTRAY = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONPATH", "PYTHONHOME")


class Stop(Exception):
    """What a person must do, in one line, and the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


class Interpreter(NamedTuple):
    """A Python found on the path; `complete` when it can make an environment."""

    path: str
    version: tuple[int, int]
    complete: bool


class Layout(NamedTuple):
    """Where things lie; every path follows from the folder of the checkout.

    `folder` is the environment's and `packages` the lock file with all that is installed into it;
    `has_project`: the project itself too, as it stands here.
    """

    root: Path
    folder: str = ".venv"
    packages: str = "dev"
    has_project: bool = True

    @property
    def venv(self) -> Path:
        """Return the folder of the environment."""
        return self.root / self.folder

    @property
    def python(self) -> Path:
        """Return the environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def runs(self) -> Path:
        """Return the folder of what runs leave behind."""
        return self.root / ".run"

    @property
    def stamp(self) -> Path:
        """Return the file written when a set-up is complete."""
        return self.venv / "rasid-stamp.json"

    def lock(self, name: str) -> Path:
        """Return a lock file, by a name of `locking.BASED_ON`."""
        return self.root / "deploy" / "locks" / (name + ".txt")


def candidates(search: str, chosen: str | None) -> Iterator[str]:
    """Yield interpreters to try: the chosen one alone, else newest first, each folder in turn."""
    if chosen and chosen not in ("python3", "python"):
        yield shutil.which(chosen, path=search) or chosen
        return
    seen = set()
    for name in NAMES:
        for folder in search.split(os.pathsep):
            path = os.path.join(folder, name)  # noqa: PTH118 - an empty entry is the current folder
            if path not in seen and os.access(path, os.X_OK) and not Path(path).is_dir():
                seen.add(path)
                yield path


def probe(path: str) -> Interpreter | None:
    """Ask an interpreter for its version; None when it does not run (an empty pyenv shim)."""
    try:
        answer = subprocess.run(
            [path, "-I", "-c", PROBE],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=20,
            check=True,
        )
        major, minor, venv, ensurepip = map(int, answer.stdout.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return Interpreter(path, (major, minor), bool(venv and ensurepip))


def choose(search: str, chosen: str | None = None) -> Interpreter:
    """Return the first Python of 3.14 to 3.11 that can make an environment.

    Raises Stop with the line that names what to install.
    """
    found = []
    for path in candidates(search, chosen):
        interpreter = probe(path)
        if interpreter is None:
            continue
        if OLDEST <= interpreter.version <= NEWEST and interpreter.complete:
            return interpreter
        found.append(interpreter)
    for interpreter in found:
        if OLDEST <= interpreter.version <= NEWEST:
            package = "python{}.{}-venv".format(*interpreter.version)
            raise Stop(f"{interpreter.path} cannot make environments: apt-get install {package}")
    have = ", ".join("{} ({}.{})".format(i.path, *i.version) for i in found) or "none"
    raise Stop(f"Rasid needs Python 3.11 to 3.14, found {have}: install python3.11 or newer")


def is_current(layout: Layout) -> bool:
    """Whether the environment was set up completely, here, from these very lock files."""
    return _read_stamp(layout) == keys(layout, installed_version(layout)) and layout.python.exists()


def keys(layout: Layout, version: str) -> dict[str, str]:
    """Return what an environment depends on: `packages` and, beyond it, `project`.

    The absolute path is part of both because installed commands hold it: a moved folder rebuilds.
    """
    locks = [layout.lock(name).read_bytes() for name in ("build", "run", layout.packages)]
    packages = _digest([str(layout.root).encode(), version.encode(), *locks])
    project = _digest([packages.encode(), (layout.root / "pyproject.toml").read_bytes()])
    return {"packages": packages, "project": project}


def installed_version(layout: Layout) -> str:
    """Return the version in the environment, by its own configuration; empty when there is none."""
    with contextlib.suppress(OSError):
        for line in (layout.venv / "pyvenv.cfg").read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            if name.strip() in ("version", "version_info"):
                return value.strip()
    return ""


def set_up(layout: Layout, chosen: str | None = None) -> None:
    """Bring the environment up to date; the stamp comes last.

    Without a stamp the environment is made anew: a package that was half copied when a set-up was
    interrupted looks complete to pip. What had been downloaded comes from pip's cache.
    """
    layout.runs.mkdir(exist_ok=True)
    with _only_one(layout.runs / ("setup" + layout.folder + ".lock")):
        if is_current(layout):
            return
        had = _read_stamp(layout).get("packages")
        with contextlib.suppress(FileNotFoundError):
            layout.stamp.unlink()
        if had != keys(layout, installed_version(layout))["packages"] or not layout.python.exists():
            _make_environment(layout, chosen)
            install(layout, layout.python, ("build", layout.packages))
        if layout.has_project:
            project = ["--no-deps", "--no-build-isolation", "-e", str(layout.root)]
            _pip(layout, layout.python, project)
        stamp = keys(layout, installed_version(layout))
        layout.stamp.write_text(json.dumps(stamp), "utf-8")


def install(layout: Layout, python: Path, locks: Sequence[str]) -> None:
    """Install lock files, in order, every file checked against its hash, nothing compiled.

    Faust has no wheel for Linux on ARM: there it is built from source, without its C parts.
    """
    wheels = ["--only-binary", ":all:"]
    if sys.platform.startswith("linux") and platform.machine() != "x86_64":
        wheels += ["--no-binary", "faust-streaming"]
    for name in locks:
        print(f"set-up: installing deploy/locks/{name}.txt", flush=True)
        source = ["--require-hashes", "-r", str(layout.lock(name))]
        _pip(layout, python, ["--no-deps", "--no-build-isolation", *wheels, *source])


def child_environment(layout: Layout, given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for children: UTF-8 whatever the locale, loopback never by a proxy."""
    env = {name: value for name, value in given.items() if name not in ASTRAY}
    for name in ("NO_PROXY", "no_proxy"):
        env[name] = ",".join(filter(None, [given.get(name), LOOPBACK]))
    env.update(PYTHONUTF8="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", NO_CYTHON="1")
    if "PIP_CACHE_DIR" not in env and not _is_writable(Path(given.get("HOME") or "/nowhere")):
        env["PIP_CACHE_DIR"] = str(layout.runs / "pip-cache")
    return env


def _make_environment(layout: Layout, chosen: str | None) -> None:
    interpreter = choose(os.environ.get("PATH", os.defpath), chosen)
    version = "{}.{}".format(*interpreter.version)
    print(f"set-up: Python {version} into {layout.folder}", flush=True)
    made = subprocess.run(
        [interpreter.path, "-I", "-m", "venv", "--clear", str(layout.venv)], check=False
    )
    if made.returncode:
        raise Stop(f"{interpreter.path} could not make {layout.venv}", 1)


def _pip(layout: Layout, python: Path, arguments: Sequence[str]) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--progress-bar", "off"]
    done = subprocess.run(
        [*command, *arguments],
        env=child_environment(layout, os.environ),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise Stop("packages could not be installed (see above); run the same command to go on", 1)


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the lock file; two set-ups at once take turns."""
    import fcntl  # noqa: PLC0415 - absent on Windows, where the entry says so first

    with path.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("set-up: another one is running, waiting for it", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _read_stamp(layout: Layout) -> dict[str, str]:
    try:
        stamp = json.loads(layout.stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _is_writable(home: Path) -> bool:
    """Whether pip could make its cache there."""
    cache = home / ".cache"
    return os.access(str(cache if cache.exists() else home), os.W_OK)


def _digest(parts: Sequence[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
