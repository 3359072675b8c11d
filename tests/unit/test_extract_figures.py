"""Which figure holds: what was said before, by whom it is said, and that nobody was hurt."""

import pytest

from tests.reading import attack, figures

AT = "انفجرت عبوة ناسفة الجمعة في مدينة بعقوبة."


@pytest.mark.parametrize(
    ("body", "language", "killed"),
    [
        (f"{AT} وكان مصدر أمني قد تحدث عن تسعة قتلى. وقالت الشرطة إن ستة قتلوا.", "ar", 6),
        (f"{AT} وتحدث شهود عيان عن مقتل عشرين شخصا. وقالت الشرطة إن ستة أشخاص قتلوا.", "ar", 6),
        (
            "A bomb exploded in Baquba on Friday. A nurse had told reporters that 14 people were"
            " killed. Police said eleven people were killed.",
            "en",
            11,
        ),
        (
            "A bomb exploded in Baquba on Friday. According to first information, ten people were"
            " killed. Police said eight people were killed.",
            "en",
            8,
        ),
    ],
)
def test_figure_that_was_said_before_or_by_bystanders_yields(
    body: str, language: str, killed: int
) -> None:
    assert attack(body, language=language).killed == killed


@pytest.mark.parametrize(
    "words",
    [
        "ولم تسجل أي حالة وفاة.",
        "من دون وقوع ضحايا.",
        "فلا قتلى ولا جرحى.",
        "ولم يصب أحد بأذى.",
    ],
)
def test_arabic_words_that_nobody_was_killed_are_a_zero(words: str) -> None:
    assert attack(f"هاجم مسلحون نقطة تفتيش للشرطة في كركوك الجمعة. {words}").killed == 0


@pytest.mark.parametrize(
    "words",
    ["Nobody died in the attack.", "There were no casualties.", "No loss of life occurred."],
)
def test_english_words_that_nobody_was_killed_are_a_zero(words: str) -> None:
    body = f"Gunmen attacked a police checkpoint in Kirkuk on Friday. {words}"
    assert attack(body, language="en").killed == 0


@pytest.mark.parametrize(
    "words",
    [
        "There was no immediate word on casualties.",
        "There were no casualty figures.",
        "The number of dead was not known.",
    ],
)
def test_what_is_not_known_is_no_zero(words: str) -> None:
    body = f"Gunmen attacked a police checkpoint in Kirkuk on Friday. {words}"
    assert attack(body, language="en").killed is None


def test_dead_joined_by_and_add_up() -> None:
    body = "أسفر هجوم مسلح الجمعة في كركوك عن وفاة خمسة أشخاص واستشهاد أحد رجال الشرطة."
    assert figures(attack(body)) == {"killed": 6}


def test_bomb_that_was_made_safe_is_attempted() -> None:
    body = "A roadside bomb aimed at soldiers in Kirkuk was disarmed by the army on Friday."
    assert attack(body, language="en").stage == "attempted"
