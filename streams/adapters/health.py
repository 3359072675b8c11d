"""`/metrics`, `/livez` and `/readyz`, answered by a thread that no busy loop delays."""

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

Trouble = Callable[[], str | None]
"""Says what is wrong, in one line without text of articles, or None."""


Pages = Mapping[str, Callable[[], bytes]]
"""Further paths, each with what returns its JSON."""


class HealthServer:
    """Serves while entered; `port` is the one bound, also when 0 was asked for."""

    def __init__(
        self,
        address: tuple[str, int],
        registry: CollectorRegistry,
        live: Trouble,
        ready: Trouble,
        pages: Pages | None = None,
    ) -> None:
        handler = _handler(registry, live, ready, {} if pages is None else pages)
        self._server = ThreadingHTTPServer(address, handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def port(self) -> int:
        """The TCP port that answers."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(
    registry: CollectorRegistry, live: Trouble, ready: Trouble, pages: Pages
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET for three paths, and for the pages of a service."""

        def do_GET(self) -> None:
            """Answer 200, 503 with the reason, or 404."""
            if self.path == "/metrics":
                self._answer(200, generate_latest(registry), CONTENT_TYPE_LATEST)
            elif self.path in ("/livez", "/readyz"):
                trouble = live() if self.path == "/livez" else ready()
                self._answer(503 if trouble else 200, f"{trouble or 'ok'}\n".encode(), "text/plain")
            elif self.path in pages:
                self._answer(200, pages[self.path](), "application/json")
            else:
                self._answer(404, b"not found\n", "text/plain")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: probes come every few seconds."""

    return Handler
