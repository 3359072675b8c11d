"""What an attack hit, and what only speaks of it, treats its wounded or is called alike."""

import pytest

from tests.reading import attack


def categories(body: str, language: str = "ar") -> list[str]:
    return [target.category for target in attack(body, language=language).targets]


@pytest.mark.parametrize(
    "body",
    [
        "قتل ثلاثة مدنيين الجمعة بانفجار سيارة مفخخة في كركوك، ونقل الجرحى إلى المستشفى.",
        "أفاد مصدر في مستشفى كركوك العام بمقتل ثلاثة مدنيين بانفجار سيارة مفخخة الجمعة.",
        "قتل ثلاثة مدنيين الجمعة بانفجار سيارة مفخخة في كركوك، ويرقد الجرحى في مستشفى آزادي.",
    ],
)
def test_hospital_that_takes_the_wounded_in_is_not_what_was_hit(body: str) -> None:
    assert categories(body) == ["civilians"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("قصفت طائرات مستشفى ميدانيا في إدلب الجمعة فقتلت أربعة مرضى.", "hospital"),
        ("تعرض مستشفى في إدلب الجمعة لقصف مدفعي قتل أربعة أشخاص.", "hospital"),
        ("هاجم مسلحون مبنى وزارة المالية في كابل الجمعة وقتلوا ستة موظفين.", "government"),
        ("انفجرت سيارة مفخخة أمام السفارة الإيطالية في طرابلس الجمعة فقتلت شخصين.", "diplomatic"),
        ("اغتال مسلحون صحافيا في الموصل الجمعة.", "media"),
    ],
)
def test_arabic_institution_that_was_hit_is_the_target(body: str, expected: str) -> None:
    assert expected in categories(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Warplanes bombed a hospital in Idlib on Friday, killing four patients.", "hospital"),
        ("A hospital was bombed in Idlib on Friday and four people were killed.", "hospital"),
        ("Gunmen stormed the ministry of finance in Kabul on Friday, killing six.", "government"),
    ],
)
def test_english_institution_that_was_hit_is_the_target(body: str, expected: str) -> None:
    assert expected in categories(body, "en")


@pytest.mark.parametrize(
    "body",
    [
        "قتل ثلاثة مدنيين بانفجار سيارة مفخخة في كركوك الجمعة، حسبما ذكرت صحيفة محلية.",
        "قالت وزارة الداخلية إن ثلاثة مدنيين قتلوا بانفجار سيارة مفخخة في كركوك الجمعة.",
        "وزارة الداخلية العراقية: مقتل ثلاثة مدنيين بانفجار سيارة مفخخة في كركوك الجمعة.",
        "قال المحافظ في مؤتمر صحافي إن ثلاثة مدنيين قتلوا بانفجار سيارة مفخخة في كركوك الجمعة.",
        "قتل ثلاثة مدنيين بانفجار سيارة مفخخة في كركوك الجمعة، وعدد القتلى مرشح للارتفاع.",
        "تبنى حزب العمال الكردستاني تفجير سيارة مفخخة قتلت ثلاثة مدنيين في هكاري الجمعة.",
        "قتل ثلاثة مدنيين الجمعة في قصف على بلدة دير حافر بريف حلب.",
    ],
)
def test_who_speaks_and_what_is_called_alike_was_not_hit(body: str) -> None:
    assert categories(body) == ["civilians"]


@pytest.mark.parametrize(
    "body",
    [
        "A car bomb killed three civilians in Kirkuk on Friday, the interior ministry said.",
        "A car bomb killed three civilians in Kirkuk on Friday. The wounded are in hospital.",
        "Doctors at Azadi hospital said a car bomb had killed three civilians in Kirkuk on Friday.",
        "A car bomb killed three civilians in Kirkuk on Friday, local media reported.",
    ],
)
def test_english_speaker_and_hospital_were_not_hit(body: str) -> None:
    assert categories(body, "en") == ["civilians"]


def test_speaker_is_shown_with_the_office() -> None:
    found = attack("قال نقيب في قوات الأمن الكردية إن انفجارا قتل ثلاثة مدنيين في كركوك الجمعة.")
    texts = [note.text for note in found.evidence if note.field == "attributed_to"]
    assert texts == ["نقيب في قوات الأمن"]


def test_group_that_is_spoken_of_does_not_speak() -> None:
    found = attack(
        "Gunmen attacked a police station in Kirkuk on Friday and killed six people. An officer "
        "told AFP about it. He added that 12 Daesh militants had been killed.",
        language="en",
    )
    (dead,) = (toll for toll in found.tolls if toll.side == "perpetrator")
    assert dead.attributed_to is None or dead.attributed_to.name is None
