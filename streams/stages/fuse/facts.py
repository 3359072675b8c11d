"""What all the reports of one attack together say: facts from the set of reports, in order."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from streams.domain.geography import contains
from streams.domain.records import (
    Attack,
    Claim,
    Conflict,
    EventDate,
    FollowOn,
    Perpetrator,
    Place,
    Report,
    Target,
)
from streams.domain.records.vocabulary import AttackType, PerpetratorConfidence
from streams.lang.attack_types import type_families
from streams.stages.fuse.accounts import area_of_place
from streams.stages.fuse.anchor import FINENESS

Item = TypeVar("Item")
SURENESS: tuple[PerpetratorConfidence, ...] = (
    "claimed",
    "stated",
    "suspected",
    "possible",
    "unknown",
)
PRECISE_DATES = ("hour", "day", "week", "month", "year", "unknown")


def unique(items: Iterable[Item], key: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """Return the first item of each key, in order."""
    found: dict[Hashable, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def date_of(attacks: Sequence[Attack]) -> EventDate:
    """Return the date that most of the reports with the best basis give, the first of equals."""

    def weakness(date: EventDate) -> tuple[bool, bool, int]:
        return date.start is None, date.basis != "text", PRECISE_DATES.index(date.precision)

    dates = [attack.date for attack in attacks]
    days: Counter[tuple[str | None, str | None]] = Counter(
        (d.start, d.end) for d in dates if d.basis == "text" and d.start is not None
    )
    best = min(dates, key=lambda d: (weakness(d)[:2], -days[d.start, d.end], weakness(d)[2]))
    part = next((d.time_of_day for d in dates if d.time_of_day is not None), None)
    instant = next((d.utc for d in dates if d.utc is not None and d.start == best.start), None)
    return replace(best, time_of_day=best.time_of_day or part, utc=best.utc or instant)


def place_of(attacks: Sequence[Attack]) -> Place:
    """Return the finest place that holds for all reports: of several sites, the town around."""
    finest = max((a.place for a in attacks), key=lambda p: FINENESS.index(p.precision))
    level = FINENESS.index(finest.precision)
    best = [a.place for a in attacks if FINENESS.index(a.place.precision) == level]
    counts = Counter(area_of_place(place) for place in best)
    usual = max(best, key=lambda place: counts[area_of_place(place)])
    if finest.precision != "neighbourhood" or len(counts) == 1:
        return usual
    return _town_around(usual, [a.place for a in attacks])


def places_of(attacks: Iterable[Attack]) -> tuple[Place, ...]:
    """Return all finer places, each once."""
    return unique((p for a in attacks for p in a.places), area_of_place)


def perpetrators_of(attacks: Iterable[Attack]) -> tuple[Perpetrator, ...]:
    """Return every named attacker at the surest, else the unidentified ones; surest first."""
    told = [p for attack in attacks for p in attack.perpetrators]
    named = [p for p in told if p.name is not None] or told
    by_sureness = sorted(named, key=lambda p: SURENESS.index(p.confidence))
    return unique(by_sureness, lambda p: p.group_id or (p.name and p.name.casefold()))


def named_by(attacks: Iterable[Attack]) -> str | None:
    """Return the first authority that names an attacker: a named one, else an office."""
    telling = (a for a in attacks if any(p.name is not None for p in a.perpetrators))
    voices = [v for attack in telling for v in attack.attributed_to if not v.perpetrator]
    names = (v.name for v in voices if v.name is not None)
    offices = (v.role for v in voices if v.role in type_families().authorities)
    return next(names, None) or next(offices, None)


def targets_of(attacks: Iterable[Attack]) -> tuple[Target, ...]:
    """Return all targets, each category and name once; critical when any report says so."""
    told = [target for attack in attacks for target in attack.targets]
    critical = {(t.category, t.name) for t in told if t.critical}
    return tuple(
        replace(t, critical=(t.category, t.name) in critical)
        for t in unique(told, lambda t: (t.category, t.name and t.name.casefold()))
    )


def attack_types_of(attacks: Iterable[Attack]) -> tuple[AttackType, ...]:
    """Return the types, the most reported first; `other` only when nothing else is said."""
    counts = Counter(kind for attack in attacks for kind in attack.attack_types)
    known = [kind for kind in counts if kind not in ("other", "unknown")] or list(counts)
    return tuple(sorted(known, key=lambda kind: -counts[kind]))


def claims_of(attacks: Iterable[Attack]) -> tuple[Claim, ...]:
    """Return what the attackers say of it, each claimant and kind once."""
    return unique((c for a in attacks for c in a.claims), lambda c: (c.claimant, c.kind))


def follow_ons_of(attacks: Iterable[Attack]) -> tuple[FollowOn, ...]:
    """Return what authorities did, in the order told."""
    return unique((f for a in attacks for f in a.follow_on), lambda f: (f.kind, f.place))


def reports_of(attacks: Iterable[Attack]) -> tuple[Report, ...]:
    """Return who reported, revised versions of an article included."""
    return tuple(
        Report(
            article_id=a.article_id,
            attack_id=a.attack_id,
            source=a.source,
            wire_sources=a.wire_sources,
            url=a.url,
            published_at=a.published_at,
            fetched_at=a.fetched_at,
            language=a.language,
        )
        for a in attacks
    )


def contradictions_in(attacks: Sequence[Attack], date: EventDate) -> tuple[Conflict, ...]:
    """Return the reports that give another day, and those that deny the attack."""
    first = next((a for a in attacks if a.date.start == date.start), attacks[0])
    days = [
        Conflict("date", date.start or "", first.source, a.date.start or "", a.source)
        for a in attacks
        if a.date.basis == "text" and a.date.start not in (None, date.start)
    ]
    denials = [
        Conflict("modality", "asserted", first.source, "denied", a.source)
        for a in attacks
        if a.modality == "denied"
    ]
    return unique((*days, *denials), lambda c: (c.field, c.other_value, c.other_source))


def _town_around(usual: Place, places: Iterable[Place]) -> Place:
    """Return the place of town precision that holds `usual`, made from it when none is told."""
    town = replace(
        usual,
        name=usual.city or usual.name,
        canonical=usual.city,
        precision="city",
        neighbourhood=None,
        geonames_id=None,
    )
    told = (p for p in places if p.precision == "city")
    around = (p for p in told if contains(area_of_place(p), area_of_place(usual)))
    return next(around, town)
