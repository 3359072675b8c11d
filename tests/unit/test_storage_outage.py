"""A database that goes away or is full: the service waits, says so, and loses nothing."""

import logging
import random
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from streams.adapters import news_rows
from streams.adapters.database import connect, file_url
from streams.adapters.news_store import NewsStore
from streams.domain.errors import Unavailable
from streams.domain.topics import ATTACK_REPORTED
from streams.services.consumer import Consumer
from streams.services.patience import Patience
from streams.services.storage import Storage
from tests.databases import postgres_url
from tests.fake_bus import FakeBus, FakeStop
from tests.proxy import Proxy
from tests.samples import AT, ATTACK, origin, sent

BATCHES = 6
PER_BATCH = 50


class Mending(FakeStop):
    """Waits take no time; after some of them what was away is back."""

    def __init__(self, after, mend):
        super().__init__()
        self._mend_after, self._mend = after, mend

    def wait(self, timeout):
        if len(self.waits) == self._mend_after:
            self._mend()
        return super().wait(timeout)


def attack(number):
    return replace(ATTACK, attack_id=f"atk-{number:03}")


def batches():
    return [
        [sent(ATTACK_REPORTED, attack(n), n) for n in range(start, start + PER_BATCH)]
        for start in range(0, BATCHES * PER_BATCH, PER_BATCH)
    ]


def service(store, stop, bus):
    patience = Patience(stop, float("inf"), now_s=stop.now_s)
    storage = Storage(store, patience)
    topics = {ATTACK_REPORTED.name: ATTACK_REPORTED}
    consumer = Consumer("storage", "rasid-storage", bus, topics, storage.handle, patience)
    consumer.between = storage.sweep
    return consumer, patience


def stored(url):
    engine = connect(url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT attack_id FROM attacks ORDER BY 1").scalars()
        names = list(found)
    engine.dispose()
    return names


EVERY = [f"atk-{n:03}" for n in range(BATCHES * PER_BATCH)]


@contextmanager
def disk(pages):
    """Give each connection that is taken so many pages, for as long as `pages` says so."""

    def limit(raw, _record, _proxy):
        if pages["left"] is not None:
            raw.execute(f"PRAGMA max_page_count={pages['left']}")

    sa.event.listen(sa.pool.Pool, "checkout", limit)
    try:
        yield
    finally:
        sa.event.remove(sa.pool.Pool, "checkout", limit)


def test_full_disk_is_waited_for_and_nothing_is_lost(tmp_path, caplog):
    url = file_url(tmp_path / "rasid.db")
    store, bus = NewsStore(url), FakeBus(*batches())
    pages = {"left": 120}
    committed_when_full = []

    def mend():
        committed_when_full.append(len(bus.committed))
        pages["left"] = 1_000_000

    with disk(pages), caplog.at_level(logging.WARNING):
        consumer, patience = service(store, Mending(20, mend), bus)
        while bus.batches:
            consumer.step()
    store.close()

    assert "waiting: database sqlite: database or disk is full" in caplog.text
    assert 0 < committed_when_full[0] < len(EVERY)
    assert (len(bus.committed), bus.sent, patience.waits_for) == (len(EVERY), [], None)
    assert stored(url) == EVERY


@pytest.mark.postgres
def test_server_that_goes_away_in_a_transaction_is_waited_for(caplog):
    url = sa.make_url(postgres_url())
    proxy = Proxy(url.host or "127.0.0.1", url.port or 5432)
    store = NewsStore(url.set(host="127.0.0.1", port=proxy.port))
    bus = FakeBus(*batches())
    consumer, patience = service(store, Mending(10, proxy.mend), bus)
    consumer.step()
    write = news_rows.attack_row

    def cut_once(*arguments):
        news_rows.attack_row = write
        proxy.cut()
        return write(*arguments)

    news_rows.attack_row = cut_once
    try:
        with caplog.at_level(logging.WARNING):
            while bus.batches:
                consumer.step()
    finally:
        news_rows.attack_row = write
        store.close()
        proxy.cut()

    assert "waiting: database postgresql" in caplog.text
    assert (len(bus.committed), bus.sent, patience.waits_for) == (len(EVERY), [], None)
    assert stored(url) == EVERY


@pytest.mark.postgres
def test_server_that_is_not_there_is_unavailable_in_one_line():
    postgres_url()

    with pytest.raises(Unavailable) as caught:
        NewsStore("postgresql://nobody@127.0.0.1:9/rasid")
    assert "\n" not in str(caught.value)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "hostile",
    [
        replace(ATTACK, place=replace(ATTACK.place, name="a\x00b")),
        replace(ATTACK, article_id=random.Random(1).randbytes(3_000).hex()),  # noqa: S311
    ],
    ids=["zero byte", "too long for an index"],
)
def test_what_a_row_is_at_fault_for_is_not_waited_for(hostile):
    store = NewsStore(postgres_url())
    try:
        with pytest.raises(DBAPIError):
            store.write([(origin("t"), hostile)], AT)
        store.write([(origin("t"), ATTACK)], AT)
    finally:
        store.close()
