"""One look at several texts gives each what a look at it alone gives, and what its words are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.bare import bare_words
from streams.domain.look import Vocabulary, looks

VOCABULARY = Vocabulary({"كركوك": 1, "قتل": 2, "in": 4}, {"وكالهالانباء": 8})
TEXTS = st.lists(
    st.text("كركوك قتل وكالة الأنباء ـَ.\n12٣ ab in ﻻ 😀‌", max_size=60), min_size=1, max_size=6
)


def seen(look):
    first = look.numbers.start
    hits = [(hit.word, hit.number - first, hit.kinds) for hit in look.hits()]
    rows = (look.letters, look.shingles, look.sentences)
    return look.text, hits, look.figures(), *(row.tolist() for row in rows)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_company_changes_nothing(texts):
    alone = [seen(looks([text], VOCABULARY)[0]) for text in texts]
    assert [seen(look) for look in looks(texts, VOCABULARY)] == alone


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_words_that_matter_are_found_where_they_stand(texts):
    for text, look in zip(texts, looks(texts, VOCABULARY), strict=True):
        words = bare_words(text)
        hits = [hit for hit in look.hits() if hit.kinds < 8]
        assert [hit.word for hit in hits] == [w for w in words if w in VOCABULARY.words]
        for hit in hits:
            assert bare_words(look.text[look.place_of(hit.number) :])[0] == hit.word
        assert [look.text[at] for at in look.figures()] == [c for c in look.text if c.isdecimal()]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀😀", "ـــ", "a", "\ufeff", "ﷺ"])
def test_texts_of_next_to_nothing(text):
    (look,) = looks([text], VOCABULARY)
    assert len(look.shingles) == max(0, len(look.letters) - 11)
    assert len(look.sentences) == bool(len(look.letters))


def test_pair_is_found_by_its_first_word():
    (look,) = looks(["قالت وكالة الأنباء إن"], VOCABULARY)
    (hit,) = look.hits()
    assert (look.word(hit.number), look.word(hit.number + 1)) == ("وكاله", "الانباء")
    assert (look.word(hit.number - 2), look.word(hit.number + 3)) == ("", "")
