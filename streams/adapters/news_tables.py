"""The tables of what was read: articles to alerts. Times are epoch milliseconds UTC.

Columns repeat what people search by; `record` holds the whole record as it travelled. Only types
that SQLite and PostgreSQL share. A change here needs a migration in `migrations/versions`.
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
    Column("received_sha256", String, comment="of the bytes as they were received, in hex"),
    Column("final_url", Text, comment="where redirects ended"),
    Column("search", Text, comment="the title folded; null with the title"),
    Index("articles_by_fetch", "fetched_at", "article_id"),
    Index("articles_by_source", "source"),
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
    Column("read_at", BigInteger, nullable=False, server_default="0"),
    Column("withdrawn_at", BigInteger, comment="since when a newer reader no longer reads it"),
    Index("attacks_by_place", "country", "date"),
)

REJECTIONS = Table(
    "rejections",
    MODEL,
    Column("article_id", Text, primary_key=True),
    Column("text_hash", String, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("language", String, nullable=False),
    Column("reason", String, nullable=False, comment="why it reports no fresh attack"),
    Column("published_at", BigInteger),
    Column("fetched_at", BigInteger, nullable=False),
    Column("read_at", BigInteger, nullable=False),
    Column("reader_version", String, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("withdrawn_at", BigInteger, comment="since when a newer reader says otherwise"),
    Index("rejections_by_fetch", "fetched_at", "article_id", "text_hash"),
    Index("rejections_by_reason", "reason", "fetched_at"),
)

FORGOTTEN = Table(
    "forgotten",
    MODEL,
    Column("kind", String, primary_key=True, comment="article, url or source"),
    Column("value", Text, primary_key=True),
    Column("until", BigInteger, nullable=False, comment="what was fetched later is kept again"),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
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
        Column("level", String, comment="by the escalation policy; null: not judged yet"),
        Column("why_low", Text, comment="the conditions that keep it low, comma separated"),
        Column("lat", Float),
        Column("lon", Float),
    ]


INCIDENTS = Table(
    "incidents",
    MODEL,
    Column("incident_id", String, primary_key=True),
    Column("revision", BigInteger, nullable=False, comment="the highest one received"),
    *_incident_columns(),
    Column("search", Text, comment="names of place, people and groups, folded"),
    Index("incidents_by_place", "country", "date"),
    Index("incidents_by_report", "first_reported_at", "incident_id"),
    Index("incidents_by_update", "updated_at", "incident_id"),
    Index("incidents_by_country", "country", "first_reported_at", "incident_id"),
    Index("incidents_by_level", "level", "first_reported_at", "incident_id"),
    Index("incidents_by_date", "date", "incident_id"),
    Index("incidents_by_position", "lat", "lon"),
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

INCIDENT_TERMS = Table(
    "incident_terms",
    MODEL,
    Column("incident_id", String, ForeignKey(INCIDENTS.c.incident_id), primary_key=True),
    Column("kind", String, primary_key=True, comment="type, perpetrator or target"),
    Column("value", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False, comment="of the incident that says so"),
    Index("incident_terms_by_value", "kind", "value", "incident_id"),
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
    Column("headline_other", Text, comment="in the language of the trigger"),
    Column("headline_language", String),
    Column("search", Text, comment="the headlines folded"),
)

FEEDBACK = Table(
    "feedback",
    MODEL,
    Column("feedback_id", String, primary_key=True),
    Column("incident_id", String, nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("reason", Text),
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
