"""Days on which somebody spoke, wrote or found are none of the attack's, where it has its own."""

import pytest

from tests.reading import attack, reading


@pytest.mark.parametrize(
    "body",
    [
        "Iraq on Friday raised to 12 the number of people killed by gunmen at a market in "
        "Baquba.\n\nNine of them died in the assault at dawn on Thursday, the ministry said.",
        "Gunmen killed nine people at a market in Baquba, a police officer told this paper by "
        "telephone from his office on Friday.\n\nThe men came on Thursday night, and nine died.",
        "In a message circulated late on Friday, a group of militants said it had bombed a "
        "market in Baquba.\n\nNine people were killed when the bomb went off on Thursday.",
        "Gunmen killed nine people at a market in Baquba.\n\nThe mayor said the raid took place at "
        "about 8.40pm on Thursday.\n\n“They came for us,” he told reporters on Friday.",
        "Gunmen killed nine people at a market in Baquba on Thursday.\n\nShops will stay closed "
        "until Monday, and the dead are to be buried next Friday.",
        "Nine people were killed by a car bomb in Baquba.\n\nThursday's explosion hit a market. "
        "The bodies of two more victims were found on Friday.",
        "The prime minister on Friday attended prayers for nine people gunned down in Baquba.\n\n"
        "The raid on two posts in the northern part of the city began at 11.20pm on Thursday.",
        "BAGHDAD — It was after the evening meal. Gunmen killed nine people in Baquba on Thursday."
        "\n\nThe police have no suspect.",
    ],
)
def test_english_day_of_speaking_is_not_the_attacks(body: str) -> None:
    title = "Gunmen kill nine in Baquba"
    assert attack(body, title=title, language="en").date.start == "2016-10-20"


@pytest.mark.parametrize(
    "body",
    [
        "قال مسؤول أمني عراقي اليوم (الجمعة) إن تسعة أشخاص قتلوا في انفجار قنبلة في سوق بعقوبة.\n\n"
        "وانفجرت القنبلة في حوالي السابعة من مساء الخميس.",
        "قتل مسلحون تسعة مدنيين في سوق بعقوبة يوم الخميس.\n\nوأكدت الحكومة في بيان صدر مساء الجمعة "
        "مقتل ثلاثة من رعاياها.",
        "قتل تسعة مدنيين في هجوم شنه مسلحون على سوق بعقوبة، بحسب ما أفادت مصادر محلية وكالة "
        "الأنباء الجمعة.\n\nوقال شاهد إن المسلحين قتلوا التسعة مساء الخميس.",
        "أعلنت دائرة الصحة، اليوم الجمعة، حصيلة للهجوم الذي قتل فيه تسعة مدنيين في بعقوبة مساء "
        "الخميس.",
        "عثر الأهالي صباح الجمعة على جثث تسعة مدنيين قتلهم مسلحون في بعقوبة ليل الخميس.",
        "واصلت القوات الأمنية اليوم الجمعة تمشيط بساتين بعقوبة بعد هجوم على سوق المدينة الذي بدأ "
        "مساء الخميس وقتل فيه تسعة مدنيين.",
        "قتل مسلحون تسعة مدنيين في سوق بعقوبة قبل يومين.\n\nوتوفي جريح متأثرا بجراحه اليوم.",
    ],
)
def test_arabic_day_of_speaking_is_not_the_attacks(body: str) -> None:
    found = attack(body, title="مقتل تسعة مدنيين في هجوم على سوق بعقوبة").date.start
    assert found == ("2016-10-19" if "يومين" in body else "2016-10-20")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("two nights ago", "2016-10-19"),
        ("three days ago", "2016-10-18"),
        ("last Friday", "2016-10-14"),
        ("yesterday afternoon", "2016-10-20"),
    ],
)
def test_english_relative_days(words: str, day: str) -> None:
    body = f"Gunmen killed nine people at a market in Baquba {words}."
    assert attack(body, title="Gunmen kill nine in Baquba", language="en").date.start == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("منذ يومين", "2016-10-19"),
        ("مساء أول أمس", "2016-10-19"),
        ("قبل ثلاثة أيام", "2016-10-18"),
        ("مساء يوم أمس", "2016-10-20"),
    ],
)
def test_arabic_relative_days(words: str, day: str) -> None:
    body = f"قتل مسلحون تسعة مدنيين في سوق بعقوبة {words}."
    assert attack(body, title="مقتل تسعة مدنيين في بعقوبة").date.start == day


def test_news_after_a_week_is_still_news() -> None:
    body = (
        "Two more of those hurt in last Friday's bombing at a market in Baquba have died, taking "
        "the number of the dead to 14, officials said on Thursday."
    )
    found = reading(body, title="Toll of Baquba market bombing climbs to 14", language="en")
    assert [a.date.start for a in found.attacks] == ["2016-10-14"]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "On the night of Wednesday to Thursday gunmen killed six guards in Kirkuk, Iraq."),
        (
            "es",
            "Hombres armados mataron a seis guardias en Kirkuk la noche del miércoles al jueves.",
        ),
        ("fa", "افراد مسلح نیمه‌شب چهارشنبه به پنجشنبه شش پلیس را در کرکوک کشتند."),
        ("ru", "В ночь со среды на четверг боевики убили шестерых охранников в Киркуке."),
    ],
)
def test_a_night_from_one_day_to_the_next_is_of_the_second(language: str, body: str) -> None:
    found = reading(body, language=language).attacks
    assert [(a.date.start, a.date.precision) for a in found] == [("2016-10-20", "day")]
