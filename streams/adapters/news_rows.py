"""Records as rows of the tables of what was read."""

import re
from collections.abc import Iterator, Sequence

from streams.adapters.database import Row
from streams.adapters.headers import (
    ALERTED_AT,
    FINAL_URL,
    REASON,
    RECEIVED_AT,
    RECEIVED_SHA256,
    STAGE,
    Origin,
)
from streams.adapters.news_words import search_words, terms
from streams.domain.folding import fold_either
from streams.domain.plain import to_plain
from streams.domain.records import (
    Alert,
    Article,
    Attack,
    DuplicateLink,
    Feedback,
    FusedToll,
    Incident,
    Perpetrator,
    Rejection,
)
from streams.domain.thresholds import Thresholds
from streams.stages.escalate.level import verdict_on

_DLT = "kafka_dlt-original-"
_SHA256 = re.compile(rb"[0-9a-f]{64}")


def article_row(article: Article, origin: Origin, stored_at: int) -> Row:
    """Return the row of one version of an article, with what its headers say of its receipt."""
    headers = dict(origin.headers)
    sha256, final_url = headers.get(RECEIVED_SHA256, b""), headers.get(FINAL_URL)
    return {
        "article_id": article.article_id,
        "text_hash": article.text_hash or "",
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "body": article.body or None,
        "published_at": article.published_at,
        "fetched_at": article.fetched_at,
        "language": article.language and article.language.code,
        "dedup_kind": article.dedup and article.dedup.kind,
        "dedup_of": article.dedup and article.dedup.of,
        "synthetic": article.synthetic,
        "stored_at": stored_at,
        "received_sha256": sha256.decode() if _SHA256.fullmatch(sha256) else None,
        "final_url": None if final_url is None else _text(final_url),
        "search": None if article.title is None else fold_either(article.title),
    }


def duplicate_row(link: DuplicateLink) -> Row:
    """Return the row of a link; the record and the table have the same fields."""
    return to_plain(link)


def rejection_row(rejection: Rejection, read_at: int) -> Row:
    """Return the row of an article that reports no fresh attack."""
    return {**to_plain(rejection), "read_at": read_at, "withdrawn_at": None}


def feedback_row(feedback: Feedback) -> Row:
    """Return the row of an editor's decision."""
    return {
        "feedback_id": feedback.feedback_id,
        "incident_id": feedback.incident_id,
        "action": feedback.action,
        "by": feedback.by,
        "at": feedback.at,
        "reason": feedback.reason,
        "record": to_plain(feedback),
    }


def attack_row(attack: Attack, read_at: int) -> Row:
    """Return the row of an attack that was read then."""
    return {
        "attack_id": attack.attack_id,
        "article_id": attack.article_id,
        "text_hash": attack.text_hash,
        "revision_of": attack.revision_of,
        "source": attack.source,
        "language": attack.language,
        "fetched_at": attack.fetched_at,
        "attack_type": _first(attack.attack_types),
        "stage": attack.stage,
        "modality": attack.modality,
        "engagement": attack.engagement,
        "country": attack.place.country,
        "city": attack.place.city,
        "place": attack.place.name,
        "date": attack.date.start,
        "killed": attack.killed,
        "wounded": attack.wounded,
        "abducted": attack.abducted,
        "perpetrators_killed": attack.perpetrators_killed,
        "perpetrator": _named(attack.perpetrators),
        "confidence": attack.confidence,
        "reader_version": attack.reader_version,
        "synthetic": attack.synthetic,
        "record": to_plain(attack),
        "read_at": read_at,
        "withdrawn_at": None,
    }


def incident_row(incident: Incident, thresholds: Thresholds) -> Row:
    """Return the row of a revision of an incident, with its level by the escalation policy."""
    tolls, verdict = incident.tolls, verdict_on(incident, thresholds)
    return {
        "incident_id": incident.incident_id,
        "revision": incident.revision,
        "status": incident.status,
        "corroboration": incident.corroboration,
        "country": incident.country,
        "city": incident.place.city,
        "place": incident.place.name,
        "date": incident.date.start,
        "attack_type": _first(incident.attack_types),
        "killed": _best(tolls.killed),
        "wounded": _best(tolls.wounded),
        "abducted": _best(tolls.abducted),
        "perpetrators_killed": _best(tolls.perpetrators_killed),
        "perpetrator": _named(incident.perpetrators),
        "independent_sources": incident.independent_sources,
        "campaign_id": incident.campaign_id,
        "merged_into": incident.merged_into,
        "first_reported_at": incident.first_reported_at,
        "last_reported_at": incident.last_reported_at,
        "updated_at": incident.updated_at,
        "reader_version": incident.reader_version,
        "synthetic": incident.synthetic,
        "record": to_plain(incident),
        "level": verdict.level,
        "why_low": ",".join(verdict.failed) or None,
        "lat": incident.place.lat,
        "lon": incident.place.lon,
    }


def current_row(incident: Incident, row: Row) -> Row:
    """Return the row of an incident as it stands, given that of its revision."""
    return {**row, "search": search_words(incident)}


def term_rows(incident: Incident) -> Iterator[Row]:
    """Yield a row for each kind of attack, perpetrator and target that a list can ask for."""
    for kind, value in terms(incident):
        yield {
            "incident_id": incident.incident_id,
            "kind": kind,
            "value": value,
            "revision": incident.revision,
        }


def report_rows(incident: Incident) -> Iterator[Row]:
    """Yield a row for each account that belongs to the incident."""
    for report in incident.reports:
        yield {
            "incident_id": incident.incident_id,
            "attack_id": report.attack_id,
            "revision": incident.revision,
            "article_id": report.article_id,
            "source": report.source,
            "url": report.url,
            "language": report.language,
            "published_at": report.published_at,
            "fetched_at": report.fetched_at,
        }


def alert_row(alert: Alert, origin: Origin) -> Row:
    """Return the row of an alert, with the times that its headers carry."""
    return {
        "alert_id": alert.alert_id,
        "incident_id": alert.incident_id,
        "incident_revision": alert.incident_revision,
        "kind": alert.kind,
        "level": alert.level,
        "corroboration": alert.corroboration,
        "headline": alert.headline.en,
        "country": alert.place.country,
        "place": alert.place.name,
        "date": alert.date.start,
        "killed": _best(alert.tolls.killed),
        "wounded": _best(alert.tolls.wounded),
        "supersedes": alert.supersedes,
        "trigger_article_id": alert.trigger_article_id,
        "at": alert.at,
        "received_at": _milliseconds(dict(origin.headers).get(RECEIVED_AT)),
        "alerted_at": _milliseconds(dict(origin.headers).get(ALERTED_AT)),
        "synthetic": alert.synthetic,
        "record": to_plain(alert),
        "headline_other": alert.headline.other,
        "headline_language": alert.headline.other_language,
        "search": fold_either(f"{alert.headline.en} {alert.headline.other or ''}"),
    }


def dead_letter_row(origin: Origin) -> Row:
    """Return the row of a dead letter; one without legible headers is named by its own place."""
    headers = dict(origin.headers)
    group = headers.get(_DLT + "consumer-group")
    if group is None:
        topic, partition, offset = origin.topic, origin.partition, origin.offset
    else:
        topic = _text(headers.get(_DLT + "topic"))
        partition = int.from_bytes(headers.get(_DLT + "partition", b"")[:4], "big")
        offset = int.from_bytes(headers.get(_DLT + "offset", b"")[:8], "big", signed=True)
    return {
        "topic": topic,
        "partition": partition,
        "offset": offset,
        "consumer_group": _text(group),
        "stage": _text(headers.get(STAGE)),
        "reason": _text(headers.get(REASON)),
        "died_at": origin.timestamp_ms,
    }


def _first(words: Sequence[str]) -> str | None:
    return words[0] if words else None


def _named(perpetrators: Sequence[Perpetrator]) -> str | None:
    return next((one.name for one in perpetrators if one.name), None)


def _best(toll: FusedToll | None) -> int | None:
    return toll.best if toll else None


def _milliseconds(value: bytes | None) -> int | None:
    return int(value) if value and value.isdigit() and len(value) <= 15 else None


def _text(value: bytes | None) -> str:
    """Return a header as text that any database takes."""
    return (value or b"unknown").decode("utf-8", "replace").replace("\x00", "")
