"""How much faster than usual an incident is being reported; it never raises a level."""

from collections.abc import Mapping

from streams.domain.context import Context
from streams.domain.records import Attack
from streams.stages.fuse.accounts import HOUR_MS, MINUTE_MS
from streams.stages.fuse.backing import independent
from streams.stages.fuse.memory import Entry


def attention_of(entry: Entry, entries: Mapping[str, Entry], ctx: Context) -> float:
    """Return recent independent reports over the province's usual number, 0.0 when not unusual.

    The usual number is that of the other incidents of the province in the days before, at least
    one in the whole time, so that the ratio is finite. What came together with the recent reports
    does not count as usual, so that the order in which it came cannot matter.
    """
    last = entry.incident.last_reported_at
    span_ms = ctx.thresholds.attention_minutes * MINUTE_MS
    recent = independent((a for a in entry.attacks if a.fetched_at > last - span_ms), ctx)
    if len(recent) < ctx.thresholds.attention_reports:
        return 0.0
    long_ms = ctx.thresholds.baseline_hours * HOUR_MS
    others = [a for e in entries.values() if _is_nearby(e, entry) for a in e.attacks]
    before = sum(1 for a in others if _is_within(a, last - span_ms - long_ms, last - span_ms))
    usual = max(before, 1) * span_ms / long_ms
    ratio = round(len(recent) / usual, 2)
    return ratio if ratio >= ctx.thresholds.attention_ratio else 0.0


def _is_nearby(other: Entry, entry: Entry) -> bool:
    same_province = other.incident.place.admin1 == entry.incident.place.admin1
    return same_province and other.incident.incident_id != entry.incident.incident_id


def _is_within(attack: Attack, start: int, end: int) -> bool:
    return start < attack.fetched_at <= end
