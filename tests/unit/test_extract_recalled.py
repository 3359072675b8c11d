"""Attacks that are recalled beside the one that is told, and arms that do not strike."""

import pytest

from tests.reading import attack, figures, reading


def killed(body: str, language: str = "ar") -> int | None:
    return figures(attack(body, language=language))["killed"]


@pytest.mark.parametrize(
    "body",
    [
        "أعلن حزب العمال الكردستاني مسؤوليته عن قتل ضابطين في هكاري الأربعاء انتقاما لتفجير "
        "انتحاري نسب إلى تنظيم الدولة الإسلامية وأسفر عن مقتل 32 شخصا.",
        "هاجم مسلحون حاجزا للجيش في هكاري الأربعاء وقتلوا جنديين، بعد ثلاثة أيام على هجوم "
        "انتحاري في سروج قتل فيه 32 شخصا.",
        "وبعد يومين من التفجير الذي قتل 32 شخصا في سروج، هاجم مسلحون حاجزا في هكاري الأربعاء "
        "وقتلوا جنديين.",
    ],
)
def test_arabic_dead_of_an_attack_that_is_recalled_are_not_counted(body: str) -> None:
    found = attack(body)
    assert figures(found)["killed"] == 2
    assert "suicide_bombing" not in found.attack_types


@pytest.mark.parametrize(
    "body",
    [
        "Gunmen shot dead two officers in Hakkari on Wednesday in retaliation for a suicide "
        "bombing that killed 32 people.",
        "Gunmen shot dead two officers in Hakkari on Wednesday, three days after a suicide "
        "bombing in Suruc that killed 32 people.",
        "Two days after a suicide bombing killed 32 people in Suruc, gunmen shot dead two officers "
        "in Hakkari on Wednesday.",
    ],
)
def test_english_dead_of_an_attack_that_is_recalled_are_not_counted(body: str) -> None:
    found = attack(body, language="en")
    assert figures(found)["killed"] == 2
    assert "suicide_bombing" not in found.attack_types


def test_avenger_is_not_who_is_avenged() -> None:
    found = attack(
        "أعلن حزب العمال الكردستاني مسؤوليته عن قتل ضابطين في هكاري الأربعاء انتقاما لتفجير "
        "انتحاري نسب إلى تنظيم الدولة الإسلامية وأسفر عن مقتل 32 شخصا."
    )
    assert [p.name for p in found.perpetrators] == ["PKK"]


def test_attack_of_the_day_before_that_is_the_news_still_counts() -> None:
    assert killed("وعدت الحكومة بتعزيز الأمن غداة هجوم انتحاري في سروج أودى بحياة 32 شخصا.") == 32


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("هبطت طائرة حربية سعودية في مطار عدن الأربعاء في أول رحلة منذ أربعة أشهر.", "ar"),
        ("وصلت ست مقاتلات حربية إلى قاعدة عسكرية في الرياض الأربعاء بعد إتمام الصفقة.", "ar"),
        ("Two fighter jets landed at the military airport in Aden on Wednesday.", "en"),
        ("تقضي القرارات بحظر بيع الأسلحة والصواريخ البالستية لخمس سنوات.", "ar"),
        ("Washington is looking into reports about chemical weapons and sarin in Syria.", "en"),
        ("The ministry put ballistic missiles and attack drones on show in Tehran.", "en"),
    ],
)
def test_arms_that_do_not_strike_attack_nothing(body: str, language: str) -> None:
    assert reading(body, language=language).attacks == ()


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("قتلت طائرات حربية خمسة مدنيين في إدلب الجمعة.", "ar"),
        ("Warplanes killed five civilians in Idlib on Friday.", "en"),
    ],
)
def test_aircraft_that_strike_attack(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert found.attack_types[0] == "air_strike"
    assert figures(found)["killed"] == 5


def test_months_since_an_attack_are_its_anniversary() -> None:
    found = reading(
        "Families gathered at the mosque in Kunduz on Friday, ten months after the bombing of "
        "December in which dozens of worshippers lost their lives, to pray for the dead.",
        title="Kunduz marks ten months since mosque attack",
        language="en",
    )
    assert not [a for a in found.attacks if a.modality == "asserted"]


def test_the_day_of_an_attack_in_another_year_is_its_anniversary_written_apart_too() -> None:
    found = reading(
        "ڕژێم بە چەکی کیمیایی هێرشی کردە سەر شاری هەڵەبجە و 5000 هاووڵاتی کوژران و "
        "سەدان کەسی تر بریندار بوون.",
        title="پەیامی شارەوانی بۆ ساڵ ڕۆژی کیمیابارانکردنی هەڵەبجە",
        language="ckb",
    )
    assert not [a for a in found.attacks if a.modality == "asserted"]
