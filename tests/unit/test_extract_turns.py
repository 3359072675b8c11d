"""Articles that turn from one attack to another: by words, by a place, by a bulletin's rubric."""

import pytest

from streams.domain.records import Attack
from tests.reading import attack, figures, reading

BOMBED = "انفجرت سيارة مفخخة صباح الجمعة في مدينة بعقوبة، ما أسفر عن مقتل سبعة أشخاص."


def sites(body: str, **fields: str | None) -> dict[str | None, Attack]:
    """Return the attacks of an article by their place."""
    return {attack.place.canonical: attack for attack in reading(body, **fields).attacks}


@pytest.mark.parametrize(
    "turn",
    [
        "وفي حادث منفصل، فتح مسلحون النار على دورية للشرطة في قضاء الدبس وقتلوا شرطيين اثنين.",
        "وإلى الشمال، فتح مسلحون النار على دورية للشرطة في الدبس وقتلوا شرطيين اثنين.",
        "أما في قضاء الدبس، فقد قتل شرطيان في هجوم مسلح على دورية.",
        "وفي الدبس قال مصدر أمني إن مسلحين قتلوا شرطيين اثنين في هجوم على دورية للشرطة.",
    ],
)
def test_arabic_turns_part_two_attacks(turn: str) -> None:
    found = sites(f"{BOMBED}\n\n{turn}")
    assert set(found) == {"Baquba", "Dibis"}
    assert (found["Baquba"].killed, found["Dibis"].killed) == (7, 2)


@pytest.mark.parametrize(
    "turn",
    [
        "Hours later, gunmen killed two policemen at a checkpoint in Dibis.",
        "And at dawn in Dibis, gunmen opened fire on a police patrol, killing two policemen.",
        "The second attack came at noon. Gunmen killed two policemen on the outskirts of Dibis.",
    ],
)
def test_english_turns_part_two_attacks(turn: str) -> None:
    first = "A car bomb exploded in the city of Baquba on Friday, killing seven people."
    found = sites(f"{first}\n\n{turn}", language="en")
    assert set(found) == {"Baquba", "Dibis"}
    assert (found["Baquba"].killed, found["Dibis"].killed) == (7, 2)


def test_bulletin_tells_an_attack_under_each_town() -> None:
    body = (
        "بعقوبة - انفجرت عبوة ناسفة يوم الجمعة لدى مرور دورية فقتلت شرطيين اثنين.\n\n"
        "كركوك - قتل مسلحون ثلاثة جنود في هجوم على نقطة تفتيش.\n\n"
        "الموصل - سقطت قذائف هاون على سوق، ما أدى إلى مقتل أربعة أشخاص."
    )
    found = sites(body, title="أبرز التطورات الأمنية في العراق يوم الجمعة")
    assert {name: attack.killed for name, attack in found.items()} == {
        "Baquba": 2,
        "Kirkuk": 3,
        "Mosul": 4,
    }


def test_where_somebody_speaks_or_lies_in_hospital_is_no_second_attack() -> None:
    body = (
        f"{BOMBED}\n\nوفي بغداد، قال المتحدث باسم وزارة الداخلية إن التحقيق بدأ.\n\n"
        "ونقل الجرحى إلى مستشفيات في مدينة الخالص."
    )
    assert set(sites(body)) == {"Baquba"}


def test_attack_of_days_before_the_news_is_not_news() -> None:
    body = (
        "Gunmen killed six villagers in Komanda in the Democratic Republic of the Congo on Friday."
        "\n\nThe army said the attackers fled into the forest.\n\nResidents have left the town."
        "\n\nOn October 16, the group was blamed for a bombing in Kampala that killed four people."
    )
    assert set(sites(body, language="en")) == {"Komanda"}


def test_headline_gives_each_attack_its_own_figure() -> None:
    body = (
        "انفجرت عبوة ناسفة الجمعة في بعقوبة لدى مرور دورية للشرطة.\n\n"
        "وفي حادث منفصل، فتح مسلحون النار على موظف في مدينة الموصل."
    )
    title = "مقتل ثلاثة من عناصر الشرطة بانفجار في بعقوبة. واغتيال موظف في الموصل"
    found = sites(body, title=title)
    assert {name: attack.killed for name, attack in found.items()} == {"Baquba": 3, "Mosul": 1}


def test_sum_of_several_attacks_is_the_toll_of_none() -> None:
    body = (
        f"{BOMBED}\n\nوفي الموصل قتل تسعة أشخاص في تفجير انتحاري استهدف سوقا.\n\n"
        "وبذلك يكون مجموع القتلى 16 قتيلا."
    )
    found = sites(body)
    assert {name: attack.killed for name, attack in found.items()} == {"Baquba": 7, "Mosul": 9}


def test_group_that_only_praises_an_attack_did_not_do_it() -> None:
    body = (
        "A driver rammed a car into soldiers near Nablus on Friday, wounding two of them.\n\n"
        "Hamas hailed the ramming as heroic."
    )
    (found,) = reading(body, language="en").attacks
    assert not any(perpetrator.name for perpetrator in found.perpetrators)
    assert figures(found)["wounded"] == 2


@pytest.mark.parametrize(
    "follows",
    [
        "إلى ذلك، تبنى حزب العمال الكردستاني قتل شرطيين عثر على جثتيهما.",
        "من جهة أخرى، قتل سبعة عمال في انهيار منجم.",
    ],
)
def test_others_hurt_behind_words_that_leave_the_matter_are_not_its_own(follows: str) -> None:
    found = attack(f"قتل ثلاثة مدنيين بانفجار سيارة مفخخة في كركوك الجمعة. {follows}")
    assert figures(found)["killed"] == 3
    assert not found.claims


def test_rising_toll_behind_the_same_words_is_its_own() -> None:
    found = attack(
        "قتل ثلاثة مدنيين بانفجار سيارة مفخخة في كركوك الجمعة. "
        "إلى ذلك، ارتفعت حصيلة الهجوم إلى خمسة قتلى."
    )
    assert figures(found)["killed"] == 5
