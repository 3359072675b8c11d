"""A small disk for a database, in memory, that a drill can fill: only root may mount one."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from deploy.postgres import Server

SIZE_MB = 400


class Disk:
    """Lies under the data of a server while entered, where that is permitted: `can_fill`."""

    def __init__(self) -> None:
        self.can_fill = False
        self._place: Path | None = None

    def __enter__(self) -> "Disk":
        return self

    def __exit__(self, *_: object) -> None:
        if self.can_fill:
            subprocess.run(["umount", "--lazy", str(self._place)], check=True)
            shutil.rmtree(self._place.parent, ignore_errors=True)

    def under(self, server: Server) -> None:
        """Mount it where the server will keep its data."""
        server.data.mkdir()
        options = f"size={SIZE_MB}m,mode=0700"
        if server.account:
            shutil.chown(server.data, server.account)
            options += f",uid={server.data.stat().st_uid}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(server.data)]
        tried = subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
        self.can_fill, self._place = tried.returncode == 0, server.data

    def fill(self) -> None:
        """Leave no room at all, whatever is written meanwhile."""
        with self._ballast.open("wb", buffering=0) as file:
            for piece in (bytes(1 << 20), bytes(1 << 12)):
                with suppress(OSError):
                    while file.write(piece) == len(piece):
                        pass

    def free(self) -> None:
        """Make room again."""
        self._ballast.unlink()

    @property
    def _ballast(self) -> Path:
        return self._place / "ballast"
