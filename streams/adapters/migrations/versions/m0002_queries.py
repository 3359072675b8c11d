"""What lists and searches ask for, why articles and incidents told nothing, what was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BIG, _TEXT, _STRING = sa.BigInteger, sa.Text, sa.String


def upgrade() -> None:
    """Add columns, tables and indexes; the store fills the columns of rows that are there."""
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    _rejections()
    _forgotten()
    _terms()
    _feedback()
    for name, indexed, names in _INDEXES:
        op.create_index(name, indexed, names)


def _judged() -> list[sa.Column[object]]:
    return [
        sa.Column("level", _STRING, comment="by the escalation policy; null: not judged yet"),
        sa.Column("why_low", _TEXT, comment="the conditions that keep it low, comma separated"),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
    ]


def _columns() -> dict[str, list[sa.Column[object]]]:
    return {
        "articles": [
            sa.Column(
                "received_sha256", _STRING, comment="of the bytes as they were received, in hex"
            ),
            sa.Column("final_url", _TEXT, comment="where redirects ended"),
            sa.Column("search", _TEXT, comment="the title folded; null with the title"),
        ],
        "attacks": [
            sa.Column("read_at", _BIG, nullable=False, server_default="0"),
            sa.Column("withdrawn_at", _BIG, comment="since when a newer reader no longer reads it"),
        ],
        "incidents": [
            *_judged(),
            sa.Column("search", _TEXT, comment="names of place, people and groups, folded"),
        ],
        "incident_revisions": _judged(),
        "alerts": [
            sa.Column("headline_other", _TEXT, comment="in the language of the trigger"),
            sa.Column("headline_language", _STRING),
            sa.Column("search", _TEXT, comment="the headlines folded"),
        ],
    }


_INDEXES: list[tuple[str, str, list[str]]] = [
    ("articles_by_fetch", "articles", ["fetched_at", "article_id"]),
    ("articles_by_source", "articles", ["source"]),
    ("ix_feedback_incident_id", "feedback", ["incident_id"]),
    ("incidents_by_report", "incidents", ["first_reported_at", "incident_id"]),
    ("incidents_by_update", "incidents", ["updated_at", "incident_id"]),
    ("incidents_by_country", "incidents", ["country", "first_reported_at", "incident_id"]),
    ("incidents_by_level", "incidents", ["level", "first_reported_at", "incident_id"]),
    ("incidents_by_date", "incidents", ["date", "incident_id"]),
    ("incidents_by_position", "incidents", ["lat", "lon"]),
    ("incident_terms_by_value", "incident_terms", ["kind", "value", "incident_id"]),
    ("rejections_by_fetch", "rejections", ["fetched_at", "article_id", "text_hash"]),
    ("rejections_by_reason", "rejections", ["reason", "fetched_at"]),
]


def _rejections() -> None:
    op.create_table(
        "rejections",
        sa.Column("article_id", _TEXT, primary_key=True),
        sa.Column("text_hash", _STRING, primary_key=True),
        sa.Column("source", _TEXT, nullable=False),
        sa.Column("url", _TEXT),
        sa.Column("language", _STRING, nullable=False),
        sa.Column("reason", _STRING, nullable=False, comment="why it reports no fresh attack"),
        sa.Column("published_at", _BIG),
        sa.Column("fetched_at", _BIG, nullable=False),
        sa.Column("read_at", _BIG, nullable=False),
        sa.Column("reader_version", _STRING, nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("withdrawn_at", _BIG, comment="since when a newer reader says otherwise"),
    )


def _forgotten() -> None:
    op.create_table(
        "forgotten",
        sa.Column("kind", _STRING, primary_key=True, comment="article, url or source"),
        sa.Column("value", _TEXT, primary_key=True),
        sa.Column("until", _BIG, nullable=False, comment="what was fetched later is kept again"),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("by", _TEXT, nullable=False),
        sa.Column("why", _TEXT, nullable=False),
    )


def _terms() -> None:
    op.create_table(
        "incident_terms",
        sa.Column("incident_id", _STRING, sa.ForeignKey("incidents.incident_id"), primary_key=True),
        sa.Column("kind", _STRING, primary_key=True, comment="type, perpetrator or target"),
        sa.Column("value", _TEXT, primary_key=True),
        sa.Column("revision", _BIG, nullable=False, comment="of the incident that says so"),
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("feedback_id", _STRING, primary_key=True),
        sa.Column("incident_id", _STRING, nullable=False),
        sa.Column("action", _STRING, nullable=False),
        sa.Column("by", _TEXT, nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("reason", _TEXT),
        sa.Column("record", sa.JSON, nullable=False),
    )
