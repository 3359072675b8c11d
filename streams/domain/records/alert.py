"""What is pushed to people."""

from dataclasses import dataclass

from streams.domain.records.attack import Claim, EventDate, Perpetrator, Place
from streams.domain.records.incident import Tolls
from streams.domain.records.vocabulary import AlertKind, AlertLevel, AttackType, Corroboration


@dataclass(frozen=True, slots=True)
class Headline:
    """One plain sentence that can be read aloud; `other` is in the language of the trigger."""

    en: str
    other: str | None = None
    other_language: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, with the numbers it saw."""

    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class AlertSource:
    """A source behind an alert."""

    source: str
    article_id: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Alert:
    """A signal that an attack has happened, or that what was said of it has changed.

    `alert_id` hashes incident, kind, `supersedes` and the facts stated, so the same state never
    alerts twice in a row. `local_time` is civil date and time at the place when known.
    """

    alert_id: str
    incident_id: str
    incident_revision: int
    kind: AlertKind
    level: AlertLevel
    corroboration: Corroboration
    headline: Headline
    reasons: tuple[Reason, ...]
    trigger_article_id: str
    sources: tuple[AlertSource, ...]
    place: Place
    date: EventDate
    attack_types: tuple[AttackType, ...]
    tolls: Tolls
    at: int
    reader_version: str
    supersedes: str | None = None
    perpetrators: tuple[Perpetrator, ...] = ()
    claims: tuple[Claim, ...] = ()
    campaign_id: str | None = None
    changed: tuple[str, ...] = ()
    attributed_to: str | None = None
    local_time: str | None = None
    synthetic: bool = False
