"""Events to everybody who listens, and those of before to whoever was away. One thread only.

An event's id says how far each partition has been read once it is known, so that any console, also
one that was started anew, can tell what somebody has missed.
"""

import asyncio
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

KEPT = 4_000
"""Events that can be told again; older ones are in the database."""
WAITING = 1_000
"""Events that a listener may be behind before the connection is closed, to be made anew."""
FRESH_S = 60.0
"""A listener that says nothing of before is told what came so recently: the database may not have
it yet."""
_MARK = re.compile(r"[a-z]\d{1,6}:\d{1,18}(?:,[a-z]\d{1,6}:\d{1,18})*")

Place = str
"""A partition: the letter of its topic and its number."""


@dataclass(frozen=True, slots=True)
class News:
    """Something read from a partition, before it has an id."""

    place: Place
    offset: int
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it goes over the wire."""

    place: Place
    offset: int
    at_s: float
    frame: bytes


@dataclass(eq=False, slots=True)
class Listener:
    """One connection; None in the queue ends it."""

    queue: asyncio.Queue[bytes | None] = field(
        default_factory=lambda: asyncio.Queue(maxsize=WAITING)
    )


class Hub:
    """Holds the last events and the listeners."""

    def __init__(self, most_listeners: int) -> None:
        self._most = most_listeners
        self._kept: deque[Told] = deque()
        self._next: dict[Place, int] = {}
        self._first: dict[Place, int] = {}
        self._listeners: set[Listener] = set()
        self.is_away = True
        """Whether the broker does not answer."""

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def begin(self, positions: Mapping[Place, int]) -> None:
        """Say from where each partition is read; what was read before stays known."""
        for place, offset in positions.items():
            self._first.setdefault(place, offset)
            self._next.setdefault(place, offset)
        self.change(is_away=False)

    def change(self, *, is_away: bool) -> None:
        """Say whether the broker answers."""
        if is_away != self.is_away:
            self.is_away = is_away
            self._tell_all(self.state())

    def take(self, news: Sequence[News], now_s: float) -> None:
        """Keep what is new and tell it; what was read again is left out."""
        for one in news:
            if one.offset < self._next.get(one.place, 0):
                continue
            self._next[one.place] = one.offset + 1
            frame = framed(one.kind, one.data, self.mark())
            self._kept.append(Told(one.place, one.offset, now_s, frame))
            if len(self._kept) > KEPT:
                gone = self._kept.popleft()
                self._first[gone.place] = gone.offset + 1
            self._tell_all(frame)

    def join(self, mark: str | None, now_s: float) -> tuple[Listener, list[bytes]] | None:
        """Return a listener and what it missed since its last id; None when there are too many."""
        if len(self._listeners) >= self._most:
            return None
        listener = Listener()
        self._listeners.add(listener)
        return listener, [self.state(), *self._missed(mark, now_s)]

    def leave(self, listener: Listener) -> None:
        """Forget a listener."""
        self._listeners.discard(listener)

    def close(self) -> None:
        """End every connection; they are made anew with the id that was heard last."""
        for listener in tuple(self._listeners):
            self._end(listener)

    def mark(self) -> str:
        """Return the id of the latest event."""
        return ",".join(f"{place}:{offset}" for place, offset in sorted(self._next.items()))

    def state(self) -> bytes:
        """Return the event that says whether the broker answers."""
        return framed("state", b'{"bus":"away"}' if self.is_away else b'{"bus":"here"}')

    def _missed(self, mark: str | None, now_s: float) -> list[bytes]:
        if not mark:
            recent = [told.frame for told in self._kept if now_s - told.at_s < FRESH_S]
            return [framed("hello", b"{}", self.mark()), *recent]
        heard = heard_of(mark)
        if heard is None or self._has_gap(heard):
            return [framed("reset", b"{}", self.mark()), *(told.frame for told in self._kept)]
        return [told.frame for told in self._kept if told.offset >= heard.get(told.place, 0)]

    def _has_gap(self, heard: Mapping[Place, int]) -> bool:
        """Whether something was missed that is not kept, or the id is of another broker."""
        return any(
            not self._first[place] <= heard.get(place, 0) <= offset
            for place, offset in self._next.items()
        )

    def _tell_all(self, frame: bytes) -> None:
        for listener in tuple(self._listeners):
            try:
                listener.queue.put_nowait(frame)
            except asyncio.QueueFull:
                self._end(listener)

    def _end(self, listener: Listener) -> None:
        self.leave(listener)
        while not listener.queue.empty():
            listener.queue.get_nowait()
        listener.queue.put_nowait(None)


def heard_of(mark: str) -> dict[Place, int] | None:
    """Return how far an id says that each partition was heard, None when it is no id of ours."""
    if len(mark) > 20_000 or not _MARK.fullmatch(mark):
        return None
    pairs = (word.split(":") for word in mark.split(","))
    return {place: int(offset) for place, offset in pairs}


def framed(kind: str, data: bytes, mark: str | None = None) -> bytes:
    """Return a server-sent event; `data` is one line of JSON."""
    name = f"id: {mark}\n" if mark else ""
    return f"{name}event: {kind}\n".encode() + b"data: " + data + b"\n\n"
