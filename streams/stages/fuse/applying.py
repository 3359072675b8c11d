"""Apply one report or one decision: regroup the country's live reports, emit what changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from streams.domain.context import Context
from streams.domain.flow import State
from streams.domain.records import Attack, Incident
from streams.stages.fuse.accounts import HOUR_MS
from streams.stages.fuse.attention import attention_of
from streams.stages.fuse.campaign import campaigns_around
from streams.stages.fuse.drafts import Draft, Scene, bounded, drafts_of
from streams.stages.fuse.following import follows
from streams.stages.fuse.memory import Country, Entry, country_in, entries_in, lean, remember
from streams.stages.fuse.reach import fusion_reach, reach_of, within_reach
from streams.stages.fuse.revision import Cause, closed, due_at, merged, revised


def apply_report(attack: Attack, state: State, ctx: Context) -> list[Incident]:
    """Return the revisions that a report leads to; a known one gives its incident as it stands."""
    country = country_in(state, attack.place.country or "")
    entries = remembered(state, country, attack.fetched_at, ctx)
    reach, related = reach_of([attack], ctx), fusion_reach(ctx)
    told = [name for name, entry in entries.items() if entry.reach.articles & reach.articles]
    for name in told:
        if any(known.attack_id == attack.attack_id for known in entries[name].attacks):
            return [] if entries[name].waits else [entries[name].incident]
    near = [name for name, entry in entries.items() if related(reach, entry.reach)]
    scene = scene_at(attack.fetched_at, country, entries, near, ctx)
    scene = loosened(scene, told)
    scene = replace(scene, loose=(*scene.loose, lean(attack)))
    return regroup(scene, Cause(attack.fetched_at, attack.article_id), state, ctx)


def remembered(state: State, country: Country, at: int, ctx: Context) -> dict[str, Entry]:
    """Return the entries of a country without those that have waited for too long by `at`.

    A tick forgets these; whether it has come yet must not matter.
    """
    oldest = at - (ctx.thresholds.quiet_hours + ctx.thresholds.join_hours) * HOUR_MS
    return {
        name: entry
        for name, entry in entries_in(state, country).items()
        if not entry.waits or entry.incident.last_reported_at > oldest
    }


def scene_at(
    at: int, country: Country, entries: Mapping[str, Entry], near: Iterable[str], ctx: Context
) -> Scene:
    """Return what a record of stream time `at` can touch: all that `near` reaches, step by step.

    Reports that came before the quiet time, counted from the last full hour, are settled in their
    incident: what is loose stays the same from one report to the next.
    """
    reaches = {name: entry.reach for name, entry in entries.items()}
    names = within_reach(near, reaches, fusion_reach(ctx))
    seen = {name: entry for name, entry in entries.items() if name in names}
    quiet_ms = ctx.thresholds.quiet_hours * HOUR_MS
    settled, loose = {}, []
    for name, entry in seen.items():
        # An incident's own last report counts too: one article dated 1970 loosens nothing.
        heard = max(at, entry.incident.last_reported_at)
        until = heard - heard % HOUR_MS - quiet_ms
        old = tuple(attack for attack in entry.attacks if attack.fetched_at <= until)
        loose += [attack for attack in entry.attacks if attack.fetched_at > until]
        if old:
            settled[name] = old
    return Scene(country, seen, tuple(loose), settled, entries)


def loosened(scene: Scene, names: Iterable[str]) -> Scene:
    """Return the scene with incidents that a record is about, settled or not, grouped anew."""
    freed = set(names)
    more = (a for name, attacks in scene.settled.items() if name in freed for a in attacks)
    kept = {name: attacks for name, attacks in scene.settled.items() if name not in freed}
    return replace(scene, loose=(*scene.loose, *more), settled=kept)


def regroup(scene: Scene, cause: Cause, state: State, ctx: Context) -> list[Incident]:
    """Group the loose reports anew, write what changed and return it as revisions.

    First those that were due to close, then the incident of the record at hand, then the others it
    touched, and last those that were merged.
    """
    drafts = drafts_of(scene, ctx)
    into = _mergers(drafts, scene)
    drafts = [bounded(draft, ctx.thresholds.incident_reports) for draft in drafts]
    touched = {d.incident_id for d in drafts if _is_touched(d, scene)}
    closings = _closings(touched, scene, cause, ctx)
    heard = {name: entry for name, entry in scene.entries.items() if not entry.waits}
    before = {**{name: entry.incident for name, entry in heard.items()}, **closings}
    after = dict(scene.everything)
    for draft in drafts:
        if draft.incident_id in touched:
            after[draft.incident_id] = _entry(draft, scene, into, before, cause, ctx)
    for name in into:
        del after[name]
    changed = _linked(after, touched, cause, ctx)
    ends = [merged(before[name], into[name], cause) for name in into if name in heard]
    country = replace(scene.country, merged=(*scene.country.merged, *into.items()))
    remember(state, country, changed.values(), into)
    ordered = sorted(changed.values(), key=lambda e: not _tells(e, cause))
    return [*closings.values(), *(e.incident for e in ordered if not e.waits), *ends]


def _is_touched(draft: Draft, scene: Scene) -> bool:
    entry = scene.entries.get(draft.incident_id)
    if entry is None or draft.incident_id == scene.keep:
        return True
    return (draft.attacks, draft.unplaced) != (entry.attacks, entry.unplaced)


def _closings(
    touched: Iterable[str], scene: Scene, cause: Cause, ctx: Context
) -> dict[str, Incident]:
    """Return the closings that were due before this record, as ticks would have brought them."""
    entries = (scene.entries[name] for name in touched if name in scene.entries)
    known = [entry.incident for entry in entries if not entry.waits]
    return {
        incident.incident_id: closed(incident, due_at(incident, ctx))
        for incident in sorted(known, key=lambda i: (due_at(i, ctx), i.incident_id))
        if incident.status == "open" and due_at(incident, ctx) <= cause.at
    }


def _mergers(drafts: Iterable[Draft], scene: Scene) -> dict[str, str]:
    """Return the incidents that no group goes on as, and the incident that has their reports."""
    going_on = {draft.incident_id for draft in drafts}
    home = {a.attack_id: d.incident_id for d in drafts for a in d.attacks}
    return {
        name: home[next((a for a in entry.attacks if not follows(a)), entry.attacks[0]).attack_id]
        for name, entry in scene.entries.items()
        if name not in going_on
    }


def _entry(
    draft: Draft,
    scene: Scene,
    into: Mapping[str, str],
    before: Mapping[str, Incident],
    cause: Cause,
    ctx: Context,
) -> Entry:
    parts = [name for name, target in into.items() if target == draft.incident_id]
    entries = [scene.entries[n] for n in (draft.incident_id, *parts) if n in scene.entries]
    decisions = tuple(sorted((d for e in entries for d in e.decisions), key=lambda d: d.at))
    incident = revised(draft, before.get(draft.incident_id), decisions, cause, ctx)
    reach = reach_of(draft.attacks, ctx)
    return Entry(incident, draft.attacks, reach, decisions, draft.unplaced)


def _linked(
    after: Mapping[str, Entry], touched: Collection[str], cause: Cause, ctx: Context
) -> dict[str, Entry]:
    """Return the changed entries with campaign and attention; a new campaign touches others."""
    campaigns = campaigns_around(touched, after, cause.at, ctx)
    changed = {}
    for name, campaign in campaigns.items():
        entry, incident = after[name], after[name].incident
        if name in touched:
            attention = attention_of(entry, after, ctx)
            incident = replace(incident, campaign_id=campaign, attention=attention)
        elif campaign != incident.campaign_id:
            incident = _relinked(incident, campaign, cause)
        else:
            continue
        changed[name] = replace(entry, incident=incident)
    return changed


def _relinked(incident: Incident, campaign: str | None, cause: Cause) -> Incident:
    return replace(
        incident, revision=incident.revision + 1, campaign_id=campaign, updated_at=cause.at
    )


def _tells(entry: Entry, cause: Cause) -> bool:
    return any(attack.article_id == cause.article_id for attack in entry.attacks)
