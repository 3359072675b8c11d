"""How a text is laid out: links that are not read, lines that a narrow page broke."""

import re
from itertools import pairwise

_LINK = re.compile(r"https?://\S+|www\.\S+|(?:pic\.)?t(?:witter)?\.co[m]?/\S+", re.IGNORECASE)
_LINK_MARKS = ("://", "www.", ".co")
"""One of these is in every link: looking for them is ten times faster."""
_BREAK = re.compile(r"(?<=[^\s])\n(?=[^\S\n]{0,3}\S)")
_STOPS = frozenset('.!?؟…:;؛"”»)]')
_FEWEST_BREAKS = 3
_WIDTHS = range(30, 101)
_SHARE = 0.6
_SAMPLE = 40
_CAPITALS_SAMPLE = 1_000


def readable(raw: str) -> str:
    """Return `raw`, character for character, with links and broken lines as spaces."""
    small = raw.lower()
    linked = any(mark in small for mark in _LINK_MARKS)
    without_links = _LINK.sub(lambda found: " " * len(found.group()), raw) if linked else raw
    return _BREAK.sub(" ", without_links) if is_hard_wrapped(without_links) else without_links


def is_hard_wrapped(raw: str) -> bool:
    """Whether the lines are those of a narrow page: of like width, most without a full stop.

    A paragraph that stands on a line of its own ends a sentence; a broken line mostly does not.
    """
    if raw.count("\n") < _FEWEST_BREAKS:
        return False
    lines = [line.strip() for line in raw.split("\n", _SAMPLE)[:_SAMPLE]]
    broken = [line for line, after in pairwise(lines) if line and after]
    if len(broken) < _FEWEST_BREAKS:
        return False
    open_lines = sum(len(line) in _WIDTHS and line[-1] not in _STOPS for line in broken)
    return open_lines >= _SHARE * len(broken)


def is_in_capitals(raw: str) -> bool:
    """Whether a text knows no small letters, so that a capital says nothing of a word."""
    return raw[:_CAPITALS_SAMPLE].isupper()
