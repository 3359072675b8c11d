"""Verbs that only point back at who was hurt, and other ways to tell a toll in Arabic."""

import pytest

from tests.reading import attack, figures


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("أطلق مسلح النار على شرطي في عدن الجمعة فأرداه قتيلاً.", {"killed": 1}),
        ("أطلق مسلح النار على شرطي في عدن الجمعة وأصابه بجروح خطيرة.", {"wounded": 1}),
        ("طعن رجل ثلاثة أشخاص بسكين في باريس الجمعة وأصابهم بجروح.", {"wounded": 3}),
        (
            "قال مصدر طبي إن المستشفى استقبل ست جثث وعشرة جرحى جراء تفجير سيارة مفخخة في بغداد"
            " الجمعة.",
            {"killed": 6, "wounded": 10},
        ),
        ("حصد تفجير سيارة مفخخة في بغداد الجمعة أرواح ستة عناصر.", {"killed": 6}),
        ("فقد ستة جنود حياتهم في هجوم انتحاري في كابول الجمعة.", {"killed": 6}),
        (
            "بلغ عدد القتلى 14 والجرحى 31 في تفجير سيارة مفخخة في بغداد الجمعة.",
            {"killed": 14, "wounded": 31},
        ),
        ("اغتال مسلحان مجهولان ضابطاً في الشرطة في عدن الجمعة.", {"killed": 1}),
    ],
)
def test_toll_is_read(body: str, expected: dict[str, int]) -> None:
    found = figures(attack(body))
    assert {name: found.get(name) for name in expected} == expected
