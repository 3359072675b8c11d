"""Editors' decisions on incidents; they go before what the sources say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import State
from streams.domain.records import Feedback, Incident
from streams.stages.fuse.applying import loosened, regroup, remembered, scene_at
from streams.stages.fuse.memory import Country, Entry, country_in
from streams.stages.fuse.revision import Cause


def apply_decision(feedback: Feedback, state: State, ctx: Context) -> list[Incident]:
    """Return the revisions that a decision leads to; a known one gives the incident as it stands.

    Raises BadRecord when the incident is not (or no longer) known, so that an editor can see it.
    """
    country = country_in(state, feedback.country)
    entries = remembered(state, country, feedback.at, ctx)
    for entry in entries.values():
        if any(known.feedback_id == feedback.feedback_id for known in entry.decisions):
            return [entry.incident]
    name = _live_name(feedback.incident_id, country, entries)
    involved, leaving = [name], frozenset[str]()
    if feedback.action == "merge":
        involved.append(_live_name(feedback.other_incident_id or "", country, entries))
        bond = tuple(entries[n].attacks[0].attack_id for n in involved)
        country = replace(country, bonds=(*country.bonds, bond))
    elif feedback.action == "split":
        stay, go = _sides(feedback, entries[name])
        country, leaving = _parted(country, stay, go), frozenset(go)
    entries[name] = replace(entries[name], decisions=(*entries[name].decisions, feedback))
    scene = loosened(scene_at(feedback.at, country, entries, involved, ctx), involved)
    scene = replace(scene, keep=name, leaving=leaving)
    return regroup(scene, Cause(feedback.at), state, ctx)


def _live_name(incident_id: str, country: Country, entries: Mapping[str, Entry]) -> str:
    merged = dict(country.merged)
    name = incident_id
    while name in merged:
        name = merged[name]
    if name not in entries:
        raise BadRecord("fuse", "stage_error", f"incident {incident_id} is not live")
    return name


def _sides(feedback: Feedback, entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stays and what goes. Raises BadRecord when one of them would be empty."""
    known = tuple(attack.attack_id for attack in entry.attacks)
    cut = tuple(name for name in known if name in feedback.attack_ids)
    if not cut or len(cut) == len(known):
        raise BadRecord(
            "fuse", "stage_error", f"split must take some of {len(known)} reports, got {len(cut)}"
        )
    return tuple(name for name in known if name not in cut), cut


def _parted(country: Country, stay: Collection[str], go: Collection[str]) -> Country:
    """Return the country with both sides of a split apart, whatever was decided of them before.

    The last decision holds: older bonds across the split end, and older cuts say no more of it.
    """
    bonds = (
        part
        for bond in country.bonds
        for part in (_those(bond, go, within=True), _those(bond, go, within=False))
        if len(part) > 1
    )
    older = (_those(cut, {*stay, *go}, within=False) for cut in country.cuts)
    cuts = (*(cut for cut in older if cut), tuple(stay), tuple(go))
    return replace(country, bonds=tuple(bonds), cuts=cuts)


def _those(names: Iterable[str], some: Collection[str], *, within: bool) -> tuple[str, ...]:
    return tuple(name for name in names if (name in some) is within)
