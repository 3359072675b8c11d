"""Posts a feed to ingest, again and again until each article is accepted, as outlets would."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from queue import Empty, Queue

from tests.chaos.feed import SOURCES, Sent

BATCH = 50
WAIT_S = 0.05
PAUSE_S = 0.2

Note = Callable[[list[dict[str, str]], list[Sent]], None]
"""Told what ingest answered to each of the articles of a post."""


def tokens(path: Path) -> Path:
    """Write the file of who may post: each source of the feed, its token its own name."""
    lines = (f"{source} {sha256(source.encode()).hexdigest()}\n" for source in SOURCES)
    path.write_text("".join(lines), "utf-8")
    return path


class Poster:
    """Posts what is queued, each source for itself; `sent` is what ingest has accepted."""

    def __init__(self, port: int) -> None:
        self.sent: dict[str, object] = {}
        self.refused: list[str] = []
        self._outlets = {source: _Outlet(source, port, self._note) for source in SOURCES}

    @property
    def again(self) -> int:
        """Posts that had no answer and were made again."""
        return sum(outlet.again for outlet in self._outlets.values())

    def send(self, message: Sent) -> None:
        """Queue one article."""
        self._outlets[message.source].queue.put(message)

    def settle(self, meanwhile: Callable[[], None], within_s: float) -> None:
        """Return once all that was queued is accepted."""
        deadline = time.monotonic() + within_s
        while waiting := sum(o.queue.unfinished_tasks for o in self._outlets.values()):
            assert time.monotonic() < deadline, f"{waiting} articles are not accepted"
            meanwhile()
            time.sleep(0.1)

    def close(self) -> None:
        """Let the threads end."""
        for outlet in self._outlets.values():
            outlet.queue.put(None)
        for outlet in self._outlets.values():
            outlet.thread.join(10)

    def _note(self, results: list[dict[str, str]], messages: list[Sent]) -> None:
        for result, message in zip(results, messages, strict=True):
            if result["status"] == "accepted":
                self.sent[message.key.decode()] = message.good
            else:
                self.refused.append(f"{message.key.decode()}: {result.get('reason')}")


class _Outlet:
    """One source, which posts from a thread and over a connection of its own."""

    def __init__(self, source: str, port: int, note: Note) -> None:
        self.queue: Queue[Sent | None] = Queue()
        self.again = 0
        self.thread = threading.Thread(target=self._run, name=f"outlet {source}", daemon=True)
        self._headers = {"Authorization": f"Bearer {source}", "Content-Type": "application/json"}
        self._port = port
        self._note = note
        self._connection: http.client.HTTPConnection | None = None
        self.thread.start()

    def _run(self) -> None:
        while (first := self.queue.get()) is not None:
            batch = [first]
            while len(batch) < BATCH:
                try:
                    following = self.queue.get(timeout=WAIT_S)
                except Empty:
                    break
                if following is None:
                    self.queue.put(None)
                    self.queue.task_done()
                    break
                batch.append(following)
            self._post(batch)
            for _ in batch:
                self.queue.task_done()

    def _post(self, messages: list[Sent]) -> None:
        items = [{"article_id": m.key.decode(), "body": m.good.body} for m in messages if m.good]
        while True:
            try:
                self._connection = self._connection or http.client.HTTPConnection(
                    "127.0.0.1", self._port, timeout=30
                )
                self._connection.request("POST", "/articles", json.dumps(items), self._headers)
                answer = self._connection.getresponse()
                told = answer.read()
                if answer.status in (200, 422):
                    self._note(json.loads(told)["results"], messages)
                    return
            except (OSError, http.client.HTTPException, ValueError):
                pass
            if self._connection:
                self._connection.close()
            self._connection = None
            self.again += 1
            time.sleep(PAUSE_S)
