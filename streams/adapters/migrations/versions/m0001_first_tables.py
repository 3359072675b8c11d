"""The tables as they were before there were migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _articles()
    _duplicates()
    _attacks()
    _incidents()
    _incident_revisions()
    _reports()
    _alerts()
    _dead_letters()


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column(
            "text_hash", sa.String, primary_key=True, comment="names the version of the text"
        ),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("body", sa.Text, comment="null once its time is over"),
        sa.Column("published_at", sa.BigInteger),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String, comment="null until tagged"),
        sa.Column("dedup_kind", sa.String),
        sa.Column("dedup_of", sa.Text),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("stored_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_articles_stored_at", "articles", ["stored_at"])


def _duplicates() -> None:
    op.create_table(
        "duplicates",
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column("of", sa.Text, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("of_source", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("published_at", sa.BigInteger),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
    )


def _attacks() -> None:
    op.create_table(
        "attacks",
        sa.Column("attack_id", sa.String, primary_key=True),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.Column("revision_of", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("attack_type", sa.String, comment="the first of its types"),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("modality", sa.String, nullable=False),
        sa.Column("engagement", sa.String, nullable=False),
        sa.Column("country", sa.String),
        sa.Column("city", sa.Text),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("date", sa.String, comment="civil date at the place"),
        sa.Column("killed", sa.BigInteger),
        sa.Column("wounded", sa.BigInteger),
        sa.Column("abducted", sa.BigInteger),
        sa.Column("perpetrators_killed", sa.BigInteger),
        sa.Column("perpetrator", sa.Text),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reader_version", sa.String, nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_index("attacks_by_place", "attacks", ["country", "date"])
    op.create_index("ix_attacks_article_id", "attacks", ["article_id"])


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("incident_id", sa.String, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False, comment="the highest one received"),
        *_incident_columns(),
    )
    op.create_index("incidents_by_place", "incidents", ["country", "date"])


def _incident_revisions() -> None:
    op.create_table(
        "incident_revisions",
        sa.Column("incident_id", sa.String, primary_key=True),
        sa.Column("revision", sa.BigInteger, primary_key=True),
        *_incident_columns(),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column(
            "incident_id", sa.String, sa.ForeignKey("incidents.incident_id"), primary_key=True
        ),
        sa.Column("attack_id", sa.String, primary_key=True),
        sa.Column(
            "revision", sa.BigInteger, nullable=False, comment="of the incident that names it"
        ),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("published_at", sa.BigInteger),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_reports_article_id", "reports", ["article_id"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("alert_id", sa.String, primary_key=True),
        sa.Column("incident_id", sa.String, nullable=False),
        sa.Column("incident_revision", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("corroboration", sa.String, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("country", sa.String),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("date", sa.String),
        sa.Column("killed", sa.BigInteger),
        sa.Column("wounded", sa.BigInteger),
        sa.Column("supersedes", sa.String),
        sa.Column("trigger_article_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column(
            "received_at", sa.BigInteger, comment="when the report arrived; null: no header says"
        ),
        sa.Column(
            "alerted_at", sa.BigInteger, comment="when the alert was sent; null: no header says"
        ),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_index("ix_alerts_at", "alerts", ["at"])
    op.create_index("ix_alerts_incident_id", "alerts", ["incident_id"])


def _dead_letters() -> None:
    op.create_table(
        "dead_letters",
        sa.Column("topic", sa.String, primary_key=True, comment="where it lay before"),
        sa.Column("partition", sa.Integer, primary_key=True),
        sa.Column("offset", sa.BigInteger, primary_key=True),
        sa.Column("consumer_group", sa.String, primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("died_at", sa.BigInteger, nullable=False),
    )


def _incident_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("status", sa.String, nullable=False),
        sa.Column("corroboration", sa.String, nullable=False),
        sa.Column("country", sa.String, nullable=False),
        sa.Column("city", sa.Text),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("date", sa.String),
        sa.Column("attack_type", sa.String),
        sa.Column("killed", sa.BigInteger),
        sa.Column("wounded", sa.BigInteger),
        sa.Column("abducted", sa.BigInteger),
        sa.Column("perpetrators_killed", sa.BigInteger),
        sa.Column("perpetrator", sa.Text),
        sa.Column("independent_sources", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.String),
        sa.Column("merged_into", sa.String),
        sa.Column("first_reported_at", sa.BigInteger, nullable=False),
        sa.Column("last_reported_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("reader_version", sa.String, nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    ]
