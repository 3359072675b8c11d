"""Who did it, who says so, and who only boasts."""

import pytest

from streams.domain.records import Attack
from tests.reading import attack, reading

BOMB = "قتل سبعة أشخاص في تفجير سيارة مفخخة في بغداد الجمعة. "
CAR_BOMB = "A car bomb killed seven people in Baghdad on Friday. "


def named(found: Attack) -> list[tuple[str | None, str]]:
    """Return the named attackers and how surely."""
    return [(p.name, p.confidence) for p in found.perpetrators if p.name]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (BOMB + "وتبنى تنظيم الدولة الإسلامية التفجير.", "ar"),
        (BOMB + "وأعلن تنظيم داعش مسؤوليته عن التفجير.", "ar"),
        (CAR_BOMB + "Islamic State claimed responsibility for the attack.", "en"),
        (CAR_BOMB + "Islamic State has claimed the attack.", "en"),
    ],
)
def test_claim_names_the_perpetrator(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert named(found) == [("Islamic State", "claimed")]
    assert [(c.claimant, c.kind) for c in found.claims] == [("Islamic State", "responsibility")]
    assert found.actor_kind == "nonstate"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (BOMB + "ولم تتبن أي جهة التفجير.", "ar"),
        (
            BOMB + "ولم تعلن أي جهة مسؤوليتها عن التفجير، لكن تنظيم الدولة الإسلامية ينفذ عادة"
            " هجمات مماثلة.",
            "ar",
        ),
        (CAR_BOMB + "No group claimed responsibility.", "en"),
        (
            CAR_BOMB + "No group immediately claimed responsibility,"
            " but Islamic State often carries out such attacks.",
            "en",
        ),
    ],
)
def test_no_group_claimed_is_neither_claim_nor_denial(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert named(found) == []
    assert found.claims == ()


@pytest.mark.parametrize(
    ("body", "language", "confidence"),
    [
        (CAR_BOMB + "Police blamed Islamic State for the attack.", "en", "stated"),
        (CAR_BOMB + "Islamic State is suspected of being behind the attack.", "en", "suspected"),
        (BOMB + "ويشتبه في أن تنظيم داعش يقف وراء الهجوم.", "ar", "suspected"),
        ("قتل سبعة جنود في هجوم شنه تنظيم داعش على قاعدة عسكرية في كركوك الجمعة.", "ar", "stated"),
    ],
)
def test_blame_keeps_how_surely_it_is_said(body: str, language: str, confidence: str) -> None:
    assert named(attack(body, language=language)) == [("Islamic State", confidence)]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "قتل سبعة جنود في هجوم شنه مسلحون من حركة الشباب المرتبطة بتنظيم القاعدة على قاعدة"
            " عسكرية في مقديشو الجمعة.",
            "ar",
        ),
        (
            "Fighters of the al-Qaeda-linked al-Shabaab killed seven soldiers in an attack on a"
            " military base in Mogadishu on Friday.",
            "en",
        ),
    ],
)
def test_patron_of_a_group_is_not_the_perpetrator(body: str, language: str) -> None:
    assert named(attack(body, language=language)) == [("al-Shabaab", "stated")]


@pytest.mark.parametrize(
    ("body", "language", "low"),
    [
        (
            "هاجم عشرات من مسلحي تنظيم داعش مركزاً للشرطة في كركوك الجمعة وقتلوا سبعة من عناصر"
            " الشرطة.",
            "ar",
            10,
        ),
        (
            "Dozens of Islamic State fighters attacked a police station in Kirkuk on Friday,"
            " killing seven policemen.",
            "en",
            12,
        ),
    ],
)
def test_number_of_attackers_is_their_count_and_no_toll(body: str, language: str, low: int) -> None:
    found = attack(body, language=language)
    assert [(p.name, p.count and p.count.low) for p in found.perpetrators] == [
        ("Islamic State", low)
    ]
    assert (found.killed, found.perpetrators_killed) == (7, None)


def test_unidentified_attackers_have_no_name() -> None:
    found = attack("قتل مسلحون مجهولون ستة من عناصر الشرطة في كركوك الجمعة.")
    assert [p.name for p in found.perpetrators] == [None]
    assert found.actor_kind == "nonstate"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (BOMB + "وقال ضابط في الشرطة إن ثلاثة آخرين أصيبوا.", "ar"),
        (CAR_BOMB + "A police officer said three others were wounded.", "en"),
    ],
)
def test_figure_is_attributed_to_the_office_that_gives_it(body: str, language: str) -> None:
    found = attack(body, language=language)
    said = [t.attributed_to for t in found.tolls if t.effect == "wounded"]
    assert [who and (who.name, who.role, who.perpetrator) for who in said] == [
        (None, "police", False)
    ]


def test_the_one_group_that_is_named_is_a_possible_attacker() -> None:
    told = BOMB + "وقال ضابط إن خلايا داعش تتسلل إلى المدينة من البادية."
    assert named(attack(told)) == [("Islamic State", "possible")]
    denied = BOMB + "ونفت حركة طالبان أي صلة لها بالتفجير."
    assert named(attack(denied)) == []


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "قتل تسعة بتفجير سيارة مفخخة في بعقوبة الجمعة. وقتل اثنان بانفجار عبوة في سامراء. "
            "وأعلن تنظيم داعش مسؤوليته عن تفجير بعقوبة ولم يأت على ذكر سامراء.",
            "ar",
        ),
        (
            "A car bomb killed nine people in Baquba on Friday. In Samarra, a roadside bomb killed "
            "two. Islamic State claimed responsibility for the Baquba bombing but made no mention "
            "of Samarra.",
            "en",
        ),
    ],
)
def test_claim_does_not_reach_an_attack_it_leaves_out(body: str, language: str) -> None:
    found = {attack.place.city: attack for attack in reading(body, language=language).attacks}
    assert [claim.claimant for claim in found["Baquba"].claims] == ["Islamic State"]
    assert not found["Samarra"].claims
    assert not any(p.name for p in found["Samarra"].perpetrators)
