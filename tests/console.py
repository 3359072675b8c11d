"""A console over a database that a test fills, asked without a network."""

import asyncio
import json
from dataclasses import dataclass, field

from streams.adapters.database import connect
from streams.adapters.news_store import NewsStore
from streams.config import Settings
from streams.services.console.hub import Hub
from streams.services.console.people import Doorkeeper, Person, digest
from streams.services.console.site import site
from tests.samples import AT, origin

READER, EDITOR = "reader-token", "editor-token"
KEEPER = Doorkeeper(
    {digest(READER): Person("reem", False), digest(EDITOR): Person("edgar", True)},
    is_open_to_edits=True,
)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Desk:
    """The application, and what was decided."""

    url: object
    keeper: Doorkeeper = KEEPER
    settings: Settings = field(default_factory=Settings)
    decided: list = field(default_factory=list)

    def __post_init__(self):
        self.store = NewsStore(self.url)
        self.engine = connect(self.url)
        self.hub = Hub(3)
        self.application = site(
            self.settings, self.keeper, self.engine, self.hub, self.decided.append
        )

    def keep(self, *records):
        self.store.write([(origin("t", n), record) for n, record in enumerate(records)], AT)

    def close(self):
        self.store.close()
        self.engine.dispose()

    def ask(self, path, method="GET", token=READER, body=b"", **headers):
        """Return the answer; header names are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            sent["authorization"] = f"Bearer {token}"
        return asyncio.run(asked(self.application, method, path, sent, body))


async def asked(application, method, path, headers, body):
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 40_000),
        "server": ("127.0.0.1", 8380),
    }
    found, chunks = {}, []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            found["status"] = message["status"]
            pairs = message["headers"]
            found["headers"] = {name.decode().lower(): value.decode() for name, value in pairs}
        else:
            chunks.append(message.get("body", b""))

    await application(scope, receive, send)
    return Answer(found["status"], found["headers"], b"".join(chunks))
