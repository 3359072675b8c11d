"""Attacks of the same days that a report tells beside its own: kept apart, with their figures."""

import pytest

from tests.reading import reading

FRIDAY = {"at": "2016-10-21T15:00:00+03:00"}


def read(body, language="ar", **fields):
    return reading(body, language=language, **{**FRIDAY, **fields})


def facts(attack):
    return attack.place.city, attack.date.start, attack.killed


@pytest.mark.parametrize(
    ("language", "body", "own", "beside"),
    [
        (
            "ar",
            "قتل شرطيان اليوم الجمعة بانفجار عبوة ناسفة في بعقوبة،"
            " غداة تفجير دام في المدينة نفسها أودى بحياة عشرة أشخاص.",
            ("Baquba", "2016-10-21", 2),
            ("Baquba", "2016-10-20", 10),
        ),
        (
            "ar",
            "قتل أربعة مدنيين اليوم الجمعة في تفجير سيارة مفخخة في بعقوبة،"
            " وذلك بعد ساعات من انفجار قنبلة في كركوك أودى بحياة سبعة.",
            ("Baquba", "2016-10-21", 4),
            ("Kirkuk", "2016-10-21", 7),
        ),
        (
            "ar",
            "قتل ثلاثة جنود اليوم الجمعة في انفجار عبوة في بعقوبة،"
            " في ثاني هجوم هناك بعد تفجير حافلة أمس الخميس قضى فيه ستة مدنيين.",
            ("Baquba", "2016-10-21", 3),
            ("Baquba", "2016-10-20", 6),
        ),
        (
            "en",
            "Two traders were killed on Friday when their truck drove over a mine near Baquba in"
            " Iraq, a day after 29 soldiers died in an attack on an army base in Kirkuk.",
            ("Baquba", "2016-10-21", 2),
            ("Kirkuk", "2016-10-20", 29),
        ),
        (
            "en",
            "A bomb killed five people in Baquba in Iraq on Friday, hours after a car bomb in"
            " Kirkuk killed nine.",
            ("Baquba", "2016-10-21", 5),
            ("Kirkuk", "2016-10-21", 9),
        ),
    ],
)
def test_a_clause_recalls_another_attack_with_its_day(language, body, own, beside):
    found = read(body, language)
    assert [facts(a) for a in found.attacks] == [own]
    assert [facts(a) for a in found.older] == [beside]
    assert {(a.modality, a.trigger_role) for a in found.older} == {("historical", "background")}
    assert found.older[0].related == (found.attacks[0].attack_id,)


@pytest.mark.parametrize(
    ("language", "body", "killed"),
    [
        (
            "ar",
            "قتلت قوات الأمن آخر المسلحين داخل فندق في بغداد اليوم الجمعة بعد ساعات من بدء هجوم"
            " قتل فيه تسعة مدنيين.",
            9,
        ),
        (
            "en",
            "Police in Baquba in Iraq said nine people were killed on Friday, hours after the"
            " bombing at a market there.",
            9,
        ),
    ],
)
def test_hours_into_one_attack_are_no_other(language, body, killed):
    found = read(body, language)
    assert [a.killed for a in found.attacks] == [killed]
    assert found.older == ()


def test_a_sentence_that_opens_with_the_day_before_tells_of_that_day():
    found = read(
        "Warplanes bombed the town of Baquba in Iraq on Friday, killing three people and injuring"
        " seven. On Thursday strikes on the same town killed eight people.",
        "en",
    )
    assert [(a.date.start, a.killed) for a in found.attacks] == [("2016-10-21", 3)]
    assert [(a.date.start, a.killed) for a in found.older] == [("2016-10-20", 8)]


def test_a_quarter_in_front_has_an_attack_of_its_own():
    found = read(
        "A car bomb exploded in Baghdad's central Karrada district on Friday, killing five people."
        " In Dora, on the other side of the city, a roadside bomb had killed four people in the"
        " morning.",
        "en",
        title="Car bomb kills five in central Baghdad",
    )
    assert [a.killed for a in found.attacks] == [5, 4]
    assert found.attacks[1].place.canonical == "Dora"


def test_a_burial_names_the_town_and_the_day_only_around_the_attack():
    found = read(
        "QUETTA: The funeral prayers of seven constables were offered on Friday. They were among"
        " the 11 people killed when a motorcycle bomb ripped through their bus a day earlier.",
        "en",
        title="Quetta lays constables to rest",
    )
    assert [facts(a) for a in (*found.attacks, *found.older)] == [("Quetta", "2016-10-20", 11)]
