"""What is no text has no language, and costs no more than an article."""

import random

import pytest

from streams.lang.function_words import function_words
from streams.stages.language.cascade import READ, TAIL, detect
from streams.stages.language.guess import guesser
from streams.stages.language.votes import votes_in
from tests.guessers import GUESSERS

MILLION = 1_000_000
CHANCE = random.Random(7)  # noqa: S311 - the same every time
BYTES = bytes(CHANCE.randrange(256) for _ in range(4_000))
NO_TEXT = {
    "nothing": "",
    "spaces": " \n" * MILLION,
    "links": "https://t.co/abcdefg http://www.example.com/x " * 1_000,
    "emoji": "🙂🔥" * 1_000,
    "handles": "@someone @someone_else " * 1_000,
    "digits": "١٢٣ 456 " * 1_000,
    "NUL": "\0" * MILLION,
    "bytes as Latin-1": BYTES.decode("latin-1"),
    "bytes as UTF-16": BYTES.decode("utf-16-le", "surrogatepass"),
    "bytes as UTF-8": BYTES.decode("utf-8", "replace"),
    "lone surrogates": "\ud800" * MILLION,
    "marks without letters": "\u0301\u202e" * 1_000,
    "hexadecimal": "deadbeef01 " * 1_000,
    "base64": "VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw==" * 1_000,
    "letters by chance": "".join(CHANCE.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(999)),
    **{f"{c!r} a million times": c * MILLION for c in "aاबя@#.-:/ـ\u200c"},
    **{f"{c!r} a million times": c * (MILLION // len(c)) for c in ("a.", "a@", "e ", "ا ", "www.")},
}


class Counting:
    """Counts the characters that a guesser is given."""

    name = "counting"

    def __init__(self):
        self.seen = 0

    def guess(self, text):
        self.seen += len(text)
        return guesser().guess(text)

    def code(self, text):
        self.seen += len(text)
        return guesser().code(text)


@pytest.mark.parametrize("by", GUESSERS)
@pytest.mark.parametrize("text", NO_TEXT.values(), ids=NO_TEXT)
def test_noise_is_und(text, by):
    found = detect(text, text, by)
    assert (found.code, found.also) == ("und", ())
    assert found.confidence <= 0.2


@pytest.mark.parametrize("text", NO_TEXT.values(), ids=NO_TEXT)
def test_noise_after_an_article_hides_nothing(text):
    sentence = "Police said that five people were killed in the attack on the station. " * 8
    assert detect(None, f"{sentence}{text}").code == "en"


@pytest.mark.parametrize("letters", ["a", "ا ", "word ", "كلمة ", "字", "https://a.b/c ", "@a #b "])
def test_no_more_is_read_of_a_million_letters(letters):
    counting = Counting()
    detect(letters * MILLION, letters * MILLION, counting)
    assert counting.seen <= 4 * (READ + TAIL)


@pytest.mark.parametrize("word", ["كركوك", "Kirkuk", "attack", "警方", "a", "ا", "קרקוק"])
def test_one_word_is_never_sure_but_by_its_script(word):
    found = detect(word, "")
    assert found.code == "und" or found.confidence < 0.7 or found.script not in {"Arab", "Latn"}


def test_marks_alone_vote_for_no_language():
    for script in function_words():
        assert votes_in("?!", script) == {}
