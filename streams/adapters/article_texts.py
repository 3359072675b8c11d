"""The cleaned texts of articles, as far as they are still kept."""

from collections.abc import Sequence

import sqlalchemy as sa

from streams.adapters.news_tables import ARTICLES
from streams.domain.records.vocabulary import Part

Texts = dict[tuple[str, str], dict[Part, str | None]]
"""Title and body by article id and the hash of the version."""


def article_texts(connection: sa.Connection, article_ids: Sequence[str]) -> Texts:
    """Return the texts of every version of some articles."""
    table = ARTICLES.c
    query = sa.select(table.article_id, table.text_hash, table.title, table.body)
    found = connection.execute(query.where(table.article_id.in_(article_ids)))
    return {
        (row.article_id, row.text_hash): {"title": row.title, "body": row.body} for row in found
    }
