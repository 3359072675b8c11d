"""What answers HTTP, the door of ingest and a console, asked without a network."""

import asyncio
from concurrent.futures import Future
from typing import Any

from streams.adapters.service_metrics import ServiceMetrics
from streams.config import Settings
from streams.services.ingest.door import Door, application
from streams.services.ingest.publishers import Publishers, digest
from tests.console import Desk, asked
from tests.samples import ALERT, ARTICLE, ATTACK, INCIDENT, REJECTION

TOKEN = "a-token"  # noqa: S105 - of a door that lives for a test
QUICK = 1_000_000
"""Requests a minute: none is turned away for its pace."""


class Places:
    """Both, for as long as cases are tried on them."""

    def __init__(self, url: object) -> None:
        self.desk = Desk(url, settings=Settings(console_rate=QUICK))
        self.desk.keep(ARTICLE, ATTACK, INCIDENT, ALERT, REJECTION)
        door = Door(Publishers({digest(TOKEN): "okaz.com.sa"}), _Taken(), ServiceMetrics())
        self.door = application(door)
        self._loop = asyncio.Runner()

    def ask(self, application: Any, *what: Any) -> int:
        """Return the status of an answer."""
        return self._loop.run(asked(application, *what)).status

    def close(self) -> None:
        self._loop.close()
        self.desk.close()


class _Taken:
    """A bus that takes everything at once."""

    def offer(self, _pieces: object) -> "Future[None]":
        done: Future[None] = Future()
        done.set_result(None)
        return done
