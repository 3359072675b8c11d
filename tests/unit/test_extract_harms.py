"""In how many ways a report says that people were killed, hurt or taken, and on which side."""

import pytest

from tests.reading import attack, figures

BOMB = "A roadside bomb went off in Baquba on Friday."
RAID = "Gunmen attacked a village near Baquba on Friday."


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("Four soldiers attained martyrdom.", 4),
        ("Four soldiers paid with their lives.", 4),
        ("The attack cost four soldiers their lives.", 4),
        ("It cost the lives of four soldiers.", 4),
        ("Four villagers had expired at the hospital by noon.", 4),
        ("Patrolmen found four herders dead.", 4),
        ("The army said it had lost four men.", 4),
        ("We buried three people here and one in town, an elder said.", 4),
        ("Constables Aslam Khan, Javed Iqbal and Noor Ali died on the spot.", 3),
        ("Head Constable Zafar Khan and driver Riaz Gul embraced martyrdom.", 2),
        ("Sergeant Ali Musa, Corporal Ben Okoro and Private John Eze were killed.", 3),
        ("One passenger, a railway guard and a tea vendor were killed.", 3),
        ("Three soldiers and a member of the volunteer unit died.", 4),
        ("Two farmers were killed and about 70 thatched houses set alight.", 2),
        ("A nurse was hit in the neck and died.", 1),
        ("A paramedic, Samir Haddad, 34, was hit in the neck and died on the way.", 1),
    ],
)
def test_english_dead_are_told_in_many_ways(words: str, killed: int) -> None:
    assert figures(attack(f"{RAID} {words}", language="en")) == {"killed": killed}


@pytest.mark.parametrize(
    ("words", "wounded"),
    [
        ("The driver was hit in the shoulder.", 1),
        ("A policeman lost an arm.", 1),
        ("Two girls were struck by shrapnel.", 2),
        ("His wife sustained light wounds from broken glass.", 1),
        ("Five other policemen and a cameraman were hospitalized.", 6),
        ("One passerby, a student of 17, was wounded.", 1),
        ("Fifteen people are still being cared for.", 15),
        ("Two of the children, ages 6 and 9, were treated for burns.", 2),
    ],
)
def test_english_wounds_are_told_in_many_ways(words: str, wounded: int) -> None:
    assert figures(attack(f"{BOMB} {words}", language="en")) == {"wounded": wounded}


@pytest.mark.parametrize(
    ("words", "abducted"),
    [
        ("Twelve women were led away.", 12),
        ("They led 12 villagers away at gunpoint.", 12),
        ("The raiders took 12 villagers with them.", 12),
        ("They made off with 12 women.", 12),
        ("Twelve farmers were forced into the bush.", 12),
    ],
)
def test_english_people_who_are_led_away_are_abducted(words: str, abducted: int) -> None:
    assert figures(attack(f"{RAID} {words}", language="en")) == {"abducted": abducted}


@pytest.mark.parametrize(
    ("words", "dead"),
    [
        ("The gunmen withdrew, leaving behind the body of a comrade.", 1),
        ("Two bodies in fatigues, believed to be those of the assailants, were found.", 2),
        ("Troops eliminated two of the takfiri elements.", 2),
        ("Two khwarij were sent to hell.", 2),
    ],
)
def test_english_attackers_dead_are_no_victims(words: str, dead: int) -> None:
    found = figures(attack(f"{RAID} {words}", language="en"))
    assert found == {"perpetrators_killed": dead}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("وكلف الهجوم أربعة جنود حياتهم.", {"killed": 4}),
        ("وعثر على أربعة رعاة جثثا هامدة.", {"killed": 4}),
        ("وخسر الجيش أربعة من جنوده.", {"killed": 4}),
        ("ودفنا هنا ثلاثة أشخاص، كما قال أحد الوجهاء.", {"killed": 3}),
        ("وفقد جندي ذراعه.", {"wounded": 1}),
        ("وبترت ساق جندي.", {"wounded": 1}),
        ("وتلقى ستة أشخاص العلاج.", {"wounded": 6}),
        ("وساق المسلحون 12 رجلا إلى جهة مجهولة.", {"abducted": 12}),
        ("وأخذ المهاجمون معهم ثلاث نساء.", {"abducted": 3}),
        ("وانسحب المسلحون تاركين جثة أحد رفاقهم.", {"perpetrators_killed": 1}),
        ("وعثر على جثتين يعتقد أنهما لمهاجمين.", {"perpetrators_killed": 2}),
        ("وتوفي ثلاثة من المصابين.", {"killed": 3}),
    ],
)
def test_arabic_harms_are_told_in_many_ways(words: str, expected: dict[str, int]) -> None:
    body = f"هاجم مسلحون قرية قرب مدينة بعقوبة الجمعة. {words}"
    assert figures(attack(body)) == expected


def test_cattle_that_is_driven_off_is_not_abducted() -> None:
    body = "هاجم مسلحون قرية قرب مدينة بعقوبة الجمعة وساقوا معهم ستين رأسا من الضأن."
    assert figures(attack(body)) == {}
