"""The tables of what was read: articles to alerts. Times are epoch milliseconds UTC.

Columns repeat what people search by; `record` holds the whole record as it travelled. Only types
that SQLite and PostgreSQL share.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 1
MODEL = MetaData()

ARTICLES = Table(
    "articles",
    MODEL,
    Column("article_id", Text, primary_key=True),
    Column("text_hash", String, primary_key=True, comment="names the version of the text"),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("body", Text, comment="null once its time is over"),
    Column("published_at", BigInteger),
    Column("fetched_at", BigInteger, nullable=False),
    Column("language", String, comment="null until tagged"),
    Column("dedup_kind", String),
    Column("dedup_of", Text),
    Column("synthetic", Boolean, nullable=False),
    Column("stored_at", BigInteger, nullable=False, index=True),
)

DUPLICATES = Table(
    "duplicates",
    MODEL,
    Column("article_id", Text, primary_key=True),
    Column("of", Text, primary_key=True),
    Column("kind", String, nullable=False),
    Column("similarity", Float, nullable=False),
    Column("source", Text, nullable=False),
    Column("of_source", Text, nullable=False),
    Column("url", Text),
    Column("published_at", BigInteger),
    Column("fetched_at", BigInteger, nullable=False),
    Column("synthetic", Boolean, nullable=False),
)

ATTACKS = Table(
    "attacks",
    MODEL,
    Column("attack_id", String, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("text_hash", String, nullable=False),
    Column("revision_of", Text),
    Column("source", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("fetched_at", BigInteger, nullable=False),
    Column("attack_type", String, comment="the first of its types"),
    Column("stage", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("engagement", String, nullable=False),
    Column("country", String),
    Column("city", Text),
    Column("place", Text, nullable=False),
    Column("date", String, comment="civil date at the place"),
    Column("killed", BigInteger),
    Column("wounded", BigInteger),
    Column("abducted", BigInteger),
    Column("perpetrators_killed", BigInteger),
    Column("perpetrator", Text),
    Column("confidence", Float, nullable=False),
    Column("reader_version", String, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("record", JSON, nullable=False),
    Index("attacks_by_place", "country", "date"),
)


def _incident_columns() -> list[Column[object]]:
    return [
        Column("status", String, nullable=False),
        Column("corroboration", String, nullable=False),
        Column("country", String, nullable=False),
        Column("city", Text),
        Column("place", Text, nullable=False),
        Column("date", String),
        Column("attack_type", String),
        Column("killed", BigInteger),
        Column("wounded", BigInteger),
        Column("abducted", BigInteger),
        Column("perpetrators_killed", BigInteger),
        Column("perpetrator", Text),
        Column("independent_sources", Integer, nullable=False),
        Column("campaign_id", String),
        Column("merged_into", String),
        Column("first_reported_at", BigInteger, nullable=False),
        Column("last_reported_at", BigInteger, nullable=False),
        Column("updated_at", BigInteger, nullable=False),
        Column("reader_version", String, nullable=False),
        Column("synthetic", Boolean, nullable=False),
        Column("record", JSON, nullable=False),
    ]


INCIDENTS = Table(
    "incidents",
    MODEL,
    Column("incident_id", String, primary_key=True),
    Column("revision", BigInteger, nullable=False, comment="the highest one received"),
    *_incident_columns(),
    Index("incidents_by_place", "country", "date"),
)

INCIDENT_REVISIONS = Table(
    "incident_revisions",
    MODEL,
    Column("incident_id", String, primary_key=True),
    Column("revision", BigInteger, primary_key=True),
    *_incident_columns(),
)

REPORTS = Table(
    "reports",
    MODEL,
    Column("incident_id", String, ForeignKey(INCIDENTS.c.incident_id), primary_key=True),
    Column("attack_id", String, primary_key=True),
    Column("revision", BigInteger, nullable=False, comment="of the incident that names it"),
    Column("article_id", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("language", String, nullable=False),
    Column("published_at", BigInteger),
    Column("fetched_at", BigInteger, nullable=False),
)

ALERTS = Table(
    "alerts",
    MODEL,
    Column("alert_id", String, primary_key=True),
    Column("incident_id", String, nullable=False, index=True),
    Column("incident_revision", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("level", String, nullable=False),
    Column("corroboration", String, nullable=False),
    Column("headline", Text, nullable=False),
    Column("country", String),
    Column("place", Text, nullable=False),
    Column("date", String),
    Column("killed", BigInteger),
    Column("wounded", BigInteger),
    Column("supersedes", String),
    Column("trigger_article_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("received_at", BigInteger, comment="when the report arrived; null: no header says"),
    Column("alerted_at", BigInteger, comment="when the alert was sent; null: no header says"),
    Column("synthetic", Boolean, nullable=False),
    Column("record", JSON, nullable=False),
)

DEAD_LETTERS = Table(
    "dead_letters",
    MODEL,
    Column("topic", String, primary_key=True, comment="where it lay before"),
    Column("partition", Integer, primary_key=True),
    Column("offset", BigInteger, primary_key=True),
    Column("consumer_group", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("died_at", BigInteger, nullable=False),
)
