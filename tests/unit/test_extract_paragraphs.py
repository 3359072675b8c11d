"""Attacks that a paragraph parts from those before it: below a heading, on a later day."""

import pytest

from streams.domain.records import Attack
from streams.domain.sounds import sound_of_latin, sounds_of_cyrillic
from tests.reading import reading

HEADED = {
    "ru": (
        "В Одессе в среду ракета попала в жилой дом, погибли шесть человек.\n\nНиколаев. Здесь с "
        "утра стреляла артиллерия. Снаряд разорвался на рынке: двое торговцев убиты, девять "
        "человек ранены."
    ),
    "en": (
        "A missile hit a block of flats in Odesa on Wednesday, killing six people.\n\nMykolaiv. "
        "Guns had been firing here since dawn. A shell exploded in a market: two traders were "
        "killed and nine people wounded."
    ),
    "es": (
        "Un misil alcanzó el miércoles un edificio en Odesa y mató a seis personas.\n\nMykolaiv. "
        "La artillería disparaba desde el alba. Un proyectil estalló en un mercado: murieron dos "
        "vendedores y nueve personas resultaron heridas."
    ),
}
LATER_DAY = {
    "fr": (
        "Lundi, des hommes armés ont tué six villageois à Djibo, au Burkina Faso.\n\nComme si cela "
        "ne suffisait pas, un car a heurté mardi un engin explosif près de Djibo. Deux passagers "
        "ont péri."
    ),
    "en": (
        "Gunmen killed six villagers in Djibo, Burkina Faso, on Monday.\n\nAs if that were not "
        "enough, a bus hit a roadside bomb near Djibo on Tuesday. Two passengers died."
    ),
}


def told(body: str, code: str) -> list[Attack]:
    """Return the attacks that the article reports, written on a Wednesday, in the order told."""
    read = reading(body, language=code, at="2022-06-15T18:00:00+00:00")
    return [a for a in read.attacks if a.modality == "asserted"]


@pytest.mark.parametrize("code", HEADED)
def test_the_name_of_a_town_alone_begins_another_attack(code: str) -> None:
    found = told(HEADED[code], code)
    assert [(a.place.canonical, a.killed) for a in found] == [("Odesa", 6), ("Mykolaiv", 2)]
    assert found[1].wounded == 9


@pytest.mark.parametrize("code", LATER_DAY)
def test_a_paragraph_about_a_later_day_begins_another_attack(code: str) -> None:
    found = told(LATER_DAY[code], code)
    assert [(str(a.date.start), a.killed) for a in found] == [("2022-06-13", 6), ("2022-06-14", 2)]


def test_gunmen_who_come_to_a_town_are_no_visitors() -> None:
    found = told(
        "Des hommes armés ont tué mardi six paysans à Djibo.\n\nUn camp près de Dori a été visité "
        "dans la soirée par des miliciens. On dénombre quatorze morts.",
        "fr",
    )
    assert [(a.place.canonical, a.killed) for a in found] == [("Djibo", 6), ("Dori", 14)]


def test_towns_below_a_turn_are_not_those_of_the_main_attack() -> None:
    found = told(
        "Six paysans égorgés dans leurs champs par des rebelles.\n\nLes corps ont été trouvés "
        "mardi près de Dori, au Burkina Faso.\n\nLe même jour, à Djibo, une bombe a tué deux "
        "soldats. Les blessés ont été évacués par les secours dans la ville de Kaya.",
        "fr",
    )
    assert [a.place.canonical for a in found] == ["Dori", "Djibo"]


def test_what_is_said_of_the_attack_turns_to_no_other() -> None:
    found = told(
        "Боевики напали на колонну в Мали, убиты четверо солдат.\n\nИнцидент произошел накануне на "
        "дороге между Кайесом и Диемой. Ранены шестеро водителей.",
        "ru",
    )
    assert [(a.killed, a.wounded) for a in found] == [(4, 6)]


def test_where_one_travels_is_no_site() -> None:
    found = told(
        "Боевики устроили засаду на автобус, следовавший из Сегу в Бамако, под Мопти. Убиты трое "
        "солдат.",
        "ru",
    )
    assert [a.place.canonical for a in found] == ["Mopti"]


@pytest.mark.parametrize("name", ["Контагоре", "Контагорой", "Контагора"])
def test_a_russian_name_sounds_as_the_town_does(name: str) -> None:
    assert sound_of_latin("Kontagora") in sounds_of_cyrillic(name.lower())
    assert sound_of_latin("Homs") in sounds_of_cyrillic("хомс")
