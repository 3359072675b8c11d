"""Cleaning never fails, never leaves what it is there to remove, and is done once."""

from hypothesis import given
from hypothesis import strategies as st

from streams.domain.bare import is_clean
from streams.domain.text import clean
from streams.stages.language.cascade import detect

TAGS = ["<p>", "</p>", "<br/>", "<script>", "</script>", "<!--", "-->", "<", ">", '"']
OTHERS = [
    "&lt;",
    "&amp;",
    "&",
    ";",
    "قتل",
    " ",
    "\n",
    "\u200c",
    "\u200e",
    "\x00",
    "\r\n",
    "Ø§Ù„",
    "5",
]
PIECES = st.sampled_from([*TAGS, *OTHERS])
MARKUP = st.lists(PIECES, max_size=30).map("".join)
CONTROLS = set("\x00\x07\x1b\x7f\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\r")


@given(st.one_of(st.text(), MARKUP, st.text("قتل abc،\n\xa0\t\u200c\r<&Øﻻ😀", max_size=20)))
def test_what_is_told_clean_at_a_look_is_left_as_it_is(text):
    assert clean(text) == text or not is_clean(text)


def test_most_texts_are_told_clean_at_a_look():
    assert is_clean("قتل 5 أشخاص،\xa0وأصيب 7.\n\n\tKirkuk (AFP) – “three” dead")
    assert not any(is_clean(text) for text in ("a<b", "a&b", "a\rb", "a\x00", "a\u200eb", "😀"))


@given(st.one_of(st.text(), MARKUP))
def test_no_control_or_bidi_mark_is_left(text):
    assert CONTROLS.isdisjoint(clean(text))


@given(st.lists(st.sampled_from("قتل abc،.»\n\u200c5é"), max_size=40).map("".join))
def test_plain_text_passes_unchanged(text):
    assert clean(text) == text


@given(st.one_of(st.text(), MARKUP))
def test_language_is_never_sure_beyond_doubt(text):
    found = detect(None, text)
    assert 0 <= found.confidence < 1
