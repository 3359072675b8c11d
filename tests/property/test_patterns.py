"""No pattern of the product costs more than its text is long: floods of 100 kB end in a moment.

The floods are those of the press, and for each pattern those that its own repetitions take. One
that backtracks takes minutes for a flood that it hangs on; a watchdog ends it.
"""

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import streams
from tests.attacks import floods_of

ALIEN = ("__main__", ".migrations.env")
"""Modules that run when they are imported, the second by Alembic alone."""
ROOT = Path(streams.__file__).parents[1]
CALLS = ("compile", "sub", "subn", "match", "search", "fullmatch", "split", "findall", "finditer")
INSIDE = {
    "streams/adapters/alerting_file.py: re.fullmatch(NAME, name)": "of settings, not of strangers",
    "streams/adapters/feeds_file.py: re.fullmatch(NAME, name)": "of settings",
    "streams/domain/html.py: re.compile(f'</{name}\\\\s*>', re.IGNORECASE)": "one of few names",
    "streams/domain/mojibake.py: re.compile(f'(?:[{leads}][{rest}]){{{repeats}}}')": "kept, found",
    "streams/domain/mojibake.py: re.compile(f'[{high}]{{2,}}')": "kept, found",
    "streams/domain/numbers.py: re.sub('\\\\D', '', word)": "one character at a time",
}
"""Patterns that are made within a function, each with what holds it."""
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


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield every compiled pattern that a module of the product holds, with its name."""
    for module_info in pkgutil.walk_packages(streams.__path__, "streams."):
        if module_info.name.endswith(ALIEN):
            continue
        module = importlib.import_module(module_info.name)
        for name, value in vars(module).items():
            yield from _within(f"{module_info.name}.{name}", value)


def _within(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _within(f"{name}.{part.name}", getattr(value, part.name))
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


def test_no_pattern_is_made_where_the_floods_do_not_find_it() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in (ROOT / "streams").rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{name}" for name in CALLS}
    }
    assert found == set(INSIDE)


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern_is_done_with_any_flood(name: str) -> None:
    pattern = PATTERNS[name]
    general = [text for it in FLOODS.values() for text in (it, f"{it}!", f"x {it}")]
    for text in (*general, *(f"{flood}!" for flood in floods_of(pattern, SIZE // 2))):
        given: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
        with watched():
            assert sum(1 for _ in pattern.finditer(given)) <= len(given) + 1
            pattern.match(given)


@pytest.mark.parametrize("bad", [r"x(a|aa)+$", r"<\w+\s*\w*\s*=", r"(?:\d+[.,]?)+;", "a*a*b"])
def test_floods_of_a_pattern_find_where_it_backtracks(bad: str) -> None:
    pattern = re.compile(bad)
    floods = [f"{flood}!" for flood in floods_of(pattern, SIZE)]
    with pytest.raises(TimeoutError), watched(1):
        [pattern.search(flood) for flood in floods]


def test_watchdog_ends_a_pattern_that_backtracks() -> None:
    with pytest.raises(TimeoutError), watched(0.2):
        re.compile(r"(a+)+b").match("a" * 40)
