"""One incident with all that is known of it: revisions, reports, evidence, alerts, decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from streams.adapters.decision_queries import decisions_on
from streams.adapters.news_tables import (
    ALERTS,
    ARTICLES,
    ATTACKS,
    INCIDENT_REVISIONS,
    INCIDENTS,
)
from streams.domain.plain import from_plain
from streams.domain.records import Alert, Attack, Feedback, Incident
from streams.domain.records.vocabulary import AlertLevel

MERGERS = 32
"""Further than this no chain of mergers is followed."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of an incident, with its account and the article as far as they are kept.

    `attack` holds the evidence: the words that gave each fact, with offsets into the cleaned
    title and body. It is None while the account has not arrived.
    """

    article_id: str
    attack_id: str
    source: str
    url: str | None
    final_url: str | None
    language: str
    published_at: int | None
    fetched_at: int
    title: str | None
    received_sha256: str | None
    attack: Attack | None


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """An incident in one revision, with its reports as they are known today."""

    incident: Incident
    level: AlertLevel
    why_low: tuple[str, ...]
    is_current: bool
    reports: tuple[ReportView, ...]
    alerts: tuple[Alert, ...]
    feedback: tuple[Feedback, ...]


def incident_file(
    connection: sa.Connection, incident_id: str, *, revision: int | None = None
) -> IncidentFile | None:
    """Return an incident, in its highest revision unless another is asked for; None without it.

    One that was merged is returned as it was then; `survivor` leads to the other.
    """
    table = INCIDENTS if revision is None else INCIDENT_REVISIONS
    query = sa.select(table.c.record, table.c.level, table.c.why_low, table.c.revision).where(
        table.c.incident_id == incident_id
    )
    if revision is not None:
        query = query.where(table.c.revision == revision)
    row = connection.execute(query).first()
    if row is None:
        return None
    incident = from_plain(Incident, row.record)
    current = sa.select(INCIDENTS.c.revision).where(INCIDENTS.c.incident_id == incident_id)
    return IncidentFile(
        incident=incident,
        level=row.level or "unknown",
        why_low=tuple(row.why_low.split(",")) if row.why_low else (),
        is_current=connection.execute(current).scalar() == row.revision,
        reports=_reports(connection, incident),
        alerts=_alerts(connection, incident_id),
        feedback=decisions_on(connection, incident),
    )


def revisions(connection: sa.Connection, incident_id: str) -> tuple[Incident, ...]:
    """Return every revision of an incident that was received, the first first."""
    table = INCIDENT_REVISIONS.c
    query = sa.select(table.record).where(table.incident_id == incident_id)
    found = connection.execute(query.order_by(table.revision)).scalars()
    return tuple(from_plain(Incident, record) for record in found)


def survivor(connection: sa.Connection, incident_id: str) -> str:
    """Return the incident that stands for this one after mergers, itself without any."""
    for _ in range(MERGERS):
        query = sa.select(INCIDENTS.c.merged_into).where(INCIDENTS.c.incident_id == incident_id)
        into = connection.execute(query).scalar()
        if into is None:
            break
        incident_id = into
    return incident_id


def _reports(connection: sa.Connection, incident: Incident) -> tuple[ReportView, ...]:
    """Return the reports that a revision names, in its order."""
    ids = [report.attack_id for report in incident.reports]
    attacks = ATTACKS.c
    query = sa.select(attacks.attack_id, attacks.record, attacks.text_hash).where(
        attacks.attack_id.in_(ids)
    )
    accounts = {row.attack_id: row for row in connection.execute(query)}
    texts = _texts(connection, [report.article_id for report in incident.reports])
    return tuple(
        ReportView(
            article_id=report.article_id,
            attack_id=report.attack_id,
            source=report.source,
            url=report.url,
            final_url=text["final_url"] if text else None,
            language=report.language,
            published_at=report.published_at,
            fetched_at=report.fetched_at,
            title=text["title"] if text else None,
            received_sha256=text["received_sha256"] if text else None,
            attack=from_plain(Attack, account.record) if account else None,
        )
        for report in incident.reports
        for account in (accounts.get(report.attack_id),)
        for text in (texts.get((report.article_id, account.text_hash if account else "")),)
    )


def _texts(
    connection: sa.Connection, article_ids: Sequence[str]
) -> dict[tuple[str, str], sa.RowMapping]:
    table = ARTICLES.c
    query = sa.select(
        table.article_id, table.text_hash, table.title, table.final_url, table.received_sha256
    ).where(table.article_id.in_(article_ids))
    found = connection.execute(query).mappings()
    return {(row["article_id"], row["text_hash"]): row for row in found}


def _alerts(connection: sa.Connection, incident_id: str) -> tuple[Alert, ...]:
    query = sa.select(ALERTS.c.record).where(ALERTS.c.incident_id == incident_id)
    found = connection.execute(query.order_by(ALERTS.c.incident_revision, ALERTS.c.at)).scalars()
    return tuple(from_plain(Alert, record) for record in found)
