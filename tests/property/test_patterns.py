"""No pattern of the product costs more than its text is long: floods of 100 kB end in a moment.

A pattern that backtracks takes minutes for a flood that it hangs on; a watchdog ends it.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

import streams

ALIEN = ("__main__", ".migrations.env")
"""Modules that run when they are imported, the second by Alembic alone."""
SIZE = 100_000
WATCH_S = 10
FLOODS = {
    name: (flood * (SIZE // len(flood) + 1))[:SIZE]
    for name, flood in {
        "letters": "a",
        "arabic letters": "ق",
        "capitals": "A",
        "spaces": " ",
        "lines": "\n",
        "digits": "1",
        "grouped digits": "1,111,",
        "dots": ".",
        "commas": ", ",
        "dashes": " - ",
        "brackets": "(",
        "pairs of brackets": "()",
        "tags": "<div>",
        "open tags": "<",
        "open attributes": "<a href=",
        "entities": "&amp;",
        "broken entities": "&#",
        "addresses": "https://t.co/",
        "slashes": "/",
        "quotes": '"',
        "mojibake": "Ù‚",
        "invisible marks": "\u200f\u200c",
        "words": "Baghdad ",
        "datelines": "BAGHDAD, Iraq (AP) - ",
        "names": "Al-Ali bin Al-",
        "spaces and a letter": "  \t a",
    }.items()
}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every compiled pattern that a module of the product holds, with its name."""
    for module_info in pkgutil.walk_packages(streams.__path__, "streams."):
        if module_info.name.endswith(ALIEN):
            continue
        module = importlib.import_module(module_info.name)
        for name, value in vars(module).items():
            yield from _within(f"{module_info.name}.{name}", value)


def _within(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield name, value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _within(f"{name}[{key!r}]", held)
    elif isinstance(value, tuple | list):
        for index, held in enumerate(value):
            yield from _within(f"{name}[{index}]", held)


PATTERNS = dict(patterns())


@contextmanager
def watched(seconds: float = WATCH_S) -> Iterator[None]:
    """Raise TimeoutError inside when it takes longer than the watchdog waits."""

    def bark(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, bark)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern_is_done_with_any_flood(name: str) -> None:
    pattern = PATTERNS[name]
    for flood in FLOODS.values():
        with watched():
            for text in (flood, f"{flood}!", f"x {flood}"):
                assert sum(1 for _ in pattern.finditer(text)) <= len(text) + 1
                pattern.match(text)


def test_watchdog_ends_a_pattern_that_backtracks() -> None:
    with pytest.raises(TimeoutError), watched(0.2):
        re.compile(r"(a+)+b").match("a" * 40)
