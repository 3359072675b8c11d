"""The language depends on the article alone, and the fast forms say what the plain ones say."""

import unicodedata
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.flow import Incoming
from streams.domain.topics import ARTICLE_UNIQUE
from streams.stages import language
from streams.stages.language.cascade import detect
from streams.stages.language.noise import readable
from streams.stages.language.scripts import scripts_in
from tests.guessers import FOUND
from tests.stories import CONTEXT, article
from tests.unit.test_language import SAMPLES

NAMES = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "HEBREW": "Hebr",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "CJK": "Hans", "HANGUL": "Hang", "THAI": "Thai",
}  # fmt: skip
SENTENCES = st.sampled_from([text for _, text in SAMPLES])
LETTERS = "aZéğышіїабвהשابپچگکیيەۆټځकखगকখগ字文ก한 \n.,:-_#@/1٣🙂\u200c\u0640\u0301\ud800\0"
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=LETTERS, max_size=900),
    st.lists(SENTENCES, max_size=25).map(" ".join),
)
NOISE = st.sampled_from(["@someone", "https://t.co/Ab1", "www.example.com/a", "x.y@a.org", "🙂"])


@given(TEXTS, TEXTS, st.sampled_from([by for by in FOUND.values() if by]))
@settings(max_examples=300, deadline=None)
def test_any_text_has_one_language_or_none(title, body, by):
    found = detect(title, body, by)
    assert 0 <= found.confidence < 1
    assert list(found.also) == sorted(set(found.also) - {found.code, "und"})
    assert found == detect(title, body, by)
    if found.script == "Zyyy":
        assert found.code == "und"


@given(st.text(alphabet=LETTERS, max_size=300))
@settings(deadline=None)
def test_letters_are_counted_as_unicode_names_them(text):
    plain = Counter(
        NAMES[name]
        for letter in text
        if letter.isalpha()
        and letter != "\u0640"  # tatweel only makes words longer
        and (name := unicodedata.name(letter, "").partition(" ")[0]) in NAMES
    )
    assert scripts_in(text) == dict(plain)
    assert list(scripts_in(text).values()) == sorted(plain.values(), reverse=True)


@given(st.lists(TEXTS, max_size=8), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_batches_and_neighbours_change_nothing(bodies, size):
    batch = [
        Incoming(ARTICLE_UNIQUE, article(str(at), body, title=None))
        for at, body in enumerate(bodies)
    ]
    parts = [batch[at : at + size] for at in range(0, len(batch), size)]
    found = [each.value for part in parts for each in language.run(part, {}, CONTEXT)]
    assert found == [each.value for each in language.run(batch, {}, CONTEXT)]
    assert [each.language for each in found] == [detect(None, body) for body in bodies]


@given(st.sampled_from(SAMPLES), st.lists(NOISE, max_size=4), st.lists(NOISE, max_size=4))
@settings(deadline=None)
def test_addresses_around_a_sentence_change_nothing(sample, before, after):
    code, text = sample
    assert detect(None, " ".join([*before, text, *after])).code == code


@given(st.lists(SENTENCES, min_size=1, max_size=20).map(" ".join))
@settings(deadline=None)
def test_text_without_addresses_is_left_as_it_is(text):
    assert readable(text) is text
