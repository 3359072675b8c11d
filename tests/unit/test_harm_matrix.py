"""How casualty sentences are built in news: one small table a language, a row for each way.

A row holds its kind, the sentence behind a report without figures, and the figures it tells. A
headline stands before `||`.
"""

from pathlib import Path

import pytest

from tests.reading import figures, reading

TABLES = Path(__file__).parents[1] / "gold" / "harm"
HEADS = {
    "ar": "انفجرت سيارة مفخخة الجمعة في سوق في بغداد.",
    "ckb": "ڕۆژی هەینی ئۆتۆمبێلێکی بۆمبڕێژکراو لە بازاڕێکی بەغدا تەقییەوە.",
    "en": "A car bomb exploded on Friday in a market in Baghdad.",
    "es": "Un coche bomba explotó el viernes en un mercado de Bagdad.",
    "fa": "روز جمعه یک خودروی بمب‌گذاری‌شده در بازاری در بغداد منفجر شد.",
    "fr": "Une voiture piégée a explosé vendredi sur un marché de Bagdad.",
    "it": "Un'autobomba è esplosa venerdì in un mercato di Baghdad.",
    "ru": "В пятницу на рынке в Багдаде взорвался заминированный автомобиль.",
    "tr": "Bağdat'ta cuma günü bir pazarda bomba yüklü araç patladı.",
}
NOT_YET = {
    ("ar", "abduct-one"),
    ("ar", "doers-counted"),
    ("ar", "relative-deed"),
    ("ckb", "abduct-active"),
    ("ckb", "earlier-attack"),
    ("ckb", "hospitalised"),
    ("ckb", "named-dead"),
    ("ckb", "named-person"),
    ("ckb", "office-person"),
    ("en", "verb-first"),
    ("es", "two-sources"),
    ("fa", "named-dead"),
    ("fa", "passive-then-active"),
    ("fr", "verb-first"),
    ("it", "abduct-one"),
    ("it", "shot-dead"),
    ("it", "suicide-bomber"),
    ("ru", "suicide-bomber"),
    ("tr", "abduct-one"),
    ("tr", "named-dead"),
}
"""Ways that are not read yet; a row that is read must leave the list."""


def rows() -> list[tuple[str, str, str, dict[str, int]]]:
    """Return language, kind, text and figures of each row."""
    found = []
    for path in sorted(TABLES.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            kind, text, told = line.split("\t")
            totals = (total.split("=") for total in told.split())
            found.append((path.stem, kind, text, {name: int(n) for name, n in totals}))
    return found


@pytest.mark.parametrize(("language", "kind", "text", "expected"), rows())
def test_a_way_to_tell_of_harm_is_read(
    language: str, kind: str, text: str, expected: dict[str, int]
) -> None:
    title, _, body = text.rpartition(" || ")
    found = reading(f"{HEADS[language]} {body}", title=title or None, language=language)
    told = [figures(attack) for attack in found.attacks]
    assert (told == [expected]) != ((language, kind) in NOT_YET), told


def test_every_language_has_every_way() -> None:
    kinds = {language: {r[1] for r in rows() if r[0] == language} for language in HEADS}
    assert all(found == kinds["en"] for found in kinds.values())
