"""The process: a server in one thread, the reader of the bus in another, and how both end."""

import asyncio
import math
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import uvicorn
from starlette.applications import Starlette

from streams.adapters.database import file_url
from streams.adapters.listening import address_of, listening
from streams.adapters.news_schema import open_current
from streams.config import Settings
from streams.services.console.decisions import sender
from streams.services.console.hub import Hub
from streams.services.console.live import Live
from streams.services.console.people import Doorkeeper, doorkeeper
from streams.services.console.site import site
from streams.services.process import Process, run

ADDRESS = "console.url"
"""The file in the run folder that holds the address, with the token where one was made."""
LISTENERS = 500
END_S = 3


def serve(settings: Settings) -> int:
    """Answer until SIGTERM or SIGINT; return the exit code: 0, 3 when something stayed away, or 1.

    Raises SettingsError.
    """
    return run(Process(settings, "console"), _work)


def _work(process: Process) -> None:
    settings = process.settings
    keeper = doorkeeper(settings)
    url = settings.database or file_url(process.folder / "rasid.db")
    engine = process.patience("database").insist(lambda: open_current(url))
    process.done("database")
    hub = Hub(LISTENERS)
    try:
        where = (settings.console_host, settings.console_port)
        with listening(where, "RASID_CONSOLE_HOST and RASID_CONSOLE_PORT") as found:
            application = site(settings, keeper, engine, hub, sender(settings.brokers))
            with _address(process.folder, found, keeper):
                _serve(process, Server(application, found, hub), hub)
    finally:
        engine.dispose()


class Server:
    """uvicorn in a thread of its own, so that signals stay with the process."""

    def __init__(self, application: Starlette, listening: socket.socket, hub: Hub) -> None:
        config = uvicorn.Config(
            application,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=2 * LISTENERS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=END_S,
        )
        self._server = uvicorn.Server(config)
        self._listening = listening
        self._hub = hub
        self._started = Event()
        self._thread = Thread(target=self._run, name="http", daemon=True)
        self.loop: asyncio.AbstractEventLoop = asyncio.new_event_loop()

    def __enter__(self) -> "Server":
        self._thread.start()
        self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._hub.close)
        self._thread.join(END_S + 2)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.call_soon(self._started.set)
        try:
            self.loop.run_until_complete(self._server.serve([self._listening]))
        finally:
            self._started.set()
            self.loop.close()

    @property
    def is_running(self) -> bool:
        """Whether the thread answers."""
        return self._thread.is_alive()


def _serve(process: Process, server: Server, hub: Hub) -> None:
    with server:
        patience = process.patience("bus", math.inf)
        thresholds = process.settings.thresholds
        live = Live(process.settings.brokers, hub, server.loop, patience, thresholds)
        process.metrics.listeners.set_function(lambda: hub.listeners)
        process.is_ready = lambda: live.is_reading and server.is_running
        live.run()


@contextmanager
def _address(folder: Path, found: socket.socket, keeper: Doorkeeper) -> Iterator[None]:
    """Say where the console is, on standard output and in a file that only its owner reads."""
    token = f"?token={keeper.fresh_token}" if keeper.fresh_token else ""
    address, path = f"{address_of(found)}/{token}", folder / ADDRESS
    path.write_text(address + "\n", "utf-8")
    sys.stdout.write(f"console: {address}\n")
    sys.stdout.flush()
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
