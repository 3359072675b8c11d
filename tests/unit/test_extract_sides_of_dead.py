"""On whose side the dead are, and figures that are no one attack's."""

import pytest

from tests.reading import attack, reading


@pytest.mark.parametrize(
    ("body", "language", "killed", "attackers"),
    [
        (
            "قتل أربعة جنود من قوات الحزام الأمني في انفجار عبوة ناسفة في أبين الأربعاء.",
            "ar",
            4,
            None,
        ),
        (
            "هاجم انتحاري مركزا في الموصل الاثنين فقتل ثلاثة أشخاص، ثم قتل الحراس رجلا يرتدي"
            " حزاما ناسفا.",
            "ar",
            3,
            1,
        ),
        (
            "A police officer was shot dead in Kaspiysk on Wednesday. Two men who had fled were"
            " killed when special forces stormed a house.",
            "en",
            1,
            2,
        ),
        (
            "A man stabbed a woman to death at a bus stop in Jerusalem on Sunday."
            " A motorist shot him dead.",
            "en",
            1,
            1,
        ),
    ],
)
def test_dead_stand_on_their_own_side(
    body: str, language: str, killed: int, attackers: int | None
) -> None:
    found = attack(body, language=language)
    assert (found.killed, found.perpetrators_killed) == (killed, attackers)


def test_neutralised_are_attackers() -> None:
    found = attack(
        "قتل أربعة عسكريين في تفجير سيارة مفخخة في الموصل الاثنين."
        " وأعلن الجيش تحييد ستة من عناصرهم."
    )
    assert (found.killed, found.perpetrators_killed) == (4, 6)


def test_lead_that_counts_two_attacks_is_the_toll_of_neither() -> None:
    found = reading(
        "At least 15 people were killed in two attacks on Monday, officials said.\n\n"
        "Nine people were killed in a raid on a village in Beni on Monday.\n\n"
        "In a separate attack, gunmen shot six people dead in Komanda on Monday.",
        language="en",
    ).attacks
    assert 15 not in [a.killed for a in found]


def test_figure_of_a_whole_month_is_no_attack_s() -> None:
    found = attack(
        "A bomb exploded outside an embassy in Lima on Wednesday. Nobody was hurt."
        " In October alone such attacks claimed 200 lives.",
        language="en",
    )
    assert found.killed == 0


@pytest.mark.parametrize(
    ("words", "killed"),
    [("شرطي ومدنيين كانا في مطعم", 3), ("شرطي ومدنيين", None), ("شرطي ومدنيين اثنين", 3)],
)
def test_plural_without_a_number_is_no_figure(words: str, killed: int | None) -> None:
    assert attack(f"أسفر تفجير سيارة مفخخة في بغداد الاثنين عن مقتل {words}.").killed == killed
