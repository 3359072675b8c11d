"""Texts of nothing, of noise and of one thing: each gets a verdict or a reason."""

import random
from itertools import groupby

import pytest

from streams.domain.flow import Emit, Incoming
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import commit, guarded
from streams.stages import dedup, sign
from tests.stories import CONTEXT, DEDUP, article, sentences, story

NOISE = random.Random(4).randbytes(20_000)  # noqa: S311
TEXTS = {
    "one word": "انفجار",
    "one character": "ق" * 400_000,
    "one Latin character": "a" * 800_000,
    "digits": "7" * 800_000,
    "line ends": "\n" * 800_000 + ".",
    "marks": "ب" + "َ" * 400_000,
    "links": "https://one.example/a?b=c&d=e " * 2_000,
    "emoji": "😀🔥" * 20_000,
    "noise": NOISE.decode("latin-1"),
    "noise as UTF-8": NOISE.decode("utf-8", "replace"),
    "presentation forms": "ﷺﻼ" * 20_000,
    "brackets": "(" * 200_000,
    "slashes": "AFP / " * 30_000,
    "a wire over and over": "وكالة فرانس برس " * 30_000,
    "one line": "كركوك " * 80_000,
}


def decided(articles, batch=500):
    """Return the verdict on each article and the state, through guard and commit."""
    state, found = dedup.TABLE.empty(), []
    for at in range(0, len(articles), batch):
        raw = [Incoming(ARTICLE_RAW, each) for each in articles[at : at + batch]]
        signed = [Incoming(ARTICLE_SIGNED, each.value) for each in sign.run(raw, {}, CONTEXT)]
        outcome = guarded(DEDUP, signed, state, CONTEXT)
        commit(state, outcome.changes)
        found += [getattr(each.value, "dedup", each.value) for each in outcome.results]
    return found, state


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_strange_text_is_unique_and_its_copy_exact(text):
    first, second = article("a", text, title=None), article("b", text, "two.example", title=None)
    (one, other), _ = decided([first, second])
    assert (one.kind, other.kind, other.of) == ("unique", "exact", "a")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "<p></p>", "\x00\x01"])
def test_text_of_nothing_is_rejected(text):
    (found,) = sign.run([Incoming(ARTICLE_RAW, article("a", text, title=None))], {}, CONTEXT)
    assert (isinstance(found, Emit), getattr(found, "reason", None)) == (False, "no_text")


def test_strange_texts_do_not_meet_each_other():
    found, _ = decided([article(name, text, title=None) for name, text in TEXTS.items()])
    assert {verdict.kind for verdict in found} == {"unique"}


def test_flood_of_one_article_is_one_and_its_copies():
    flood = [article(str(n), story(1), f"{n % 50}.example", title="", at=n) for n in range(1_500)]
    found, state = decided(flood)
    assert [(each.kind, each.of) for each in found[1:]] == [("exact", "0")] * 1_499
    assert len(state) == 1_500


def test_flood_of_versions_of_one_article_is_revisions():
    flood = [article("a", story(n), at=n) for n in range(1_000)]
    found, _ = decided(flood)
    kinds = [(kind, len(list(group))) for kind, group in groupby(each.kind for each in found)]
    assert kinds == [("unique", 1), ("revision", 999)]


def test_many_articles_that_share_one_page_are_all_passed_on():
    """Half of each is the page: a sketch of 128 takes one in two hundred for a revision."""
    page = " ".join(sentences(99, 6))
    shared = [article(str(n), f"{story(n, 6)}\n\n{page}", at=n) for n in range(1_200)]
    found, _ = decided(shared)
    assert {each.kind for each in found} <= {"unique", "revision"}
    assert sum(each.kind == "revision" for each in found) < 0.01 * len(found)
