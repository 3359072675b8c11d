"""Text with each letter in one form, by one look-up for each character: fast, for comparing.

No offsets survive. Names and facts are read with `streams.domain.folding` instead.
"""

import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

_PLANE = 0x10000
_PRESENTATION_FORMS = 0xFB00
"""From here on one code may stand for several letters, which a table cannot give."""
_SPACE = 0x20
_SENTENCE_ENDS = "\n.!?؟।。"
_TATWEEL = "ـ"
_SAME_LETTER = str.maketrans("ىیېکڪةہھەۀ", "يييككههههه")


def bare(text: str) -> Codes:
    """Return what each character of `text` becomes: a letter's code, a space, a line's end."""
    codes = _codes(text)
    if len(codes) and codes.max() >= _PRESENTATION_FORMS:
        codes = _codes(unicodedata.normalize("NFKC", text))
    found = _table().take(codes, mode="clip")
    return found[found > 0]


def letters_of(bared: Codes) -> Codes:
    """Return the letters and digits alone."""
    return bared[bared > _SPACE]


def words_of(bared: Codes) -> list[str]:
    """Return the words."""
    return bared.tobytes().decode("utf-32-le").split()


def sentences_of(bared: Codes) -> list[str]:
    """Return the letters of each sentence or line."""
    lines = bared.tobytes().decode("utf-32-le").replace(" ", "").split("\n")
    return [line for line in lines if line]


def bare_words(text: str) -> list[str]:
    """Return the words of `text`, each letter in one form, without marks and punctuation."""
    return words_of(bare(text))


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@lru_cache(maxsize=1)
def _table() -> Codes:
    """Return what each code of the basic plane becomes: 0 is dropped, 0x20 and less part words."""
    return np.array([_bare(chr(code)) for code in range(_PLANE)], dtype="<u4")


def _bare(character: str) -> int:
    if character.isalnum() and character != _TATWEEL:
        return ord(_letter(character))
    if character in _SENTENCE_ENDS:
        return ord("\n")
    is_mark = character == _TATWEEL or unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
    return 0 if is_mark else _SPACE


def _letter(character: str) -> str:
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    if "\uac00" <= character <= "\ud7a3":
        return character
    return unicodedata.normalize("NFKD", character.casefold())[0].translate(_SAME_LETTER)
