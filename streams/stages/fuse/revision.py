"""A revision of an incident: its facts computed anew from the set of its reports."""

from dataclasses import dataclass, replace

from streams.domain.context import Context
from streams.domain.records import Attack, Feedback, Incident
from streams.domain.records.vocabulary import Corroboration, IncidentStatus
from streams.stages.fuse import facts
from streams.stages.fuse.accounts import HOUR_MS
from streams.stages.fuse.backing import (
    corroboration_of,
    gate_of,
    independent,
    level_inputs_of,
    status_of,
)
from streams.stages.fuse.drafts import Draft
from streams.stages.fuse.following import follows
from streams.stages.fuse.tolls import fused_tolls


@dataclass(frozen=True, slots=True)
class Cause:
    """What led to a revision: stream time, and the article when it was a report."""

    at: int
    article_id: str | None = None


def revised(
    draft: Draft,
    before: Incident | None,
    decisions: tuple[Feedback, ...],
    cause: Cause,
    ctx: Context,
) -> Incident:
    """Return the next revision of an incident from its reports and the editors' decisions."""
    standing = draft.standing
    # Denials contest an attack but say nothing of it, unless there is nothing else.
    telling = tuple(a for a in standing if _tells(a)) or standing
    # Who only mentions an attack often has its last figures.
    known = tuple(a for a in standing if a.modality in ("asserted", "historical")) or standing
    date = facts.date_of(telling)
    fused = fused_tolls(known, date.start, ctx)
    return Incident(
        incident_id=draft.incident_id,
        revision=1 if before is None else before.revision + 1,
        status=_status(before, standing, decisions, cause, ctx),
        corroboration=_corroboration(standing, decisions, ctx),
        country=telling[0].place.country or "",
        trigger_article_id=_trigger(draft, before, cause),
        attention=0.0 if before is None else before.attention,
        level_inputs=level_inputs_of(telling, telling[0].place.country or ""),
        gate=gate_of(telling, ctx, unplaced=draft.unplaced),
        attack_types=facts.attack_types_of(telling),
        stage="accomplished" if any(a.stage == "accomplished" for a in telling) else "attempted",
        modality=telling[0].modality,
        engagement="attack",
        date=date,
        place=facts.place_of(telling),
        first_reported_at=min(a.fetched_at for a in draft.attacks),
        last_reported_at=max(a.fetched_at for a in draft.attacks),
        updated_at=cause.at,
        reader_version=ctx.reader_version,
        places=facts.places_of(telling),
        perpetrators=facts.perpetrators_of(telling),
        named_by=facts.named_by(telling),
        targets=facts.targets_of(telling),
        tolls=fused.tolls,
        campaign_tolls=fused.campaign,
        conflicts=(*facts.contradictions_in(standing, date), *fused.conflicts),
        claims=facts.claims_of(known),
        follow_on=facts.follow_ons_of(known),
        reports=facts.reports_of(draft.attacks),
        independent_sources=len(independent(telling, ctx)),
        languages=tuple(dict.fromkeys(a.language for a in draft.attacks)),
        campaign_id=None if before is None else before.campaign_id,
        decisions=tuple(decision.action for decision in decisions),
        synthetic=telling[0].synthetic,
    )


def _tells(attack: Attack) -> bool:
    return attack.modality == "asserted" and not follows(attack)


def due_at(incident: Incident, ctx: Context) -> int:
    """Return when an incident has been quiet long enough to be closed (epoch ms)."""
    return incident.last_reported_at + ctx.thresholds.quiet_hours * HOUR_MS


def closed(incident: Incident, due: int) -> Incident:
    """Return the revision that closes an incident; `due` is when it had been quiet long enough."""
    return replace(incident, revision=incident.revision + 1, status="closed", updated_at=due)


def merged(incident: Incident, into: str, cause: Cause) -> Incident:
    """Return the last revision of an incident that became part of another."""
    return replace(
        incident,
        revision=incident.revision + 1,
        status="merged",
        merged_into=into,
        updated_at=cause.at,
    )


def _status(
    before: Incident | None,
    standing: tuple[Attack, ...],
    decisions: tuple[Feedback, ...],
    cause: Cause,
    ctx: Context,
) -> IncidentStatus:
    """Return the status; an editor's last word goes before the sources.

    Only a report reopens what is closed.
    """
    verdicts = [d.action for d in decisions if d.action in ("confirm", "reject")]
    found = status_of(standing, ctx) if not verdicts else "open"
    if verdicts and verdicts[-1] == "reject":
        found = "retracted"
    is_quiet = before is not None and before.status == "closed" and cause.article_id is None
    return "closed" if is_quiet and found == "open" else found


def _corroboration(
    standing: tuple[Attack, ...], decisions: tuple[Feedback, ...], ctx: Context
) -> Corroboration:
    if any(decision.action == "confirm" for decision in decisions):
        return "confirmed"
    return corroboration_of(standing, ctx)


def _trigger(draft: Draft, before: Incident | None, cause: Cause) -> str:
    if cause.article_id is not None:
        return cause.article_id
    return draft.attacks[-1].article_id if before is None else before.trigger_article_id
