"""What speaks against a report being of an incident: day, place, attackers, manner, target."""

from collections.abc import Iterable, Iterator
from typing import get_args

from streams.domain.context import Context
from streams.domain.geography import Area, contains, distance_km
from streams.domain.records import Place
from streams.domain.records.vocabulary import TimeOfDay
from streams.lang.attack_types import type_families
from streams.stages.fuse.accounts import HOUR_MS, Account, is_countrywide
from streams.stages.fuse.anchor import Anchor, told_part
from streams.stages.fuse.likeness import (
    are_apart,
    are_as_many_dead,
    are_other_tolls,
    goes_on,
    is_in_step,
    is_one_town,
    is_one_village,
    is_same_spot,
    likeness,
)

PARTS_OF_DAY = get_args(TimeOfDay)[:-1]
NIGHT = frozenset({"night", "midnight", "dawn"})
SHORTEST_OF_TOWN = 3
"""Fewer consonants are those of another town too often, unless the hour is the same."""
HELD = "hostage_taking"
VILLAGE_KM = 60.0
"""How far apart reports may place a village that only its name tells."""
UNSAID = ("civilians", "other", "unknown")


def fits(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Tell whether a report can be of the incident with this anchor: nothing speaks against it."""
    return may_meet(anchor, account, ctx) and not any(against(anchor, account, ctx))


def may_meet(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Tell whether two are of one kind and country, and the report comes while it is remembered."""
    join_ms = ctx.thresholds.join_hours * HOUR_MS
    heard = account.attack.fetched_at
    return (
        anchor.first.attack.synthetic == account.attack.synthetic
        and anchor.area.country == account.area.country
        and anchor.heard[0] - join_ms <= heard <= anchor.heard[1] + join_ms
    )


def against(anchor: Anchor, account: Account, ctx: Context) -> Iterator[str]:
    """Yield what in a report speaks against the incident, what is told fastest first.

    Most reports are of another day or place, and whoever asks needs one or two of these.
    """
    if not _same_days(anchor, account, ctx):
        yield "day"
    if not _same_attackers(anchor, account, ctx):
        yield "attackers"
    if not _same_place(anchor, account, ctx.thresholds.same_place_km):
        yield "place"
    if are_apart(anchor.traits, account.traits):
        yield "target"
    if not _same_manner(anchor, account):
        yield "manner"


def _same_days(anchor: Anchor, account: Account, ctx: Context) -> bool:
    """Judge civil days and the span of an incident."""
    if anchor.lasts_until is not None and account.first_day - anchor.first_day >= 0:
        return account.first_day <= anchor.lasts_until + 1
    gap = days_apart(anchor, account)
    if gap > 0 and _are_held(anchor, account):
        return gap <= ctx.thresholds.recall_days
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


def _are_held(anchor: Anchor, account: Account) -> bool:
    """Tell whether both tell of hostages of one town, whose fate is news of other days."""
    ones, others = anchor.first.attack.attack_types, account.attack.attack_types
    return HELD in ones and HELD in others and is_same_town(anchor, account)


def _is_one_night(anchor: Anchor, account: Account) -> bool:
    """Tell whether days differ because a night has two: for an attack that is plainly the same.

    Without the name of the attackers in both, one must be of the night and the other of its end.
    """
    if not anchor.signs & account.signs:
        return False
    parts = (anchor.time_of_day, account.attack.date.time_of_day)
    if anchor.perpetrators & account.perpetrators:
        return not NIGHT.isdisjoint(parts)
    evening, morning = parts if anchor.first_day < account.first_day else parts[::-1]
    return evening == "night" and morning in ("midnight", "dawn")


def _hours_apart(anchor: Anchor, account: Account) -> float:
    one, other = anchor.first.attack.date.utc, account.attack.date.utc
    return 0.0 if one is None or other is None else abs(one - other) / HOUR_MS


def _same_place(anchor: Anchor, account: Account, within_km: float) -> bool:
    one, other = anchor.area, account.area
    if contains(one, other) or contains(other, one):
        countrywide = is_countrywide(one) or is_countrywide(other)
        return not countrywide or _same_sign(anchor, account) or _same_hour(anchor, account)
    if anchor.vague or account.vague:
        return False
    if _is_anywhere(one, anchor.place, other) or _is_anywhere(other, account.attack.place, one):
        return True
    apart_km = distance(anchor.place, account.attack.place)
    spelt = _is_spelt_otherwise(anchor, account)
    if spelt or is_one_village(anchor.traits, account.traits):
        return apart_km is None or apart_km <= VILLAGE_KM
    if _are_two_towns(one, other) and are_other_tolls(anchor.traits, account.traits):
        return False
    return apart_km is not None and apart_km <= within_km


def _is_anywhere(area: Area, place: Place, around: Area) -> bool:
    """Tell whether a town of which no table knows may lie in a district or province."""
    unknown = place.canonical is None and area.city is not None and area.admin1 is None
    return unknown and around.city is None and around.neighbourhood is None


def is_same_town(anchor: Anchor, account: Account) -> bool:
    """Tell whether both name one town, by the gazetteer or, where that lacks one, by its sounds."""
    known = anchor.area.city is not None and anchor.area.city == account.area.city
    return known or _is_spelt_otherwise(anchor, account)


def _is_spelt_otherwise(anchor: Anchor, account: Account) -> bool:
    unknown = anchor.place.canonical is None or account.attack.place.canonical is None
    provinces = {anchor.area.admin1, account.area.admin1} - {None}
    if not unknown or len(provinces) > 1 or not is_one_town(anchor.traits, account.traits):
        return False
    part = told_part(account.attack.date.time_of_day)
    at_once = part is not None and part == anchor.time_of_day and _is_one_day(anchor, account)
    return at_once or is_one_town(anchor.traits, account.traits, SHORTEST_OF_TOWN)


def _are_two_towns(one: Area, other: Area) -> bool:
    """Tell whether two accounts name neighbouring towns, each with attacks of its own."""
    return one.city is not None and other.city is not None and one.city != other.city


def _same_sign(anchor: Anchor, account: Account) -> bool:
    """Tell whether the number of dead or the words of the one named target are the same."""
    one, other = anchor.traits, account.traits
    return are_as_many_dead(one, other) or bool(one.target & other.target)


def _same_hour(anchor: Anchor, account: Account) -> bool:
    """Tell whether two are of one day, part of the day, manner and, as far as it goes, toll."""
    part = told_part(account.attack.date.time_of_day)
    when = part is not None and part == anchor.time_of_day and _is_one_day(anchor, account)
    how = bool(anchor.families & account.families)
    return when and how and is_in_step(anchor.traits, account.traits)


def _is_one_day(anchor: Anchor, account: Account) -> bool:
    return anchor.exact and account.exact and anchor.first_day == account.first_day


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
    if days_apart(anchor, account) > 0 and _is_one_night(anchor, account):
        return True
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
    if ongoing or _are_held(anchor, account) or not says_how(account):
        return True
    if _same_sign(anchor, account) or is_same_spot(anchor.traits, account.traits):
        return True
    return bool(anchor.perpetrators & account.perpetrators)


def says_how(account: Account) -> bool:
    """Tell whether an account says anything of what was done, to whom, by whom or with what.

    One that does not speaks of an attack as known, at the hour at which it was written.
    """
    attack = account.attack
    hit = any(target.category not in UNSAID for target in attack.targets)
    counted = attack.killed is not None or attack.wounded is not None
    return hit or counted or bool(attack.weapons or account.perpetrators)


def far_in_day(one: TimeOfDay | None, other: TimeOfDay | None) -> bool:
    """Tell whether two parts of the day are more than one apart."""
    if one is None or other is None:
        return False
    apart = abs(PARTS_OF_DAY.index(one) - PARTS_OF_DAY.index(other))
    return min(apart, len(PARTS_OF_DAY) - apart) > 1
