"""Headlines that name two towns: each has an attack, though the second is hardly told as one."""

import pytest

from tests.reading import reading

AT = "2019-06-12T10:00:00+00:00"
CASES = {
    "en": (
        "Gunmen kill two guards in Baquba, raiders loot shops in Tal Afar",
        "Gunmen shot dead two guards at a checkpoint in Baquba on Tuesday, police said.",
        "The night before, Tal Afar had seen its own visitors. Some thirty men looted the bazaar. "
        "They slit the throat of one trader.",
        ["Baquba", "Tal Afar"],
    ),
    "fr": (
        "Double coup de Boko Haram à Kolofata et Mora",
        "Une kamikaze a fait exploser sa ceinture mardi à Kolofata. Deux vigiles sont morts.",
        "La veille, c'est Mora qui avait reçu la visite des insurgés. Une quarantaine d'hommes ont "
        "pillé le marché. Un boutiquier a été égorgé et trois gardiens ont été tués.",
        ["Kolofata", "Mora"],
    ),
    "ar": (
        "استشهاد سبعة في قصف خان يونس والنصيرات",
        "استشهد خمسة مواطنين الثلاثاء في غارة على خيمة في خان يونس.",
        "وفي مخيم النصيرات، قصفت مسيّرة مجموعة من المواطنين، ما أسفر عن استشهاد اثنين.",
        ["Khan Younis", "Nuseirat"],
    ),
}


@pytest.mark.parametrize("language", CASES)
def test_headline_of_two_towns_parts(language: str) -> None:
    title, first, second, towns = CASES[language]
    found = reading(f"{first}\n\n{second}", title=title, language=language, at=AT)
    assert [attack.place.city for attack in found.attacks] == towns


def test_where_a_bus_was_bound_is_no_second_attack() -> None:
    title = "Grenade thrown at Beirut-bound bus in Homs wounds five"
    text = (
        "Five people were hurt when a grenade was thrown at a bus in Homs on Tuesday.\n\n"
        "The bus was leaving for Beirut at about seven when two men threw it. The driver lost two "
        "fingers."
    )
    found = reading(text, title=title, language="en", at=AT)
    assert [attack.place.city for attack in found.attacks] == ["Homs"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "MIDSAYAP (MindaNews / 17 November) - A grenade wounded three people in Midsayap."),
        ("es", "Un coche bomba mató a dos policías el 17 de noviembre en Cali."),
        ("fr", "Une bombe a tué deux soldats le 17 novembre à Mopti."),
    ],
)
def test_day_of_november_is_no_group(language: str, text: str) -> None:
    (attack,) = reading(text, language=language, at="2019-11-18T10:00:00+00:00").attacks
    assert not attack.perpetrators
