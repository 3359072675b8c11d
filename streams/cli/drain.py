"""Wait until a worker has finished with all that is on the bus, reading along."""

import time
from collections.abc import Callable, Sequence

from streams.adapters.tap import Message, Tap
from streams.domain.errors import Unavailable
from streams.domain.flow import Stage
from streams.domain.topics import TOPICS

STALL_S = 60.0
"""How long a worker may neither send nor commit anything while records wait for it."""


class Drain:
    """Follows the topics of `stages` through `tap`; hands each message on once.

    `check` is called again and again and raises when the worker is gone.
    """

    def __init__(
        self,
        tap: Tap,
        stages: Sequence[Stage],
        take: Callable[[Message], None],
        check: Callable[[], None],
    ) -> None:
        self._tap = tap
        self._sources = tuple(dict.fromkeys(t.name for stage in stages for t in stage.sources))
        self._all = tuple(name for topic in TOPICS for name in (topic.name, topic.dead))
        self._take = take
        self._check = check
        self._committed: dict[tuple[str, int], int] = {}
        self._done, self._since = 0, time.monotonic()

    def run(self, group: str) -> None:
        """Return once nothing waits for `group` and nothing is unread.

        Outputs are acknowledged before their input is committed, so topics are settled upstream
        first: what is read to the end after all before it are done is complete.
        Raises Unavailable when the worker makes no progress.
        """
        self._since = time.monotonic()
        for topic in self._sources:
            self._settle(group, topic)
        self._read_to_end(self._all)

    def _settle(self, group: str, topic: str) -> None:
        def is_settled() -> bool:
            self._read_to_end([topic])
            committed = self._tap.committed(group, [topic])
            self._committed |= committed
            return all(committed[place] >= self._tap.positions[place] for place in committed)

        while not is_settled():
            self._check()

    def _read_to_end(self, topics: Sequence[str]) -> None:
        """Read until the broker has nothing more of `topics`; the others are read along."""
        is_unread = True
        while is_unread:
            self._check()
            is_unread = self._tap.has_more(topics)
            for message in self._tap.read():
                self._take(message)
                is_unread = True
            self._expect_progress()

    def _expect_progress(self) -> None:
        """Raise Unavailable when neither what is read nor what is committed has grown lately."""
        done = sum(self._tap.positions.values()) + sum(self._committed.values())
        if done != self._done:
            self._done, self._since = done, time.monotonic()
        elif time.monotonic() - self._since > STALL_S:
            raise Unavailable(f"the worker has made no progress for {STALL_S:.0f} s")
