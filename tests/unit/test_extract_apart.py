"""Triggers whose words stand apart, accounts that are news, and drills that say what they are."""

import pytest

from tests.reading import attack, reading


@pytest.mark.parametrize(
    ("language", "told", "kind"),
    [
        ("ru", "В Линце машина въехала в субботу в толпу. Погибли трое.", "vehicle_ramming"),
        ("fr", "À Liège, il a foncé samedi soir sur la foule. Trois morts.", "vehicle_ramming"),
        ("es", "En Berlín embistió el lunes a la multitud. Tres muertos.", "vehicle_ramming"),
        ("es", "En Cali dejaron caer una granada desde un dron. Dos muertos.", "drone_strike"),
    ],
)  # fmt: skip
def test_a_verb_and_what_it_strikes_far_off_name_an_attack(
    language: str, told: str, kind: str
) -> None:
    assert kind in attack(told, language=language).attack_types


def test_an_account_of_an_attack_of_the_day_is_news() -> None:
    told = (
        "Le marché de Colmar s'est vidé samedi. Un homme a frappé au hasard avec un couteau. Une "
        "femme a été tuée et six personnes ont été blessées samedi matin."
    )
    title = "À Colmar, le récit d'une attaque au couteau sur le marché"
    assert reading(told, title=title, language="fr").rejected is None


def test_what_says_that_it_is_a_drill_is_one() -> None:
    told = "Жителей Уфы напугали автоматные очереди. Спешим успокоить: это учения. Задержаны двое."
    assert reading(told, title="Стрельба в Уфе", language="ru").rejected == "drill"


def test_a_court_that_blows_up_is_news() -> None:
    told = "Во вторник у входа в районный суд прогремел взрыв. Погибли 12 человек."
    assert reading(told, title="Взрыв у здания суда в Исламабаде", language="ru").rejected is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", "Стрелок открыл огонь в школе Граца. Двое детей погибли. Нападавший застрелился."),
        ("es", "Un hombre abrió fuego en un bar de Murcia. Murieron dos personas. Se suicidó."),
    ],
)
def test_who_turns_the_gun_on_himself_is_no_suicide_bomber(language: str, told: str) -> None:
    assert "suicide_bombing" not in attack(told, language=language).attack_types


def test_this_is_not_a_group_of_three_letters() -> None:
    told = (
        "В Туле в пятницу взорвалась бомба, погиб человек. Есть подозрения, эта версия проверяется."
    )
    assert attack(told, language="ru").perpetrators == ()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("В Дели взорвалась бомба. Погибли восемь человек.", "Delhi"),
        ("В Риме взорвалась бомба. Погибли восемь человек.", "Rome"),
        ("Под Миньей в Египте боевики обстреляли автобус. Семеро погибли.", "Minya"),
    ],
)
def test_short_and_uneven_russian_names_are_places(told: str, name: str) -> None:
    assert attack(told, title="Теракт", language="ru").place.canonical == name
