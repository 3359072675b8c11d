"""Attacks that belong together without being one: one perpetrator close by, or one claim."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from streams.domain.context import Context
from streams.domain.geography import distance_km
from streams.domain.identity import digest
from streams.domain.records import Incident
from streams.stages.fuse.accounts import HOUR_MS
from streams.stages.fuse.meeting import same_group
from streams.stages.fuse.memory import Entry
from streams.stages.fuse.reach import campaign_reach, within_reach
from streams.stages.fuse.revision import due_at


def campaigns_around(
    touched: Collection[str], entries: Mapping[str, Entry], at: int, ctx: Context
) -> dict[str, str | None]:
    """Return the campaigns of the touched incidents and of those that theirs may change.

    Incidents that were quiet for long by stream time `at` keep theirs, and so does one that is
    reported again. What waits for a report is of none.
    """
    silent = dict.fromkeys(name for name in touched if entries[name].waits)
    touched = frozenset(touched) - silent.keys()
    heard = {name: entry for name, entry in entries.items() if not entry.waits}
    open_ones = {n: e for n, e in heard.items() if n in touched or due_at(e.incident, ctx) > at}
    before = {entries[name].incident.campaign_id for name in touched} - {None}
    fellows = (n for n, e in open_ones.items() if e.incident.campaign_id in before)
    reaches = {name: entry.reach for name, entry in open_ones.items()}
    names = within_reach({*touched, *fellows}, reaches, campaign_reach(ctx))
    near = {name: entry for name, entry in entries.items() if name in names}
    found = _campaigns_of(near, entries, ctx)
    settled_ms = at - ctx.thresholds.quiet_hours * HOUR_MS
    for name in touched:
        # Its fellows may be forgotten by now.
        is_settled = any(attack.fetched_at <= settled_ms for attack in entries[name].attacks)
        if found[name] is None and is_settled:
            found[name] = entries[name].incident.campaign_id
    return {**found, **silent}


def _campaigns_of(
    near: Mapping[str, Entry], entries: Mapping[str, Entry], ctx: Context
) -> dict[str, str | None]:
    """Return the campaign of each incident, None for those alone.

    As with incidents, a campaign is judged by its first incident, never chained. A campaign keeps
    the id that one of its incidents bears already.
    """
    campaigns: list[list[Incident]] = []
    for incident in sorted((e.incident for e in near.values()), key=_order):
        home = next((c for c in campaigns if are_linked(c[0], incident, ctx)), None)
        if home is None:
            campaigns.append([incident])
        else:
            home.append(incident)
    found: dict[str, str | None] = {incident.incident_id: None for c in campaigns for incident in c}
    for campaign in campaigns:
        if len(campaign) > 1 or _awaits_another(near[campaign[0].incident_id], entries):
            name = _name(campaign, set(found.values()))
            found.update((incident.incident_id, name) for incident in campaign)
    return found


def are_linked(one: Incident, other: Incident, ctx: Context) -> bool:
    """Tell whether two incidents are of one campaign."""
    if one.synthetic != other.synthetic or {"merged", "retracted"} & {one.status, other.status}:
        return False
    mine, theirs = _attackers(one), _attackers(other)
    if not mine or not theirs or not same_group(mine, theirs, ctx):
        return False
    return _under_one_claim(one, other) or (
        _are_near(one, other, ctx) and _are_soon(one, other, ctx)
    )


def _order(incident: Incident) -> tuple[int, str, str]:
    first = incident.reports[0]
    return first.published_at or first.fetched_at, first.article_id, first.attack_id


def _attackers(incident: Incident) -> frozenset[str]:
    named = (p for p in incident.perpetrators if p.confidence in ("claimed", "stated"))
    return frozenset(p.group_id or p.name.casefold() for p in named if p.name is not None)


def _under_one_claim(one: Incident, other: Incident) -> bool:
    """Tell whether one article tells of both and of who claimed each."""
    told = {r.article_id for r in one.reports} & {r.article_id for r in other.reports}
    return bool(told and _claimants(one) & _claimants(other))


def _claimants(incident: Incident) -> frozenset[str]:
    return frozenset(c.claimant for c in incident.claims if c.kind == "responsibility")


def _are_near(one: Incident, other: Incident, ctx: Context) -> bool:
    here, there = one.place, other.place
    if here.lat is None or here.lon is None or there.lat is None or there.lon is None:
        return False
    return distance_km(here.lat, here.lon, there.lat, there.lon) <= ctx.thresholds.campaign_km


def _are_soon(one: Incident, other: Incident, ctx: Context) -> bool:
    """Judge by the instants when both are known, else by civil days: a day apart is 24 h."""
    if one.date.utc is not None and other.date.utc is not None:
        return abs(one.date.utc - other.date.utc) <= ctx.thresholds.campaign_hours * HOUR_MS
    if one.date.start is None or other.date.start is None:
        return abs(one.first_reported_at - other.first_reported_at) <= (
            ctx.thresholds.campaign_hours * HOUR_MS
        )
    days = date.fromisoformat(one.date.start) - date.fromisoformat(other.date.start)
    return abs(days.days) * 24 <= ctx.thresholds.campaign_hours


def _name(campaign: Sequence[Incident], taken: Collection[str | None]) -> str:
    """Return the first id that an incident of the campaign bears or may give, and no other has."""
    borne = [i.campaign_id for i in campaign if i.campaign_id is not None]
    given = ["cmp-" + digest(incident.incident_id) for incident in campaign]
    return next(name for name in (*borne, *given) if name not in taken)


def _awaits_another(entry: Entry, entries: Mapping[str, Entry]) -> bool:
    """Tell whether a claimed attack was told beside others of which none has been seen yet.

    Both then bear the campaign from their first revision on, so that the first alert can say it.
    """
    related = {name for attack in entry.attacks for name in attack.related}
    if not related or not _claimants(entry.incident) or not _attackers(entry.incident):
        return False
    same = (e for e in entries.values() if e.reach.articles & entry.reach.articles)
    return related.isdisjoint(attack.attack_id for e in same for attack in e.attacks)
