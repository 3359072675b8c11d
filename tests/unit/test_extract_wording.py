"""The words that the second opinion hears: how attacks are told, not where and by whom."""

import numpy as np
import pytest

from streams.stages.extract.story.story import story_of
from streams.stages.extract.verdict.wording import GRAMS_BITS, wording_of
from tests.reading import context, tagged


def grams(body: str, title: str, language: str) -> set[int]:
    article = tagged(body, title=title, language=language)
    return set(wording_of(story_of(article, context().lexicons[language], context())).tolist())


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("قتل 12 شخصا في انفجار سيارة مفخخة في بغداد", "قتل 40 شخصا في انفجار سيارة مفخخة في حلب",
         "ar"),
        ("A car bomb killed 12 people in Baghdad", "A car bomb killed 40 people in Aleppo", "en"),
        ("Taliban gunmen killed 12 people", "Islamic State gunmen killed 12 people", "en"),
    ],
)  # fmt: skip
def test_places_groups_and_numbers_are_known_as_such_only(
    one: str, other: str, language: str
) -> None:
    assert grams(one, one, language) == grams(other, other, language)


def test_arabic_words_are_heard_without_and_and_the_article() -> None:
    plain = grams("انفجار سيارة مفخخة", "انفجار", "ar")
    joined = grams("والانفجار سيارة مفخخة", "الانفجار", "ar")
    assert plain == joined


def test_a_word_of_the_headline_is_another_than_the_same_word_below() -> None:
    title, body = "Gunmen storm a bank", "Bombers hit the market"
    assert grams(body, title, "en") != grams(title, body, "en")


def test_only_opening_and_sentences_that_tell_of_attacks_are_heard() -> None:
    told = "A car bomb killed 12 people. Police came. "
    quiet = told + "The weather was fine. "
    loud = told + "Gunmen shot dead two guards with rifles. "
    assert grams(quiet, "Car bomb kills 12", "en") == grams(told, "Car bomb kills 12", "en")
    assert grams(loud, "Car bomb kills 12", "en") > grams(told, "Car bomb kills 12", "en")


def test_each_place_of_the_table_is_named_once_and_exists() -> None:
    article = tagged("A car bomb killed 12 people. A car bomb killed 12 people.", language="en")
    found = wording_of(story_of(article, context().lexicons["en"], context()))
    assert np.array_equal(found, np.unique(found))
    assert int(found.max()) < 2**GRAMS_BITS


def test_an_article_that_names_nothing_has_no_words_to_hear() -> None:
    article = tagged("It rained in the hills all day.", language="en")
    assert len(wording_of(story_of(article, context().lexicons["en"], context()))) == 0
