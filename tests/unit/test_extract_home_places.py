"""What an outlet's own country, the words around a name and other countries say of a place."""

from dataclasses import replace

import pytest

from streams.stages.extract.stage import read
from tests.reading import attack, context, tagged


def place_in(body, source, **fields):
    article = replace(tagged(body, **fields), source=source)
    found = read(article, context())
    return next((a.place.country, a.place.city) for a in (*found.attacks, *found.older))


@pytest.mark.parametrize(
    ("source", "language", "body", "place"),
    [
        (
            "libyaherald",
            "en",
            "Two guards were killed when a car bomb went off at the harbour gate in Khoms on"
            " Friday.",
            ("LY", "Khoms"),
        ),
        (
            "enabbaladi.net",
            "ar",
            "قتل ثلاثة مدنيين في قصف جوي على مدينة أريحا صباح الجمعة.",
            ("SY", "Ariha"),
        ),
        (
            "wafa",
            "ar",
            "قتل ثلاثة مدنيين في قصف جوي على مدينة أريحا صباح الجمعة.",
            ("PS", "Jericho"),
        ),
    ],
)
def test_an_outlet_means_the_town_at_home(source, language, body, place):
    assert place_in(body, source, language=language) == place


def test_another_country_that_is_named_goes_before_home():
    body = "قتل ثلاثة مدنيين في قصف جوي على مدينة أريحا في الضفة الغربية بفلسطين صباح الجمعة."
    assert place_in(body, "enabbaladi.net")[0] == "PS"


def test_a_small_town_abroad_does_not_outweigh_the_country_that_is_named():
    body = (
        "قتل ثلاثة مدنيين جراء انفجار لغم بشاحنتهم الجمعة على الطريق قرب غوسي وغاو شمالي مالي،"
        " وفق مسؤول محلي في مالي."
    )
    assert place_in(body, "example.org", title="مالي.. ثلاثة قتلى جراء لغم قرب غوسي")[0] == "ML"


def test_the_hour_of_sunset_prayer_is_no_morocco():
    found = attack("قتل سبعة أشخاص في تفجير سيارة مفخخة في مقديشو ساعة المغرب يوم الجمعة.")
    assert (found.place.country, found.date.time_of_day) == ("SO", "evening")


@pytest.mark.parametrize(("word", "town"), [("بتعز", "Taiz"), ("بحمص", "Homs"), ("بعدن", "Aden")])
def test_short_names_of_large_towns_carry_a_preposition(word, town):
    assert attack(f"قتل سبعة أشخاص في تفجير سيارة مفخخة {word} يوم الجمعة.").place.city == town


def test_an_attack_is_called_after_its_town():
    found = attack(
        "قال التنظيم إنه وراء تفجيرات جلال آباد التي أسفرت الجمعة عن إصابة 66 شخصا."
        " وكان قد تبنى السبت الماضي هجوما على قاعة أعراس في كابل.",
        title="تنظيم الدولة الإسلامية يتبنى تفجيرات جلال آباد",
    )
    assert found.place.city == "Jalalabad"
