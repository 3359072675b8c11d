"""The numbers of a text, by which a corrected story is told from a copy."""

import re
import unicodedata
from itertools import chain, islice

from streams.lang.small_numbers import small_numbers

MOST = 32
_MOST_WORDS = 10
_READ = 4000
"""Characters in which number words are looked for; figures that matter stand early."""

_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_THOUSANDS = re.compile(r"[,٬](?=\d{3}(?!\d))")


def numbers_in(text: str) -> tuple[str, ...]:
    """Return number words, then figures, each in reading order, all in ASCII digits.

    `٢٬٥٠٠` and `2,500` are 2500; small numbers as words count, but not one, mostly no figure.
    """
    words = small_numbers()
    spelt = (words[word] for word in text[:_READ].lower().split() if word in words)
    figures = (_plain(match[0]) for match in _DIGITS.finditer(text))
    return tuple(islice(chain(islice(spelt, _MOST_WORDS), figures), MOST))


def _plain(figure: str) -> str:
    if figure.isascii() and figure.isdecimal():
        return figure
    whole = _THOUSANDS.sub("", figure)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else "." for c in whole)
