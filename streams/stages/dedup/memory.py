"""What is remembered of earlier articles, and under which keys.

    v:<version>       the version's entries, one for each time it came back after the window
    a:<article id>    its versions, oldest first
    x:<exact hash>    versions with this very text
    s:<value>         versions whose sketch starts with values among which is this one
    h                 hours of stream time with entries, rising
    h:<hour>          how many entries the hour has had, and how many of them are gone
    h:<hour>:<n>      the version and time of an entry
    n                 how many entries live
    o                 how many entries there have been

Only the first is kept in the changelog; `derive` makes the others of it, twenty entries an article.

A version is named `<text hash>:<article id>`. Every value is immutable. All look-ups judge the
window for each pair, so what is remembered beyond it never shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import cast

from streams.domain.flow import State
from streams.domain.records import Dedup, Signed

HOUR_MS = 3_600_000
INDEXED = 16
"""The smallest values of a sketch lead to it: half a text shares about eight of them."""
LISTED = 8
"""Versions remembered under one key; what more texts share is background."""
RETURNS = 3
"""Times that one version is remembered when it comes back after the window."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of an article as it was judged; `family` is the story's first article.

    `order` counts the entries in the order of their arrival.

    Articles that were not passed on keep no signature: nothing is compared with them.
    """

    article_id: str
    text_hash: str
    source: str
    wires: tuple[str, ...]
    published_at: int | None
    fetched_at: int
    exact: str
    signature: bytes
    length: int
    numbers: tuple[str, ...]
    verdict: Dedup
    of_source: str
    family: str
    order: int = 0

    @property
    def version(self) -> str:
        """The name of the version in the table."""
        return f"{self.text_hash}:{self.article_id}"


Hour = tuple[int, int]
Slot = tuple[str, int]


class Memory:
    """The table of this stage, read for one moment of stream time."""

    def __init__(self, state: State, at: int, window_ms: int) -> None:
        self._state = state
        self._at = at
        self._window_ms = window_ms

    def version(self, name: str) -> Entry | None:
        """Return the entry of a version within the window, the latest to arrive."""
        return next(self._within(name), None)

    def versions_of(self, article_id: str) -> list[Entry]:
        """Return the versions of an article within the window, oldest first."""
        names = cast("tuple[str, ...]", self._state.get(f"a:{article_id}", ()))
        return [entry for name in names if (entry := self.version(name))]

    def with_text(self, exact: str) -> list[Entry]:
        """Return the articles passed on with this very text, oldest first."""
        return self._passed(f"x:{exact}")

    def sharing(self, signed: Signed) -> Iterator[list[Entry]]:
        """Yield for each indexed value of a sketch the articles passed on with it, oldest first."""
        for value in _indexed(signed.signature):
            yield self._passed(f"s:{value:08x}")

    def _passed(self, key: str) -> list[Entry]:
        names = cast("tuple[str, ...]", self._state.get(key, ()))
        found = (next(filter(_is_passed, self._within(name)), None) for name in names)
        return [entry for entry in found if entry]

    def _within(self, name: str) -> Iterator[Entry]:
        entries = cast("tuple[Entry, ...]", self._state.get(f"v:{name}", ()))
        for entry in reversed(entries):
            if abs(entry.fetched_at - self._at) <= self._window_ms:
                yield entry


PASSED = frozenset({"unique", "revision"})
"""Kinds that go on to be read; the others are links."""


def _is_passed(entry: Entry) -> bool:
    return entry.verdict.kind in PASSED


def remember(state: State, entry: Entry) -> None:
    """Add an entry under all its keys."""
    key = f"v:{entry.version}"
    entries = cast("tuple[Entry, ...]", state.get(key, ()))
    if len(entries) == RETURNS:
        _forget(state, entry.version, entries[0].fetched_at)
        entries = entries[1:]
    arrived = replace(entry, order=cast("int", state.get("o", 0)) + 1)
    state[key] = (*entries, arrived)
    _list(state, arrived)


def is_derived(key: str) -> bool:
    """Return whether what is under `key` follows from the entries."""
    return not key.startswith("v:")


def derive(state: State) -> Iterator[None]:
    """Add what follows from the entries of `state`, in the order they arrived, a step for each.

    The same as before, but for texts that more than eight live articles share, of which some were
    forgotten out of turn: there an older one may be found again.
    """
    found = [
        entry
        for key, entries in state.items()
        if not is_derived(key)
        for entry in cast("tuple[Entry, ...]", entries)
    ]
    for entry in sorted(found, key=attrgetter("order")):
        _list(state, entry)
        yield


def _list(state: State, entry: Entry) -> None:
    """Add an entry under all its keys but its own."""
    state["o"] = entry.order
    version = entry.version
    for index in _indexes(entry):
        names = cast("tuple[str, ...]", state.get(index, ()))
        # Most values lead to one article: spared the copying, recovery is half as long.
        others = tuple(name for name in names if name != version) if names else ()
        state[index] = (*others, version)[-LISTED:] if others else (version,)
    _enqueue(state, entry)


def evict_before(state: State, stream_time: int) -> None:
    """Forget the hours that end before `stream_time`."""
    for hour in cast("tuple[int, ...]", state.get("h", ())):
        if (hour + 1) * HOUR_MS > stream_time:
            break
        while _evict_one(state, hour):
            pass


def evict_beyond(state: State, most: int) -> None:
    """Forget the oldest entries by stream time until at most `most` live."""
    while cast("int", state.get("n", 0)) > most:
        _evict_one(state, cast("tuple[int, ...]", state["h"])[0])


def _indexes(entry: Entry) -> list[str]:
    if not _is_passed(entry):
        return [f"a:{entry.article_id}"]
    return [
        f"a:{entry.article_id}",
        f"x:{entry.exact}",
        *(f"s:{value:08x}" for value in _indexed(entry.signature)),
    ]


def _indexed(signature: bytes) -> list[int]:
    from streams.domain.signature import keys_of  # noqa: PLC0415 - numpy, see the package

    values: list[int] = keys_of(signature).tolist()
    return values


def _enqueue(state: State, entry: Entry) -> None:
    hour = entry.fetched_at // HOUR_MS
    hours = cast("tuple[int, ...]", state.get("h", ()))
    if hour not in hours:
        state["h"] = tuple(sorted((*hours, hour)))
    added, gone = cast("Hour", state.get(f"h:{hour}", (0, 0)))
    state[f"h:{hour}:{added}"] = (entry.version, entry.fetched_at)
    state[f"h:{hour}"] = (added + 1, gone)
    state["n"] = cast("int", state.get("n", 0)) + 1


def _evict_one(state: State, hour: int) -> bool:
    """Forget the first entry of an hour, and the hour with its last; False when it is gone."""
    added, gone = cast("Hour", state.get(f"h:{hour}", (0, 0)))
    if added == gone:
        return False
    version, fetched_at = cast("Slot", state.pop(f"h:{hour}:{gone}"))
    _forget(state, version, fetched_at)
    live = state["n"] = cast("int", state["n"]) - 1
    if not live:
        state["o"] = 0
    state[f"h:{hour}"] = (added, gone + 1)
    if added == gone + 1:
        del state[f"h:{hour}"]
        hours = cast("tuple[int, ...]", state["h"])
        state["h"] = tuple(live for live in hours if live != hour)
    return True


def _forget(state: State, version: str, fetched_at: int) -> None:
    entries = cast("tuple[Entry, ...]", state.get(f"v:{version}", ()))
    entry = next((e for e in entries if e.fetched_at == fetched_at), None)
    if entry is None:
        return
    rest = tuple(e for e in entries if e is not entry)
    if rest:
        state[f"v:{version}"] = rest
    else:
        del state[f"v:{version}"]
    still = {index for e in rest for index in _indexes(e)}
    for index in _indexes(entry):
        if index not in still:
            _unlist(state, index, version)


def _unlist(state: State, index: str, version: str) -> None:
    names = cast("tuple[str, ...]", state.get(index, ()))
    if rest := tuple(name for name in names if name != version):
        state[index] = rest
    else:
        state.pop(index, None)
