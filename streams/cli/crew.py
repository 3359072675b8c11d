"""The processes of a run: started beside us, watched, and stopped together."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

import msgspec

from streams.adapters.child import Child
from streams.cli import signals
from streams.domain.errors import RasidError, SettingsError, Unavailable

STOP_SECONDS = 6.0
"""With the 3 s a broker may take after it, everything is gone within ten."""
START_SECONDS = 60.0
"""How long a child may take to say where it answers, and again to be ready."""
POLL_SECONDS = 0.05
LAST_LINES = 10
LAST_BYTES = 8192
PACKAGE_FOLDER = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Note:
    """Where a child answers, and the consumer group it is in."""

    port: int
    group: str


class ChildDied(RasidError):
    """A process of the run ended by itself; the message has its last log lines."""


class Crew:
    """Children by name, each with its log `<name>.log` in `folder`; all stopped on leaving."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._children:
            return
        with ThreadPoolExecutor(len(self._children)) as pool:
            list(pool.map(lambda child: child.stop(STOP_SECONDS), self._children.values()))

    def start(self, name: str, *arguments: str, settings: Mapping[str, str]) -> None:
        """Start `rasid *arguments` with `settings` added to our environment."""
        command = [sys.executable, "-m", "streams.cli", *arguments]
        paths = [str(PACKAGE_FOLDER), os.environ.get("PYTHONPATH", "")]
        paths_setting = {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
        environment = {**os.environ, **settings, **paths_setting}
        self._children[name] = Child(command, environment, self._folder / f"{name}.log")

    def await_note(self, name: str) -> Note:
        """Return what child `name` has written down of itself. Raises ChildDied, Unavailable."""
        path, until = self._folder / f"{name}.json", time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            self.check()
            with contextlib.suppress(OSError, ValueError):  # not there yet, or half written
                return msgspec.json.decode(path.read_bytes(), type=Note)
            time.sleep(POLL_SECONDS)
        raise Unavailable(f"{name} has not started within {START_SECONDS:.0f} s")

    def await_ready(self, name: str) -> Note:
        """Return once child `name` has its partitions and state. Raises ChildDied, Unavailable."""
        note, until = self.await_note(name), time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            self.check()
            if _is_ready(note.port):
                return note
            time.sleep(POLL_SECONDS)
        raise Unavailable(f"{name} is not ready after {START_SECONDS:.0f} s")

    def check(self) -> None:
        """Raise ChildDied when a child is no longer running, and a signal that was swallowed."""
        signals.check()
        for name, child in self._children.items():
            if not child.is_running:
                raise ChildDied(f"{name} ended by itself; its last lines:\n{self._tail(name)}")

    def _tail(self, name: str) -> str:
        with (self._folder / f"{name}.log").open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - LAST_BYTES))
            lines = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join(lines[-LAST_LINES:]) or "(it wrote none)"


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def run_folder(given: str, *, keep: bool) -> Iterator[Path]:
    """Enter the folder of this run: the one given, else `.run/<process id>`, emptied.

    Where that cannot be written, a temporary folder takes its place. Unless `keep`, a folder of
    our own is removed again, except after an error, for its logs. Raises SettingsError.
    """
    if given:
        yield _given_folder(given)
        return
    folder = _own_folder()
    try:
        yield folder
    except RasidError:
        keep = True
        raise
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _given_folder(given: str) -> Path:
    folder = Path(given).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise SettingsError(
            f"RASID_RUN_DIR must be a folder that can be written, got {given!r}: {error.strerror}"
        ) from None


def _own_folder() -> Path:
    folder = Path(".run", str(os.getpid())).absolute()
    try:
        shutil.rmtree(folder, ignore_errors=True)  # of a process before us with the same number
        folder.mkdir(parents=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="rasid-"))
    return folder
