"""Count the letters of each script."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

_RANGES = (
    ("Latn", 0x41, 0x5A),
    ("Latn", 0x61, 0x7A),
    ("Latn", 0xC0, 0x24F),
    ("Latn", 0x1E00, 0x1EFF),
    ("Grek", 0x370, 0x3FF),
    ("Cyrl", 0x400, 0x52F),
    ("Armn", 0x531, 0x58A),
    ("Hebr", 0x5D0, 0x5F4),
    ("Arab", 0x620, 0x63F),
    ("Arab", 0x641, 0x64A),
    ("Arab", 0x66E, 0x6D5),
    ("Arab", 0x6FA, 0x77F),
    ("Arab", 0xFB50, 0xFDFF),
    ("Arab", 0xFE70, 0xFEFC),
    ("Deva", 0x904, 0x97F),
    ("Beng", 0x980, 0x9FF),
    ("Thai", 0xE01, 0xE4E),
    ("Geor", 0x10A0, 0x10FF),
    ("Hang", 0x1100, 0x11FF),
    ("Ethi", 0x1200, 0x137F),
    ("Kana", 0x3041, 0x30FA),
    ("Hans", 0x3400, 0x9FFF),
    ("Hang", 0xAC00, 0xD7A3),
)
"""ISO 15924 code, first and last code point of its letters."""

NAMES = tuple(dict.fromkeys(name for name, _, _ in _RANGES))
NONE = "Zyyy"
"""The script of a text without letters that we tell apart."""


_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def scripts_in(text: str) -> dict[str, int]:
    """Return how many letters of each script `text` holds, most first."""
    if text.isascii():
        letters = len(text.encode().translate(None, _NO_LETTERS))
        return {"Latn": letters} if letters else {}
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    counts = np.bincount(_table().take(codes)).tolist()
    found = {NAMES[at]: n for at, n in enumerate(counts[1:]) if n}
    return dict(sorted(found.items(), key=_fewer)) if len(found) > 1 else found


def _fewer(each: tuple[str, int]) -> int:
    return -each[1]


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint8]:
    """Return the place in NAMES, from 1, of each code of the basic plane; 0 for no letter.

    Halves of what lies beyond it are no letters either.
    """
    table = np.zeros(0x10000, dtype=np.uint8)
    for name, first, last in _RANGES:
        table[first : last + 1] = NAMES.index(name) + 1
    return table
