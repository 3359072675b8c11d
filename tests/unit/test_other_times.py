"""Second attacks told of another hour or day of the same report."""

import pytest

from streams.domain.records import Attack
from tests.reading import reading

SHOT = "Gunmen shot dead a judge outside his home in the city of Taiz on Friday evening."
KILLED = "قتل مسلحون إماما أمام مسجد في مدينة تعز مساء الجمعة."
RAIDED = (
    "Des hommes armés ont attaqué le site de Lala, dans le territoire de Djugu, dans la nuit de"
    " samedi à dimanche. Vingt-sept personnes ont été tuées."
)


def told(body: str, **fields: str | None) -> list[Attack]:
    """Return the attacks that the article reports, in the order told."""
    return [a for a in reading(body, **fields).attacks if a.modality == "asserted"]


def test_an_earlier_hour_of_the_day_is_no_background() -> None:
    body = f"{SHOT}\n\nEarlier, at dawn, a bomb exploded at a market in Aden, killing six people."
    found = told(body, language="en")
    assert [(a.place.canonical, a.killed) for a in found] == [("Taiz", 1), ("Aden", 6)]


def test_an_earlier_week_stays_background() -> None:
    body = f"{SHOT}\n\nEarlier this month, a bomb exploded at a market in Aden, killing six people."
    assert [a.place.canonical for a in told(body, language="en")] == ["Taiz"]


def test_a_bomb_at_noon_is_another_attack_than_shots_in_the_evening() -> None:
    body = f"{KILLED}\n\nوكانت المدينة قد شهدت ظهرا انفجار عبوة ناسفة ألصقت بسيارة ضابط دون إصابات."
    assert len(told(body)) == 2


def test_a_later_evening_with_other_dead_in_the_same_place_is_another_attack() -> None:
    body = (
        f"{RAIDED}\n\nMardi vers 21 heures, les tirs ont repris. Onze personnes ont perdu la vie"
        " et huit autres ont été blessées."
    )
    assert [a.killed for a in told(body, language="fr")] == [27, 11]


def test_a_later_statement_about_the_dead_is_no_other_attack() -> None:
    body = f"{SHOT}\n\nHours later, the governor said that the judge had received threats."
    assert len(told(body, language="en")) == 1


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "ru",
            "По меньшей мере 40 человек убиты в воскресенье при нападении боевиков на деревню"
            " Думба в штате Борно.\n\nНакануне, в понедельник, еще одна атака произошла на шоссе"
            " близ города Дамбоа. Боевики остановили автобус и расстреляли водителя.",
        ),
        (
            "es",
            "Hombres armados mataron el domingo a un párroco en la ciudad de Makurdi.\n\nAl día"
            " siguiente, cuatro religiosas fueron sacadas de su automóvil cerca de Kafanchan. Los"
            " secuestradores las llevaron al bosque.",
        ),
    ],
)
def test_another_attack_may_be_told_in_the_sentence_behind_its_place(
    language: str, body: str
) -> None:
    assert len(told(body, language=language)) == 2
