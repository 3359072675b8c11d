"""The verifier notices what database and receiver of alerts lack, and what they invented."""

import random

import pytest

from streams.adapters import avro
from streams.adapters.database import file_url
from streams.adapters.headers import dead_headers
from streams.adapters.news_store import NewsStore
from streams.domain.errors import BadRecord
from streams.domain.flow import Incoming, Reject
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, ARTICLE_TAGGED
from streams.stages import sign
from tests.chaos.ends import Inbox, deliveries, stored
from tests.chaos.garbage import KINDS
from tests.chaos.verifier import Account
from tests.fake_log import FakeLog, entry
from tests.outbox import named
from tests.samples import ARTICLE, AT, origin
from tests.stories import CONTEXT


@pytest.fixture
def url(tmp_path):
    url = file_url(tmp_path / "rasid.db")
    store = NewsStore(url)
    store.write([(origin("t", 0), ARTICLE), (origin("t", 1), named("known"))], AT)
    store.close()
    return url


def log(*alerts, dead=()):
    said = [entry(ALERT_BREAKING, named(name)) for name in alerts]
    return FakeLog(
        news_article_tagged_v1=[entry(ARTICLE_TAGGED, ARTICLE)],
        news_alert_breaking_v1=said,
        news_alert_breaking_v1_dead=list(dead),
    )


def test_rows_that_agree_with_the_topics_are_counted(url):
    found = Account()
    stored(log("known"), url, found)
    assert (found.is_clean, found.rows) == (True, 2)


def test_record_without_a_row_is_lost(url):
    found = Account()
    stored(log("known", "other"), url, found)
    assert found.lost == ["alerts ('other',): no row"]


def test_row_without_a_record_is_wrong(url):
    found = Account()
    stored(log(), url, found)
    assert found.wrong == ["alerts ('known',): no record"]


def test_record_that_storage_set_aside_needs_no_row_of_its_own(url):
    at = origin(ALERT_BREAKING.name, 7)
    why = dict(dead_headers(at, "rasid-storage", "storage", Reject(0, "stage_error", "x")))
    store = NewsStore(url)
    letter = origin(ALERT_BREAKING.dead, headers=tuple(why.items()))
    store.write([(letter, None)], AT)
    store.close()
    found = Account()
    stored(
        log("known", "other", dead=[entry(ALERT_BREAKING, named("other"), headers=why)]), url, found
    )
    assert found.is_clean, found


def test_alert_that_was_not_delivered_is_lost_and_one_that_nobody_said_is_wrong():
    inbox = Inbox(lambda name: 503 if name == "failed" else 200)
    for name in ("told", "told", "failed", "invented"):
        inbox.take(name)
    found = Account()
    deliveries(log("told", "failed"), inbox, found)
    assert found.lost == ["alert failed: not delivered"]
    assert found.wrong == ["alert invented: never said"]
    assert (found.delivered, inbox.attempts["told"], inbox.failed) == (1, 2, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_garbage_of_every_kind_is_set_aside(kind):
    message = KINDS[kind](random.Random(1))  # noqa: S311
    try:
        record = avro.decode(ARTICLE_RAW, message)
    except BadRecord:
        return
    (result,) = sign.run([Incoming(ARTICLE_RAW, record)], {}, CONTEXT)
    assert isinstance(result, Reject)
