"""The weights that tell reports from other news: how they add up, and that they fit the signs."""

import pytest

from streams.domain.report_model import ReportModel
from streams.lang.loader import load_lexicons
from streams.lang.report_model import report_model
from streams.stages.extract.story.story import story_of
from streams.stages.extract.verdict.signs import PARTS, signs_of
from tests.reading import context, tagged


def test_probability_is_the_logistic_of_the_weighted_signs() -> None:
    weights = {"headline": {"strong": 2.0, "cue_court": -3.0}, "first": {"place": 0.5}}
    model = ReportModel(frozenset({"en"}), 0.5, 0.25, -0.5, weights)
    assert model.probability({}) == pytest.approx(0.3775, abs=1e-4)
    assert model.probability({"headline": {"strong": 1.0}, "first": {"place": 1.0}}) == (
        pytest.approx(0.8808, abs=1e-4)
    )
    assert model.probability({"headline": {"cue_court": 1.0, "unheard_of": 1.0}}) == (
        pytest.approx(0.0293, abs=1e-4)
    )


def test_model_knows_parts_and_signs_of_the_reader_and_its_languages() -> None:
    model = report_model()
    assert set(model.weights) == set(PARTS)
    assert model.languages <= set(load_lexicons())
    assert 0.0 < model.least_short <= model.least < 0.5


def test_signs_tell_headline_from_text_and_fresh_from_old() -> None:
    article = tagged(
        "A car bomb killed 12 people in a market in Baghdad on Friday. Police closed the market"
        " and all the roads that lead to it. In 2004 a bombing there killed 30 people.",
        title="Court hears of car bombing",
        language="en",
    )
    signs = signs_of(story_of(article, context().lexicons["en"], context()))
    assert {"cue_court", "strong"} <= signs["headline"].keys()
    assert {"strong", "victims", "place", "fresh_date"} <= signs["first"].keys()
    assert "cue_court" not in signs["first"]
    assert signs["second"]["share_old"] == 0.5
    assert signs["rest"] == {"none": 1.0}


def test_headline_that_recounts_is_a_sign_and_so_is_one_that_reminds() -> None:
    body = "قُتل عشرون شخصاً في انفجار سيارة مفخخة في سوق بعقوبة الجمعة. وأغلقت الشرطة السوق."
    article = tagged(body, title="أمهات يروين حياة البلدة بعد انفجار السوق", language="ar")
    signs = signs_of(story_of(article, context().lexicons["ar"], context()))
    assert {"recounts", "reminds"} <= signs["headline"].keys()
    assert "recounts" not in signs["first"]
