"""How much of a text is shown around a fact."""

import pytest

from streams.domain.private import LONGEST, masked, names_somebody, sentence_of
from streams.lang.private_cues import private_cues


def shown(text, *words):
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    return [(p.text, p.is_marked) for p in sentence_of(text, spans, private_cues())]


def test_sentence_in_its_own_script_with_its_words_marked():
    text = "سبق هجوم آخر. قتل 6 من الشرطة في كركوك. ثم ساد الهدوء."
    assert shown(text, "قتل 6", "كركوك") == [
        ("قتل 6", True),
        (" من الشرطة في ", False),
        ("كركوك", True),
        (".", False),
    ]


def test_full_stop_inside_a_number_ends_nothing():
    assert shown("Some 3.5 km away 6 died. Then", "6 died")[0] == ("Some 3.5 km away ", False)


def test_words_that_overlap_are_marked_once():
    text = "six policemen died"
    assert shown(text, "six policemen", "policemen died") == [(text, True)]


@pytest.mark.parametrize(
    "text",
    [
        "وروى حيدر عبد الحسين (35 عاما) أن 6 قتلوا.",
        "Ali Hassan, a resident, said 6 died.",
        "Ali Hassan, 35, said 6 died.",
        "Sara Hassan, 9 ans, était parmi les 6 morts.",
        "قتلت سارة حسن (9 أعوام) و6 آخرون.",
        "Среди 6 погибших Сара Хасан, 9 лет.",
        "Posted by @ali_hassan of the 6 dead.",
        "Call +964 770 123 4567 about the 6 dead.",
        "Write to news@example.org about the 6 dead.",
        "قال شاهد عيان إن 6 قتلوا.",
    ],
)
def test_sentence_that_may_name_somebody_is_left_out(text):
    assert names_somebody(text, private_cues())
    assert shown(text, "6") == [("… ", False), ("6", True), (" … ", False)]


def test_years_and_what_they_count_are_no_age():
    assert not names_somebody("The war of 2016 killed 6 in 30 villages.", private_cues())
    assert not names_somebody("En 2016 años de guerra dejaron 6 muertos.", private_cues())


def test_sentence_without_an_end_is_left_out():
    assert shown("x " * LONGEST + "6 died", "6 died")[1] == ("6 died", True)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("هاتف 0012022773659", "هاتف •••••••••••••"),
        ("هاتف ٠٧٧٠١٢٣٤٥٦٧", "هاتف •••••••••••"),
        ("on 2016-10-21 and 21/10/2016", "on 2016-10-21 and 21/10/2016"),
        ("me@example.org", "••••••••••••••"),
        ("posted @salem_w88, a lot @ 5", "posted ••••••••••, a lot @ 5"),
        ("born 2003-2005, or 1999\u20132001", "born 2003-2005, or 1999\u20132001"),
        ("16 killed, 24 wounded", "16 killed, 24 wounded"),
    ],
)
def test_numbers_and_addresses_are_covered_letter_by_letter(text, covered):
    assert masked(text) == covered
    assert len(covered) == len(text)
