"""Posts a feed to ingest, again and again until each article is accepted, as an outlet would."""

import http.client
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from queue import Empty, Queue

from tests.chaos.feed import SOURCES, Sent

BATCH = 50
WAIT_S = 0.05
PAUSE_S = 0.2


def tokens(path: Path) -> Path:
    """Write the file of who may post: each source of the feed, its token its own name."""
    lines = (f"{source} {sha256(source.encode()).hexdigest()}\n" for source in SOURCES)
    path.write_text("".join(lines), "utf-8")
    return path


class Poster:
    """Posts what is queued from a thread of its own; `sent` is what ingest has accepted."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._queue: Queue[Sent | None] = Queue()
        self._connection: http.client.HTTPConnection | None = None
        self._thread = threading.Thread(target=self._run, name="poster", daemon=True)
        self.sent: dict[str, object] = {}
        self.refused: list[str] = []
        self.again = 0
        """Posts that had no answer and were made again."""
        self._thread.start()

    def send(self, message: Sent) -> None:
        """Queue one article."""
        self._queue.put(message)

    def settle(self, meanwhile: Callable[[], None], within_s: float) -> None:
        """Return once all that was queued is accepted."""
        deadline = time.monotonic() + within_s
        while waiting := self._queue.unfinished_tasks:
            assert time.monotonic() < deadline, f"{waiting} articles are not accepted"
            meanwhile()
            time.sleep(0.1)

    def close(self) -> None:
        """Let the thread end."""
        self._queue.put(None)
        self._thread.join(10)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            while len(batch) < BATCH:
                try:
                    following = self._queue.get(timeout=WAIT_S)
                except Empty:
                    break
                if following is None:
                    self._queue.put(None)
                    self._queue.task_done()
                    break
                batch.append(following)
            of_source: dict[str, list[Sent]] = defaultdict(list)
            for message in batch:
                of_source[message.source].append(message)
            for source, messages in of_source.items():
                self._post(source, messages)
            for _ in batch:
                self._queue.task_done()

    def _post(self, source: str, messages: list[Sent]) -> None:
        items = [{"article_id": m.key.decode(), "body": m.good.body} for m in messages if m.good]
        headers = {"Authorization": f"Bearer {source}", "Content-Type": "application/json"}
        while True:
            try:
                self._connection = self._connection or http.client.HTTPConnection(
                    "127.0.0.1", self._port, timeout=30
                )
                self._connection.request("POST", "/articles", json.dumps(items), headers)
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

    def _note(self, results: list[dict[str, str]], messages: list[Sent]) -> None:
        for result, message in zip(results, messages, strict=True):
            if result["status"] == "accepted":
                self.sent[message.key.decode()] = message.good
            else:
                self.refused.append(f"{message.key.decode()}: {result.get('reason')}")
