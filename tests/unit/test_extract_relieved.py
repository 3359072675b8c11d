"""Words of other news in a lead do not refuse what reports an attack."""

import pytest

from tests.reading import reading

RELIEVED = {
    "hostages freed": (
        "en",
        "Gunmen storm bank in Mosul after car bomb; hostages freed",
        "Gunmen set off a car bomb outside a bank in Mosul on Friday and stormed it, killing 12"
        " people before troops retook the building, police said.",
    ),
    "aid workers": (
        "en",
        "Gunmen attack aid workers near Mosul, kill driver",
        "Gunmen attacked a convoy of aid workers near Mosul on Friday, killing a driver and"
        " wounding two others, police said.",
    ),
    "under threat": (
        "ar",
        "مسلحون يقتحمون منزلا في الموصل ويقتلون صاحبه",
        "اقتحم مسلحون منزلا في الموصل الجمعة وقتلوا صاحبه وأرغموا أسرته تحت تهديد السلاح على"
        " تسليم المؤن، بحسب الشرطة.",
    ),
    "police procedure": (
        "ar",
        "مجهولون يطلقون النار على دورية شرطة في القطيف",
        "أطلق مجهولون النار على دورية شرطة في القطيف الجمعة ما أدى إلى إصابة رجل أمن. وباشرت"
        " الجهات المختصة إجراءات الضبط الجنائي.",
    ),
}


@pytest.mark.parametrize("case", RELIEVED)
def test_report_whose_lead_also_has_words_of_other_news_is_read(case: str) -> None:
    language, title, body = RELIEVED[case]
    read = reading(body, title=title, language=language)
    assert read.rejected is None
    assert read.attacks


def test_headline_on_what_followed_an_attack_is_still_a_reaction() -> None:
    title = "Minister condemns suicide bombing in Mosul"
    body = "The minister condemned the suicide bombing that killed 12 people in Mosul on Friday."
    assert reading(body, title=title, language="en").rejected == "reaction"
