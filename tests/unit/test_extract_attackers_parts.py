"""Attackers' dead where they are told one by one, by their ranks, or only by `of them`."""

import pytest

from tests.reading import attack, figures

PARTS = [
    (
        "فجر انتحاري سيارة مفخخة عند بوابة فندق في مقديشو الجمعة، وقتلت القوات المهاجمين الثلاثة "
        "الآخرين. وقتل تسعة مدنيين.",
        {"killed": 9, "perpetrators_killed": 4},
    ),
    (
        "هاجم أربعة مسلحين مركز شرطة في جلال آباد الجمعة، فجر أحدهم نفسه عند البوابة وقتل الثلاثة "
        "الآخرون برصاص الشرطة. وقتل خمسة مدنيين.",
        {"killed": 5, "perpetrators_killed": 4},
    ),
    (
        "ترجل من سيارة ثلاثة مسلحين أمام مبنى حكومي في كابول الجمعة، فجر واحد منهم نفسه وقتل "
        "الثاني والثالث برصاص الشرطة، فيما قتل ستة موظفين.",
        {"killed": 6, "perpetrators_killed": 3},
    ),
    (
        "المسلحون الثلاثة قتلوا بالرصاص أما الرابع ففجر نفسه عند مدخل فندق في مقديشو الجمعة. وقتل "
        "ثمانية مدنيين.",
        {"killed": 8, "perpetrators_killed": 4},
    ),
    (
        "قتل مسلحان وفر ثالث بعد هجوم على حاجز للشرطة في القطيف الجمعة أسفر عن استشهاد رجل أمن.",
        {"killed": 1, "perpetrators_killed": 2},
    ),
]
SELVES = [
    (
        "فجرت شابتان نفسيهما قرب محطة للحافلات في مايدوغوري الجمعة ما أدى إلى مقتل ثلاثة أشخاص.",
        {"killed": 3, "perpetrators_killed": 2},
    ),
    (
        "فجرت ثلاث انتحاريات أنفسهن في مايدوغوري الجمعة فقتل ثمانية أشخاص.",
        {"killed": 8, "perpetrators_killed": 3},
    ),
    (
        "نسف انتحاري نفسه وسط محتجين في جلال آباد الجمعة فقتل 33 شخصا.",
        {"killed": 33, "perpetrators_killed": 1},
    ),
]
OF_THEM = [
    (
        "قالت القوات إنها تصدت لنحو عشرين من العناصر الإرهابية حاولوا اقتحام كمين في العريش "
        "الجمعة، وإن التعامل أسفر عن مقتل خمسة منهم وإصابة ثلاثة آخرين. واستشهد شرطيان في الهجوم.",
        {"killed": 2, "perpetrators_killed": 5},
    ),
    (
        "هاجم مسلحون نقطة عسكرية في كركوك الجمعة فقتلوا جنديين، وتصدت لهم القوة فقتلت منهم أربعة.",
        {"killed": 2, "perpetrators_killed": 4},
    ),
    (
        "قتل أربعة أشخاص أحدهم الانتحاري في تفجير سيارة مفخخة أمام مسجد في الدمام الجمعة.",
        {"killed": 3, "perpetrators_killed": 1},
    ),
]
RANKS = [
    (
        "هاجم مسلحون نقطة للبيشمركة في كفري الجمعة فاستشهد جندي، وسقط في صفوف المهاجمين سبعة قتلى.",
        {"killed": 1, "perpetrators_killed": 7},
    ),
    (
        "هاجم مسلحون نقطة للبيشمركة في كفري الجمعة فاستشهد جندي، وتكبد المهاجمون ستة قتلى.",
        {"killed": 1, "perpetrators_killed": 6},
    ),
    (
        "خلف هجوم حركة الشباب على فندق في مقديشو الجمعة ستة عشر قتيلا من المدنيين إضافة إلى خمسة "
        "مهاجمين.",
        {"killed": 16, "perpetrators_killed": 5},
    ),
]
SPELT = [
    ("قتل ثلاثة مصلين أمام مسجد في تفجير عبوة ناسفة في بغداد الجمعة.", {"killed": 3}),
    ("اغتال مسلحون إمام مسجد في هجوم مسلح في عدن الجمعة.", {"killed": 1}),
]
ENGLISH = [
    (
        "Three soldiers were killed in an ambush near Gao on Friday. Troops killed seven militants "
        "and wounded four others, the army said.",
        {"killed": 3, "perpetrators_killed": 7},
    ),
]


@pytest.mark.parametrize(
    ("body", "expected"), [*PARTS, *SELVES, *OF_THEM, *RANKS, *SPELT], ids=lambda v: str(v)[:30]
)
def test_attackers_are_counted_apart(body: str, expected: dict[str, int]) -> None:
    assert figures(attack(body)) == expected


@pytest.mark.parametrize(("body", "expected"), ENGLISH)
def test_attackers_are_counted_apart_in_english(body: str, expected: dict[str, int]) -> None:
    assert figures(attack(body, language="en")) == expected
