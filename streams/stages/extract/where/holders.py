"""Provinces with the name of their capital, told by what lies in them: `Duhok'un Zaho ilçesi`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from streams.domain.geography import distance_km
from streams.stages.extract.where.places import PlaceMention

_NEXT = 4
_OWN_KM = 25.0
_TOWNS = ("city", "district")


def as_provinces(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions, a name that first holds a far town as a province everywhere."""
    firsts = {m.name: m for m in reversed(mentions) if m.passage.part == "body"}
    holding = {
        m.name
        for m, inner in pairwise(mentions)
        if m.holds and m is firsts.get(m.name) and _holds(m, inner)
    }
    return [replace(m, head="province") if m.name in holding else m for m in mentions]


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Whether the next place is a town of the province, well outside its capital."""
    near = outer.passage is inner.passage and inner.start - outer.end in range(_NEXT)
    if not (near and inner.entries and any(e.kind == "province" for e in outer.entries)):
        return False
    town = inner.entries[0]
    seat = next((e for e in outer.entries if e.kind == "city"), None)
    if town.kind not in _TOWNS or seat is None or seat.country != town.country:
        return False
    return distance_km(seat.lat, seat.lon, town.lat, town.lon) > _OWN_KM
