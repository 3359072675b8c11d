"""The HTTP server in a thread of its own; it closes on clients that are slow with their headers."""

import asyncio
import socket
from contextlib import suppress
from threading import Thread
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS = 256
HEADER_BYTES = 16 * 1024
HEADER_S = 10.0
KEEP_ALIVE_S = 15
END_S = 20
"""Longer than the bus may take for what is on its way."""


class Protocol(H11Protocol):
    """Gives a client `header_s` to send the head of a request."""

    header_s = HEADER_S
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the clock."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Stop the clock when the head is whole, start it when a next one begins."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._late is None:
            self._late = self.loop.call_later(self.header_s, self._end)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end(self) -> None:
        self._late = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()


class Server:
    """uvicorn in a thread, so that signals stay with the process."""

    def __init__(self, application: Starlette, listening: socket.socket) -> None:
        config = uvicorn.Config(
            application,
            http=Protocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            h11_max_incomplete_event_size=HEADER_BYTES,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=END_S,
        )
        self._server = uvicorn.Server(config)
        self._listening = listening
        self._thread = Thread(target=self._run, name="http", daemon=True)

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(END_S + 2)

    @property
    def is_running(self) -> bool:
        """Whether the thread answers."""
        return self._thread.is_alive() and self._server.started

    def _run(self) -> None:
        with asyncio.Runner() as runner, suppress(asyncio.CancelledError):
            runner.run(self._server.serve([self._listening]))
