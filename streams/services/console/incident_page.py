"""One incident over HTTP: what is known of it, from whom, in which words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from streams.adapters.article_texts import Texts, article_texts
from streams.adapters.database import answering
from streams.adapters.decision_queries import Undoing, undoing
from streams.adapters.incident_file import (
    IncidentFile,
    ReportView,
    incident_file,
    revisions,
    survivor,
)
from streams.domain.private import masked
from streams.domain.records import Alert, Attack, Feedback, Headline, Incident
from streams.domain.records.vocabulary import AlertLevel
from streams.services.console.answers import answered
from streams.services.console.asking import NoQuery, RevisionQuery, asked
from streams.services.console.problems import Refusal
from streams.services.console.quotes import Quote, quotes_of

EFFECTS = ("killed", "wounded", "abducted", "perpetrators_killed")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many one source says; `by` is whom it names for it."""

    effect: str
    value: int
    source: str
    article_id: str
    by: str | None
    published_at: int | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One account: where it stands, what it says, in which words."""

    article_id: str
    attack_id: str
    source: str
    url: str | None
    language: str
    published_at: int | None
    fetched_at: int
    title: str | None
    received_sha256: str | None
    place: str | None
    date: str | None
    perpetrators: tuple[str, ...]
    confidence: float | None
    reader_version: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident in one revision. `stands_for` is another one when it was merged into that;
    `undoing` what would take back the last merger or split.
    """

    incident: Incident
    level: AlertLevel
    why_low: tuple[str, ...]
    is_current: bool
    stands_for: str
    headline: Headline | None
    figures: tuple[Figure, ...]
    reports: tuple[ReportPage, ...]
    alerts: tuple[Alert, ...]
    decisions: tuple[Feedback, ...]
    undoing: Undoing | None


@dataclass(frozen=True, slots=True)
class Revisions:
    """Every revision that was received, the first first."""

    items: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class IncidentPages:
    """Endpoints over a database that they only read."""

    engine: sa.Engine

    def one(self, request: Request) -> Response:
        """Answer with an incident and all that is behind it."""
        query, name = asked(request, RevisionQuery), name_in(request)
        revision = query.revision if isinstance(query.revision, int) else None
        with answering(self.engine), self.engine.connect() as connection:
            found = incident_file(connection, name, revision=revision)
            if found is None:
                raise Refusal(404, "there is no such incident or revision")
            texts = article_texts(connection, [one.article_id for one in found.reports])
            stands_for = survivor(connection, name)
            back = undoing(connection, found.incident, found.feedback) if found.is_current else None
        return answered(request, page_of(found, texts, stands_for, back))

    def revisions(self, request: Request) -> Response:
        """Answer with every revision of an incident."""
        asked(request, NoQuery)
        with answering(self.engine), self.engine.connect() as connection:
            found = revisions(connection, name_in(request))
        if not found:
            raise Refusal(404, "there is no such incident")
        return answered(request, Revisions(tuple(public(one) for one in found)))


def name_in(request: Request) -> str:
    """Return the id in the path. Raises Refusal (404) for what no database takes."""
    name: str = request.path_params["incident_id"]
    if "\x00" in name or len(name) > 200:
        raise Refusal(404, "there is no such incident")
    return name


def page_of(
    found: IncidentFile, texts: Texts, stands_for: str, back: Undoing | None
) -> IncidentPage:
    """Return what may be shown of an incident."""
    last = found.alerts[-1] if found.alerts else None
    return IncidentPage(
        incident=public(found.incident),
        level=found.level,
        why_low=found.why_low,
        is_current=found.is_current,
        stands_for=stands_for,
        headline=last.headline if last else None,
        figures=tuple(_figures(found.reports)),
        reports=tuple(_report(one, texts) for one in found.reports),
        alerts=found.alerts,
        decisions=found.feedback,
        undoing=back,
    )


def public(incident: Incident) -> Incident:
    """Return an incident without the places of what authorities did: these are people at risk."""
    steps = tuple(replace(one, place=None) for one in incident.follow_on)
    return replace(incident, follow_on=steps)


def _figures(reports: tuple[ReportView, ...]) -> Iterator[Figure]:
    for one in reports:
        for effect in EFFECTS:
            value = getattr(one.attack, effect, None)
            if one.attack is not None and value is not None:
                by = _by(one.attack, effect, value)
                yield Figure(effect, value, one.source, one.article_id, by, one.published_at)


def _by(attack: Attack, effect: str, value: int) -> str | None:
    """Return whom an account names for a figure: an office, never a private person."""
    wanted = "killed" if effect == "perpetrators_killed" else effect
    for toll in attack.tolls:
        if toll.effect == wanted and toll.best == value and toll.attributed_to is not None:
            return toll.attributed_to.role or toll.attributed_to.wire
    return None


def _report(one: ReportView, texts: Texts) -> ReportPage:
    attack = one.attack
    return ReportPage(
        article_id=one.article_id,
        attack_id=one.attack_id,
        source=one.source,
        url=one.final_url or one.url,
        language=one.language,
        published_at=one.published_at,
        fetched_at=one.fetched_at,
        title=None if one.title is None else masked(one.title),
        received_sha256=one.received_sha256,
        place=attack.place.name if attack else None,
        date=attack.date.start if attack else None,
        perpetrators=tuple(p.name for p in attack.perpetrators if p.name) if attack else (),
        confidence=attack.confidence if attack else None,
        reader_version=attack.reader_version if attack else None,
        quotes=quotes_of(attack, texts) if attack else (),
    )
