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


SHOT = "Gunmen attacked a police checkpoint in Kirkuk on Friday."


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("Four policemen and a boy were killed. A fifth policeman died in hospital.", 6),
        ("Six passengers were killed. A seventh, a trader, lost her life in a clinic.", 7),
        ("At least four people were killed. A fourth person died on Saturday.", 4),
        ("A fourth person died on Saturday.", 4),
        ("Six soldiers were killed. One of the wounded died later.", 7),
        ("Six soldiers were killed. The office has since amended its list to eight.", 8),
        ("Six soldiers were killed. The others were led by a second lieutenant.", 6),
    ],
)
def test_english_death_that_raises_a_count_is_added_once(words: str, killed: int) -> None:
    assert attack(f"{SHOT} {words}", language="en").killed == killed


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("وقتل أربعة شرطيين وطفل. وتوفي شرطي خامس في المستشفى.", 6),
        ("وقتل ستة جنود ثم توفي جندي سابع ليرتفع العدد إلى سبعة.", 7),
    ],
)
def test_arabic_death_that_raises_a_count_is_added_once(words: str, killed: int) -> None:
    assert attack(f"هاجم مسلحون نقطة تفتيش للشرطة في كركوك الجمعة. {words}").killed == killed


def test_wounded_are_those_who_are_left() -> None:
    words = (
        "Six people were killed and 16 wounded. One of the wounded died, leaving 15 in the wards."
    )
    found = figures(attack(f"{SHOT} {words}", language="en"))
    assert found == {"killed": 7, "wounded": 15}


def test_wounded_in_hospital_are_only_some_of_them_where_nobody_died() -> None:
    words = "Sixteen people were wounded. Police searched the area. Seven are still in hospital."
    assert figures(attack(f"{SHOT} {words}", language="en")) == {"wounded": 16}


@pytest.mark.parametrize(
    "words",
    [
        'Police said two men were killed. "I carried seven bodies," said a man, a number that'
        " doctors would not confirm.",
        "A trader said that 30 people were killed. The figure was, however, faulted by the mayor."
        " Two people were killed, he said.",
    ],
)
def test_figure_that_is_faulted_yields(words: str) -> None:
    assert attack(f"{SHOT} {words}", language="en").killed == 2


def test_arabic_figure_that_is_faulted_yields() -> None:
    words = "وقال تاجر إن ثلاثين شخصا قتلوا. وقال المحافظ إن الرقم مبالغ فيه. وقتل جنديان."
    assert attack(f"هاجم مسلحون نقطة تفتيش للشرطة في كركوك الجمعة. {words}").killed == 2


def test_headline_counts_one_person_without_an_article() -> None:
    found = attack(
        "Gunmen attacked a patrol in Kirkuk on Friday. A captain and three soldiers were killed."
        " The medic, Samir Haddad, was hit in the neck and died.",
        title="Officer, three soldiers and medic killed in Kirkuk attack",
        language="en",
    )
    assert found.killed == 5


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "انفجرت عبوة ناسفة الجمعة في مدينة بعقوبة. وبلغت حصيلة هجمات بعقوبة ومحيطها 24 قتيلا.",
            "ar",
        ),
        ("A bomb exploded in Baquba on Friday. The attacks left a combined 24 people dead.", "en"),
    ],
)
def test_figure_that_sums_several_attacks_is_of_the_campaign(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert [(toll.best, toll.scope) for toll in found.tolls] == [(24, "campaign")]
