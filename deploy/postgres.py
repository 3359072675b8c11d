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
        server = _Server(_binaries(), folder)
        with server.running():
            yield server.url
    finally:
        shutil.rmtree(str(folder), ignore_errors=True)


class _Server:
    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._data = folder / "data"
        self._log = folder / "log"
        self._account = _account() if os.geteuid() == 0 else None
        self._port = _free_port()
        if self._account:
            shutil.chown(str(folder), self._account)
        self.url = f"postgresql://rasid@127.0.0.1:{self._port}/postgres"
        self._socket_folder = folder

    @contextmanager
    def running(self) -> Iterator[None]:
        """Make the data, start the server, and stop it at the end."""
        self._run("initdb", "-D", str(self._data), "-U", "rasid", "-A", "trust", "-E", "UTF8")
        options = ["-p", str(self._port), "-k", str(self._socket_folder)]
        options += [word for setting in SETTINGS for word in ("-c", setting)]
        control = ["pg_ctl", "-D", str(self._data), "-w", "-l", str(self._log)]
        self._run(*control, "-o", " ".join(options), "start")
        try:
            yield
        finally:
            self._run(*control, "-m", "fast", "stop")

    def _run(self, name: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._binaries / name), *arguments]
        if self._account:
            command = ["setpriv", "--reuid", self._account, "--init-groups", *command]
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
