"""How a foreign name sounds, by its consonants: the same in Latin, Arabic and Cyrillic spelling.

Newspapers write foreign towns by ear, each its own way (فرياب, فارياب; مايدوجوري, مايدوغوري), so
vowels are dropped and consonants that stand for one another share a letter.
"""

import re
from functools import lru_cache

SHORTEST = 3
"""Consonants below which a name sounds like too many others."""
_ARABIC = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("فڤ", "f"),
    **dict.fromkeys("تطثة", "t"),
    **dict.fromkeys("دضذ", "d"),
    **dict.fromkeys("زظژ", "z"),
    **dict.fromkeys("كقخکغجگ", "k"),
    **dict.fromkeys("سص", "s"),
    **dict.fromkeys("شچ", "S"),
    "ر": "r",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
_LATIN = {
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("fv", "f"),
    "t": "t",
    "d": "d",
    "z": "z",
    **dict.fromkeys("kcqgj", "k"),
    "s": "s",
    "S": "S",
    "r": "r",
    "l": "l",
    "m": "m",
    "n": "n",
}
_CYRILLIC = {
    **dict.fromkeys("бп", "b"),
    **dict.fromkeys("вф", "f"),
    "т": "t",
    "д": "d",
    **dict.fromkeys("зж", "z"),
    **dict.fromkeys("кг", "k"),
    "с": "s",
    **dict.fromkeys("шщч", "S"),
    "ц": "ts",
    "р": "r",
    "л": "l",
    "м": "m",
    "н": "n",
}
_DOUBLED = re.compile(r"(.)\1+")


class _Heard(dict[int, str]):
    """What `str.translate` makes of letters; those that are not heard fall out."""

    def __missing__(self, letter: int) -> str:
        self[letter] = ""
        return ""


_HEARD_IN_ARABIC = _Heard(str.maketrans(_ARABIC))
_HEARD_IN_CYRILLIC = _Heard(str.maketrans(_CYRILLIC))
_HEARD_IN_LATIN = _Heard(str.maketrans(_LATIN))
_TOGETHER = (("dj", "j"), ("sh", "S"), ("ch", "S"), ("ph", "f"), ("x", "ks"))
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|ath|az|an|adh)[ -](?=\w{3})")
_INFLECTED = re.compile(r"(?<=\w{4})(?:ом|ем|ой|ою|ам|ям|ах|ях|ами|ями|ов|ев)$")
"""Endings of Russian cases that have a consonant."""
_VOWELS = frozenset("aeiouاعويаиоуэе")


def sound_of_arabic(name: str) -> str:
    """Return the consonants of a folded Arabic name, doubled ones once, behind its first vowel."""
    return _sound(name, name.translate(_HEARD_IN_ARABIC))


def sounds_of_cyrillic(name: str) -> tuple[str, ...]:
    """Return how a folded Russian name may sound: as it stands, and without the ending of a case.

    `х` stands for *kh* and for *h*, which is not heard.
    """
    forms = dict.fromkeys((name, _INFLECTED.sub("", name)))
    plain = [form.replace("дж", "к").replace(" ", "") for form in forms]
    spelt = [form.replace("х", heard) for form in plain for heard in ("к", "ъ")]
    found = (_sound(form, form.translate(_HEARD_IN_CYRILLIC)) for form in spelt)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 16)
def sound_of_latin(name: str) -> str:
    """Return the consonants of an English name, doubled ones once, behind its first vowel.

    An Arabic article before it is left out, as `sound_of_arabic` is not given one either.
    """
    lower = _ARTICLE.sub("", name.lower())
    for written, heard in _TOGETHER:
        lower = lower.replace(written, heard)
    return _sound(lower, lower.translate(_HEARD_IN_LATIN))


def _sound(name: str, heard: str) -> str:
    once = _DOUBLED.sub(r"\1", heard)
    return f"'{once}" if name[:1] in _VOWELS else once
