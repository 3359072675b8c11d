"""Ask a feed once: only for what changed, and with a word for each way it can go."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from streams.adapters.feed_memory import Memory
from streams.adapters.feed_text import Entry, NotFeed, entries_of
from streams.adapters.feeds_file import Feed
from streams.adapters.fetching import Fetched, NotFetched, Web, host_of
from streams.adapters.host_turns import Held
from streams.adapters.limited import apart
from streams.adapters.reading_pages import Pages
from streams.domain.errors import BadRecord
from streams.services.ingest import pace
from streams.services.ingest.entries import piece_of
from streams.services.ingest.handover import Piece

FEED_BYTES = 5 * 1024 * 1024
READING_S = 20.0
VALUE_LETTERS = 500
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
Outcome = Literal[
    "read",
    "new",
    "nothing_new",
    "unchanged",
    "throttled",
    "gone",
    "http_error",
    "unreachable",
    "refused",
    "too_long",
    "malformed",
    "held",
]
"""How asking a feed ends; `read` becomes `new` or `nothing_new`."""
ANSWERS = ("read", "new", "nothing_new", "unchanged")
THROTTLED = (429, 503)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of asking; `wait_s` is how long the server wants to be left alone."""

    outcome: Outcome
    wait_s: float = 0.0
    detail: str = ""
    entries: Sequence[Entry] = ()
    body: bytes = field(default=b"", repr=False)
    etag: str = ""
    modified: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether the feed is well."""
        return self.outcome in ANSWERS

    @property
    def digest(self) -> str:
        """What tells this body from another."""
        return digest(self.body)


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks feeds by `web`, and pages by `pages` where a feed wants its articles whole."""

    web: Web
    pages: Pages
    now_s: Callable[[], float] = time.time

    async def ask(self, feed: Feed, memory: Memory) -> Said:
        """Return what a feed says now."""
        try:
            found = await self.web.get(feed.url, _conditions(memory), FEED_BYTES)
            return await self._read(found, memory)
        except Held as held:
            return Said("held", held.seconds)
        except NotFetched as error:
            return Said(error.fault, detail=str(error))
        except (NotFeed, TimeoutError) as error:
            return Said("malformed", detail=str(error))

    async def _read(self, found: Fetched, memory: Memory) -> Said:
        fresh_s = pace.fresh_s(found.headers.get("cache-control"), found.headers.get("age"))
        if found.status == 304:
            return Said("unchanged", fresh_s)
        if found.status != 200:
            return self._failed(found)
        if digest(found.body) == memory.body:
            return Said("unchanged", fresh_s)
        kind = found.headers.get("content-type", "")
        entries = await apart(READING_S, lambda: entries_of(found.body, kind, found.url))
        etag, modified = (_value(found, name) for name in ("etag", "last-modified"))
        return Said("read", fresh_s, "", entries, found.body, etag, modified)

    def _failed(self, found: Fetched) -> Said:
        told = found.headers
        asked = pace.asked_s(told.get("retry-after"), told.get("date"), self.now_s())
        detail = f"HTTP {found.status}"
        if found.status in THROTTLED:
            self.web.turns.hold(host_of(found.url), asked or pace.FAILED_S)
            return Said("throttled", asked, detail)
        return Said("gone" if found.status == 410 else "http_error", asked, detail)

    async def pieces(
        self, feed: Feed, entries: Sequence[Entry], received: bytes, now_ms: int
    ) -> list[Piece | BadRecord]:
        """Return what becomes of each entry, in their order."""
        found = []
        for entry in entries:
            wanted = feed.full_text and entry.url
            page = await self.pages.read(entry.url) if wanted and entry.url else None
            found.append(piece_of(entry, feed.source, received, page, now_ms))
        return found


def digest(body: bytes) -> str:
    """Return what tells a body from another."""
    return sha256(body).hexdigest()[:32]


def _conditions(memory: Memory) -> dict[str, str]:
    """Return the headers that ask for what changed alone, as the server spelt its marks."""
    asked = {"Accept": ACCEPT}
    if memory.etag:
        asked["If-None-Match"] = memory.etag
    if memory.modified:
        asked["If-Modified-Since"] = memory.modified
    return asked


def _value(found: Fetched, name: str) -> str:
    """Return a header that can be sent back; one that is too long or not ASCII is none."""
    value = found.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= VALUE_LETTERS else ""
