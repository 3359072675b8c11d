"""Accuracy on published sentences of 20 varieties, whole and cut to five words."""

import gzip
from collections import Counter

import pytest

from streams.stages.language.cascade import detect
from streams.stages.language.guess import ByWords, guesser
from tests.shared import shared

WHOLE, SHORT = 0.995, 0.98
WORDS_WHOLE, WORDS_SHORT = 0.98, 0.80


def rows(*parts):
    with gzip.open(shared("data", *parts), "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


@pytest.fixture(scope="module")
def sentences():
    """Return language and text: dialects of Arabic, Kurdish, Pashto and others."""
    return [(language, text) for language, _, text in rows("language_sib200", "dev.tsv.gz")[1:]]


def cut(language, text):
    return text[:12] if language == "zh" else " ".join(text.split()[:5])


def accuracy(texts, by=None):
    right = Counter(detect(None, text, by).code == language for language, text in texts)
    return right[True] / right.total()


def test_sentences_are_told(sentences):
    assert accuracy(sentences) >= (WHOLE if guesser().name == "eldc" else WORDS_WHOLE)


def test_five_words_are_told(sentences):
    short = [(language, cut(language, text)) for language, text in sentences]
    assert accuracy(short) >= (SHORT if guesser().name == "eldc" else WORDS_SHORT)


def test_web_sentences_are_told():
    texts = [tuple(row) for row in rows("language_lingua", "sentences.tsv.gz")[::10]]
    assert accuracy(texts) >= (WHOLE if guesser().name == "eldc" else 0.9)


def test_sentences_are_told_without_the_library(sentences):
    assert accuracy(sentences, ByWords()) >= WORDS_WHOLE


def test_five_words_are_mostly_told_without_the_library(sentences):
    short = [(language, cut(language, text)) for language, text in sentences]
    assert accuracy(short, ByWords()) >= WORDS_SHORT


def test_persian_and_kurdish_typed_on_arabic_keyboards_are_told(sentences):
    typed = str.maketrans("یک", "يك", "\u200c")
    texts = [
        (language, text.translate(typed))
        for language, text in sentences
        if language in {"fa", "ckb", "ur", "ps"}
    ]
    assert accuracy(texts) >= WHOLE
