"""Made-up feeds on many hosts of loopback: `python -m bench.feed_sites PLAN` serves them.

When each publishes is fixed by a plan, so that who measures knows it without asking. The server
notes what it was asked, and whether politely.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from email.utils import formatdate
from html import escape
from pathlib import Path

from aiohttp import web

SHOWN = 30
"""Entries that a feed holds."""
LATENCY_S = (0.05, 0.3)
SENTENCE = "قتل ستة أشخاص وأصيب آخرون في هجوم على محطة للكهرباء قرب المدينة، وفق مصدر في الشرطة. "


@dataclass(frozen=True, slots=True)
class Planned:
    """A feed: its host, and when it publishes, in seconds of the clock."""

    name: str
    host: str
    moments: Sequence[float]


@dataclass(slots=True)
class Manners:
    """What was asked: requests under way on a host, and the shortest times between two."""

    requests: int = 0
    unchanged: int = 0
    at_once: int = 0
    host_gap_s: float = 1e9
    feed_gap_s: float = 1e9
    _inside: dict[str, int] = field(default_factory=dict)
    _left: dict[str, float] = field(default_factory=dict)

    def enter(self, host: str, feed: str, now_s: float) -> None:
        """Note that a request began."""
        self.requests += 1
        self._inside[host] = self._inside.get(host, 0) + 1
        self.at_once = max(self.at_once, self._inside[host])
        self.host_gap_s = min(self.host_gap_s, now_s - self._left.get(host, -1e9))
        self.feed_gap_s = min(self.feed_gap_s, now_s - self._left.get(feed, -1e9))

    def leave(self, host: str, feed: str, now_s: float) -> None:
        """Note that a request was answered."""
        self._inside[host] -= 1
        self._left[host] = self._left[feed] = now_s

    def told(self) -> Mapping[str, float]:
        """Return the figures."""
        return {name: value for name, value in asdict(self).items() if name[0] != "_"}


class Sites:
    """Answers for all feeds; a mark that is sent back gets 304 while nothing is new."""

    def __init__(self, planned: Sequence[Planned]) -> None:
        self._planned = {each.name: each for each in planned}
        self._chance = random.Random(1)  # noqa: S311 - how slow a site is
        self.manners = Manners()

    async def feed(self, request: web.Request) -> web.Response:
        """Answer for one feed."""
        one = self._planned[request.match_info["name"]]
        self.manners.enter(one.host, one.name, time.monotonic())
        try:
            await asyncio.sleep(self._chance.uniform(*LATENCY_S))
            return self._answer(one, request.headers.get("If-None-Match"))
        finally:
            self.manners.leave(one.host, one.name, time.monotonic())

    def _answer(self, one: Planned, mark: str | None) -> web.Response:
        count = sum(moment <= now_s() for moment in one.moments)
        headers = {"ETag": f'"{count}"'}
        if mark == headers["ETag"]:
            self.manners.unchanged += 1
            return web.Response(status=304, headers=headers)
        kind = "application/rss+xml"
        return web.Response(text=_rss(one, count), content_type=kind, headers=headers)

    async def told(self, _: web.Request) -> web.Response:
        """Answer how we were asked."""
        return web.json_response(self.manners.told())


def now_s() -> float:
    """Return the seconds of the clock."""
    return time.time_ns() / 1e9


def key_of(feed: str, place: int) -> str:
    """Return the address of an entry, which names its article."""
    return f"https://news.example/{feed}/{place}"


def _rss(one: Planned, count: int) -> str:
    places = range(count - 1, max(count - SHOWN, 0) - 1, -1)
    items = "".join(_item(one, place) for place in places)
    return f'<rss version="2.0"><channel><title>{one.name}</title>{items}</channel></rss>'


def _item(one: Planned, place: int) -> str:
    told = formatdate(one.moments[place], usegmt=True)
    words = escape(f"{SENTENCE * 6}{one.name} {place}")
    return (
        f"<item><guid>{key_of(one.name, place)}</guid><link>{key_of(one.name, place)}</link>"
        f"<title>{one.name} {place}</title><pubDate>{told}</pubDate>"
        f"<description>{words}</description></item>"
    )


async def _serve(planned: Sequence[Planned], port: int) -> None:
    sites, application = Sites(planned), web.Application()
    application.router.add_get("/told", sites.told)
    application.router.add_get("/{name}", sites.feed)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    for host in {each.host for each in planned} | {"127.0.0.1"}:
        await web.TCPSite(runner, host, port).start()
    print("serving", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    plan = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    asyncio.run(_serve([Planned(**each) for each in plan["feeds"]], plan["port"]))
