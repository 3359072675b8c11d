"""The folder of a run, and the note in it by which others find a worker."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.config import Settings
from streams.domain.errors import SettingsError

log = logging.getLogger(__name__)


def run_folder(settings: Settings) -> Path:
    """Return the folder of this run, made if need be."""
    folder = Path(settings.run_dir or f".run/{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"RASID_RUN_DIR, {folder}, cannot be made: {error.strerror}") from None
    return folder


@contextmanager
def announced(folder: Path, port: int, group: str) -> Iterator[None]:
    """Leave `worker.json` with process id, port and group in `folder` while the worker runs."""
    path = folder / "worker.json"
    unfinished = path.with_suffix(".tmp")
    note = {"pid": os.getpid(), "port": port, "group": group}
    unfinished.write_text(json.dumps(note), "utf-8")
    unfinished.replace(path)
    log.info("metrics and health on 127.0.0.1", extra={"port": port, "group": group})
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
