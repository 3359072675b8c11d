"""Stored articles that still have their text, and what readers found in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from streams.adapters import news_rows as rows
from streams.adapters.database import hold, transaction
from streams.adapters.news_forgotten import LOCK, forgotten_among
from streams.adapters.news_tables import ARTICLES, ATTACKS, REJECTIONS
from streams.adapters.upserts import upsert
from streams.domain.plain import from_plain
from streams.domain.records import Article, Attack, Dedup, Rejection

PORTION = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of an article tells, by one reader."""

    attacks: tuple[Attack, ...]
    rejection: Rejection | None


def stored_articles(engine: sa.Engine, since_ms: int) -> Iterator[Sequence[Article]]:
    """Yield the articles with a text that were fetched from then on, oldest first, in portions."""
    table, after = ARTICLES.c, (since_ms, "", "")
    key = sa.tuple_(table.fetched_at, table.article_id, table.text_hash)
    query = sa.select(ARTICLES).where(table.body.is_not(None)).limit(PORTION)
    query = query.order_by(table.fetched_at, table.article_id, table.text_hash)
    while True:
        with transaction(engine) as connection:
            found = connection.execute(query.where(key > sa.tuple_(*after))).all()
        if not found:
            return
        yield [_article(row) for row in found]
        last = found[-1]
        after = (last.fetched_at, last.article_id, last.text_hash)


def reading_of(connection: sa.Connection, article: Article) -> Reading:
    """Return what is stored of this version of an article, without what was withdrawn."""
    mine = sa.select(ATTACKS.c.record).where(*_of(ATTACKS, article)).order_by(ATTACKS.c.attack_id)
    attacks = tuple(from_plain(Attack, record) for record in connection.execute(mine).scalars())
    row = connection.execute(sa.select(REJECTIONS).where(*_of(REJECTIONS, article))).first()
    if row is None:
        return Reading(attacks, None)
    values = {name: row._mapping[name] for name in Rejection.__slots__}
    return Reading(attacks, Rejection(**values))


def replace_reading(engine: sa.Engine, article: Article, new: Reading, now_ms: int) -> Reading:
    """Store a newer reading; what it no longer finds is withdrawn. Returns the one before.

    An article that was forgotten meanwhile keeps its old reading, which has no words.
    """
    with transaction(engine) as connection:
        hold(connection, LOCK, shared=True)
        old = reading_of(connection, article)
        if forgotten_among(connection, [article]).holds(article):
            return old
        for table in (ATTACKS, REJECTIONS):
            gone = table.update().where(*_of(table, article))
            connection.execute(gone.values(withdrawn_at=now_ms, read_at=now_ms))
        upsert(connection, ATTACKS, [rows.attack_row(a, now_ms) for a in new.attacks], "read_at")
        if new.rejection is not None:
            row = rows.rejection_row(new.rejection, now_ms)
            upsert(connection, REJECTIONS, [row], "read_at")
    return old


def _of(table: sa.Table, article: Article) -> list[sa.ColumnElement[bool]]:
    return [
        table.c.article_id == article.article_id,
        table.c.text_hash == (article.text_hash or ""),
        table.c.withdrawn_at.is_(None),
    ]


def _article(row: sa.Row[tuple[object, ...]]) -> Article:
    values = row._mapping
    return Article(
        article_id=values["article_id"],
        source=values["source"],
        url=values["url"],
        title=values["title"],
        body=values["body"],
        published_at=values["published_at"],
        fetched_at=values["fetched_at"],
        text_hash=values["text_hash"],
        dedup=Dedup(values["dedup_kind"], values["dedup_of"]) if values["dedup_kind"] else None,
        synthetic=values["synthetic"],
    )
