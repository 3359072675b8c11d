"""How many were killed, wounded or abducted, and on which side."""

import pytest

from tests.reading import attack, figures, toll

ARABIC = [
    (
        "مقتل ستة من عناصر الشرطة وإصابة 12 بجروح في هجوم مسلح على حاجز تفتيش في كركوك الجمعة.",
        {"killed": 6, "wounded": 12},
    ),
    (
        "قالت الشرطة إن 35 قتيلاً و61 جريحاً سقطوا في تفجير سيارة مفخخة في بغداد الجمعة.",
        {"killed": 35, "wounded": 61},
    ),
    (
        "قالت الشرطة إن ٣٥ قتيلاً و٦١ جريحاً سقطوا في تفجير سيارة مفخخة في بغداد الجمعة.",
        {"killed": 35, "wounded": 61},
    ),
    (
        "قال مصدر إن ثمانية أشخاص قتلوا وأصيب عشرون آخرون في تفجير سيارة مفخخة في بغداد الجمعة.",
        {"killed": 8, "wounded": 20},
    ),
    (
        "قتل شرطيان وأصيب ثلاثة مدنيين في انفجار عبوة ناسفة في الموصل الجمعة.",
        {"killed": 2, "wounded": 3},
    ),
    ("سقط قتيلان وجريحان في انفجار عبوة ناسفة في الموصل الجمعة.", {"killed": 2, "wounded": 2}),
    (
        "قتل جندي وأصيب آخران في هجوم مسلح على نقطة عسكرية في كركوك الجمعة.",
        {"killed": 1, "wounded": 2},
    ),
    (
        "قتل ما لا يقل عن 14 شخصاً وأصيب أكثر من 30 في تفجير انتحاري في بغداد الجمعة.",
        {"killed": 14, "wounded": 30},
    ),
    (
        "ارتفعت حصيلة القتلى في تفجير السيارة المفخخة في بغداد الجمعة إلى 35 قتيلاً.",
        {"killed": 35},
    ),
    ("خطف مسلحون ثلاثة صحافيين في هجوم مسلح في كركوك الجمعة.", {"abducted": 3}),
    ("احتجز المسلحون 40 رهينة في هجوم مسلح على فندق في كركوك الجمعة.", {"abducted": 40}),
    ("قتل ما بين 20 و25 شخصاً في تفجير سيارة مفخخة في بغداد الجمعة.", {"killed": 20}),
    ("قتلت امرأة وطفلاها في هجوم مسلح على منزل في كركوك الجمعة.", {"killed": 3}),
]
ENGLISH = [
    ("Between 20 and 25 people died when a car bomb exploded in Baghdad.", {"killed": 20}),
    (
        "A bomb killed five soldiers and wounded at least a dozen more in Mosul on Friday.",
        {"killed": 5, "wounded": 12},
    ),
    (
        "Gunmen ambushed a convoy in Mosul and killed four aid workers, wounding a fifth.",
        {"killed": 4, "wounded": 1},
    ),
    ("A car bomb in Baghdad killed a couple and their two children.", {"killed": 4}),
    ("The mayor was assassinated along with his driver in Mosul.", {"killed": 2}),
    (
        "A suicide bomber killed himself and seven recruits in Mosul.",
        {"killed": 7, "perpetrators_killed": 1},
    ),
    (
        "A car bomb killed 12 people and wounded 30 in a market in Baghdad on Friday.",
        {"killed": 12, "wounded": 30},
    ),
    (
        "Gunmen killed six policemen and wounded four civilians in an attack in Kirkuk on Friday.",
        {"killed": 6, "wounded": 4},
    ),
    (
        "At least 14 people were killed and 40 others injured in a suicide bombing in Baghdad.",
        {"killed": 14, "wounded": 40},
    ),
    (
        "Two soldiers were killed and a policeman was wounded when a roadside bomb hit a military"
        " convoy in Mosul on Friday.",
        {"killed": 2, "wounded": 1},
    ),
    (
        "An attack by gunmen in Kirkuk on Friday left six policemen dead and 12 wounded.",
        {"killed": 6, "wounded": 12},
    ),
    (
        "Twelve people were killed by a suicide bomber in a market in Baghdad on Friday.",
        {"killed": 12, "perpetrators_killed": 1},
    ),
    (
        "A car bomb went off in Baghdad on Friday. The death toll rose to 35, officials said.",
        {"killed": 35},
    ),
    ("Gunmen abducted three journalists in an attack on a bus in Kirkuk.", {"abducted": 3}),
]


@pytest.mark.parametrize(("body", "expected"), ARABIC)
def test_arabic_constructions_give_the_victims(body: str, expected: dict[str, int]) -> None:
    assert figures(attack(body)) == expected


@pytest.mark.parametrize(("body", "expected"), ENGLISH)
def test_english_constructions_give_the_victims(body: str, expected: dict[str, int]) -> None:
    assert figures(attack(body, language="en")) == expected


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "أسفر الهجوم المسلح على مركز للشرطة في كركوك الجمعة عن مقتل خمسة من الشرطة"
            " وثلاثة مدنيين، فيما قتل أربعة من المهاجمين.",
            "ar",
        ),
        (
            "Gunmen attacked a police station in Kirkuk on Friday. Five officers and three"
            " civilians were killed. Four of the attackers were also killed, police said.",
            "en",
        ),
    ],
)
def test_attackers_dead_are_no_victims(body: str, language: str) -> None:
    assert figures(attack(body, language=language)) == {"killed": 8, "perpetrators_killed": 4}


@pytest.mark.parametrize(
    ("body", "language", "expected"),
    [
        (
            "قتل انتحاري 12 شخصاً عندما فجر نفسه في بغداد الجمعة.",
            "ar",
            {"killed": 12, "perpetrators_killed": 1},
        ),
        (
            "فجر ثلاثة انتحاريين أنفسهم داخل مركز للشرطة في كركوك الجمعة وقتلوا سبعة من"
            " عناصر الشرطة.",
            "ar",
            {"killed": 7, "perpetrators_killed": 3},
        ),
        (
            "A suicide bomber blew himself up in a market in Baghdad on Friday, killing nine people"
            " and wounding 20 others.",
            "en",
            {"killed": 9, "wounded": 20, "perpetrators_killed": 1},
        ),
        (
            "Three suicide bombers blew themselves up inside a police station in Kirkuk on Friday.",
            "en",
            {"perpetrators_killed": 3},
        ),
    ],
)
def test_who_blew_themselves_up_are_dead_attackers(
    body: str, language: str, expected: dict[str, int]
) -> None:
    assert figures(attack(body, language=language)) == expected


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("سقط نحو 100 شخص بين قتيل وجريح في تفجير سيارة مفخخة في بغداد الجمعة.", "ar"),
        ("A car bomb left 100 people killed or wounded in Baghdad on Friday.", "en"),
    ],
)
def test_killed_and_wounded_together_are_no_number_of_dead(body: str, language: str) -> None:
    assert figures(attack(body, language=language)) == {}


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("انفجرت عبوة ناسفة في كركوك الجمعة دون وقوع إصابات.", "ar"),
        ("A roadside bomb exploded in Kirkuk on Friday but caused no casualties.", "en"),
    ],
)
def test_nobody_hurt_is_nought_and_not_unknown(body: str, language: str) -> None:
    assert figures(attack(body, language=language)) == {"killed": 0, "wounded": 0}


@pytest.mark.parametrize(
    ("body", "language", "nation"),
    [
        (
            "قتل 22 شخصاً بينهم أربعة إيرانيين في هجوم انتحاري على محطة كهرباء في كركوك الجمعة.",
            "ar",
            "IR",
        ),
        (
            "Gunmen killed 22 people, including four Iranians, in an attack on a power station in"
            " Kirkuk on Friday.",
            "en",
            "IR",
        ),
    ],
)
def test_nested_group_is_among_the_dead_and_not_added(
    body: str, language: str, nation: str
) -> None:
    found = attack(body, language=language)
    assert found.killed == 22
    nested = toll(found, "killed", 4)
    assert (nested.subset_of, nested.nationality) == (22, nation)


@pytest.mark.parametrize(
    "body",
    [
        "Nine people, including two children and a woman, were killed in a bombing in Baghdad.",
        "Nine people were killed, including two children and a woman, in a bombing in Baghdad.",
    ],
)
def test_english_passive_leads_over_the_nested_group(body: str) -> None:
    found = attack(body, language="en")
    assert found.killed == 9
    assert toll(found, "killed", 2).subset_of == 9
    assert toll(found, "killed", 2).group == "children"


@pytest.mark.parametrize(
    ("body", "language", "low"),
    [
        ("قتل عشرات الأشخاص في تفجير سيارة مفخخة في بغداد الجمعة.", "ar", 10),
        ("Dozens of people were killed in a car bombing in Baghdad on Friday.", "en", 12),
    ],
)
def test_vague_number_is_a_minimum(body: str, language: str, low: int) -> None:
    found = toll(attack(body, language=language), "killed", low)
    assert (found.low, found.high, found.qualifier) == (low, None, "vague")


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("قتل 14 شخصاً على الأقل في تفجير سيارة مفخخة في بغداد الجمعة.", "ar"),
        ("قتل ما لا يقل عن 14 شخصاً في تفجير سيارة مفخخة في بغداد الجمعة.", "ar"),
        ("At least 14 people were killed in a car bombing in Baghdad on Friday.", "en"),
    ],
)
def test_at_least_is_kept_with_the_number(body: str, language: str) -> None:
    assert toll(attack(body, language=language), "killed", 14).qualifier == "at_least"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("قتل معلم (35 عاماً) برصاص مسلحين في كركوك الجمعة.", "ar"),
        ("قتل شرطي في هجوم مسلح على بعد 12 كيلومتراً من كركوك الجمعة.", "ar"),
        ("قتل شرطي في هجوم مسلح في كركوك الجمعة بعد هجمات عام 2014.", "ar"),
        ("قتل شرطي في هجوم مسلح في كركوك في 21 أكتوبر 2016.", "ar"),
        ("قتل شرطي في هجوم مسلح في كركوك الجمعة. للاستفسار هاتف 0012022773659.", "ar"),
        ("A policeman was killed by gunmen 12 km from Kirkuk on Friday.", "en"),
        ("A policeman was killed by gunmen in Kirkuk on Friday, two years after 2014.", "en"),
        ("A policeman was killed by gunmen in Kirkuk on 21 October 2016.", "en"),
        ("A policeman was killed by gunmen in Kirkuk on Friday. Call 0012022773659.", "en"),
    ],
)
def test_ages_distances_years_and_phones_are_no_tolls(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert {t.best for t in found.tolls} <= {1}


def test_body_is_believed_before_the_headline() -> None:
    body = "قتل ستة من الشرطة في هجوم مسلح في مدينة كركوك الجمعة."
    assert attack(body, title="مقتل 18 في هجوم في كركوك").killed == 6


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "قتل سبعة جنود في هجوم على قاعدة عسكرية في كركوك الجمعة."
            " وزعم تنظيم داعش أن مقاتليه قتلوا أربعين جندياً.",
            "ar",
        ),
        (
            "Seven soldiers were killed in an attack on a military base in Kirkuk on Friday."
            " Islamic State claimed responsibility and said its fighters killed 40 soldiers.",
            "en",
        ),
    ],
)
def test_perpetrators_own_figure_is_kept_and_never_best(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert found.killed == 7
    assert toll(found, "killed", 40).perpetrator_source
    assert not toll(found, "killed", 7).perpetrator_source
