"""A database for a test: PostgreSQL where POSTGRES_URL names an empty one, else it is skipped.

The driver is whatever SQLAlchemy finds by that URL, such as `postgresql+pg8000://...`.
"""

import os

import pytest
import sqlalchemy as sa

from streams.adapters.database import connect
from streams.adapters.news_tables import MODEL

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
"""What a fixture of both databases is parametrised with."""


def postgres_url() -> str:
    """Return the URL, our tables gone."""
    url = os.environ.get("POSTGRES_URL")
    if not url:
        pytest.skip("POSTGRES_URL is not set")
    engine = connect(url)
    with engine.begin() as connection:
        for name in (*MODEL.tables, "alembic_version", "schema_version"):
            connection.execute(sa.text(f"DROP TABLE IF EXISTS {name} CASCADE"))
    engine.dispose()
    return url
