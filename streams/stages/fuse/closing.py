"""Time without a report: incidents close when they have been quiet, and are forgotten later."""

from dataclasses import replace

from streams.domain.context import Context
from streams.domain.flow import State
from streams.domain.records import Incident
from streams.stages.fuse.accounts import HOUR_MS
from streams.stages.fuse.memory import Entry, Row, countries_in, country_in, entries_in, remember
from streams.stages.fuse.revision import closed, due_at


def apply_tick(at: int, state: State, ctx: Context) -> list[Incident]:
    """Return the incidents that close by `at`, the first due first; forget those long silent.

    A closing bears the time at which it was due, so that it does not matter when the tick came.
    """
    found: list[Incident] = []
    for code in countries_in(state):
        found += _close_in(code, at, state, ctx)
    return sorted(found, key=lambda incident: (incident.updated_at, incident.incident_id))


def _close_in(code: str, at: int, state: State, ctx: Context) -> list[Incident]:
    country = country_in(state, code)
    due = [row for row in country.rows if row.is_open and _has_passed(row, at, "quiet", ctx)]
    gone = [row.incident_id for row in country.rows if _has_passed(row, at, "forget", ctx)]
    if not due and not gone:
        return []
    entries = entries_in(state, country)
    closings = [_closed(entries[row.incident_id], ctx) for row in due]
    stay = [entry for entry in closings if entry.incident.incident_id not in gone]
    remember(state, country, stay, gone)
    return [entry.incident for entry in closings if not entry.waits]


def _has_passed(row: Row, at: int, what: str, ctx: Context) -> bool:
    thresholds = ctx.thresholds
    quiet = thresholds.quiet_hours
    hours = quiet if what == "quiet" else quiet + thresholds.join_hours
    return row.last_reported_at + hours * HOUR_MS <= at


def _closed(entry: Entry, ctx: Context) -> Entry:
    incident = closed(entry.incident, due_at(entry.incident, ctx))
    return replace(entry, incident=incident)
