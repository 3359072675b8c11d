"""The numbers of a text, by which a corrected story is told from a copy."""

import re
import unicodedata
from collections.abc import Sequence

from streams.lang.small_numbers import small_numbers

MOST = 32
_MOST_WORDS = 10

_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_JOINTS = ".,٫٬"
_THOUSANDS = re.compile(r"[,٬](?=\d{3}(?!\d))")


def numbers_in(
    text: str, figures: Sequence[tuple[int, int]], words: Sequence[str]
) -> tuple[str, ...]:
    """Return number words, then figures, each in reading order, all in ASCII digits.

    `figures` says where runs of digits begin and end, `words` are the number words. `٢٬٥٠٠` and
    `2,500` are 2500; small numbers as words count, but not one, mostly no figure.
    """
    spelt = small_numbers()
    found = [spelt[word] for word in words[:_MOST_WORDS]]
    done = 0
    for begin, end in figures:
        if len(found) >= MOST:
            break
        run = text[begin:end]
        if begin >= done and text[end : end + 1] not in _JOINTS and run.isascii():
            found.append(run)
        elif end > done:
            more, done = _joined(text, max(begin, done), end)
            found += more
    return tuple(found[:MOST])


def _joined(text: str, begin: int, end: int) -> tuple[list[str], int]:
    """Return the figures that begin in a run of digits, and where the last ends."""
    found = []
    for at in range(begin, end):
        if at >= begin and (match := _DIGITS.match(text, at)):
            begin = match.end()
            found.append(_plain(match[0]))
    return found, begin


def _plain(figure: str) -> str:
    if figure.isascii() and figure.isdecimal():
        return figure
    whole = _THOUSANDS.sub("", figure)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else "." for c in whole)
