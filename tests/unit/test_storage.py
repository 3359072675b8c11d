"""What storage keeps of each record, and that keeping it again changes nothing."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from streams.adapters import news_rows
from streams.adapters.database import connect, file_url
from streams.adapters.headers import FINAL_URL, RECEIVED_SHA256
from streams.adapters.news_store import NewsStore
from streams.adapters.news_tables import MODEL
from streams.domain.records import Dedup, Feedback, Language
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_DUPLICATE,
    ARTICLE_REJECTED,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_FEEDBACK,
    INCIDENT_UPDATED,
)
from streams.services.consumer import Received
from streams.services.patience import Patience
from streams.services.storage import DAY_MS, SWEEP_MS, Storage
from tests.databases import BOTH, postgres_url
from tests.fake_bus import FakeStop
from tests.samples import (
    ALERT,
    ARTICLE,
    AT,
    ATTACK,
    INCIDENT,
    LINK,
    REJECTION,
    REPORT,
    origin,
    sent,
)

NOW = 1_800_000_000_000
FEEDBACK = Feedback("fb-1", "inc-1", "IQ", "confirm", "editor", AT)


@pytest.fixture
def file(tmp_path):
    return file_url(tmp_path / "50% run? folder#1.db")


@pytest.fixture(params=BOTH)
def url(request, file):
    return file if request.param == "sqlite" else postgres_url()


@pytest.fixture
def store(url):
    opened = NewsStore(url)
    yield opened
    opened.close()


def rows(url, table, *columns):
    """Return rows by their first two columns."""
    engine = connect(url)
    with engine.connect() as connection:
        names = ", ".join(f'"{c}"' for c in columns) or "*"
        found = [tuple(row) for row in connection.execute(sa.text(f"SELECT {names} FROM {table}"))]  # noqa: S608
    engine.dispose()
    return sorted(found, key=lambda row: [str(value) for value in row[:2]])


def write(store, *records, now=NOW):
    return store.write([(origin("t", n), record) for n, record in enumerate(records)], now)


def test_article_is_kept_once_and_learns_its_language(store, url):
    tagged = replace(ARTICLE, language=Language("ar", "Arab", 0.99), dedup=Dedup("unique"))
    write(store, ARTICLE, tagged, ARTICLE)

    assert rows(url, "articles", "article_id", "language", "title") == [
        (ARTICLE.article_id, "ar", "عنوان")
    ]


def test_revision_of_an_article_is_kept_beside_the_first_text(store, url):
    write(store, ARTICLE, replace(ARTICLE, text_hash="11", body="نص جديد"))

    assert [body for _, _, body in rows(url, "articles", "article_id", "text_hash", "body")] == [
        "نص",
        "نص جديد",
    ]


def test_attack_keeps_the_whole_record_beside_its_columns(store, url):
    write(store, ATTACK)

    columns = ("attack_id", "country", "city", "date", "killed", "perpetrator", "modality")
    assert rows(url, "attacks", *columns) == [
        ("atk-1", "IQ", "Kirkuk", "2016-10-21", 6, "Islamic State", "asserted")
    ]
    [(_, record)] = rows(url, "attacks", "attack_id", "record")
    assert "suicide_bombing" in str(record)


def test_attack_without_a_figure_keeps_null_apart_from_zero(store, url):
    write(store, replace(ATTACK, killed=None, wounded=0))

    assert rows(url, "attacks", "killed", "wounded") == [(None, 0)]


def test_every_revision_of_an_incident_is_kept_and_the_highest_is_current(store, url):
    second = replace(INCIDENT, revision=2, corroboration="corroborated", updated_at=AT + 1)
    write(store, second, INCIDENT)

    assert rows(url, "incident_revisions", "incident_id", "revision") == [
        ("inc-1", 1),
        ("inc-1", 2),
    ]
    assert rows(url, "incidents", "revision", "corroboration", "killed") == [(2, "corroborated", 6)]


def test_reports_are_those_of_the_current_revision(store, url):
    other = replace(REPORT, attack_id="atk-2", article_id="b")
    write(store, replace(INCIDENT, reports=(REPORT, other)), replace(INCIDENT, revision=2))
    assert rows(url, "reports", "attack_id", "revision") == [("atk-1", 2)]

    write(store, replace(INCIDENT, reports=(REPORT, other)))
    assert rows(url, "reports", "attack_id", "revision") == [("atk-1", 2)]


def test_alert_keeps_the_times_its_headers_carry(store, url):
    headers = (("rasid_received_at", b"1477000000000"), ("rasid_alerted_at", b"1477000000321"))
    store.write([(sent(ALERT_BREAKING, ALERT, 0, headers), ALERT)], NOW)

    assert rows(url, "alerts", "alert_id", "level", "received_at", "alerted_at") == [
        ("alr-1", "high", 1477000000000, 1477000000321)
    ]


def test_dead_letter_is_counted_by_where_it_lay_and_why(store, url):
    headers = (
        ("kafka_dlt-original-topic", b"news.article.raw.v1"),
        ("kafka_dlt-original-partition", (3).to_bytes(4, "big")),
        ("kafka_dlt-original-offset", (41).to_bytes(8, "big")),
        ("kafka_dlt-original-consumer-group", b"rasid-sign"),
        ("rasid_stage", b"sign"),
        ("rasid_reason", b"no_text"),
    )
    letter = origin("news.article.raw.v1.dead", 5, b"text of an article", headers)
    bare = origin("news.article.raw.v1.dead", 6, b"x", (("rasid_reason", b"\xff\x00"),))
    store.write([(letter, None), (bare, None)], NOW)

    columns = ("topic", "partition", "offset", "consumer_group", "reason")
    assert rows(url, "dead_letters", *columns) == [
        ("news.article.raw.v1", 3, 41, "rasid-sign", "no_text"),
        ("news.article.raw.v1.dead", 0, 6, "unknown", "\ufffd"),
    ]


def everything():
    tagged = replace(ARTICLE, language=Language("ar", "Arab", 0.99))
    return [
        Received(sent(ARTICLE_UNIQUE, ARTICLE), ARTICLE),
        Received(sent(ARTICLE_TAGGED, tagged), tagged),
        Received(sent(ARTICLE_DUPLICATE, LINK), LINK),
        Received(sent(ATTACK_REPORTED, ATTACK), ATTACK),
        Received(sent(ARTICLE_REJECTED, REJECTION), REJECTION),
        Received(sent(INCIDENT_FEEDBACK, FEEDBACK), FEEDBACK),
        Received(sent(INCIDENT_UPDATED, INCIDENT), INCIDENT),
        *[
            Received(sent(INCIDENT_UPDATED, it), it)
            for it in (
                replace(INCIDENT, revision=2, updated_at=AT + 1, reports=()),
                replace(INCIDENT, revision=3, updated_at=AT + 2, status="closed"),
            )
        ],
        Received(sent(ALERT_BREAKING, ALERT), ALERT),
        Received(origin("news.article.raw.v1.dead", 9), None),
    ]


def contents(url):
    return {table.name: sorted(map(str, rows(url, table.name))) for table in MODEL.sorted_tables}


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_replaying_everything_changes_nothing(store, url, batch, monkeypatch):
    storage = Storage(store, Patience(FakeStop(), 0))
    monkeypatch.setattr("time.time_ns", lambda: NOW * 1_000_000)
    storage.handle(everything())
    first = contents(url)
    monkeypatch.setattr("time.time_ns", lambda: (NOW + 5) * 1_000_000)
    for start in range(0, len(everything()), batch):
        storage.handle(everything()[start : start + batch])

    assert contents(url) == first
    assert {name: len(found) for name, found in first.items()} == {
        "articles": 1,
        "duplicates": 1,
        "attacks": 1,
        "incidents": 1,
        "incident_revisions": 3,
        "reports": 1,
        "incident_terms": 3,
        "rejections": 1,
        "feedback": 1,
        "forgotten": 0,
        "alerts": 1,
        "dead_letters": 1,
    }


def test_batch_that_fails_leaves_nothing_behind(store, url, monkeypatch):
    broken = {**news_rows.alert_row(ALERT, origin("t")), "headline": None}
    monkeypatch.setattr(news_rows, "alert_row", lambda *_: broken)

    with pytest.raises(DBAPIError):
        write(store, ATTACK, ALERT)
    assert rows(url, "attacks") == []


def test_rows_written_are_counted_by_table(store):
    storage = Storage(store, Patience(FakeStop(), 0))
    storage.handle(everything())

    assert (
        storage.metrics.registry.get_sample_value(
            "rasid_stored_total", {"table": "incident_revisions"}
        )
        == 3
    )


def test_text_is_let_go_when_its_time_is_over_and_a_replay_does_not_bring_it_back(store, url):
    write(store, ARTICLE, now=NOW)
    write(store, replace(ARTICLE, article_id="new"), now=NOW + DAY_MS)

    assert [store.forget_texts(NOW + 1, 10) for _ in range(2)] == [1, 0]
    write(store, ARTICLE, now=NOW + DAY_MS)

    assert rows(url, "articles", "article_id", "title", "body") == [
        (ARTICLE.article_id, "عنوان", None),
        ("new", "عنوان", "نص"),
    ]


def test_texts_are_let_go_in_portions_the_oldest_first(store, url):
    for number in range(3):
        write(store, replace(ARTICLE, article_id=f"a{number}"), now=NOW + number)

    assert store.forget_texts(NOW + 10, 2) == 2
    assert rows(url, "articles", "article_id", "body") == [("a0", None), ("a1", None), ("a2", "نص")]


def test_storage_sweeps_old_texts_by_its_own_clock_even_when_nothing_comes(store, url, monkeypatch):
    write(store, ARTICLE, now=NOW)
    storage = Storage(store, Patience(FakeStop(), 0), text_days=7)
    for after in (7 * DAY_MS, 7 * DAY_MS + 1, 7 * DAY_MS + SWEEP_MS):
        monkeypatch.setattr("time.time_ns", lambda ms=NOW + after: ms * 1_000_000)
        storage.sweep()
        kept = rows(url, "articles", "body", "source")
        assert kept == [(None if after == 7 * DAY_MS + SWEEP_MS else "نص", "example.org")]


def test_article_keeps_what_its_headers_say_of_its_receipt(store, url):
    headers = ((RECEIVED_SHA256, b"a" * 64), (FINAL_URL, b"https://example.org/final"))
    store.write([(sent(ARTICLE_UNIQUE, ARTICLE, 0, headers), ARTICLE)], NOW)
    other = replace(ARTICLE, article_id="z")
    store.write([(sent(ARTICLE_UNIQUE, other, 0, ((RECEIVED_SHA256, b"\xff"),)), other)], NOW)

    assert rows(url, "articles", "article_id", "received_sha256", "final_url") == [
        (ARTICLE.article_id, "a" * 64, "https://example.org/final"),
        ("z", None, None),
    ]


def test_incident_is_kept_with_its_level_and_why_it_is_low(store, url):
    stale = replace(INCIDENT, incident_id="inc-2", gate=replace(INCIDENT.gate, fresh=False))
    write(store, INCIDENT, stale)

    assert rows(url, "incidents", "incident_id", "level", "why_low", "lat", "lon") == [
        ("inc-1", "high", None, 35.47, 44.39),
        ("inc-2", "low", "gate.fresh", 35.47, 44.39),
    ]
    assert rows(url, "incident_terms", "incident_id", "kind", "value")[:3] == [
        ("inc-1", "perpetrator", "is"),
        ("inc-1", "perpetrator", "islamic state"),
        ("inc-1", "type", "armed_assault"),
    ]


def test_attack_that_was_read_later_replaces_the_same_one_and_never_the_other_way(store, url):
    later = replace(ATTACK, killed=7, reader_version="newer")
    at = [origin("t")._replace(timestamp_ms=AT + ms) for ms in (5, 0)]
    store.write([(at[0], later), (at[1], ATTACK)], NOW)

    assert rows(url, "attacks", "killed", "reader_version") == [(7, "newer")]
