"""What every service process does alike: signals, health, exit codes."""

import json
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from streams.adapters import logs, security, tracing
from streams.adapters.health import HealthServer
from streams.adapters.service_metrics import ServiceMetrics
from streams.config import Settings
from streams.domain.errors import SettingsError, Unavailable
from streams.services.patience import Patience, Stopped

STUCK_S = 60.0
"""Longer than any step takes by itself: a poll, a transaction, an attempt to deliver."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Process:
    """One service while it runs; `failure` is what another thread of it died of.

    `pages` are answered beside metrics and health, as JSON.
    """

    settings: Settings
    name: str
    stop: Event = field(default_factory=Event)
    metrics: ServiceMetrics = field(default_factory=ServiceMetrics)
    pages: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    is_ready: Callable[[], bool] = lambda: False
    failure: BaseException | None = None
    _beats: dict[str, float] = field(default_factory=dict)
    _patiences: list[Patience] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The consumer group."""
        return f"{self.settings.group}-{self.name}"

    @property
    def folder(self) -> Path:
        """Where its state lies. Without a setting it is the same at each start: it must last."""
        return Path(self.settings.run_dir or ".run/services")

    def patience(self, part: str, seconds: float | None = None) -> Patience:
        """Return the patience of this installation for one part of the process, unless it is given.

        Each part is expected to make steps from now on.
        """

        def heard() -> None:
            self._beats[part] = time.monotonic()

        heard()
        seconds = self.settings.broker_patience_s if seconds is None else seconds
        patience = Patience(self.stop, seconds, heard)
        self._patiences.append(patience)
        return patience

    def done(self, part: str) -> None:
        """Expect no further step of a part."""
        self._beats.pop(part, None)

    def fail(self, error: BaseException) -> None:
        """End the process because of what happened in another thread."""
        self.failure = error
        self.stop.set()

    def raise_failure(self) -> None:
        """Raise what another thread died of, if one did."""
        if self.failure is not None:
            raise self.failure

    def live(self) -> str | None:
        """Say why this process should be restarted, or None."""
        now = time.monotonic()
        stuck = [
            f"{part}: no step for {now - at:.0f} s"
            for part, at in self._beats.items()
            if now - at > STUCK_S
        ]
        return "; ".join(stuck) or None

    def ready(self) -> str | None:
        """Say what this process waits for, or None."""
        away = [one.waits_for for one in self._patiences if one.waits_for]
        if away:
            return "waiting: " + "; ".join(away)
        return None if self.is_ready() else "waiting for partitions"


def run(process: Process, work: Callable[[Process], None]) -> int:
    """Do the work until SIGTERM or SIGINT; return 0 then, 3 when something stayed away, else 1.

    Raises SettingsError.
    """
    settings = process.settings
    if not settings.brokers:
        raise SettingsError("RASID_BROKERS must name a broker, got ''")
    security.use(settings)
    logs.configure(settings.log_level)
    tracing.use(settings, process.name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.stop.set())
    os.umask(0o077)  # databases hold texts of articles
    with _health(process) as server, _announced(process, server.port):
        return _ended(process, work)


def _health(process: Process) -> HealthServer:
    host, port = process.settings.metrics_host, process.settings.metrics_port
    registry, pages = process.metrics.registry, process.pages
    try:
        return HealthServer((host, port), registry, process.live, process.ready, pages)
    except OSError as error:
        where = f"RASID_METRICS_HOST and RASID_METRICS_PORT, {host}:{port}"
        raise SettingsError(f"{where}, cannot be listened on: {error.strerror}") from None


def _ended(process: Process, work: Callable[[Process], None]) -> int:
    try:
        work(process)
        process.raise_failure()
    except Stopped:
        return 0
    except Unavailable as error:
        log.error("%s ends: %s", process.name, error)  # noqa: TRY400 - one clear line
        return 3
    except SettingsError:
        raise
    except Exception:
        log.exception("%s ends", process.name)
        return 1
    return 0


@contextmanager
def _announced(process: Process, port: int) -> Iterator[None]:
    """Leave `NAME.json` with process id, port and group in the folder while the process runs."""
    folder, path = process.folder, process.folder / f"{process.name}.json"
    told = {"pid": os.getpid(), "port": port, "group": process.group}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(told), "utf-8")
    except OSError as error:
        said = f"RASID_RUN_DIR, {folder}, cannot be written to: {error.strerror}"
        raise SettingsError(said) from None
    log.info("metrics and health", extra={"port": port, "group": process.group})
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
