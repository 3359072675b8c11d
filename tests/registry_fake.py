"""A schema registry on loopback that answers as Confluent's interface says, kept in memory."""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

from streams.adapters import avro, registry
from streams.adapters.registry import ConfluentRegistry
from streams.config import Settings
from streams.domain.errors import BadRecord
from streams.domain.flow import Topic


class FakeRegistry:
    """What it was told and what it answers; `asked` holds method and path of each request."""

    def __init__(self) -> None:
        self.schemas: list[dict] = []
        """By id, which begins at 1."""
        self.subjects: dict[str, int] = {}
        self.levels: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.authorization: str | None = None
        self.refusal: tuple[int, bytes] | None = None
        """What is answered to everything while it is set."""
        self.url = ""

    def add(self, text: str, **more: object) -> int:
        """Keep a schema and return its id; the same text has the same id."""
        entry = {"schema": text, **more}
        if entry not in self.schemas:
            self.schemas.append(entry)
        return 1 + self.schemas.index(entry)

    def answer(self, method: str, path: str, content: dict) -> tuple[int, dict]:
        """Return status and content of an answer."""
        match method, [unquote(part) for part in path.strip("/").split("/")]:
            case "POST", ["subjects", subject, "versions"]:
                return self._register(subject, content["schema"])
            case "POST", ["subjects", subject]:
                return self._found(subject, content["schema"])
            case "GET", ["schemas", "ids", number]:
                if not 0 < int(number) <= len(self.schemas):
                    return 404, {"error_code": 40403, "message": "Schema not found"}
                return 200, self.schemas[int(number) - 1]
            case "PUT", ["config", subject]:
                self.levels[subject] = content["compatibility"]
                return 200, content
        return 404, {"error_code": 404, "message": "HTTP 404 Not Found"}

    def _found(self, subject: str, text: str) -> tuple[int, dict]:
        known = self.subjects.get(subject)
        if known is None:
            return 404, {"error_code": 40401, "message": "Subject not found"}
        if self.schemas[known - 1]["schema"] != text:
            return 404, {"error_code": 40403, "message": "Schema not found"}
        return 200, {"subject": subject, "version": 1, "id": known, "schema": text}

    def _register(self, subject: str, text: str) -> tuple[int, dict]:
        known = self.subjects.get(subject)
        if known is not None and self.schemas[known - 1]["schema"] != text:
            return 409, {"error_code": 409, "message": "Schema being registered is incompatible"}
        self.subjects[subject] = self.add(text)
        return 200, {"id": self.subjects[subject]}


def use(fake: FakeRegistry, *, wait: bool = True, **more: bool) -> ConfluentRegistry:
    """Use the registry as a command with these settings would."""
    found = registry.use(Settings(schema_registry=fake.url, **more), may_wait=wait)
    assert found is not None
    return found


def framed(number: int, body: bytes) -> bytes:
    """Return a body in Confluent's framing."""
    return b"\x00" + struct.pack(">I", number) + body


def reason(topic: Topic, message: bytes) -> tuple[str, str]:
    """Return why a message cannot be read."""
    try:
        record = avro.decode(topic, message)
    except BadRecord as bad:
        return bad.reason, bad.detail
    raise AssertionError(record)


@contextmanager
def registry_fake() -> Iterator[FakeRegistry]:
    """Serve a registry on a port of its own."""
    fake = FakeRegistry()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(fake: FakeRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            fake.asked.append((self.command, self.path))
            fake.authorization = self.headers.get("Authorization")
            size = int(self.headers.get("Content-Length") or 0)
            content = json.loads(self.rfile.read(size) or b"{}")
            if fake.refusal:
                status, body = fake.refusal
            else:
                status, answer = fake.answer(self.command, self.path, content)
                body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = _do  # noqa: N815 - so the library finds them

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
