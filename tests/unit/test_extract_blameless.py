"""Groups that are named and did not do it: praised, struck, split from, left out, elsewhere."""

import pytest

from tests.reading import attack, reading

BOMB = "قتل سبعة أشخاص في تفجير سيارة مفخخة في بغداد الجمعة. "
CAR_BOMB = "A car bomb killed seven people in Baghdad on Friday. "


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (BOMB + "وباركت حركة حماس العملية دون أن تعلن المسؤولية عنها.", "ar"),
        (BOMB + "ويقيم المشتبه به في بلدة عرفت بأنها مسقط رأس حركة طالبان.", "ar"),
        (CAR_BOMB + "Hamas hails the operation but stops short of claiming it.", "en"),
        (CAR_BOMB + "The driver came from a valley that is the birthplace of the Taliban.", "en"),
        (CAR_BOMB + "Several others were hurt, including two members of the Taliban.", "en"),
    ],
)
def test_group_that_hails_or_is_hurt_is_no_perpetrator(body: str, language: str) -> None:
    assert [p.name for p in attack(body, language=language).perpetrators if p.name] == []


def test_group_that_a_strike_was_aimed_at_is_no_perpetrator() -> None:
    found = attack(
        "قصفت مسيرة سيارة في مرجعيون فقتل شخصان. وقال الجيش إنه استهدف عنصرا من حزب الله."
    )
    assert [p.name for p in found.perpetrators if p.name] == []


@pytest.mark.parametrize(
    ("body", "language", "name"),
    [
        (
            "قتل جنديان في انفجار عبوة ناسفة في عدن الأحد. واتهم مصدر تنظيم القاعدة بزرعها.",
            "ar",
            "Al-Qaeda in the Arabian Peninsula",
        ),
        (
            "Gunmen killed four farmers in Palma, northern Mozambique, on Sunday."
            " Police blamed al-Shabaab for the attack.",
            "en",
            "Islamic State Mozambique",
        ),
        (
            "Gunmen killed four farmers near Mogadishu, Somalia, on Sunday."
            " Police blamed al-Shabaab for the attack.",
            "en",
            "al-Shabaab",
        ),
    ],
)
def test_name_that_two_groups_bear_is_that_of_the_one_at_home(
    body: str, language: str, name: str
) -> None:
    assert [p.name for p in attack(body, language=language).perpetrators] == [name]


def test_soldiers_of_a_state_claim_nothing_for_a_group_named_before() -> None:
    found = reading(
        "انفجرت سيارة مفخخة في بعقوبة الأحد فقتل ثمانية أشخاص، واتهم قائد الشرطة"
        " مجلس شورى المجاهدين.\n\n"
        "من جهة أخرى أعلن الجيش الأميركي أن أحد جنوده قتل بانفجار عبوة ناسفة في الرمادي الأحد."
    ).attacks
    assert [[c.claimant for c in a.claims] for a in found] == [[], []]
