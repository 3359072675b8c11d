"""Attacks told as news in an article about something else."""

import pytest

from tests.reading import reading

SUMMIT = "المقاومة تسيطر على مواقع جديدة وتستعد لدخول المدينة"
ADVANCE = "سيطرت قوات المقاومة على مواقع مهمة في الجبهة الغربية وتستعد لدخول المدينة."
VOWS = "Prime minister vows tighter controls at the border"
VOWED = "The prime minister said on Tuesday that controls at the border would be tightened."


@pytest.mark.parametrize(
    "turn", ["إلى ذلك", "من جهة أخرى", "وفي سياق آخر", "وفي حادث منفصل", "على صعيد آخر"]
)
def test_a_strike_on_civilians_below_news_of_the_front_is_an_attack(turn: str) -> None:
    told = f"{turn}، قُتل ستة مدنيين وأصيب آخرون في قصف مدفعي للحوثيين على حي سكني في مدينة تعز."
    found = reading(f"{ADVANCE}\n\n{told}", title=SUMMIT)
    assert found.rejected is None
    assert [(a.place.canonical, a.killed) for a in found.attacks] == [("Taiz", 6)]


def test_attacks_below_a_political_headline_are_told_apart_in_english() -> None:
    body = (
        f"{VOWED} A new fence will be built, he told reporters.\n\n"
        "In a separate incident, gunmen opened fire on a police post in Basra, killing two "
        "policemen.\n\n"
        "In Mosul, a car bomb killed five people at a market, police said."
    )
    found = reading(body, title=VOWS, language="en")
    assert {(a.place.canonical, a.killed) for a in found.attacks} == {("Basra", 2), ("Mosul", 5)}
    assert {a.modality for a in found.attacks} == {"asserted"}


def test_a_hospital_that_a_group_shells_is_news_though_nobody_is_counted() -> None:
    told = "من جهة أخرى، قالت مصادر في تعز إن الحوثيين قصفوا مستشفى الثورة في المدينة."
    found = reading(f"{ADVANCE}\n\n{told}", title=SUMMIT)
    assert [a.place.canonical for a in found.attacks] == ["Taiz"]


@pytest.mark.parametrize(
    "told",
    [
        "إلى ذلك، قُتل عشرون من مسلحي الحوثيين في غارة للتحالف على تجمع لهم في مدينة تعز.",
        "إلى ذلك، أدان الوزير التفجير الذي أوقع ستة قتلى في مدينة تعز الشهر الماضي.",
        "إلى ذلك، يخشى السكان أن يُقتل مدنيون إذا هاجم مسلحون الأحياء السكنية في مدينة تعز.",
        "وكان ستة مدنيين قد قتلوا في قصف للحوثيين على مدينة تعز قبل عامين.",
    ],
)
def test_what_is_no_news_of_people_hurt_stays_no_attack(told: str) -> None:
    found = reading(f"{ADVANCE}\n\n{told}", title=SUMMIT)
    assert not [a for a in found.attacks if a.modality == "asserted"]


def test_what_stands_above_lends_such_an_attack_nothing() -> None:
    body = (
        "The ministry said on Tuesday that its soldiers held the road after months of fighting, in "
        "which 90 people died.\n\n"
        "In a separate incident, a bomb killed three people at a market in Mosul on Monday."
    )
    found = reading(body, title="Army holds the road, ministry says", language="en")
    assert [(a.killed, a.place.canonical) for a in found.attacks] == [(3, "Mosul")]


def test_attacks_that_were_only_mentioned_before_are_not_given_twice() -> None:
    body = (
        f"{VOWED}\n\n"
        "In a separate incident, gunmen opened fire on a police post in Basra on Monday, killing "
        "two policemen."
    )
    found = reading(body, title=VOWS, language="en")
    assert len([a for a in (*found.attacks, *found.older) if a.place.canonical == "Basra"]) == 1
