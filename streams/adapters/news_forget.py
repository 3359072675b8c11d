"""Forget articles: their text and what was quoted from them leaves the database and stays out.

What remains is what they reported: facts, figures, names of groups and places, and where it was
read. A tombstone keeps the words out when the bus is replayed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from streams.adapters.database import hold, transaction, wipe
from streams.adapters.news_forgotten import EVER, LOCK, Kind, without_quotations
from streams.adapters.news_tables import ARTICLES, ATTACKS, DUPLICATES, FORGOTTEN, REJECTIONS
from streams.adapters.upserts import upsert
from streams.domain.plain import from_plain, to_plain
from streams.domain.records import Attack

PORTION = 500


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be forgotten: an article by its id, a URL, or what a source has sent so far."""

    kind: Kind
    value: str
    by: str
    why: str


def forget(engine: sa.Engine, request: Request, now_ms: int) -> Counter[str]:
    """Forget; return how many articles and quoting attacks lost their words just now.

    All of it happens or none. Raises Unavailable when the database does not answer.
    """
    done: Counter[str] = Counter()
    with transaction(engine) as connection:
        hold(connection, LOCK)
        ids = _named(connection, request)
        _bury(connection, request, ids, now_ms)
        for portion in _portions(ids):
            done["articles"] += _silence_articles(connection, portion)
            done["attacks"] += _silence_attacks(connection, portion)
    wipe(engine, ARTICLES, ATTACKS)
    return done


def _named(connection: sa.Connection, request: Request) -> list[str]:
    """Return the ids of the articles that are meant, as far as anything of them is stored."""
    if request.kind == "article":
        return [request.value]
    tables = (ARTICLES, DUPLICATES, REJECTIONS)
    if request.kind == "source":
        queries = [sa.select(t.c.article_id).where(t.c.source == request.value) for t in tables]
        queries.append(sa.select(ATTACKS.c.article_id).where(ATTACKS.c.source == request.value))
    else:
        queries = [sa.select(t.c.article_id).where(t.c.url == request.value) for t in tables]
        final = sa.select(ARTICLES.c.article_id).where(ARTICLES.c.final_url == request.value)
        same = sa.select(ARTICLES.c.article_id).where(ARTICLES.c.article_id == request.value)
        queries += [final, same]
    return sorted(connection.execute(sa.union(*queries)).scalars())


def _bury(connection: sa.Connection, request: Request, ids: Sequence[str], now_ms: int) -> None:
    """Write the tombstones. That of a source holds for what was fetched until now."""
    until = now_ms if request.kind == "source" else EVER
    stones = [(request.kind, request.value, until)]
    if request.kind == "url":
        stones += [("article", article_id, EVER) for article_id in ids]
    rows = [
        {
            "kind": kind,
            "value": value,
            "until": end,
            "at": now_ms,
            "by": request.by,
            "why": request.why,
        }
        for kind, value, end in stones
    ]
    upsert(connection, FORGOTTEN, rows, "until")


def _silence_articles(connection: sa.Connection, ids: Sequence[str]) -> int:
    spoken = sa.or_(ARTICLES.c.title.is_not(None), ARTICLES.c.body.is_not(None))
    mine = ARTICLES.update().where(ARTICLES.c.article_id.in_(ids) & spoken)
    return connection.execute(mine.values(title=None, body=None, search=None)).rowcount


def _silence_attacks(connection: sa.Connection, ids: Sequence[str]) -> int:
    query = sa.select(ATTACKS.c.attack_id, ATTACKS.c.record).where(ATTACKS.c.article_id.in_(ids))
    count = 0
    for row in connection.execute(query).all():
        attack = from_plain(Attack, row.record)
        silenced = without_quotations(attack)
        if silenced != attack:
            mine = ATTACKS.update().where(ATTACKS.c.attack_id == row.attack_id)
            connection.execute(mine.values(record=to_plain(silenced)))
            count += 1
    return count


def _portions(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))
