"""Whether a merger or a split can be: which reports belong together is an editor's decision too."""

from collections.abc import Collection

from streams.domain.records import Incident
from streams.services.console.problems import Refusal


def require_mergeable(incident: Incident, other: Incident) -> None:
    """Refuse (409) a merger of what is one already, or of different countries."""
    if incident.incident_id == other.incident_id:
        raise Refusal(409, "an incident is not merged with itself")
    for one in (incident, other):
        if one.status == "merged":
            raise Refusal(409, f"{one.incident_id} was merged into {one.merged_into}")
    if incident.country != other.country:
        raise Refusal(409, f"{incident.country} and {other.country}: countries stay apart")


def require_separable(incident: Incident, attack_ids: Collection[str]) -> None:
    """Refuse (409) a split that takes none of the reports, all of them or those of others."""
    if incident.status == "merged":
        raise Refusal(409, f"{incident.incident_id} was merged into {incident.merged_into}")
    known = {report.attack_id for report in incident.reports}
    if not known.issuperset(attack_ids):
        raise Refusal(409, "not all of these reports are the incident's any more")
    if len(set(attack_ids)) == len(known):
        raise Refusal(409, "a split leaves at least one report where it was")
