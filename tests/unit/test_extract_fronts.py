"""Armies and armed groups that strike each other, and other news that is only like an attack."""

import pytest

from tests.reading import attack, reading


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "طائرات التحالف تقصف مواقع داعش في الرقة",
            "قصفت طائرات حربية فجر الخميس مواقع لتنظيم داعش قرب مدينة الرقة السورية، بحسب بيان"
            " عسكري لم يذكر حصيلة.",
            "ar",
        ),
        (
            "Jets bomb Taliban positions near Kunduz",
            "Warplanes carried out air strikes on Taliban positions near the Afghan city of Kunduz"
            " on Thursday, the ministry said.",
            "en",
        ),
        (
            "الجيش يقصف معسكرا للمتمردين",
            "قصف الجيش الخميس بالمدفعية معسكرا للمتمردين قرب صعدة.",
            "ar",
        ),
    ],
)
def test_strike_on_positions_of_an_armed_group_is_no_attack(title, body, language):
    found = reading(body, title=title, language=language)
    assert all(a.engagement == "clash" for a in found.attacks), found.attacks


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "غارة أميركية تقتل تسعة جنود عراقيين خطأ",
            "قتل تسعة جنود عراقيين الجمعة في غارة جوية أميركية قرب الفلوجة.",
            "ar",
        ),
        (
            "US air strike kills nine Iraqi soldiers",
            "Nine Iraqi soldiers were killed on Friday in a US air strike near Fallujah.",
            "en",
        ),
    ],
)
def test_strike_of_one_army_on_soldiers_of_another_is_no_attack(title, body, language):
    found = reading(body, title=title, language=language)
    assert [a.engagement for a in found.attacks] == ["clash"]


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "طائرات التحالف تقصف مواقع داعش في الرقة",
            "قصفت طائرات حربية الخميس مواقع لتنظيم داعش في الرقة السورية، وقتل في القصف ستة مدنيين"
            " بينهم طفلان.",
            "ar",
        ),
        (
            "Jets bomb Taliban positions near Kunduz",
            "Warplanes carried out air strikes on Taliban positions near the Afghan city of Kunduz"
            " on Thursday and killed six civilians.",
            "en",
        ),
    ],
)
def test_strike_on_positions_that_kills_civilians_is_an_attack(title, body, language):
    found = attack(body, title=title, language=language)
    assert (found.engagement, found.killed) == ("attack", 6)


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "قوات المعارضة تسيطر على تلال قرب حلب",
            "سيطرت فصائل معارضة الأحد على تلال قرب حلب بعد هجوم شنته على قوات النظام، وقالت مصادر"
            " إن الهجوم رافقه قصف بقذائف الهاون.",
            "ar",
        ),
        (
            "Rebels retake hills near Aleppo",
            "Rebels attacked government troops near Aleppo on Sunday and retook two hills, firing"
            " mortar shells, sources said.",
            "en",
        ),
    ],
)
def test_news_of_a_front_is_no_attack(title, body, language):
    found = reading(body, title=title, language=language)
    assert all(a.engagement == "clash" for a in found.attacks), found.attacks


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "قوات المعارضة تسيطر على تلال قرب حلب",
            "سيطرت فصائل معارضة الأحد على تلال قرب حلب بعد هجوم شنته على قوات النظام، وقالت مصادر"
            " إن قذائف هاون أطلقتها الفصائل قتلت أربعة مدنيين في حي سكني.",
            "ar",
        ),
        (
            "مسيرات تستهدف محطة كهرباء والدفاع المدني يسيطر على الحريق",
            "استهدفت طائرات مسيرة فجر الأحد محطة كهرباء في كوستي فأصيب عاملان.",
            "ar",
        ),
        (
            "Mortar shells kill four as rebels retake hills near Aleppo",
            "Rebels attacked government troops near Aleppo on Sunday. Mortar shells that they fired"
            " killed four civilians.",
            "en",
        ),
    ],
)
def test_civilians_hurt_beside_a_front_are_an_attack(title, body, language):
    found = reading(body, title=title, language=language)
    assert "attack" in [a.engagement for a in found.attacks], found.rejected


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "مسلح يقتل ثلاثة داخل صالة سينما",
            "قتل مسلح ثلاثة أشخاص مساء الجمعة داخل صالة سينما في مدينة دنفر أثناء عرض مسائي لفيلم،"
            " وقالت الشرطة إن المهاجم أطلق النار على الحاضرين.",
            "ar",
        ),
        (
            "Gunman kills three in cinema",
            "A gunman shot dead three people in a movie theater in Denver on Friday during"
            " the film, police said.",
            "en",
        ),
    ],
)
def test_attack_on_a_cinema_is_no_film(title, body, language):
    assert attack(body, title=title, language=language).killed == 3
