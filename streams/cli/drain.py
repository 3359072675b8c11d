"""Wait until a worker has finished with all that is on the bus, reading along."""

import time
from collections.abc import Callable, Sequence

from streams.adapters.tap import Message, Tap
from streams.domain.errors import Unavailable
from streams.domain.topics import TOPICS
from streams.topology import TOPOLOGY

QUIET_MS = 100
WATCH_MS = 500
STALL_S = 60.0
"""How long a worker may neither send nor commit anything while records wait for it."""


SOURCES = tuple(dict.fromkeys(topic.name for stage in TOPOLOGY for topic in stage.sources))
"""What the stages read, upstream first."""
EVERYTHING = tuple(name for topic in TOPICS for name in (topic.name, topic.dead))


class Drain:
    """Reads topics through `tap`, which must hold EVERYTHING, and hands each message on once.

    `check` is called again and again and raises when a process that should work is gone.
    """

    def __init__(
        self, tap: Tap, take: Callable[[Message], object], check: Callable[[], None]
    ) -> None:
        self._tap = tap
        self._take = take
        self._check = check
        self._committed: dict[tuple[str, int], int] = {}
        self._done, self._since = 0, time.monotonic()

    def run(self, group: str, topics: Sequence[str] = SOURCES) -> None:
        """Return once nothing of `topics` waits for `group` and nothing at all is unread.

        Outputs are acknowledged before their input is committed, so topics are settled upstream
        first: what is read to the end after all before it are done is complete.
        Raises Unavailable when there is no progress.
        """
        self._since = time.monotonic()
        for topic in topics:
            self._settle(group, topic)
        self._read_to_end(EVERYTHING)

    def watch(self) -> None:
        """Take what comes within a moment, and see that all processes are there."""
        self._check()
        self.read(WATCH_MS)

    def read(self, wait_ms: int) -> int:
        """Take what is there, waiting at most so long for something; return how much it was."""
        count = 0
        for message in self._tap.read(wait_ms):
            self._take(message)
            count += 1
        return count

    def _settle(self, group: str, topic: str) -> None:
        def is_settled() -> bool:
            self._read_to_end([topic])
            committed = self._tap.committed(group, [topic])
            self._committed |= committed
            return all(committed[place] >= self._tap.positions[place] for place in committed)

        while not is_settled():
            self._check()

    def _read_to_end(self, topics: Sequence[str]) -> None:
        """Read until the broker has nothing more of `topics`."""
        self._tap.follow(topics)
        is_unread = True
        while is_unread:
            self._check()
            is_unread = self._tap.has_more(topics)
            is_unread = self.read(QUIET_MS) > 0 or is_unread
            self._expect_progress()

    def _expect_progress(self) -> None:
        """Raise Unavailable when neither what is read nor what is committed has grown lately."""
        done = sum(self._tap.positions.values()) + sum(self._committed.values())
        if done != self._done:
            self._done, self._since = done, time.monotonic()
        elif time.monotonic() - self._since > STALL_S:
            raise Unavailable(f"the worker has made no progress for {STALL_S:.0f} s")
