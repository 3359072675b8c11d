"""What of an account tells its attack from others of one city and one day."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from streams.domain.records import Attack, Place
from streams.lang.premises import premises
from streams.lang.skeleton import skeleton

FEWEST_WOUNDED = 5
MANY = 10
"""Smaller numbers are the same by chance too often."""
REMEMBERED = 4096
"""Names whose words are kept: every report is judged anew with each that comes near it."""
SHORTEST = 2
"""Fewer consonants of a name mean nothing."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Names of places by their consonants, kinds of premises, numbers of people.

    `leading`: the words of the first quarter that the gazetteer knows; `first`: those of the first
    finer place, known or not; `spots`: those of all finer places of one account; `town`: those of
    the town; `villages`: those of places that the gazetteer does not know; `target`: the words of
    the one target that is named; `hit`: the categories of all targets; `counts`: killed and
    wounded; `languages`: those that tell it. Empty sets go with everything.
    """

    leading: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    spots: frozenset[str] = frozenset()
    town: frozenset[str] = frozenset()
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
        spots=frozenset(chain.from_iterable(words)),
        town=_town(attack.place),
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
        spots=one.spots,
        town=one.town or other.town,
        villages=one.villages | other.villages,
        premises=one.premises | other.premises,
        target=one.target or other.target,
        hit=one.hit | other.hit,
        killed=one.killed | other.killed,
        wounded=one.wounded | other.wounded,
        counts=one.counts | other.counts,
        languages=one.languages | other.languages,
    )


def _is_finer(place: Place) -> bool:
    return place.precision == "neighbourhood" or _is_village(place)


def _is_village(place: Place) -> bool:
    return place.precision == "city" and place.canonical is None


def _words(place: Place) -> frozenset[str]:
    return _sounds(place.canonical or place.neighbourhood or place.name)


def _town(place: Place) -> frozenset[str]:
    """Return the words of the town, so that a name of which no table knows can be compared."""
    name = place.city or (place.name if place.precision == "city" else None)
    return _sounds(name) if name is not None else frozenset()


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
