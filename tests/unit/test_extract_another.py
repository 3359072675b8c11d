"""Second attacks in the town of the first, in its province, or in a list under one headline."""

import pytest

from streams.domain.records import Attack
from tests.reading import reading

BOMBED = (
    "A car bomb exploded at a market in Baquba on Friday, killing seven people and wounding 20."
)
INFERNO = "انفجرت سيارة مفخخة صباح الجمعة في مدينة بعقوبة، ما أسفر عن مقتل سبعة أشخاص."


def told(body: str, **fields: str | None) -> list[Attack]:
    """Return the attacks that the article reports, in the order told."""
    return [a for a in reading(body, **fields).attacks if a.modality == "asserted"]


@pytest.mark.parametrize("turn", ["Separately", "In a separate incident", "In another attack"])
def test_english_words_that_say_another_part_two_attacks_in_one_town(turn: str) -> None:
    body = f"{BOMBED}\n\n{turn}, gunmen shot dead two policemen on a bridge in Baquba."
    found = told(body, language="en")
    assert [(a.place.canonical, a.killed) for a in found] == [("Baquba", 7), ("Baquba", 2)]


@pytest.mark.parametrize("turn", ["وفي حادث منفصل", "وفي هجوم آخر", "وفي حادثة ثانية"])
def test_arabic_words_that_say_another_part_two_attacks_in_one_town(turn: str) -> None:
    body = f"{INFERNO}\n\n{turn}، قتل مسلحون شرطيين اثنين في بعقوبة."
    found = told(body)
    assert [(a.place.canonical, a.killed) for a in found] == [("Baquba", 7), ("Baquba", 2)]


def test_people_taken_hours_after_a_bomb_are_another_attack() -> None:
    body = f"{BOMBED}\n\nHours later, gunmen kidnapped two teachers in Baquba."
    found = told(body, language="en")
    assert [a.attack_types[0] for a in found] == ["bombing", "hostage_taking"]
    assert [a.abducted for a in found] == [None, 2]


def test_what_attackers_did_next_stays_one_attack() -> None:
    body = f"{BOMBED}\n\nMinutes later, gunmen opened fire on rescuers in Baquba, killing two."
    assert len(told(body, language="en")) == 1


def test_the_attack_itself_is_no_other_one() -> None:
    body = f"{BOMBED}\n\nSeparately, the governor of Diyala condemned the bombing in Baquba."
    assert len(told(body, language="en")) == 1


def test_two_attacks_in_a_province_are_those_of_the_towns_below() -> None:
    body = (
        "قتل خمسة من عناصر الشرطة الجمعة في هجومين في محافظة ديالى.\n\n"
        "ففي مدينة بعقوبة، فجر مسلحون عبوة ناسفة بدورية ما أدى إلى مقتل ثلاثة شرطيين.\n\n"
        "وفي مدينة خانقين، أطلق مسلحون النار على نقطة تفتيش فقتلوا شرطيين اثنين."
    )
    found = told(body, title="مقتل خمسة من الشرطة في هجومين في ديالى")
    assert {(a.place.canonical, a.killed) for a in found} == {("Baquba", 3), ("Khanaqin", 2)}


def test_a_day_may_stand_before_the_words_that_turn() -> None:
    body = (
        "A missile hit a cafe in Mosul on Thursday, killing seven people.\n\n"
        "On the morning of 21 October a second missile hit Baquba, killing two people."
    )
    found = told(body, language="en")
    assert {(a.place.canonical, a.killed) for a in found} == {("Mosul", 7), ("Baquba", 2)}


@pytest.mark.parametrize("word", ["also", "similarly", "in addition"])
def test_lists_of_old_wires_turn_by_small_words(word: str) -> None:
    opening = word.capitalize() if word != "also" else "The rebels also attacked; on Friday"
    body = f"{BOMBED}\n\n{opening}, gunmen attacked a police post in Mosul, killing two policemen."
    assert {a.place.canonical for a in told(body, language="en")} == {"Baquba", "Mosul"}


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("In one of the worst raids in recent months, gunmen killed 15 people in Baquba.", "en"),
        ("Three policemen were killed by gunmen over the past few hours in Baquba.", "en"),
        ("في أعنف هجوم منذ سنوات، قتل مسلحون 15 شخصا في مدينة بعقوبة.", "ar"),
    ],
)
def test_a_rank_among_attacks_and_the_past_hours_are_news(body: str, language: str) -> None:
    assert [a.place.canonical for a in told(body, language=language)] == ["Baquba"]


def test_words_that_only_describe_are_no_name_of_a_place() -> None:
    body = "GUNMEN KILLED FIVE PEASANTS IN A RURAL AREA IN CUNDINAMARCA DEPARTMENT TODAY."
    found = told(body, language="en")
    assert [a.place.canonical for a in found] == ["Cundinamarca"]


def test_one_article_may_tell_of_attacks_in_two_countries() -> None:
    body = (
        "قتل 27 شخصا في انفجار قنبلة في بلدة سروج في تركيا الجمعة.\n\n"
        "وقال المرصد إن انتحاريا فجر نفسه بسيارة مفخخة على حاجز في كوباني السورية وقتل عنصرين."
    )
    found = told(body, title="27 قتيلا في انفجار ببلدة تركية")
    assert {a.place.canonical for a in found} == {"Suruc", "Kobani"}
