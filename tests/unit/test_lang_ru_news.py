"""Russian reports as papers write them: short clauses, background, footnotes, attackers' dead."""

import pytest

from tests.reading import attack, figures, reading

LEAD = "В городе Дербент в четверг неизвестные обстреляли отдел полиции. "


@pytest.mark.parametrize(
    ("told", "killed", "wounded"),
    [
        ("Погибли трое полицейских и один прохожий, пятеро ранены.", 4, 5),
        ("Число погибших выросло до 61, более 150 человек получили ранения.", 61, 150),
        ("Число погибших выросло с 13 до 32, раненых 110.", 32, 110),
        ("Нападение произошло 14 июня. Двое убиты, девять ранены.", 2, 9),
        ("Погибли двое. Один полицейский получил четыре ножевых ранения.", 2, None),
        ("Двое погибли. С начала года в республике погибли 12 полицейских.", 2, None),
    ],
)
def test_clauses_keep_their_own_figures(told: str, killed: int, wounded: int | None) -> None:
    found = figures(attack(LEAD + told, language="ru"))
    assert (found.get("killed"), found.get("wounded")) == (killed, wounded)


def test_ages_of_two_are_no_toll() -> None:
    found = attack(LEAD + "Ранен полицейский. По данным МВД, убитым 18 и 19 лет.", language="ru")
    assert "killed" not in figures(found)


@pytest.mark.parametrize(
    ("told", "attackers"),
    [
        ("Погиб полицейский. Двое смертников привели в действие взрывные устройства.", 2),
        ("Погиб полицейский. Второй участник нападения убит.", 1),
        ("Погиб полицейский. Террориста опознали и застрелили охранники.", 1),
    ],
)
def test_dead_attackers_are_no_victims(told: str, attackers: int) -> None:
    tolls = attack(LEAD + told, language="ru").tolls
    dead = [t.best for t in tolls if (t.effect, t.side) == ("killed", "perpetrator")]
    victims = [t.best for t in tolls if (t.effect, t.side) == ("killed", "victim")]
    assert (max(dead), max(victims)) == (attackers, 1)


def test_clause_on_somebody_else_has_no_dead() -> None:
    told = "Погибли двое полицейских. Случайный водитель, у которого преступник отобрал машину, "
    tolls = attack(LEAD + told + "скончался от ран.", language="ru").tolls
    assert not [t for t in tolls if (t.effect, t.side) == ("killed", "perpetrator")]


def test_claim_of_what_is_recalled_is_not_of_the_news() -> None:
    body = LEAD + (
        "Погибли двое полицейских.\n\nВ июле 2011 года в Дангаре нападавшие убили четырех "
        "туристов. Ответственность взяла на себя группировка «Исламское государство»."
    )
    found = attack(body, language="ru")
    assert not found.claims
    assert all(p.name is None for p in found.perpetrators)


def test_footnote_on_a_ban_blames_nobody() -> None:
    body = LEAD + (
        "Погибли двое полицейских.\n\nТалибан* – организация под санкциями ООН за "
        "террористическую деятельность."
    )
    assert all(p.name is None for p in attack(body, language="ru").perpetrators)


def test_day_before_a_comma_is_not_that_of_speaking() -> None:
    body = (
        "Восемь полицейских погибли при взрыве мины в городе Киркук в воскресенье, сообщают СМИ. "
        "Двое ранены."
    )
    found = attack(body, language="ru", at="2022-12-19T10:15:00+03:00")
    assert found.date is not None
    assert found.date.start == "2022-12-18"


def test_day_that_words_look_back_on_is_not_that_of_the_news() -> None:
    body = (
        "В Херсоне снаряд попал в жилой дом, погибли двое, шестеро ранены.\n\n"
        "1 мая, напомним, во время атаки на рынок в Херсоне беспилотник убил женщину."
    )
    found = reading(body, language="ru", at="2025-05-06T09:00:00+03:00").attacks
    assert [a.date.start for a in found if a.modality == "asserted" and a.date] == ["2025-05-06"]
