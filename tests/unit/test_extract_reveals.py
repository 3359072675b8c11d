import pytest

from tests.reading import reading

ATTACK = "Gunmen opened fire on a bus station in Basra on Friday, killing four people, police said."


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        (
            "drill",
            "The rifles fired blanks and the wounded were volunteers in the third such exercise"
            " since March.",
        ),
        (
            "crime",
            "Detectives dismissed any such link and spoke of a land dispute between two brothers.",
        ),
        (
            "accident",
            "Sniffer dogs found no trace of explosives; the owner had welded beside a leaking gas"
            " cylinder without a permit.",
        ),
        (
            "metaphor",
            "The scene is the climax of a television series; extras from the town play the dead.",
        ),
    ],
)
def test_the_end_of_a_story_gives_it_away(reason: str, end: str) -> None:
    found = reading(
        f"{ATTACK} Shops closed.\n\n{end}", title="Four dead in Basra attack", language="en"
    )
    assert found.rejected == reason


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("drill", "بهذا السيناريو نفذت المديرية التمرين السنوي لقياس الجاهزية."),
        ("crime", "وقال مصدر في الشرطة إن الحادث نتج عن نزاع عشائري على أرض زراعية."),
        ("accident", "وأوضح الدفاع المدني أن السبب تسرب غاز في مطبخ المطعم."),
    ],
)
def test_the_end_of_an_arabic_story_gives_it_away(reason: str, end: str) -> None:
    body = "قتل أربعة أشخاص في هجوم شنه مسلحون على مطعم في البصرة صباح اليوم الجمعة."
    found = reading(f"{body}\n\n{end}", title="أربعة قتلى بهجوم في البصرة", language="ar")
    assert found.rejected == reason


def test_one_faint_phrase_gives_nothing_away() -> None:
    found = reading(
        f"{ATTACK} Volunteers gave blood.", title="Four dead in Basra attack", language="en"
    )
    assert found.rejected is None


def test_what_somebody_claimed_is_not_given_away() -> None:
    claim = "The Islamic State group claimed responsibility for the attack."
    end = "Rumours of a land dispute and a family feud had spread before."
    found = reading(f"{ATTACK} {claim} {end}", title="Four dead in Basra attack", language="en")
    assert found.rejected is None
