"""A receiver of signed webhooks on loopback, and the alerting file of who posts there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook as Judge

SECRET = "whsec_" + "A" * 32
FILE = """
[sinks.console]
kind = "console"
[sinks.webhook]
kind = "webhook"
url = "http://127.0.0.1:{port}/"
private = true
secret_file = "secret"
[routes.all]
sinks = ["console", "webhook"]
storm = 1000000
"""


class Receiver(BaseHTTPRequestHandler):
    """Takes alerts by their id; its server says what happens to each request."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Judge(SECRET).verify(body, dict(self.headers))  # else it hangs up: nothing was delivered
        status = self.server.answer(self.headers["webhook-id"])
        if status is None:  # hang up
            self.close_connection = True
            return
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


class Hook(ThreadingHTTPServer):
    """Keeps quiet about who hangs up: a service that was killed."""

    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing."""


@contextmanager
def receiver(answer: Callable[[str], int | None], folder: Path) -> Iterator[dict[str, str]]:
    """Answer with the status that is said for each id, None to hang up without one.

    Yields the settings of a service that posts here.
    """
    server = Hook(("127.0.0.1", 0), Receiver)
    server.answer = answer
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    (folder / "secret").write_text(SECRET)
    (folder / "alerting.toml").write_text(FILE.format(port=server.server_address[1]))
    try:
        yield {"RASID_ALERTING": str(folder / "alerting.toml")}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
