"""Where a list goes on, where it ends, and words that only look like harm."""

import pytest

from tests.reading import attack

BLAST = "انفجرت عبوة ناسفة في الموصل الاثنين"


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("فقتل عاملين اثنين وأحد الحراس", 3),
        ("فقتل أربعة من الشرطة إضافة إلى ثلاثة مدنيين", 7),
        ("فاستقبل المستشفى 14 شخصا، أربعة منهم فارقوا الحياة", 4),
        ("فقتل حارس وممرضة ومريضين", 4),
    ],
)
def test_arabic_list_counts_all_its_dead(words: str, killed: int) -> None:
    assert attack(f"{BLAST} {words}.").killed == killed


def test_victims_behind_attackers_of_them_are_all_counted() -> None:
    found = attack(
        "هاجم مسلحون كمينا في العريش الاثنين، وأدى الاشتباك مع المهاجمين إلى مقتل خمسة منهم،"
        " واستشهاد ضابط وأمين شرطة وستة مجندين."
    )
    assert (found.killed, found.perpetrators_killed) == (8, 5)


def test_one_who_met_his_death_is_not_the_number_before() -> None:
    found = attack(
        f"{BLAST} فقتل شرطي. وكان القتيل شاهدا في أربع قضايا، ويرجح أنه لقي مصرعه على الفور."
    )
    assert found.killed == 1


def test_saturday_and_described_are_no_harm() -> None:
    found = attack(
        "انفجرت عبوة ناسفة في عدن السبت بسيارة صحفي، ووصفت الشرطة ثلاثة من المارة بأنهم شهود."
    )
    assert (found.abducted, found.killed) == (None, None)


@pytest.mark.parametrize(
    ("body", "killed", "wounded"),
    [
        ("A bomb hit a rail line near Quetta on Monday. No loss of life was reported.", 0, None),
        ("A bomb hit a rail line near Quetta on Monday. There were no casualties.", 0, 0),
    ],
)
def test_no_loss_of_life_leaves_the_wounded_open(
    body: str, killed: int, wounded: int | None
) -> None:
    found = attack(body, language="en")
    assert (found.killed, found.wounded) == (killed, wounded)


def test_further_death_told_by_residents_is_added() -> None:
    found = attack(
        "Gunmen attacked a base near Mogadishu on Friday and the army said 54 soldiers were killed."
        " Residents said by phone that a woman was also killed by a stray shell.",
        language="en",
    )
    assert found.killed == 55
