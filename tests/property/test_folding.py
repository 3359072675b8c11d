import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.domain.folding import EITHER_FOLD, fold_arabic, fold_either, fold_latin

FOLDS = [fold_arabic, fold_latin]
WORDS = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize("fold", FOLDS)
@given(text=WORDS)
def test_folding_twice_changes_nothing(fold, text) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("fold", FOLDS)
@given(text=WORDS)
def test_folded_text_has_single_spaces_and_none_at_the_ends(fold, text) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())


@given(text=st.text("ابتكيهوىةأإآـَُِّ ،", max_size=20))
def test_fold_arabic_ignores_tashkeel_and_tatweel(text) -> None:
    assert fold_arabic(text) == fold_arabic("".join(f"{letter}\u064eـ" for letter in text))


@given(text=st.text("abcéñüıłøÅÇ -'", max_size=20))
def test_fold_latin_ignores_case_of_marked_letters(text) -> None:
    assert fold_latin(text.upper().lower()) == fold_latin(text.lower())


LETTERS = st.characters(codec="utf-8", max_codepoint=0xFFFF)


@given(text=st.one_of(st.text(LETTERS, max_size=60), st.text("ابأـَæé“.\0 \nZ", max_size=60)))
def test_fold_either_folds_each_character(text) -> None:
    assert fold_either(text) == text.translate(EITHER_FOLD)


def test_fold_either_takes_what_lies_beyond_the_basic_plane_for_no_letter() -> None:
    assert not fold_either("\U0001f525").isalpha()
