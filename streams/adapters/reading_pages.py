"""Read the page behind an entry of a feed, where its host lets robots do so."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from streams.adapters.fetching import Fetched, NotFetched, Web, host_of, plain
from streams.adapters.host_turns import Held
from streams.adapters.limited import apart
from streams.adapters.page_text import Rules, robots_url, rules_of, text_of

ROBOT = "rasid"
"""What robots.txt calls us."""
PAGE_BYTES = 2 * 1024 * 1024
ROBOTS_BYTES = 512 * 1024
ROBOTS_S = 24 * 3600.0
AWAY_S = 600.0
"""How long nothing is read of a host whose robots.txt could not be had (RFC 9309, 2.3.1.4)."""
READING_S = 10.0
MOST_HOSTS = 2000
HTML = {"Accept": "text/html,application/xhtml+xml"}


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page, the bytes they came in, and the address where it was found."""

    text: str
    received: bytes
    url: str


@dataclass(frozen=True, slots=True)
class _Known:
    until_s: float
    rules: Rules | None
    """None: nothing may be read."""


@dataclass(slots=True)
class Pages:
    """Reads pages; rules are kept for a day."""

    web: Web
    now_s: Callable[[], float] = time.monotonic
    _known: dict[str, _Known] = field(default_factory=dict)

    async def read(self, url: str) -> Page | None:
        """Return a page; None where it may not or cannot be read."""
        try:
            url = plain(url)
            if not await self._may(url):
                return None
            found = await self.web.get(url, HTML, PAGE_BYTES)
            if found.status != 200 or not await self._may(found.url):
                return None
            text = await apart(READING_S, lambda: text_of(found.body, found.url))
        except (NotFetched, Held, TimeoutError, ValueError):
            return None
        return Page(text, found.body, found.url)

    async def _may(self, url: str) -> bool:
        where = robots_url(url)
        known = self._known.get(where)
        if known is None or known.until_s <= self.now_s():
            known = await self._asked(where)
            if len(self._known) >= MOST_HOSTS:
                self._known.clear()
            self._known[where] = known
        if known.rules is None:
            return False
        if delay := known.rules.crawl_delay(ROBOT):
            self.web.turns.slow(host_of(url), float(delay))
        return known.rules.can_fetch(url, ROBOT)

    async def _asked(self, where: str) -> _Known:
        """Return the rules at an address: none there allows all, none to be had allows nothing."""
        try:
            found = await self.web.get(where, {}, ROBOTS_BYTES)
            rules = await apart(READING_S, lambda: _rules(found))
        except (NotFetched, TimeoutError, ValueError):
            rules = None
        return _Known(self.now_s() + (AWAY_S if rules is None else ROBOTS_S), rules)


def _rules(found: Fetched) -> Rules | None:
    if found.status == 200:
        return rules_of(found.body)
    return rules_of(b"") if 400 <= found.status < 500 and found.status != 429 else None
