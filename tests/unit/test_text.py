import time

import pytest

from streams.domain.text import clean

ARABIC = "قُتل 5 أشخاص في «كركوك»، وقال المصدر: a < b & c\n\nسطر\tثانٍ… می‌شود"


def test_plain_text_comes_back_as_it_is():
    assert clean(ARABIC) is ARABIC or clean(ARABIC) == ARABIC


def test_blocks_become_paragraphs_and_breaks_line_ends():
    found = clean("<div><p>أول <b>فقرة</b></p><p>ثانية<br/>سطر</p></div>")
    assert found == "أول فقرة\n\nثانية\nسطر"


def test_scripts_styles_comments_and_buttons_are_dropped():
    page = '<p>one</p><script>if (a<b) {"<p>x</p>"}</script><style>p{}</style><!-- <p>no -->two'
    assert clean(page) == "one\n\ntwo"


def test_quoted_attribute_may_hold_a_closing_bracket():
    assert clean('<a title="x > y" href="u">word</a> <p>more</p>') == "word\n\nmore"


def test_entities_are_read_however_often_feeds_escape_them():
    assert clean("&lt;p&gt;&amp;quot;قال&amp;quot;&lt;/p&gt;") == '"قال"'


@pytest.mark.parametrize("text", ["<<رويترز>>", "x<5>", "5 < 6", "AT&T; R&D", "<Reuters> said"])
def test_brackets_that_are_no_tags_stay(text):
    assert clean(text) == text


def test_controls_and_bidi_marks_go_and_joiners_stay():
    assert clean("a\x00b\u200ec\u202ed\ufeffe") == "abcde"
    assert clean("می\u200cشود\u200d") == "می\u200cشود\u200d"


def test_line_ends_become_one_kind():
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "cp1256"])
def test_utf8_read_as_a_code_page_is_repaired(page):
    text = "قتل خمسة أشخاص في العراق"
    garbled = "".join(_through(byte, page) for byte in text.encode())
    assert garbled != text
    assert clean(garbled) == text


def _through(byte, page):
    read = bytes([byte]).decode(page, "replace")
    return chr(byte) if read == "�" else read


def test_french_and_persian_accents_are_not_garbled_text():
    for text in ("École à Besançon, où l’été…", "وسط… فقط” ظ§", "café © 2016"):
        assert clean(text) == text


def test_cleaning_twice_changes_nothing():
    once = clean("<p>a&nbsp;b</p>\x00<p>c &lt; d</p>")
    assert clean(once) == once


@pytest.mark.parametrize(
    "unit", ["<a ", "<script>", "<!--", '<a "', '<a ">', "&lt;", "<p><b>", "Ã", "<style></style "]
)
def test_hostile_markup_takes_linear_time(unit):
    started = time.perf_counter()
    clean(unit * (300_000 // len(unit)))
    assert time.perf_counter() - started < 3
