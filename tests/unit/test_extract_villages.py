"""Villages: without a word before them, spelled in many ways, or told only by where they lie."""

import pytest

from tests.reading import attack


@pytest.mark.parametrize(
    ("words", "lat"),
    [
        ("على سكيك بريف إدلب", 35.43),
        ("على بلدة كفرناسج في ريف درعا", 33.15),
        ("على قرية كفر حلب بريف حلب", 36.06),
    ],
)
def test_village_is_found_in_its_province(words: str, lat: float) -> None:
    place = attack(f"قتل أربعة مدنيين الجمعة في غارات جوية {words}.").place
    assert (place.country, place.precision) == ("SY", "city")
    assert place.lat is not None
    assert abs(place.lat - lat) < 0.1


def test_word_that_is_also_a_village_is_none_without_a_head() -> None:
    place = attack("قتل أربعة مدنيين الجمعة في غارات على السلام في محافظة نينوى.").place
    assert (place.admin1, place.precision) == ("Nineveh", "province")


@pytest.mark.parametrize("spelling", ["Teir Maalah", "Tir Maala", "Teir Maela"])
def test_village_is_the_one_that_sounds_so_in_its_province(spelling: str) -> None:
    body = (
        f"An air strike killed four people on Friday in the village of {spelling}, Homs province."
    )
    place = attack(body, language="en").place
    assert (place.country, place.admin1) == ("SY", "Homs")
    assert place.lat is not None
    assert abs(place.lat - 34.8) < 0.05


def test_name_of_two_words_is_no_town_of_its_first() -> None:
    body = "A raid killed three people on Friday in the village of Kifl Zyxaba near Nablus."
    assert attack(body, language="en").place.name != "Kifl"


@pytest.mark.parametrize(
    "words",
    ["at Zyxaba, in Niger's western Tillaberi region", "in Zyxaba, about 100 km south of Niamey"],
)
def test_unknown_town_is_told_by_where_it_lies(words: str) -> None:
    body = f"Niamey (AFP) - Gunmen killed 14 soldiers {words}, on Friday, the army said."
    place = attack(body, language="en").place
    assert (place.name, place.country) == ("Zyxaba", "NE")


def test_flash_names_its_town_first() -> None:
    assert attack("تلبيسة: إصابة ثلاثة مدنيين في غارات جوية الجمعة").place.canonical == "Talbiseh"
