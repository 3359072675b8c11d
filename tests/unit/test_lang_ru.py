"""Russian: cases, verbs on either side of people, collective numerals, places, claims, asides."""

import pytest

from streams.domain.numbers import number_at
from streams.lang.headlines import headline_words
from streams.lang.loader import load_lexicons
from tests.reading import attack, figures, reading

LEAD = "В понедельник боевики напали на пост полиции в городе Хасавюрт в Дагестане. "


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("двое", 2),
        ("шестерых", 6),
        ("двести тридцать пять", 235),
        ("тридцать шесть", 36),
        ("сто один", 101),
        ("две тысячи", 2000),
        ("140 000", 140_000),
        ("десятки", 10),
    ],
)
def test_number_in_words_is_read(words: str, value: int) -> None:
    found = number_at(words.split(), 0, len(words.split()), load_lexicons()["ru"])
    assert found is not None
    assert (found.low, found.end) == (value, len(words.split()))


@pytest.mark.parametrize(
    ("told", "killed", "wounded", "attackers"),
    [
        ("Погибли 12 человек, ранены 30.", 12, 30, None),
        ("12 человек погибли, еще 30 получили ранения.", 12, 30, None),
        ("Убиты полицейский, охранник и двое прохожих.", 4, None, None),
        ("Жертвами взрыва у поста стали семеро, в том числе трое детей.", 7, None, None),
        ("Взрыв унес жизни пятерых рабочих, ранено более двадцати.", 5, 20, None),
        ("Двое раненых скончались в больнице.", 2, None, None),
        ("Убиты генерал Юнус Амиров, его жена и водитель.", 3, None, None),
        ("Погибших — 6, раненых — 12.", 6, 12, None),
        ("Погибли двое полицейских, четверо нападавших уничтожены.", 2, None, 4),
        ("Смертник подорвал себя у входа, убив 17 верующих.", 17, None, 1),
        ("Нападавшего ликвидировали на месте, ранены трое.", None, 3, 1),
    ],
)
def test_toll_is_read_on_either_side_of_its_verb(
    told: str, killed: int | None, wounded: int | None, attackers: int | None
) -> None:
    found = figures(attack(LEAD + told, language="ru"))
    wanted = {"killed": killed, "wounded": wounded, "perpetrators_killed": attackers}
    assert {effect: found.get(effect) for effect in wanted} == wanted


@pytest.mark.parametrize(
    "told",
    ["Начальнику поста было 46 лет, 46-летний капитан не пострадал.", "Это случилось в 22:30."],
)
def test_ages_and_times_of_day_are_no_tolls(told: str) -> None:
    body = LEAD + "Погибли трое полицейских.\n\n" + told
    assert figures(attack(body, language="ru"))["killed"] == 3


@pytest.mark.parametrize(
    ("where", "city"),
    [
        ("в Киркуке", "Kirkuk"),
        ("в центре Багдада", "Baghdad"),
        ("под Херсоном", "Kherson"),
        ("в столице Сомали Могадишо", "Mogadishu"),
        ("в Нижнем Новгороде", "Nizhniy Novgorod"),
        ("на киркукском рынке", "Kirkuk"),
    ],
)
def test_place_is_read_in_every_case(where: str, city: str) -> None:
    found = attack(f"В пятницу {where} взорвалась бомба, погибли девять человек.", language="ru")
    assert found.place.city == city


def test_surname_from_a_place_is_none() -> None:
    body = LEAD + "Убит капитан Олег Донецкий, сообщил глава района Владимир Белгородов."
    assert attack(body, language="ru").place.city == "Khasavyurt"


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ("Вечером 18 октября", "2016-10-18"),
        ("В ночь на среду", "2016-10-19"),
        ("Накануне", "2016-10-20"),
        ("Сегодня утром", "2016-10-21"),
    ],
)
def test_day_is_read_in_the_genitive_and_the_accusative(day: str, date: str) -> None:
    body = f"{day} в Киркуке боевики напали на пост полиции, погибли шестеро полицейских."
    assert attack(body, language="ru").date.start == date


def test_people_among_whom_is_no_weekday() -> None:
    body = "В пятницу в Киркуке при взрыве погибли девять человек, среди которых двое детей."
    assert attack(body, language="ru").date.start == "2016-10-21"


def test_claim_and_aside_on_the_ban_are_read() -> None:
    body = LEAD + (
        "Погибли двое полицейских.\n\nОтветственность взяла на себя группировка "
        "«Исламское государство» (признана террористической и запрещена в РФ)."
    )
    found = attack(body, language="ru")
    assert [claim.claimant for claim in found.claims] == ["Islamic State"]
    assert found.place.country == "RU"


def test_force_is_named_by_what_it_flies() -> None:
    body = (
        "Беспилотник ВСУ в четверг атаковал автобус в городе Шебекино Белгородской области, "
        "погибла женщина, ранены трое."
    )
    found = attack(body, language="ru")
    assert [p.name for p in found.perpetrators] == ["Ukrainian forces"]
    assert (found.place.city, figures(found)["killed"]) == ("Shebekino", 1)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Суд приговорил боевика к двадцати годам",
            "Суд в Москве приговорил к двадцати годам колонии участника нападения на отдел "
            "полиции в Назрани, при котором погибли трое полицейских.",
        ),
        (
            "В Томске прошли антитеррористические учения",
            "По легенде условные террористы захватили вокзал. Спецназ освободил заложников.",
        ),
        (
            "При взрыве газа в Магнитогорске погибли семь человек",
            "Взрыв бытового газа произошел утром в жилом доме, погибли семь человек.",
        ),
        (
            "Нападающий ЦСКА расстрелял ворота «Ростова»",
            "После перерыва атака хозяев взорвалась: форвард забил три гола, матч окончен.",
        ),
        (
            "В Дербенте нейтрализованы двое боевиков",
            "В ходе контртеррористической операции в Дербенте уничтожены двое боевиков.",
        ),
        (
            "ФСБ предотвратила теракт в Ставрополе",
            "Задержаны двое сторонников ИГИЛ, готовившие взрыв. Изъято взрывное устройство.",
        ),
    ],
)
def test_what_is_no_fresh_attack_is_refused(title: str, body: str) -> None:
    assert reading(body, title=title, language="ru").rejected is not None


def test_headline_counts_with_the_grammar_of_numbers() -> None:
    words = headline_words()["ru"]
    said = [words.count("killed", number) for number in (1, 2, 5, 21, 112)]
    assert said == ["1 погибший", "2 погибших", "5 погибших", "21 погибший", "112 погибших"]
