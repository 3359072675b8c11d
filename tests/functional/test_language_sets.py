"""Accuracy on published sentences of 21 varieties, whole and cut, on web sentences and words."""

from itertools import pairwise

import pytest

from deploy.evaluate.languages import by_language, sets, share_right, unseen
from streams.stages.language.backing import plain
from streams.stages.language.cascade import LONG, detect
from streams.stages.language.choice import choose
from streams.stages.language.guess import guesser
from streams.stages.language.scripts import scripts_in
from tests.guessers import FOUND
from tests.shared import shared

LEAST = {
    "sentences": 0.998,
    "five words": 0.985,
    "five words as a post": 0.985,
    "ckb fa ps ur, Arabic ya and kaf": 0.995,
    "ckb fa, Arabic letters alone": 0.95,
    "web sentences": 0.995,
    "word pairs": 0.96,
}
LEAST_IN_PYTHON = {
    "sentences": 0.995,
    "five words": 0.97,
    "five words as a post": 0.97,
    "ckb fa ps ur, Arabic ya and kaf": 0.98,
    "web sentences": 0.985,
    "word pairs": 0.9,
}
"""With `eld`, where there is no wheel of `eldc`."""
LEAST_OF_ONE = {"sentences": 0.98, "five words": 0.9, "web sentences": 0.98, "word pairs": 0.9}


@pytest.fixture(scope="module")
def texts():
    """Return the sets by name."""
    return sets(shared("data", "language_sib200").parent)


def told(text, by=None):
    return detect(None, text, by).code


def with_library(name):
    return pytest.mark.skipif(FOUND[name] is None, reason=f"{name} is not installed")


@with_library("eldc")
@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_languages_are_told(texts, name, least):
    assert share_right(texts[name], told) >= least
    assert share_right(unseen(name, texts[name]), told) >= least


@with_library("eldc")
@pytest.mark.parametrize(("name", "least"), LEAST_OF_ONE.items())
def test_no_language_is_told_badly(texts, name, least):
    found = by_language(texts[name], told)
    assert {code: share for code, share in found.items() if share < least} == {}


@with_library("eld")
@pytest.mark.parametrize(("name", "least"), LEAST_IN_PYTHON.items())
def test_languages_are_told_without_the_c_library(texts, name, least):
    assert share_right(texts[name], lambda text: told(text, FOUND["eld"])) >= least


@with_library("eldc")
def test_few_words_say_what_all_say(texts):
    sentences = texts["sentences"]
    checked = 0
    for (code, one), (other, two) in pairwise(sentences):
        text = f"{one} {two}"
        script = next(iter(scripts_in(text)))
        if code == other and len(text) >= LONG and script in {"Arab", "Latn", "Cyrl", "Deva"}:
            guess = guesser().guess(text)
            assert plain(text, script, guess) in {None, choose(script, guess, text)[0]}
            checked += 1
    assert checked > 1_000
