"""One look at several texts gives each what a look at it alone gives, and what its words are."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.bare import bare_words
from streams.domain.look import looks
from streams.domain.vocabulary import Table, Vocabulary

WORDS = {"كركوك": 1, "قتل": 2, "in": 4}
VOCABULARY = Vocabulary(WORDS, {"وكاله الانباء": 8})
TEXTS = st.lists(
    st.text("كركوك قتل وكالة الأنباء ـَ.\n12٣ ab in ﻻ 😀‌", max_size=60), min_size=1, max_size=6
)


def seen(look):
    hits = [(hit.word, look.place_of(hit.number), hit.kinds) for hit in look.hits()]
    rows = (look.shingles, look.sentences)
    return look.text, look.written, hits, look.figures(), *(row.tolist() for row in rows)


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
        assert [hit.word for hit in hits] == [w for w in words if w in WORDS]
        for hit in hits:
            assert bare_words(look.text[look.place_of(hit.number) :])[0] == hit.word
            assert hit.unit - look.begin == look.place_of(hit.number)
        runs = [look.text[begin:end] for begin, end in look.figures()]
        assert runs == re.findall(r"\d+", look.text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀😀", "ـــ", "a", "\ufeff", "ﷺ"])
def test_texts_of_next_to_nothing(text):
    (look,) = looks([text], VOCABULARY)
    assert len(look.shingles) == max(0, look.length - 11)
    assert len(look.sentences) == bool(look.length)


def test_pair_is_found_by_its_first_word():
    (look,) = looks(["قالت وكالة الأنباء إن"], VOCABULARY)
    (hit,) = look.hits()
    assert (look.word(hit.number), look.word(hit.number + 1)) == ("وكاله", "الانباء")
    assert (look.word(hit.number - 2), look.word(hit.number + 3)) == ("", "")


@pytest.mark.parametrize(
    "texts", [["وكالة", "الأنباء إن"], ["الأنباء وكالة"], ["وكالةالأنباء"], ["وكالة ال أنباء"]]
)
def test_words_that_are_no_pair_make_none(texts):
    names = [look.word(hit.number + 1) for look in looks(texts, VOCABULARY) for hit in look.hits()]
    assert "الانباء" not in names


def test_words_that_differ_in_a_space_alone_are_refused():
    with pytest.raises(ValueError, match="must differ in letters"):
        Table({"ab c": 1, "a bc": 1})
