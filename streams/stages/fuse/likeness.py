"""How alike two accounts are in what tells attacks of one city and one day apart."""

from typing import TypeVar

from streams.domain.identity_weights import Weights
from streams.lang.attack_types import type_families
from streams.lang.premises import premises
from streams.stages.fuse.traits import FEWEST_WOUNDED, MANY, Traits

Item = TypeVar("Item")
FEWEST_KILLED = 3
"""Smaller numbers are the same by chance too often."""
ENOUGH = 2
VILLAGE = "village"
EVERYWHERE = "security"
"""Posts, patrols and stations: there are many in every city."""
LEAST_OF_TOLL, MOST_OF_TOLL = 0.7, 2
"""A toll is corrected down a little, or rises to no more than twice what it was."""


def likeness(one: Traits, other: Traits) -> int:
    """Return in how many ways two accounts say the same: quarter, premises, target, numbers."""
    return sum((
        is_one_quarter(one, other),
        bool(one.premises & other.premises),
        bool(one.target & other.target),
        are_as_many_dead(one, other),
        bool(one.wounded & other.wounded or one.counts & other.counts),
    ))  # fmt: skip


def likeness_points(one: Traits, other: Traits, weights: Weights) -> float:
    """Return what spots, premises, targets and numbers of people say of two accounts, in points."""
    standing = _standing(one) & _standing(other)
    unlisted = (one.villages | one.leading) & other.villages or one.villages & other.leading
    spot = is_one_quarter(one, other) or bool(unlisted)
    same = (
        (weights.spot, spot),
        (weights.further_spot, not spot and bool(one.leading & other.spots)),
        (weights.premises, bool(standing - {EVERYWHERE})),
        (weights.posts, EVERYWHERE in standing),
        (weights.named_target, bool(one.target & other.target)),
    )
    points = sum(worth for worth, holds in same if holds)
    return points + _toll_points(one, other, weights)


def _toll_points(one: Traits, other: Traits, weights: Weights) -> float:
    dead = max(one.killed & other.killed, default=0)
    hurt = max(one.wounded & other.wounded, default=0)
    points = 0.0
    for count, fewest in ((dead, FEWEST_KILLED), (hurt, FEWEST_WOUNDED)):
        if count >= MANY:
            points += weights.large_toll
        elif count >= fewest:
            points += weights.toll
    if not points and one.counts & other.counts:
        return weights.small_toll
    if not hurt and _in_step(one.wounded, other.wounded):
        points += weights.wounded_in_step
    if dead >= FEWEST_KILLED or not (one.killed and other.killed):
        return points
    in_step = _in_step(one.killed, other.killed)
    return points + (weights.in_step if in_step else weights.out_of_step)


def are_tolls_in_step(one: Traits, other: Traits) -> bool:
    """Tell whether the dead or the wounded of one can have become those of the other."""
    return _in_step(one.killed, other.killed) or _in_step(one.wounded, other.wounded)


def _are_out_of_step(one: Traits, other: Traits) -> bool:
    """Whether both count their dead, and neither the dead nor the wounded can be the same."""
    return bool(one.killed and other.killed) and not are_tolls_in_step(one, other)


def _in_step(ones: frozenset[int], others: frozenset[int]) -> bool:
    pairs = [(min(a, b), max(a, b)) for a in ones for b in others]
    return any(is_later_toll(before, now) for before, now in pairs)


def is_one_quarter(one: Traits, other: Traits) -> bool:
    """Tell whether two accounts name one quarter first of all."""
    return bool(one.first & other.first or one.leading & other.leading)


def are_as_many_dead(one: Traits, other: Traits) -> bool:
    """Tell whether two accounts share a number of dead that chance does not explain."""
    return any(count >= FEWEST_KILLED for count in one.killed & other.killed)


def are_other_tolls(one: Traits, other: Traits) -> bool:
    """Tell whether both count their dead and nothing at all is the same."""
    return bool(one.killed and other.killed) and not likeness(one, other)


def are_apart(one: Traits, other: Traits) -> bool:
    """Tell whether quarter, premises or target differ, and too little else is the same."""
    alike = likeness(one, other)
    if _differ(one.leading, other.leading):
        return alike < ENOUGH
    if _differ(_standing(one), _standing(other)):
        return alike < ENOUGH
    if not alike and _differ(one.first, other.first) and _are_out_of_step(one, other):
        return True
    kinds = _are_of_two_kinds(one.hit, other.hit) or _are_two_forces(one, other)
    return not alike and (kinds or _are_two_targets(one, other))


def goes_on(first: Traits, later: Traits) -> bool:
    """Tell whether an account dated a day later tells more of the same attack.

    Follow-ups date an attack by the day of a siege's end, a burial or a statement. They name the
    same quarter or premises, and as many dead as before or more: a siege's toll grows tenfold.
    """
    many_hurt = max(first.wounded & later.wounded, default=0) >= MANY
    if first.counts & later.counts or (many_hurt and not _differ(first.killed, later.killed)):
        return True
    if not first.killed or not later.killed:
        return False
    before, now = max(first.killed), max(later.killed)
    if is_same_spot(first, later):
        return now >= before * LEAST_OF_TOLL
    where = first.premises & later.premises
    return bool(where or are_as_many_dead(first, later)) and is_later_toll(before, now)


def is_in_step(first: Traits, later: Traits) -> bool:
    """Tell whether the dead of a later account can be what became of those of earlier ones."""
    return bool(first.killed and later.killed) and is_later_toll(
        max(first.killed), max(later.killed)
    )


def is_later_toll(before: int, now: int) -> bool:
    """Tell whether one number of people can be what became of an earlier one."""
    return before * LEAST_OF_TOLL <= now <= before * MOST_OF_TOLL + FEWEST_KILLED


def is_same_spot(one: Traits, other: Traits) -> bool:
    """Tell whether two accounts name one quarter, or premises of which a city has few."""
    premises_alike = (_standing(one) & _standing(other)) - {EVERYWHERE}
    return bool(is_one_quarter(one, other) or premises_alike or one.counts & other.counts)


def is_one_town(one: Traits, other: Traits, fewest: int = 0) -> bool:
    """Tell whether two accounts name one town by a word of so many consonants, however spelt."""
    return any(len(word) >= fewest for word in one.town & other.town)


def is_one_village(one: Traits, other: Traits) -> bool:
    """Tell whether two accounts name the same small place, wherever they put it, or tell of as many
    dead in a village that one of them does not name.
    """
    if one.villages and other.villages:
        return bool(one.villages & other.villages)
    both = VILLAGE in one.premises & other.premises
    return both and (is_in_step(one, other) or is_in_step(other, one))


def _standing(traits: Traits) -> frozenset[str]:
    """Return the premises that tell attacks apart: not what drives by, nor a place of mourning."""
    return traits.premises - premises().moving - premises().after


def _differ(ones: frozenset[Item], others: frozenset[Item]) -> bool:
    return bool(ones and others) and not ones & others


def _are_two_targets(one: Traits, other: Traits) -> bool:
    """Whether the named targets differ. Those that two languages name are not compared."""
    return not one.languages.isdisjoint(other.languages) and _differ(one.target, other.target)


def _are_two_forces(one: Traits, other: Traits) -> bool:
    """Whether one account tells of police who were hit and the other of soldiers, and quarters or
    premises are told.
    """
    guarded = type_families().guarded
    told = one.first | other.first | one.premises | other.premises
    return bool(told) and _differ(one.hit & guarded, other.hit & guarded)


def _are_of_two_kinds(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one account tells of police or soldiers alone and the other of their opposite."""
    kinds = type_families()
    one, other = ((h & kinds.civil, h & kinds.guarded) for h in (ones, others))
    return any(a[0] and not a[1] and b[1] and not b[0] for a, b in ((one, other), (other, one)))
