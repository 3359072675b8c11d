"""The numbers of a text, by which a corrected story is told from a copy."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from streams.lang.small_numbers import small_numbers

MOST = 32
_MOST_WORDS = 10

_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_JOINTS = ".,٫٬"
_THOUSANDS = re.compile(r"[,٬](?=\d{3}(?!\d))")


def numbers_in(
    text: str, figures: Sequence[tuple[int, int]], words: Iterable[str]
) -> tuple[str, ...]:
    """Return number words, then figures, each in reading order, all in ASCII digits.

    `figures` says where runs of digits begin and end, `words` are the number words. `٢٬٥٠٠` and
    `2,500` are 2500; small numbers as words count, but not one, mostly no figure.
    """
    spelt = small_numbers()
    as_words = [spelt[word] for word in islice(words, _MOST_WORDS)]
    return (*as_words, *islice(_figures(text, figures), MOST - len(as_words)))


def _figures(text: str, figures: Sequence[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for begin, end in figures:
        if end <= done:
            continue
        run = text[begin:end]
        if text[end : end + 1] not in _JOINTS and run.isascii():
            yield run
            continue
        for at in range(begin, end):
            if at >= done and (match := _DIGITS.match(text, at)):
                done = match.end()
                yield _plain(match[0])


def _plain(figure: str) -> str:
    if figure.isascii() and figure.isdecimal():
        return figure
    whole = _THOUSANDS.sub("", figure)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else "." for c in whole)
