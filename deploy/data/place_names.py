"""Choose, out of all alternate names of GeoNames, those that the news of a language may use."""

import re
import unicodedata
from collections.abc import Iterable

from streams.domain.folding import fold, fold_arabic, fold_latin

_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC_WORD = re.compile("[ابتثجحخدذرزسشصضطظعغفقكلمنهويءؤئ]+")
_FOREIGN_LETTER = re.compile("[پچژگڤٹڈڑںےۆێھۀڵڕۇۈۋېۍټډړښڼەۅٔ]")
_DIVISION_AR = re.compile(
    "^(?:محافظه|ولايه|منطقه|اقليم|مقاطعه|استان|امانه|شعبيه|قضاء|ناحيه|مديريه|مركز|اماره|بلديه|لواء"
    "|مدينه|د|ولايت) (?=.{3})|(?<=.{3}) ولايت$"
)
_PERSIAN_DIVISION = re.compile("فرماندار|شهرستان|استن")
_DIVISION_EN = (
    "Governorate|Province|Region|State|District|County|Department|Prefecture|Division|Territory|"
    "Municipality|Oblast|Krai|Republic|Local Government Area|City"
)
_NAMED_AS_DIVISION = re.compile(rf" (?:{_DIVISION_EN})$")
_STRIPPED_EN = re.compile(
    rf"^(?:(?:The )?(?:{_DIVISION_EN}) of |Qaḑā[’'] |Qada |Mudīrīyat |Muḩāfaz̧at |Nāḩiyat |Markaz "
    rf"|Departamento d[eo]l? |(?:Région|Province) d[eu] (?:la |l')?|Gobolka |Cercle de )"
    rf"|[ -](?:{_DIVISION_EN}|welaýaty|viloyati)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|ath|az|an|adh) (?=\S{4})")
_SHORTEST_WITHOUT_ARTICLE = 8
_MOST_NAMES = 14
_DIVISION_WORDS = {
    ("province", "en"): ("{} province", "{} governorate", "{} state", "{} region"),
    ("province", "ar"): ("محافظه {}", "ولايه {}", "اقليم {}"),
    ("district", "en"): ("{} district",),
    ("district", "ar"): ("قضاء {}", "مديريه {}", "منطقه {}"),
}
_TO_ASCII = str.maketrans("ıłŁøØđĐðÐəƏ’‘ʻʼʿʾ`–", "ilLoOdDdDaA'''''''-")


def ascii_name(name: str) -> str:
    """Return the name in ASCII as news writes it: no diacritics, no apostrophe at either end."""
    parts = unicodedata.normalize("NFKD", name.translate(_TO_ASCII))
    plain = "".join(part for part in parts if part.isascii())
    return " ".join(plain.strip("' ").split())


def bare_division(name: str, aliases: Iterable[str]) -> str:
    """Return the English name of a division; an alias such as `X Province` shows it best."""
    named = (alias for alias in aliases if alias.isascii() and _NAMED_AS_DIVISION.search(alias))
    return ascii_name(without_division(next(named, name)))


def without_division(name: str) -> str:
    """Return the name without `Province of`, `District` and the like."""
    return _STRIPPED_EN.sub("", name)


def english_names(
    sure: Iterable[str], alternates: Iterable[str], transliterated: bool
) -> tuple[str, ...]:
    """Return folded names: the `sure` ones and, in a `transliterated` country, the alternates."""
    forms = _transliterated_forms if transliterated else _forms
    names = [*sure, *filter(_is_transliteration, alternates if transliterated else ())]
    found = dict.fromkeys(form for name in names for form in forms(name))
    return tuple(form for form in found if len(form) > 2)[:_MOST_NAMES]


def _is_transliteration(name: str) -> bool:
    plain = ascii_name(name)
    letters = [letter for letter in name if letter.isalpha()]
    return (
        len(plain) >= 4
        and plain[:1].isupper()
        and plain != plain.upper()
        and not any(letter.isdigit() for letter in plain)
        and all(unicodedata.name(x, "").startswith(("LATIN", "MODIFIER")) for x in letters)
    )


def _forms(name: str) -> list[str]:
    """Return the folded name, and the one without its apostrophes."""
    plain = name.translate(_TO_ASCII)
    return [fold_latin(plain), fold_latin(plain.replace("'", ""))]


def _transliterated_forms(name: str) -> list[str]:
    """Return the folded name, also with `al` for an assimilated article, and without article."""
    folded = _forms(name)
    folded += [_ARTICLE.sub("al ", form) for form in folded]
    long = [form for form in folded if len(form) >= _SHORTEST_WITHOUT_ARTICLE]
    return [*folded, *(form.removeprefix("al ") for form in long)]


def arabic_names(alternates: Iterable[str]) -> tuple[str, ...]:
    """Return folded names of three letters or more, in letters that Arabic has."""
    found = dict.fromkeys(_arabic_name(name) for name in alternates if _ARABIC_SCRIPT.search(name))
    return tuple(filter(None, found))[:_MOST_NAMES]


def _arabic_name(name: str) -> str:
    """Return the folded name without words for divisions; empty when it is not an Arabic one."""
    folded = fold_arabic(name)
    described = "،" in name or "(" in name or _PERSIAN_DIVISION.search(folded)
    if described or _FOREIGN_LETTER.search(name):
        return ""
    bare = _DIVISION_AR.sub("", folded)
    words = bare.split()
    is_arabic = all(_ARABIC_WORD.fullmatch(word) for word in words) and len(words) <= 4
    return bare if is_arabic and len(bare) >= 3 else ""


OTHER_LANGUAGES = ("ckb", "fa", "ru")
"""Languages with names in letters of their own, in the order of the columns."""
_OTHER_LETTERS = {
    "ckb": re.compile("[ا-يئبپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ\u200c ]*[ڕڤڵۆێە][^(،]*"),
    "fa": re.compile("[ء-ي‌آپچژکگی ]*[پچژگکی][ء-ي\u200cآپچژکگی ]*"),
    "ru": re.compile("[А-Яа-яЁё .-]+"),
}
_OTHER_DIVISIONS = re.compile(
    "^(?:Провинция|Мухафаза|Вилайет|Область|Район|Регион|Департамент|Штат|Республика|Ил|استان"
    "|شهرستان|ولایت|پارێزگای|پارێزگەی|ھەرێمی|شارۆچکەی|شاری) (?=.{3})",
    re.IGNORECASE,
)


def other_names(alternates: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return by language the names in its own letters, without division words, one of each fold."""
    names = [name.strip() for name in alternates]
    found: dict[str, tuple[str, ...]] = {}
    for language in OTHER_LANGUAGES:
        own = [name for name in names if _OTHER_LETTERS[language].fullmatch(name)]
        bare = (_OTHER_DIVISIONS.sub("", name).replace("|", " ") for name in own)
        forms = {fold(name, language): name for name in reversed([*bare])}
        kept = [name for form, name in reversed(forms.items()) if len(form) > 2]
        found[language] = tuple(kept[:_MOST_NAMES])
    return found


def with_division_words(names: tuple[str, ...], kind: str, language: str) -> tuple[str, ...]:
    """Return the names, and the first three also with the words that say it is a division."""
    patterns = _DIVISION_WORDS[kind, language]
    return (*names, *(pattern.format(name) for name in names[:3] for pattern in patterns))
