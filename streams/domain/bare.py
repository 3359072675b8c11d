"""Text with each letter in one form, by one look-up for each character: fast, for comparing.

No offsets survive. Names and facts are read with `streams.domain.folding` instead.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from streams.domain.text import may_stay

Codes = npt.NDArray[np.uint16]

SPACE = 0x20
"""Codes up to here part words."""
LINE_END = 0x0A
_SURROGATES = 0xD800
"""From here on units are halves of a character, or forms that may stand for several letters."""
_DOUBTFUL = 0xFFFF
"""No letter's code."""
_SENTENCE_ENDS = "\n.!?؟।。"
_TATWEEL = "ـ"
_SAME_LETTER = str.maketrans("ىیېکڪةہھەۀ", "يييككههههه")
_BEYOND = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """Several texts in one row: the end of a line before and after each.

    `texts` are plain, `units` all their characters, `codes` what each becomes.
    """

    texts: Sequence[str]
    units: Codes
    codes: Codes


def row_of(texts: Sequence[str]) -> Row:
    """Return the texts, made plain where they are not, in one row."""
    units = _joined(texts)
    if not is_plain(units):
        texts = [plain(text) for text in texts]
        units = _joined(texts)
    return Row(texts, units, bared(units))


def clean_row(texts: Sequence[str]) -> Row | None:
    """Return the row of texts all of which are clean and plain at one look; most are."""
    units = _joined(texts)
    codes = _sieve().take(units, mode="clip")
    return None if codes.max() == _DOUBTFUL else Row(texts, units, codes)


def plain(text: str) -> str:
    """Return `text` with presentation forms resolved and nothing beyond the basic plane."""
    if is_plain(units_of(text)):
        return text
    return _BEYOND.sub(" ", unicodedata.normalize("NFKC", text))


def units_of(text: str) -> Codes:
    """Return the UTF-16 units of `text`; of a plain one each is a character."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def is_plain(units: Codes) -> bool:
    """Whether each unit is a character that stands for itself."""
    return not len(units) or bool(units.max() < _SURROGATES)


def is_clean(text: str) -> bool:
    """Whether `streams.domain.text.clean` is sure to leave `text` as it is; true of most texts."""
    return not _unclean().take(units_of(text), mode="clip").any()


def bared(units: Codes) -> Codes:
    """Return what each unit becomes: 0 to be dropped, a letter's code, a space, a line's end."""
    return _table().take(units, mode="clip")


def _joined(texts: Sequence[str]) -> Codes:
    return units_of("\n".join(("", *texts, "")))


def bare_words(text: str) -> list[str]:
    """Return the words of `text`, each letter in one form, without marks and punctuation."""
    found = bared(units_of(plain(text)))
    return found[found > 0].tobytes().decode("utf-16-le").split()


@lru_cache(maxsize=1)
def _unclean() -> npt.NDArray[np.bool_]:
    """Return for each unit whether a text with it has to be looked at; halves of a character do."""
    return np.array([not may_stay(chr(code)) for code in range(_SURROGATES)] + [True])


@lru_cache(maxsize=1)
def _sieve() -> Codes:
    """Return what each unit becomes, and one code for all that a clean plain text may not hold."""
    found = np.append(_table(), np.uint16(_DOUBTFUL))
    found[_unclean()] = _DOUBTFUL
    return found


@lru_cache(maxsize=1)
def _table() -> Codes:
    """Return what each code of a plain text becomes."""
    return np.array([_bare(chr(code)) for code in range(_SURROGATES)], dtype="<u2")


def _bare(character: str) -> int:
    if character.isalnum() and character != _TATWEEL:
        return ord(_letter(character))
    if character in _SENTENCE_ENDS:
        return ord("\n")
    is_mark = character == _TATWEEL or unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
    return 0 if is_mark else SPACE


def _letter(character: str) -> str:
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    if "\uac00" <= character <= "\ud7a3":
        return character
    return unicodedata.normalize("NFKD", character.casefold())[0].translate(_SAME_LETTER)
