"""Where a report was written, and names of places that only describe."""

import pytest

from tests.reading import reading


@pytest.mark.parametrize(
    ("language", "text", "city"),
    [
        ("en", "Maiduguri. Gunmen opened fire on a bus on Monday, killing four.", "Maiduguri"),
        ("es", "Tumaco. Hombres armados mataron a tres personas el martes.", "Tumaco"),
        ("fr", "Djibo. Des hommes armés ont tué trois personnes mardi.", "Djibo"),
        ("tr", "Cizre. Salı günü düzenlenen bombalı saldırıda iki polis öldü.", "Cizre"),
        ("ru", "Зугдиди. Неизвестный открыл огонь по полицейским. Двое убиты.", "Zugdidi"),
    ],
)
def test_a_town_that_is_the_first_sentence_is_the_place(
    language: str, text: str, city: str
) -> None:
    assert reading(text, title=None, language=language).attacks[0].place.city == city


def test_the_place_that_is_told_outweighs_the_one_where_it_was_written() -> None:
    text = "BAMAKO. Des hommes armés ont attaqué mardi un marché à Mopti, tuant trois personnes."
    assert reading(text, title=None, language="fr").attacks[0].place.city == "Mopti"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The London-based monitor said a car bomb killed seven people in Azaz on Tuesday.", "SY"),
        ("Moscow-installed officials in Horlivka said a drone killed three on Tuesday.", "UA"),
        ("A car bomb killed seven in Azaz on Tuesday, the Britain-based group said.", "SY"),
    ],
)
def test_a_name_that_describes_is_no_place(text: str, country: str) -> None:
    assert reading(text, title=None, language="en").attacks[0].place.country == country


def test_a_name_before_its_province_is_a_place() -> None:
    text = "Gunmen killed four farmers at Ungwaje, Kaduna State, on Tuesday night."
    assert reading(text, title=None, language="en").attacks[0].place.city == "Ungwaje"


def test_a_bearing_makes_a_place_of_a_common_word() -> None:
    text = "قتل ثلاثة جنود في انفجار عبوة ناسفة غرب حديثة أمس."
    assert reading(text, title=None, language="ar").attacks[0].place.city == "Haditha"


def test_a_short_first_sentence_is_no_dateline() -> None:
    text = "Halep kırsalında çatışmalar sürüyor.\n\nBültenimize abone olun: Musul'da 90 kişi öldü"
    assert not reading(text, title=None, language="tr").attacks
