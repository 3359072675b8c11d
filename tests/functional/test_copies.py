"""Recall on copies made from real articles, and no links between real articles that differ."""

import gzip
import json
import random
from collections import Counter

import pytest

from deploy.evaluate.variants import Copies, is_whole
from streams.domain.bare import bare_words
from streams.domain.flow import Incoming
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.stages import dedup, sign
from tests.shared import shared
from tests.stories import CONTEXT, START

FLOOR = 0.98
COPIED = 120
REAL = 2_000


@pytest.fixture(scope="module")
def articles():
    path = shared("data", "arabic_news_2015", "articles.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [each for each in read if len(each["body"] or "") > 150]


def judged(texts):
    """Return kind and `of` of each (id, source, title, body), in order, a second apart."""
    given = [
        Article(name, source, None, title, body, None, START + at * 1000)
        for at, (name, source, title, body) in enumerate(texts)
    ]
    signed = sign.run([Incoming(ARTICLE_RAW, each) for each in given], {}, CONTEXT)
    found = dedup.run([Incoming(ARTICLE_SIGNED, each.value) for each in signed], {}, CONTEXT)
    return [getattr(each.value, "dedup", each.value) for each in found]


def test_copies_are_found_whatever_was_done_to_them(articles):
    chance = random.Random(1)  # noqa: S311
    bases = chance.sample([each for each in articles if is_whole(each["body"])], COPIED)
    copies = Copies([word for each in articles[:300] for word in each["body"].split()], seed=2)
    found = Counter()
    for base in bases:
        original = ("base", "one.example", base["title"], base["body"])
        for name, (title, body) in copies.all(base["title"], base["body"]).items():
            _, verdict = judged([original, ("copy", "two.example", title, body)])
            found[name] += verdict.kind != "unique" and verdict.of == "base"
    missed = {name: count for name, count in found.items() if count < FLOOR * COPIED}
    assert (len(found), missed) == (16, {})


def test_linked_articles_of_different_outlets_share_their_words(articles):
    few = articles[:REAL]
    verdicts = judged([(e["article_id"], e["source"], e["title"], e["body"]) for e in few])
    bodies = {each["article_id"]: each for each in few}
    wrong, links = [], 0
    for each, verdict in zip(few, verdicts, strict=True):
        if verdict.kind == "unique":
            continue
        links += 1
        if contained(each["body"], bodies[verdict.of]["body"]) < 0.35:
            wrong.append((each["article_id"], verdict.of, verdict.similarity))
    assert (links > 150, wrong) == (True, [])


def contained(first, second):
    """Return the share of the shorter text's runs of three words that the other holds."""
    sets = [triples(text) for text in (first, second)]
    return len(sets[0] & sets[1]) / max(1, min(map(len, sets)))


def triples(text):
    words = bare_words(text)
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}
