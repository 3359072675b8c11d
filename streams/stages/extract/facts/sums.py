"""Figures of an article of several attacks that count them all, as a headline does."""

from collections.abc import Sequence
from dataclasses import replace

from streams.domain.geography import Area, contains
from streams.domain.records import Attack, Place, Toll

_FEWEST_PARTS = 2


def with_sums_marked(attacks: Sequence[Attack]) -> tuple[Attack, ...]:
    """Return the attacks; the toll of one whose place holds the others is the campaign's when it
    holds their tolls together.
    """
    return tuple(_marked(attack, [a for a in attacks if a is not attack]) for attack in attacks)


def _marked(attack: Attack, others: Sequence[Attack]) -> Attack:
    around = _area(attack.place)
    if not all(_is_inside(_area(other.place), around) for other in others):
        return attack
    tolls = tuple(_summed(toll, others) for toll in attack.tolls)
    return attack if tolls == attack.tolls else replace(attack, tolls=tolls)


def _summed(toll: Toll, others: Sequence[Attack]) -> Toll:
    """Return the toll, as the campaign's when it is no less than two or more of others together."""
    parts = [
        best
        for other in others
        for best in {t.best for t in other.tolls if (t.effect, t.side) == (toll.effect, "victim")}
    ]
    holds = len(parts) >= _FEWEST_PARTS and toll.best >= sum(parts)
    is_own = toll.side == "victim" and toll.scope == "attack"
    return replace(toll, scope="campaign") if holds and is_own else toll


def _is_inside(area: Area, around: Area) -> bool:
    return area != around and contains(around, area)


def _area(place: Place) -> Area:
    city = place.city or (place.canonical if place.precision == "city" else None)
    return Area(place.country or "", place.admin1, place.district, city, place.neighbourhood)
