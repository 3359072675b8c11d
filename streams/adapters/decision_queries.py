"""What editors decided on an incident, and what would take the last of it back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from streams.adapters.news_tables import FEEDBACK, INCIDENTS, REPORTS
from streams.domain.plain import from_plain
from streams.domain.records import Feedback, Incident


@dataclass(frozen=True, slots=True)
class Undoing:
    """The decision that takes a merger or a split back.

    A merger is undone by splitting off the reports that came with it, a split by merging the
    incident that has them now.
    """

    feedback_id: str
    action: Literal["merge", "split"]
    other_incident_id: str | None = None
    attack_ids: tuple[str, ...] = ()


def decisions_on(connection: sa.Connection, incident: Incident) -> tuple[Feedback, ...]:
    """Return the decisions on an incident and the merger that took it in, the first first."""
    name, into = incident.incident_id, incident.merged_into
    table = FEEDBACK.c
    query = sa.select(table.record).where(table.incident_id.in_([name, into or name]))
    rows = connection.execute(query.order_by(table.at, table.feedback_id)).scalars()
    found = (from_plain(Feedback, record) for record in rows)
    return tuple(one for one in found if name in (one.incident_id, one.other_incident_id))


def undoing(
    connection: sa.Connection, incident: Incident, decisions: Sequence[Feedback]
) -> Undoing | None:
    """Return what takes back the last merger or split of an incident, None when nothing can."""
    mine = [d for d in decisions if d.incident_id == incident.incident_id]
    last = next((d for d in reversed(mine) if d.action in ("merge", "split")), None)
    if last is None or incident.status == "merged":
        return None
    if last.action == "merge":
        return _unmerged(connection, incident, last)
    return _rejoined(connection, incident, last)


def incident_now(connection: sa.Connection, incident_id: str) -> Incident | None:
    """Return the last revision of an incident, None when there is none."""
    query = sa.select(INCIDENTS.c.record).where(INCIDENTS.c.incident_id == incident_id)
    record = connection.execute(query).scalar()
    return None if record is None else from_plain(Incident, record)


def _unmerged(connection: sa.Connection, incident: Incident, decision: Feedback) -> Undoing | None:
    other = incident_now(connection, decision.other_incident_id or "")
    if other is None or other.status != "merged":
        return None
    came = {report.attack_id for report in other.reports}
    ours = [report.attack_id for report in incident.reports]
    back = tuple(name for name in ours if name in came)
    if not back or len(back) == len(ours):
        return None
    return Undoing(decision.feedback_id, "split", attack_ids=back)


def _rejoined(connection: sa.Connection, incident: Incident, decision: Feedback) -> Undoing | None:
    homes = _homes(connection, decision.attack_ids) - {incident.incident_id}
    if len(homes) != 1:
        return None
    return Undoing(decision.feedback_id, "merge", other_incident_id=homes.pop())


def _homes(connection: sa.Connection, attack_ids: Collection[str]) -> set[str]:
    """Return the incidents that have these reports now."""
    joined = REPORTS.join(INCIDENTS, INCIDENTS.c.incident_id == REPORTS.c.incident_id)
    query = sa.select(REPORTS.c.incident_id).select_from(joined).distinct()
    now = INCIDENTS.c.status != "merged"
    found = connection.execute(query.where(REPORTS.c.attack_id.in_(attack_ids) & now))
    return set(found.scalars())
