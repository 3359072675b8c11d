"""Stored articles read again: the same reader finds the same, another one's reading takes over."""

from dataclasses import replace

import pytest

from streams.adapters import news_readings
from streams.adapters.article_line import Gaps, article_of
from streams.adapters.database import connect, file_url
from streams.adapters.news_forget import Request, forget
from streams.adapters.news_readings import reading_of, stored_articles
from streams.adapters.news_store import NewsStore
from streams.adapters.rejection_queries import RejectedWanted, rejected_by_reason
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_REJECTED,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from streams.driver import TopologyDriver
from streams.services.reprocess import reprocess, summed
from streams.stages import reading
from streams.topology import TOPOLOGY
from tests.databases import BOTH, postgres_url
from tests.rasid import SEEDS
from tests.reading import context
from tests.samples import AT, origin

KEPT = (ARTICLE_TAGGED, ATTACK_REPORTED, ARTICLE_REJECTED, INCIDENT_UPDATED, ALERT_BREAKING)


@pytest.fixture(scope="module")
def records():
    running = TopologyDriver(TOPOLOGY, context())
    running.replay([article_of(line, Gaps()) for line in SEEDS.read_bytes().splitlines()])
    return [record for topic in KEPT for record in running.out[topic]]


@pytest.fixture(params=BOTH)
def url(request, tmp_path):
    return file_url(tmp_path / "rasid.db") if request.param == "sqlite" else postgres_url()


@pytest.fixture
def engine(url, records):
    write(url, records)
    opened = connect(url)
    yield opened
    opened.dispose()


def write(url, records):
    store = NewsStore(url)
    store.write([(origin("t", n), record) for n, record in enumerate(records)], AT)
    store.close()


def everything(engine):
    articles = [article for portion in stored_articles(engine, 0) for article in portion]
    with engine.connect() as connection:
        return {a.article_id: reading_of(connection, a) for a in articles}


def again(engine, since=0, now=AT + 1):
    return list(reprocess(engine, since, context(), lambda: now))


def test_same_reader_finds_the_same_in_what_was_stored(engine):
    before = everything(engine)
    total = summed(iter(again(engine)))

    assert total["articles"] == len(before) > 20
    assert total["articles that read otherwise"] == 0
    assert everything(engine) == before


def test_another_reader_takes_over_and_what_it_does_not_find_is_withdrawn(
    engine, url, records, monkeypatch
):
    def blind(article, ctx):
        attacks, rejection = judged(article, ctx)
        if len(attacks) > 1:
            return (replace(attacks[0], killed=77),), None
        return attacks, rejection

    before, judged = everything(engine), reading.judged
    monkeypatch.setattr(reading, "judged", blind)
    changes = [one for one in again(engine) if not one.is_none]

    assert {one.article_id for one in changes} == {
        name for name, found in before.items() if len(found.attacks) > 1
    }
    assert all(one.changed and one.lost and not one.gained for one in changes)
    after = everything(engine)
    for one in changes:
        [attack] = after[one.article_id].attacks
        assert (attack.killed, one.reason) == (77, None)
    write(url, records)  # the bus still holds the old reading
    assert everything(engine) == after


def test_only_what_was_fetched_since_then_is_read(engine):
    times = sorted(a.fetched_at for portion in stored_articles(engine, 0) for a in portion)

    assert len(again(engine, times[10])) == len(times) - 10


def test_articles_are_taken_in_portions(engine, monkeypatch):
    whole = again(engine)
    monkeypatch.setattr(news_readings, "PORTION", 4)

    assert again(engine) == whole


def test_forgotten_article_is_not_read_again(engine):
    name = next(iter(everything(engine)))
    forget(engine, Request("article", name, "editor", ""), AT)

    assert name not in [one.article_id for one in again(engine)]


def test_article_forgotten_between_reading_and_writing_stays_without_words(engine):
    changes = reprocess(engine, 0, context(), lambda: AT + 1)
    first = next(changes)
    later = [a.article_id for portion in stored_articles(engine, 0) for a in portion][5]
    forget(engine, Request("article", later, "editor", ""), AT)
    rest = list(changes)

    assert first.is_none
    assert later in [one.article_id for one in rest]
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT article_id, record FROM attacks")
        words = [str(row.record) for row in found if row.article_id == later]
    assert all("'rule'" not in text and '"rule"' not in text for text in words)


def test_reasons_are_counted_once_however_often_they_were_read(engine):
    with engine.connect() as connection:
        before = rejected_by_reason(connection, RejectedWanted())
    again(engine)
    with engine.connect() as connection:
        assert rejected_by_reason(connection, RejectedWanted()) == before != {}
