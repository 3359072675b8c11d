"""The verifier notices what it is there to notice."""

from dataclasses import replace

import pytest

from streams.domain.records import Article, Signed
from streams.domain.topics import (
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    INCIDENT_UPDATED,
)
from tests.chaos.verifier import Account, account, undisturbed
from tests.factories import attack, fused
from tests.fake_log import FakeLog, entry
from tests.fakes import CONTEXT, STAGES, link

BASE = Article("a", "afp", None, None, "text", None, 1_477_000_000_000)
STATEFUL = {stage.name: stage for stage in STAGES}


def articles(*names):
    return [replace(BASE, article_id=name, body=name[0]) for name in names]


def unique(*names):
    return [entry(ARTICLE_UNIQUE, article) for article in articles(*names)]


def dead(*names):
    reason = {"rasid_reason": b"bad_avro"}
    return [entry(ARTICLE_RAW, None, key=name.encode(), headers=reason) for name in names]


def sent(*good, poison=()):
    return dict.fromkeys(good, BASE) | dict.fromkeys(poison)


def test_every_article_has_one_fate():
    log = FakeLog(
        news_article_unique_v1=unique("a", "b", "b"), news_article_raw_v1_dead=dead("p", "p")
    )
    found = account(log, sent("a", "b", poison=("p",)))
    assert found.is_clean
    assert (found.processed, dict(found.dead), found.repeated) == (2, {"bad_avro": 1}, 1)


@pytest.mark.parametrize(
    ("log", "where"),
    [
        (FakeLog(news_article_unique_v1=unique("a")), "lost"),
        (FakeLog(news_article_unique_v1=unique("a", "b", "stranger")), "wrong"),
        (
            FakeLog(news_article_unique_v1=unique("a", "b"), news_article_raw_v1_dead=dead("b")),
            "doubtful",
        ),
        (
            FakeLog(news_article_unique_v1=unique("a"), news_article_raw_v1_dead=dead("b")),
            "doubtful",
        ),
    ],
)
def test_what_is_lost_invented_or_said_twice_is_noticed(log, where):
    found = account(log, sent("a", "b"))
    assert getattr(found, where)
    assert not found.is_clean


def stage_topics(*names):
    """Return the signed topic with `names`, and the outputs of the small dedup over it."""
    signed = [
        entry(ARTICLE_SIGNED, Signed(article, b"", 1, article.body, 0))
        for article in articles(*names)
    ]
    first, links = {}, []
    for article in articles(*names):
        earlier = first.setdefault(article.body, article)
        if earlier is not article:
            links.append(entry(ARTICLE_DUPLICATE, link(article, earlier.article_id)))
    passed = [entry(ARTICLE_UNIQUE, article) for article in first.values()]
    return signed, passed, links


def verified(signed, passed, links):
    log = FakeLog(
        news_article_signed_v1=signed,
        news_article_unique_v1=passed,
        news_article_duplicate_v1=links,
    )
    quiet = replace(STATEFUL["language"], name="fuse")
    stages = [STATEFUL["dedup"], quiet, replace(quiet, name="escalate")]
    return undisturbed(log, stages, CONTEXT, Account())


def test_outputs_that_follow_from_the_order_of_the_log_are_right():
    assert verified(*stage_topics("a1", "b1", "a2")).wrong == []


def test_missing_verdict_is_noticed():
    signed, passed, links = stage_topics("a1", "b1", "a2")
    assert verified(signed, passed, links[:-1]).wrong == ["article a2: should have been said"]


def test_old_revision_that_lies_last_is_noticed():
    one, two = fused([attack("a"), attack("b")])
    assert (one.revision, two.revision) == (1, 2)
    for told, wrong in (((one, two), False), ((one, two, one), True)):
        lying = [entry(INCIDENT_UPDATED, each) for each in told]
        log = FakeLog(news_incident_updated_v1=lying)
        quiet = replace(STATEFUL["language"], name="fuse")
        stages = [STATEFUL["dedup"], quiet, replace(quiet, name="escalate")]
        found = undisturbed(log, stages, CONTEXT, Account()).wrong
        assert any("lies last" in each for each in found) is wrong


def test_verdict_of_another_order_is_noticed():
    signed, passed, _ = stage_topics("a1", "b1", "a2")
    other = unique("a2")
    wrong = verified(signed, [*passed, *other], []).wrong
    assert wrong == ["article a2: said otherwise"]
