"""Articles with words of an attack that report no fresh one, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from streams.adapters.news_tables import ARTICLES, REJECTIONS
from streams.adapters.pages import Order, Page, page

NEWEST = Order(
    "rejected", (REJECTIONS.c.fetched_at, REJECTIONS.c.article_id, REJECTIONS.c.text_hash)
)


@dataclass(frozen=True, slots=True)
class RejectedWanted:
    """What is asked for; times are of fetching, epoch milliseconds UTC, the second not included."""

    fetched_from: int | None = None
    fetched_before: int | None = None
    reasons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article and why it reports no fresh attack; `title` is None when it is not kept."""

    article_id: str
    text_hash: str
    source: str
    url: str | None
    language: str
    reason: str
    published_at: int | None
    fetched_at: int
    reader_version: str
    title: str | None


def rejected(
    connection: sa.Connection,
    wanted: RejectedWanted,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Rejected]:
    """Return a page of rejected articles, newest first. Raises InputError for a wrong cursor."""
    shown = [REJECTIONS.c[name] for name in Rejected.__slots__ if name != "title"]
    same = (ARTICLES.c.article_id == REJECTIONS.c.article_id) & (
        ARTICLES.c.text_hash == REJECTIONS.c.text_hash
    )
    query = sa.select(*shown, ARTICLES.c.title).outerjoin_from(REJECTIONS, ARTICLES, same)
    return page(connection, query.where(*_conditions(wanted)), NEWEST, cursor, limit, _made)


def rejected_by_reason(connection: sa.Connection, wanted: RejectedWanted) -> dict[str, int]:
    """Return how many articles were rejected for each reason, the most frequent first."""
    number = sa.func.count()
    query = sa.select(REJECTIONS.c.reason, number).where(*_conditions(wanted))
    grouped = query.group_by(REJECTIONS.c.reason).order_by(number.desc(), REJECTIONS.c.reason)
    return {row[0]: row[1] for row in connection.execute(grouped)}


def _made(rows: Sequence[sa.Row[Any]]) -> list[Rejected]:
    return [Rejected(**row._mapping) for row in rows]


def _conditions(wanted: RejectedWanted) -> list[sa.ColumnElement[bool]]:
    table = REJECTIONS.c
    found: list[sa.ColumnElement[bool]] = [
        table.withdrawn_at.is_(None),
        table.synthetic.is_(wanted.synthetic),
    ]
    if wanted.fetched_from is not None:
        found.append(table.fetched_at >= wanted.fetched_from)
    if wanted.fetched_before is not None:
        found.append(table.fetched_at < wanted.fetched_before)
    if wanted.reasons:
        found.append(table.reason.in_(wanted.reasons))
    if wanted.sources:
        found.append(table.source.in_(wanted.sources))
    if wanted.languages:
        found.append(table.language.in_(wanted.languages))
    return found
