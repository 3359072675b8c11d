"""Where it all ends: rows of the database and the receiver of alerts, held against the topics."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from streams.adapters import avro
from streams.adapters.alerting_tables import DELIVERIES
from streams.adapters.database import connect
from streams.adapters.news_tables import (
    ALERTS,
    ARTICLES,
    ATTACKS,
    DEAD_LETTERS,
    DUPLICATES,
    INCIDENT_REVISIONS,
    INCIDENTS,
    REJECTIONS,
)
from streams.domain.flow import Topic
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_DUPLICATE,
    ARTICLE_REJECTED,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    TOPICS,
)
from tests.chaos.log import Log
from tests.chaos.verifier import Account

KEPT: tuple[tuple[sa.Table, tuple[Topic, ...]], ...] = (
    (ARTICLES, (ARTICLE_UNIQUE, ARTICLE_TAGGED)),
    (DUPLICATES, (ARTICLE_DUPLICATE,)),
    (ATTACKS, (ATTACK_REPORTED,)),
    (REJECTIONS, (ARTICLE_REJECTED,)),
    (INCIDENT_REVISIONS, (INCIDENT_UPDATED,)),
    (ALERTS, (ALERT_BREAKING,)),
)
"""Tables whose keys are fields of the records of these topics, row for record."""

Key = tuple[object, ...]


@dataclass
class Inbox:
    """Who gets the alerts: counts attempts by id, and has an effect once for each."""

    answer: Callable[[str], int | None]
    attempts: Counter[str] = field(default_factory=Counter)
    effects: dict[str, None] = field(default_factory=dict)
    failed: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, alert_id: str) -> int | None:
        """Return the status to answer with; None hangs up."""
        with self._lock:
            status = self.answer(alert_id)
            self.attempts[alert_id] += 1
            if status is not None and 200 <= status < 300:
                self.effects.setdefault(alert_id)
            else:
                self.failed += 1
            return status


def stored(log: Log, url: str, found: Account) -> None:
    """Add to `found` each record without its row or dead letter, and each row without a record."""
    engine = connect(url)
    with engine.connect() as connection:
        for table, topics in KEPT:
            said = {key for topic in topics for key in _keys(log, topic, topic.name, table)}
            said -= {key for topic in topics for key in _keys(log, topic, topic.dead, table)}
            _agree(found, table.name, said, _rows(connection, *table.primary_key.columns))
        newest: dict[str, int] = {}
        for key in _keys(log, INCIDENT_UPDATED, INCIDENT_UPDATED.name, INCIDENT_REVISIONS):
            newest[str(key[0])] = max(newest.get(str(key[0]), 0), int(str(key[1])))
        current = _rows(connection, INCIDENTS.c.incident_id, INCIDENTS.c.revision)
        _agree(found, INCIDENTS.name, set(newest.items()), current)
        letters = {_place(entry.headers) for t in TOPICS for entry in log.all(t.dead)}
        places = (DEAD_LETTERS.c.topic, DEAD_LETTERS.c.partition, DEAD_LETTERS.c.offset)
        _agree(found, DEAD_LETTERS.name, letters, _rows(connection, *places))
    engine.dispose()


def deliveries(log: Log, inbox: Inbox, found: Account) -> None:
    """Add to `found` each alert that its receiver did not get, or that nobody sent."""
    said = {avro.decode(ALERT_BREAKING, e.value).alert_id for e in log.all(ALERT_BREAKING.name)}
    found.lost += [f"alert {name}: not delivered" for name in sorted(said - inbox.effects.keys())]
    found.wrong += [f"alert {name}: never said" for name in sorted(inbox.effects.keys() - said)]
    found.delivered = len(said & inbox.effects.keys())


def waiting(url: str) -> int:
    """Return how many alerts the outbox has yet to deliver."""
    engine = connect(url)
    try:
        with engine.connect() as connection:
            left = DELIVERIES.c.state.in_(("pending", "held"))
            count = sa.select(sa.func.count()).select_from(DELIVERIES).where(left)
            return int(connection.execute(count).scalar_one())
    finally:
        engine.dispose()


def _agree(found: Account, name: str, said: set[Key], rows: set[Key]) -> None:
    found.rows += len(rows)
    found.lost += [f"{name} {key}: no row" for key in sorted(said - rows, key=str)]
    found.wrong += [f"{name} {key}: no record" for key in sorted(rows - said, key=str)]


def _keys(log: Log, topic: Topic, lying_in: str, table: sa.Table) -> Iterable[Key]:
    names = [column.name for column in table.primary_key.columns]
    for entry in log.all(lying_in):
        record = avro.decode(topic, entry.value)
        yield tuple(getattr(record, name) for name in names)


def _rows(connection: sa.Connection, *columns: sa.Column[object]) -> set[Key]:
    return {tuple(row) for row in connection.execute(sa.select(*columns))}


def _place(headers: dict[str, bytes]) -> Key:
    topic = headers["kafka_dlt-original-topic"].decode()
    partition, offset = (
        int.from_bytes(headers[f"kafka_dlt-original-{name}"], "big")
        for name in ("partition", "offset")
    )
    return topic, partition, offset
