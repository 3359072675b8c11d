"""Start a PostgreSQL that is installed here, in a folder of its own, for as long as it is needed.

Standard library only, and no syntax newer than Python 3.8, as with all that `dev.py` needs.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterator, Sequence  # noqa: UP035 - Python 3.8

from deploy.environment import Stop

INSTALLED = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin")
ACCOUNTS = ("postgres", "nobody")
"""Whom it runs as when we are root, which it refuses to."""
SETTINGS = ("listen_addresses=127.0.0.1", "max_connections=50")


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server on loopback and lend the URL of an empty database; stop and remove it after.

    Raises Stop when none is installed or it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="rasid-postgres-"))
    try:
        server = Server(folder)
        server.make()
        server.start()
        try:
            yield server.url
        finally:
            server.stop()
    finally:
        shutil.rmtree(str(folder), ignore_errors=True)


class Server:
    """A server with its data in `folder`/data. Raises Stop when none is installed."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.account = _account() if os.geteuid() == 0 else None
        self._binaries = _binaries()
        self._log = folder / "log"
        port = _free_port()
        if self.account:
            shutil.chown(str(folder), self.account)
        self.url = f"postgresql://rasid@127.0.0.1:{port}/postgres"
        options = ["-p", str(port), "-k", str(folder)]
        options += [word for setting in SETTINGS for word in ("-c", setting)]
        self._options = " ".join(options)

    def make(self) -> None:
        """Make the data of a server without a table."""
        self._run("initdb", "-D", str(self.data), "-U", "rasid", "-A", "trust", "-E", "UTF8")

    def start(self) -> None:
        """Start it and return once it takes connections. Raises Stop when it does not."""
        self._control("-l", str(self._log), "-o", self._options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it and return once it is gone; `immediate` is as a crash."""
        self._control("-m", how, "stop")

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        try:
            self._control("status")
        except Stop:
            return False
        return True

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", *words)

    def _run(self, name: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._binaries / name), *arguments]
        if self.account:
            command = ["setpriv", "--reuid", self.account, "--init-groups", *command]
        found = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            check=False,
        )
        if found.returncode:
            said = found.stderr.decode("utf-8", "replace").strip().splitlines() or ["no word"]
            raise Stop(f"PostgreSQL: {name} failed: {said[-1]}", 1)


def _binaries() -> Path:
    """Return the folder of the newest server that is installed. Raises Stop without one."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(path for pattern in INSTALLED for path in Path("/").glob(pattern))
    for folder in reversed(found):
        if (folder / "initdb").exists():
            return folder
    raise Stop("no PostgreSQL is installed; on Debian and Ubuntu: apt-get install postgresql", 1)


def _account() -> str:
    for name in ACCOUNTS:
        with suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise Stop("PostgreSQL does not run as root, and there is no account postgres or nobody", 1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
