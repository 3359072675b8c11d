"""How alike two accounts are in what tells attacks of one city and one day apart."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from streams.domain.identity_weights import Weights
from streams.domain.records import Attack, Place
from streams.lang.attack_types import type_families
from streams.lang.premises import premises
from streams.lang.skeleton import skeleton

FEWEST_KILLED = 3
FEWEST_WOUNDED = 5
MANY = 10
"""Smaller numbers are the same by chance too often."""
REMEMBERED = 4096
"""Names whose words are kept: every report is judged anew with each that comes near it."""
SHORTEST = 2
"""Fewer consonants of a name mean nothing."""
ENOUGH = 2
VILLAGE = "village"
EVERYWHERE = "security"
"""Posts, patrols and stations: there are many in every city."""
LEAST_OF_TOLL, MOST_OF_TOLL = 0.7, 2
"""A toll is corrected down a little, or rises to no more than twice what it was."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Names of places by their consonants, kinds of premises, numbers of people.

    `leading`: the words of the first quarter that the gazetteer knows; `first`: those of the first
    finer place, known or not; `villages`: those of places that the gazetteer does not know;
    `target`: the words of the one target that is named; `hit`: the categories of all targets;
    `counts`: killed and wounded; `languages`: those that tell it. Empty sets go with everything.
    """

    leading: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    premises: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    hit: frozenset[str] = frozenset()
    killed: frozenset[int] = frozenset()
    wounded: frozenset[int] = frozenset()
    counts: frozenset[tuple[int, int]] = frozenset()
    languages: frozenset[str] = frozenset()


def traits_of(attack: Attack, target: frozenset[str]) -> Traits:
    """Return what an account says that may tell its attack from others."""
    finer = [p for p in (attack.place, *attack.places) if _is_finer(p)]
    known = (_words(p) for p in finer if p.canonical is not None and p.precision == "neighbourhood")
    words = [words for words in map(_words, finer) if words]
    names = (t.name for t in attack.targets if t.name is not None)
    after = premises().after if attack.modality == "historical" else frozenset[str]()
    killed, wounded = own_count(attack, "killed"), own_count(attack, "wounded")
    return Traits(
        leading=next((words for words in known if words), frozenset()),
        first=words[0] if words else frozenset(),
        villages=frozenset(chain.from_iterable(map(_words, filter(_is_village, finer)))),
        premises=frozenset(chain.from_iterable(map(_kinds, names))) - after,
        target=target,
        hit=frozenset(t.category for t in attack.targets),
        killed=_numbers(killed, 1),
        wounded=_numbers(wounded, FEWEST_WOUNDED),
        counts=_counts(killed, wounded),
        languages=frozenset({attack.language}),
    )


def own_count(attack: Attack, effect: Literal["killed", "wounded"]) -> int | None:
    """Return how many victims an account counts, None when several attacks hurt them together."""
    total = attack.killed if effect == "killed" else attack.wounded
    summed = (
        toll.scope == "campaign" and toll.best == total
        for toll in attack.tolls
        if (toll.effect, toll.side) == (effect, "victim")
    )
    return None if any(summed) else total


def together(one: Traits, other: Traits) -> Traits:
    """Return the traits of an attack that two accounts tell; the first leading quarter stays."""
    return Traits(
        leading=one.leading or other.leading,
        first=one.first | other.first,
        villages=one.villages | other.villages,
        premises=one.premises | other.premises,
        target=one.target or other.target,
        hit=one.hit | other.hit,
        killed=one.killed | other.killed,
        wounded=one.wounded | other.wounded,
        counts=one.counts | other.counts,
        languages=one.languages | other.languages,
    )


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
    spot = is_one_quarter(one, other) or bool(one.villages & other.villages)
    same = (
        (weights.spot, spot),
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
    if dead >= FEWEST_KILLED or not (one.killed and other.killed):
        return points
    pairs = [(min(a, b), max(a, b)) for a in one.killed for b in other.killed]
    in_step = any(is_later_toll(before, now) for before, now in pairs)
    return points + (weights.in_step if in_step else weights.out_of_step)


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
    return not alike and (_are_of_two_kinds(one.hit, other.hit) or _are_two_targets(one, other))


def goes_on(first: Traits, later: Traits) -> bool:
    """Tell whether an account dated a day later tells more of the same attack.

    Follow-ups date an attack by the day of a siege's end, a burial or a statement. They name the
    same quarter or premises, and as many dead as before or more: a siege's toll grows tenfold.
    """
    if first.counts & later.counts:
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


def is_one_village(one: Traits, other: Traits) -> bool:
    """Tell whether two accounts name the same small place, wherever they put it, or tell of as many
    dead in a village that one of them does not name.
    """
    if one.villages and other.villages:
        return bool(one.villages & other.villages)
    both = VILLAGE in one.premises & other.premises
    return both and (is_in_step(one, other) or is_in_step(other, one))


def _is_finer(place: Place) -> bool:
    return place.precision == "neighbourhood" or _is_village(place)


def _is_village(place: Place) -> bool:
    return place.precision == "city" and place.canonical is None


def _words(place: Place) -> frozenset[str]:
    return _sounds(place.canonical or place.neighbourhood or place.name)


@lru_cache(REMEMBERED)
def _sounds(name: str) -> frozenset[str]:
    found = map(skeleton, premises().proper_in(name))
    return frozenset(word for word in found if len(word) >= SHORTEST)


@lru_cache(REMEMBERED)
def _kinds(name: str) -> frozenset[str]:
    return premises().named_in(name)


def _numbers(count: int | None, fewest: int) -> frozenset[int]:
    return frozenset({count}) if count is not None and count >= fewest else frozenset()


def _counts(killed: int | None, wounded: int | None) -> frozenset[tuple[int, int]]:
    return frozenset({(killed, wounded)}) if killed and wounded else frozenset()


def _standing(traits: Traits) -> frozenset[str]:
    """Return the premises that tell attacks apart: not what drives by, nor a place of mourning."""
    return traits.premises - premises().moving - premises().after


def _differ(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones and others) and not ones & others


def _are_two_targets(one: Traits, other: Traits) -> bool:
    """Whether the named targets differ. Those that two languages name are not compared."""
    return not one.languages.isdisjoint(other.languages) and _differ(one.target, other.target)


def _are_of_two_kinds(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one account tells of police or soldiers alone and the other of their opposite."""
    kinds = type_families()
    one, other = ((h & kinds.civil, h & kinds.guarded) for h in (ones, others))
    return any(a[0] and not a[1] and b[1] and not b[0] for a, b in ((one, other), (other, one)))
