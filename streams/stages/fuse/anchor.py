"""What an incident is judged by: its own first day and best place, never a chain of reports."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from streams.domain.context import Context
from streams.domain.geography import Area, contains, distance_km
from streams.domain.records import Place
from streams.domain.records.vocabulary import TimeOfDay
from streams.lang.attack_types import type_families
from streams.stages.fuse.accounts import HOUR_MS, Account, area_of_place, is_countrywide
from streams.stages.fuse.likeness import (
    Traits,
    are_apart,
    are_as_many_dead,
    are_other_tolls,
    goes_on,
    is_one_village,
    is_same_spot,
    likeness,
    together,
)

PARTS_OF_DAY = get_args(TimeOfDay)[:-1]
NIGHT = frozenset({"night", "midnight", "dawn"})
VILLAGE_KM = 60.0
"""How far apart reports may place a village that only its name tells."""
FINENESS = ("unknown", "country", "province", "district", "city", "neighbourhood")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The incident as far as its reports, in order, have told it.

    Day and place come from the first report until one says them better; perpetrators, leading
    quarter, target and part of day from the first report that tells them. `lasts_until` is the last
    day on which a report said that it goes on, `heard` the first and last stream time of its
    reports.
    """

    first: Account
    first_day: int
    last_day: int
    exact: bool
    vague: bool
    place: Place
    area: Area
    perpetrators: frozenset[str]
    families: frozenset[str]
    traits: Traits
    signs: frozenset[str]
    time_of_day: TimeOfDay | None
    lasts_until: int | None
    heard: tuple[int, int]


def anchored(account: Account) -> Anchor:
    """Return the anchor of an incident with one report."""
    attack = account.attack
    return Anchor(
        first=account,
        first_day=account.first_day,
        last_day=account.last_day,
        exact=account.exact,
        vague=account.vague,
        place=attack.place,
        area=account.area,
        perpetrators=account.perpetrators,
        families=account.families,
        traits=account.traits,
        signs=account.signs,
        time_of_day=told_part(attack.date.time_of_day),
        lasts_until=account.last_day if attack.ongoing else None,
        heard=(attack.fetched_at, attack.fetched_at),
    )


def joined(anchor: Anchor, account: Account) -> Anchor:
    """Return the anchor once `account` belongs to it too."""
    attack = account.attack
    found = replace(
        anchor,
        perpetrators=anchor.perpetrators or account.perpetrators,
        families=anchor.families | account.families,
        traits=together(anchor.traits, account.traits),
        signs=anchor.signs | account.signs,
        time_of_day=anchor.time_of_day or told_part(attack.date.time_of_day),
        heard=(min(anchor.heard[0], attack.fetched_at), max(anchor.heard[1], attack.fetched_at)),
    )
    if attack.ongoing:
        found = replace(found, lasts_until=max(anchor.lasts_until or 0, account.last_day))
    if account.exact and not anchor.exact:
        found = replace(found, first_day=account.first_day, last_day=account.last_day, exact=True)
    if _is_finer(attack.place, anchor.place):
        found = replace(
            found, place=attack.place, area=account.area, vague=anchor.vague and account.vague
        )
    return found


def followed(anchor: Anchor, account: Account) -> Anchor:
    """Return the anchor with the figures, spots and targets of a report that only follows."""
    return replace(
        anchor,
        traits=together(anchor.traits, account.traits),
        signs=anchor.signs | account.signs,
    )


def fits(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Tell whether a report can be of the incident with this anchor: nothing speaks against it."""
    return may_meet(anchor, account, ctx) and not against(anchor, account, ctx)


def may_meet(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Tell whether two are of one kind and country, and the report comes while it is remembered."""
    join_ms = ctx.thresholds.join_hours * HOUR_MS
    heard = account.attack.fetched_at
    return (
        anchor.first.attack.synthetic == account.attack.synthetic
        and anchor.area.country == account.area.country
        and anchor.heard[0] - join_ms <= heard <= anchor.heard[1] + join_ms
    )


def against(anchor: Anchor, account: Account, ctx: Context) -> tuple[str, ...]:
    """Return what in a report speaks against the incident."""
    holds = {
        "day": _same_days(anchor, account, ctx),
        "place": _same_place(anchor, account, ctx.thresholds.same_place_km),
        "attackers": _same_attackers(anchor, account, ctx),
        "manner": _same_manner(anchor, account),
        "target": not are_apart(anchor.traits, account.traits),
    }
    return tuple(name for name, is_so in holds.items() if not is_so)


def told_part(part: TimeOfDay | None) -> TimeOfDay | None:
    """Return the part of the day where one is told."""
    return None if part == "unknown" else part


def _is_finer(place: Place, than: Place) -> bool:
    finer = FINENESS.index(place.precision) > FINENESS.index(than.precision)
    return finer and contains(area_of_place(than), area_of_place(place))


def _same_days(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Judge civil days and the span of an incident."""
    if anchor.lasts_until is not None and account.first_day - anchor.first_day >= 0:
        return account.first_day <= anchor.lasts_until + 1
    gap = days_apart(anchor, account)
    return gap <= 0 or (gap == 1 and _next_day(anchor, account, ctx))


def days_apart(anchor: Anchor, account: Account) -> int:
    """Return how many days lie between, 1 for the next day, 0 or less where they overlap."""
    return max(anchor.first_day, account.first_day) - min(anchor.last_day, account.last_day)


def _next_day(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Judge days that are one apart."""
    if _hours_apart(anchor, account) > ctx.thresholds.incident_hours:
        return False
    runs_on = account.attack.ongoing and account.first_day < anchor.first_day
    if runs_on or not (anchor.exact and account.exact) or _is_one_night(anchor, account):
        return True
    if account.first_day < anchor.first_day:
        return goes_on(account.traits, anchor.traits)
    return goes_on(anchor.traits, account.traits)


def _is_one_night(anchor: Anchor, account: Account) -> bool:
    """Tell whether days differ because a night has two: for an attack that is plainly the same."""
    parts = {anchor.time_of_day, account.attack.date.time_of_day}
    same = bool(anchor.perpetrators & account.perpetrators and anchor.signs & account.signs)
    return same and bool(parts & NIGHT)


def _hours_apart(anchor: Anchor, account: Account) -> float:
    one, other = anchor.first.attack.date.utc, account.attack.date.utc
    return 0.0 if one is None or other is None else abs(one - other) / HOUR_MS


def _same_place(anchor: Anchor, account: Account, within_km: float) -> bool:
    one, other = anchor.area, account.area
    if contains(one, other) or contains(other, one):
        countrywide = is_countrywide(one) or is_countrywide(other)
        return not countrywide or _same_sign(anchor, account)
    if anchor.vague or account.vague:
        return False
    apart_km = distance(anchor.place, account.attack.place)
    if is_one_village(anchor.traits, account.traits):
        return apart_km is None or apart_km <= VILLAGE_KM
    if _are_two_towns(one, other) and are_other_tolls(anchor.traits, account.traits):
        return False
    return apart_km is not None and apart_km <= within_km


def _are_two_towns(one: Area, other: Area) -> bool:
    """Tell whether two accounts name neighbouring towns, each with attacks of its own."""
    return one.city is not None and other.city is not None and one.city != other.city


def _same_sign(anchor: Anchor, account: Account) -> bool:
    """Tell whether the number of dead or the words of the one named target are the same."""
    one, other = anchor.traits, account.traits
    return are_as_many_dead(one, other) or bool(one.target & other.target)


def distance(one: Place, other: Place) -> float | None:
    """Return the kilometres between two places, None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _same_attackers(anchor: Anchor, account: Account, ctx: Context) -> bool:
    kinds = {anchor.first.attack.actor_kind, account.attack.actor_kind}
    if kinds == {"state", "nonstate"}:
        return False
    return same_group(anchor.perpetrators, account.perpetrators, ctx)


def same_group(ones: Iterable[str], others: Iterable[str], ctx: Context) -> bool:
    """Tell whether two sets of attackers can be the same: equal, part of another, or unknown."""
    ones, others = tuple(ones), tuple(others)
    known = ctx.groups.by_id
    return (
        not ones
        or not others
        or any(
            one == other
            or (one in known and other in known and ctx.groups.are_compatible(one, other))
            for one in ones
            for other in others
        )
    )


def _same_manner(anchor: Anchor, account: Account) -> bool:
    """Judge the kind of attack and look for a conflict of the part of the day.

    Early reports often take a blast for gunfire or the reverse: a shared target or number of dead
    outweighs that.
    """
    alike = likeness(anchor.traits, account.traits) or anchor.signs & account.signs
    if not _same_families(anchor, account) and not alike:
        return False
    return _is_told_alike(anchor, account) or not far_in_day(
        anchor.time_of_day, told_part(account.attack.date.time_of_day)
    )


def _same_families(anchor: Anchor, account: Account) -> bool:
    """Tell whether the kinds of attack go together; one group often shoots and blasts its way."""
    ones, others = anchor.families, account.families
    if not ones or not others or ones & others:
        return True
    on_foot = not (ones | others) & type_families().distant
    return bool(on_foot and anchor.perpetrators & account.perpetrators)


def _is_told_alike(anchor: Anchor, account: Account) -> bool:
    """Tell whether parts of the day may differ: it goes on, or something tells that it is the same.

    Articles name the hour of a statement as readily as that of the attack.
    """
    ongoing = anchor.lasts_until is not None or account.attack.ongoing
    if ongoing or _same_sign(anchor, account) or is_same_spot(anchor.traits, account.traits):
        return True
    return bool(anchor.perpetrators & account.perpetrators)


def far_in_day(one: TimeOfDay | None, other: TimeOfDay | None) -> bool:
    """Tell whether two parts of the day are more than one apart."""
    if one is None or other is None:
        return False
    apart = abs(PARTS_OF_DAY.index(one) - PARTS_OF_DAY.index(other))
    return min(apart, len(PARTS_OF_DAY) - apart) > 1
