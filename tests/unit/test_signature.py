from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.bare import bare_words
from streams.domain.look import looks
from streams.domain.signature import (
    KEYS,
    SHORTEST,
    SKETCH,
    exact_hash,
    keys_of,
    overlap,
    parts_of,
    samples,
    signature,
    sketch_of,
)
from streams.domain.vocabulary import Vocabulary
from tests.stories import sentences, story


class Signed(NamedTuple):
    packed: bytes
    exact: str


def signed(texts: list[str], places: Sequence[str] = ()):
    found = looks(texts, Vocabulary({}, {}))
    packed = [signature(sample, places) for sample in samples(found)]
    exact = [exact_hash(look.written) for look in found]
    return [Signed(*each) for each in zip(packed, exact, strict=True)]


def sign(text: str):
    return signed([text])[0]


def shared(first: str, second: str):
    found = [sketch_of(sign(text).packed) for text in (first, second)]
    return overlap(*found)


def test_same_text_overlaps_wholly():
    found = shared(story(1), story(1))
    assert (found.both, found.first, found.second) == (1, 1, 1)


def test_other_text_does_not_overlap():
    assert shared(story(1), story(2)).both < 0.02


def test_half_lies_in_the_whole():
    lines = sentences(1, 20)
    found = shared(" ".join(lines), " ".join(lines[:10]))
    assert found.second > 0.95
    assert 0.4 < found.first < 0.6
    assert 0.4 < found.both < 0.6


def test_estimate_is_close_to_the_share_that_is_really_common():
    lines, others = sentences(1, 40), sentences(2, 10)
    found = shared(" ".join(lines), " ".join([*lines[:30], *others]))
    assert found.first == pytest.approx(0.75, abs=0.12)


@pytest.mark.parametrize(
    ("form", "other"),
    [("أحمد", "احمد"), ("قتلى", "قتلي"), ("مدرسة", "مدرسه"), ("کرکوک", "كركوك"), ("قُتِلَ", "قتل")],
)
def test_forms_of_a_letter_are_one(form, other):
    assert bare_words(form) == bare_words(other)


def test_tatweel_digits_case_and_punctuation_make_no_difference():
    plain = sign("مقتل 25 شخصا في Kirkuk " + story(3))
    dressed = sign("«مقتـــل ٢٥ شخصاً، في KIRKUK» – " + story(3))
    assert dressed.exact == plain.exact
    assert list(sketch_of(dressed.packed)) == list(sketch_of(plain.packed))


def test_presentation_forms_are_the_letters_they_show():
    assert sign("ﻻ ﺇله").exact == sign("لا إله").exact


def test_short_text_has_no_sketch_but_an_exact_hash():
    found = sign("عاجل\nانفجار في كركوك")
    assert found.packed == b""
    assert len(found.exact) == 32


def test_sketch_is_bounded_whatever_the_length():
    assert len(sketch_of(sign(story(4, 400)).packed)) == SKETCH


def test_repeated_text_has_a_sketch():
    assert 0 < len(sketch_of(sign("كركوك تحت النار " * 500).packed)) < SKETCH


def test_empty_sketches_share_nothing():
    empty = sketch_of(b"")
    assert overlap(empty, empty).both == 0


def test_keys_are_those_of_the_smallest_values():
    whole = sign(story(1))
    assert len(keys_of(whole.packed)) == KEYS
    assert len(set(keys_of(whole.packed)) & set(keys_of(sign(story(2)).packed))) == 0
    assert list(keys_of(whole.packed)) == list(keys_of(sign(story(1)).packed))
    assert len(keys_of(b"")) == 0


def test_parts_are_what_was_packed():
    parts = parts_of(signed([story(1)], ["كركوك", "بغداد", "كركوك"])[0].packed)
    assert (len(parts.sketch), len(parts.places)) == (SKETCH, 2)
    assert len(parts.sentences) == 12
    assert parts_of(b"").sentences == frozenset()


STRETCHES = st.builds(
    lambda number, begin, size, times: (story(number, 60)[begin : begin + size] + " ") * times,
    *(st.integers(0, most) for most in (9, 500, 900)),
    st.integers(1, 3),
)
"""Too short for a sketch, for a full one, or told again so that hashes repeat, and none of that."""


@given(st.lists(STRETCHES, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_company_changes_no_signature(texts):
    assert signed(texts) == [sign(text) for text in texts]


@given(STRETCHES)
@settings(max_examples=60, deadline=None)
def test_sketch_is_the_smallest_of_all_hashes(text):
    (look,) = looks([text], Vocabulary({}, {}))
    ranks = sorted({int(number) >> 40 for number in look.shingles})
    expected = ranks[:SKETCH] if look.length >= SHORTEST else []
    assert sketch_of(sign(text).packed).tolist() == expected
