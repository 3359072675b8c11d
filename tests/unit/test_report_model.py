"""The weights that tell reports from other news: how they add up, and that they fit the signs."""

from dataclasses import replace

import numpy as np
import pytest

from streams.domain.report_model import Bounds, ReportModel, SecondOpinion
from streams.lang.loader import load_context, load_lexicons
from streams.lang.report_model import report_model
from streams.stages.extract.story.story import Story, story_of
from streams.stages.extract.verdict.likely import likelihood
from streams.stages.extract.verdict.signs import PARTS, WHOLE, signs_of
from streams.stages.extract.verdict.wording import GRAMS_BITS
from tests.reading import context, tagged

BOUNDS = Bounds(0.5, 0.25, 0.5, 0.5)
WORDS = SecondOpinion(
    frozenset(("en",)),
    np.array([2.0, -4.0, 1.0], np.float32), -1.0, (0.5, 2.0), 0.25, BOUNDS
)  # fmt: skip
MODEL = ReportModel(
    BOUNDS,
    -0.5,
    {"headline": {"strong": 2.0, "cue_court": -3.0}, "first": {"place": 0.5}},
    WORDS,
)


def story(body: str, title: str, language: str) -> Story:
    article = tagged(body, title=title, language=language)
    return story_of(article, context().lexicons[language], context())


def test_probability_is_the_logistic_of_the_weighted_signs() -> None:
    assert MODEL.probability({}) == pytest.approx(0.3775, abs=1e-4)
    assert MODEL.probability({"headline": {"strong": 1.0}, "first": {"place": 1.0}}) == (
        pytest.approx(0.8808, abs=1e-4)
    )
    assert MODEL.probability({"headline": {"cue_court": 1.0, "unheard_of": 1.0}}) == (
        pytest.approx(0.0293, abs=1e-4)
    )


def test_words_count_less_the_more_there_are_and_none_say_nothing() -> None:
    assert WORDS.log_odds(np.array([0], np.uint32)) == pytest.approx(1.0)
    assert WORDS.log_odds(np.array([0, 1], np.uint32)) == pytest.approx(-1.0 - 2.0 / 2**0.5)
    assert WORDS.log_odds(np.empty(0, np.uint32)) == -1.0


def test_second_opinion_weighs_what_signs_and_words_say() -> None:
    """Half of the signs, twice the words, and the offset: 1.0 + 2.0 + 0.25."""
    assert WORDS.both(2.0, np.array([0], np.uint32)) == pytest.approx(0.9627, abs=1e-4)


def test_model_knows_parts_and_signs_of_the_reader_and_its_languages() -> None:
    model = report_model()
    assert set(model.weights) == {*PARTS, WHOLE}
    assert model.second.languages <= set(load_lexicons())
    assert len(model.second.weights) == 2**GRAMS_BITS
    for bounds in (model.bounds, model.second.bounds):
        assert 0.0 < bounds.least_short <= bounds.least < bounds.again < 1.0


def test_signs_tell_headline_from_text_and_fresh_from_old() -> None:
    told = story(
        "A car bomb killed 12 people in a market in Baghdad on Friday. Police closed the market"
        " and all the roads that lead to it. In 2004 a bombing there killed 30 people.",
        "Court hears of car bombing",
        "en",
    )
    signs = signs_of(told, "court")
    assert {"cue_court", "strong"} <= signs["headline"].keys()
    assert {"strong", "victims", "place", "fresh_date"} <= signs["first"].keys()
    assert "cue_court" not in signs["first"]
    assert signs["second"]["share_old"] == 0.5
    assert signs["rest"] == {"none": 1.0}
    assert signs[WHOLE]["refused_court"] == 1.0


def test_headline_that_recounts_is_a_sign_and_so_is_one_that_reminds() -> None:
    body = "قُتل عشرون شخصاً في انفجار سيارة مفخخة في سوق بعقوبة الجمعة. وأغلقت الشرطة السوق."
    signs = signs_of(story(body, "أمهات يروين حياة البلدة بعد انفجار السوق", "ar"), None)
    assert {"recounts", "reminds"} <= signs["headline"].keys()
    assert "recounts" not in signs["first"]


def test_how_soon_people_are_hurt_and_how_much_is_fighting_are_signs() -> None:
    told = story(
        "Fighting went on along the front line near Aleppo. Troops advanced on two hills"
        " above the town. A car bomb killed 12 people in a market in Idlib on Friday. Shops in the"
        " old town stayed shut.",
        "Battle for Aleppo enters its third week",
        "en",
    )
    whole = signs_of(told, None)[WHOLE]
    assert whole["hurt_soon"] == pytest.approx(1 / 3)
    assert whole["hurt_share"] == 0.25
    assert whole["fighting"] == 0.25
    assert "hurt_none" not in whole
    assert not any(sign.startswith("refused") for sign in whole)


def test_second_opinion_is_asked_only_where_it_is_wanted() -> None:
    told = story(
        "A car bomb killed 12 people in a market in Baghdad on Friday, police said. Another 30"
        " people were wounded by the blast. Ambulances took them to two hospitals in the city."
        " Nobody claimed the attack so far. Police closed the roads that lead to the market.",
        "Car bomb kills 12 in Baghdad market",
        "en",
    )
    model = report_model()
    alone = likelihood(told, None, second=False)
    both = likelihood(told, None, second=True)
    assert alone is not None
    assert both is not None
    assert alone.probability == model.probability(signs_of(told, None))
    assert (alone.least, both.least) == (model.bounds.least_short, model.second.bounds.least_short)
    assert both.probability != alone.probability
    assert alone.is_report
    assert both.is_report


def test_reader_without_second_opinion_says_so_in_its_version() -> None:
    off = load_context(second_opinion=False)
    assert not off.second_opinion
    assert off.reader_version == f"{context().reader_version}.signs"
    assert replace(off, second_opinion=True, reader_version=context().reader_version).second_opinion
