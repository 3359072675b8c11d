"""Build an alert from a revision and the decision to send it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from streams.domain.context import Context
from streams.domain.identity import digest
from streams.domain.plain import to_json, to_plain
from streams.domain.records import Alert, AlertSource, Incident
from streams.stages.escalate.change import Decision, changes_since, claimants_of, sites_of
from streams.stages.escalate.headline import headline_for
from streams.stages.escalate.memory import Memory


def alert_for(incident: Incident, decision: Decision, memory: Memory | None, ctx: Context) -> Alert:
    """Return the alert that `decision` calls for."""
    last = memory.last if memory is not None else None
    killed = incident.tolls.killed
    return Alert(
        alert_id=_identity(incident, decision, last.alert_id if last else None),
        incident_id=incident.incident_id,
        incident_revision=incident.revision,
        kind=decision.kind,
        level=decision.level,
        corroboration=incident.corroboration,
        headline=headline_for(incident, decision.kind, ctx),
        reasons=decision.reasons,
        trigger_article_id=incident.trigger_article_id,
        sources=tuple(AlertSource(r.source, r.article_id, r.url) for r in incident.reports),
        place=incident.place,
        date=incident.date,
        attack_types=incident.attack_types,
        tolls=incident.tolls,
        at=incident.updated_at,
        reader_version=ctx.reader_version,
        supersedes=last.alert_id if last else None,
        perpetrators=incident.perpetrators,
        claims=incident.claims,
        campaign_id=incident.campaign_id,
        changed=changes_since(incident, decision.level, memory),
        attributed_to=None if killed is None else killed.attributed_to or killed.source,
        local_time=_local_time(incident, ctx),
        synthetic=incident.synthetic,
    )


def _identity(incident: Incident, decision: Decision, supersedes: str | None) -> str:
    """Return a hash of incident, kind, the alert before and the facts stated."""
    facts = to_json(
        {
            "level": decision.level,
            "corroboration": incident.corroboration,
            "tolls": to_plain(incident.tolls),
            "perpetrators": sorted(p.name or "" for p in incident.perpetrators),
            "sites": [incident.level_inputs.sites, *sites_of(incident)],
            "claims": claimants_of(incident),
            "status": incident.status,
        }
    )
    return "alr-" + digest(incident.incident_id, decision.kind, supersedes, facts.decode())


def _local_time(incident: Incident, ctx: Context) -> str | None:
    """Return civil date and time of the alert at the place, ISO 8601 with offset, or None."""
    zone = ctx.gazetteer.zone_of(incident.country, incident.place.admin1)
    if zone is None:
        return None
    moment = datetime.fromtimestamp(incident.updated_at / 1000, UTC)
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
