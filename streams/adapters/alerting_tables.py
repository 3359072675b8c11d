"""The tables of the alerting service: alerts, what became of each for each sink, and who silenced.

Times are epoch milliseconds UTC.
"""

import sqlalchemy as sa

VERSION = 2
MODEL = sa.MetaData()
SENT_BY_1 = "all"
"""The route of what was queued before there were routes."""

ALERTS = sa.Table(
    "alerts",
    MODEL,
    sa.Column("seq", sa.Integer, primary_key=True, comment="the order they were taken in"),
    sa.Column("alert_id", sa.String, nullable=False, unique=True),
    sa.Column("incident_id", sa.String, nullable=False, index=True),
    sa.Column("alert", sa.LargeBinary, nullable=False, comment="JSON, as it was received first"),
    sa.Column("taken_at", sa.BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
DELIVERIES = sa.Table(
    "deliveries",
    MODEL,
    sa.Column("seq", sa.Integer, primary_key=True, comment="the order they came in"),
    sa.Column("alert_id", sa.String, nullable=False),
    sa.Column("sink", sa.String, nullable=False),
    sa.Column("incident_id", sa.String, nullable=False),
    sa.Column("route", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False, comment="pending, held, digested, or the end"),
    sa.Column("reason", sa.Text, nullable=False, comment="why it is sent, or held"),
    sa.Column("hold", sa.String, nullable=False, comment="what held it; empty: nothing"),
    sa.Column("digest_id", sa.String, comment="the digest that it is part of"),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", sa.BigInteger, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("finished_at", sa.BigInteger),
    sa.UniqueConstraint("alert_id", "sink"),
    sa.Index("deliveries_by_incident", "sink", "incident_id", "state", "seq"),
    sa.Index("deliveries_by_state", "sink", "state", "due_at"),
    sa.Index("deliveries_by_digest", "digest_id", "sink"),
    sa.Index("deliveries_by_route", "sink", "hold", "route", "created_at"),
    sqlite_autoincrement=True,
)
SUPPRESSIONS = sa.Table(
    "suppressions",
    MODEL,
    sa.Column("alert_id", sa.String, primary_key=True),
    sa.Column("sink", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False, comment="unwanted, muted or acknowledged"),
    sa.Column("route", sa.String, nullable=False, comment="that would have sent it, or empty"),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
ATTEMPTS = sa.Table(
    "attempts",
    MODEL,
    sa.Column("alert_id", sa.String, primary_key=True),
    sa.Column("sink", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("detail", sa.Text, nullable=False),
)
SINKS = sa.Table(
    "sinks",
    MODEL,
    sa.Column("sink", sa.String, primary_key=True),
    sa.Column("target", sa.String, nullable=False),
    sa.Column("disabled_at", sa.BigInteger, comment="null while it takes alerts"),
)
MUTES = sa.Table(
    "mutes",
    MODEL,
    sa.Column("mute_id", sa.Integer, primary_key=True),
    sa.Column("scope", sa.String, nullable=False, comment="incident, country, route or sink"),
    sa.Column("value", sa.String, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
ACKS = sa.Table(
    "acks",
    MODEL,
    sa.Column("incident_id", sa.String, primary_key=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("over_at", sa.BigInteger, comment="since when it holds no more"),
)
HEARD = sa.Table(
    "heard",
    MODEL,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("first_ms", sa.BigInteger, nullable=False),
    sa.Column("last_ms", sa.BigInteger, nullable=False),
    sa.Column("articles", sa.BigInteger, nullable=False),
    sa.Column("told_at", sa.BigInteger, comment="when its silence was told"),
)

_FROM_1 = (
    "ALTER TABLE deliveries RENAME TO deliveries_1",
    "DROP INDEX deliveries_by_incident",
)
_FROM_1_ROWS = (
    "INSERT INTO alerts (alert_id, incident_id, alert, taken_at) "
    "SELECT alert_id, incident_id, alert, created_at FROM deliveries_1 WHERE seq IN "
    "(SELECT min(seq) FROM deliveries_1 GROUP BY alert_id) ORDER BY seq",
    "INSERT INTO deliveries (seq, alert_id, sink, incident_id, route, state, reason, hold, notes, "  # noqa: S608 - our own words
    "attempts, due_at, created_at, finished_at) SELECT seq, alert_id, sink, incident_id, "
    f"'{SENT_BY_1}', state, 'queued before there were routes', '', '[]', attempts, due_at, "
    "created_at, finished_at FROM deliveries_1 ORDER BY seq",
    "DROP TABLE deliveries_1",
)


def from_1_to_2(connection: sa.Connection) -> None:
    """Give each delivery its route; keep what waits, and who knows what."""
    for statement in _FROM_1:
        connection.execute(sa.text(statement))
    MODEL.create_all(connection)
    for statement in _FROM_1_ROWS:
        connection.execute(sa.text(statement))


MIGRATIONS = {1: from_1_to_2}
