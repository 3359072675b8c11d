"""What an article names beside a place: provinces, towns, and which name lies in which."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from streams.stages.extract.where.places import PlaceMention

_BESIDE = 3


class Around(NamedTuple):
    """What an article names besides: provinces, towns; the countries of its outlet and language."""

    regions: Counter[tuple[str, str | None]]
    towns: AbstractSet[tuple[str, str]]
    home: str | None
    homes: AbstractSet[str] = frozenset()
    within: AbstractSet[tuple[str, str | None, str]] = frozenset()
    seats: AbstractSet[tuple[str, str | None, str]] = frozenset()
    lands: AbstractSet[tuple[str, str]] = frozenset()


def around_in(
    mentions: Sequence[PlaceMention], home: str | None, homes: AbstractSet[str]
) -> Around:
    """Return what the mentions name besides each other."""
    regions: Counter[tuple[str, str | None]] = Counter(
        (e.country, e.admin1) for m in mentions for e in m.entries[:1] if e.admin1 is not None
    )
    towns = {(e.country, e.name) for m in mentions for e in m.entries if e.kind == "city"}
    if not homes:
        return Around(regions, towns, home, seats=_with_province(mentions, parted=True))
    seats = _with_province(mentions)
    lands = frozenset((country, name) for country, _, name in seats)
    return Around(regions, towns, home, homes, _named_in(mentions), seats, lands)


def _named_in(mentions: Sequence[PlaceMention]) -> frozenset[tuple[str, str | None, str]]:
    """Return the provinces named right behind a town of theirs: `Taminango, en Nariño`."""
    return frozenset(
        (town.country, town.admin1, area.name)
        for first, area in pairwise(mentions)
        if first.passage is area.passage and area.start - first.end in range(_BESIDE)
        for town in first.entries
        if town.kind != "country" and first.name != area.name
    )


def _with_province(
    mentions: Sequence[PlaceMention], *, parted: bool = False
) -> frozenset[tuple[str, str | None, str]]:
    """Return the towns behind which their province is named: `Miranda, Cauca`.

    `parted`: only where a comma parts the two: `SPRINGFIELD, Ohio`.
    """
    return frozenset(
        (province.country, province.admin1, first.name)
        for first, area in pairwise(mentions)
        if first.passage is area.passage and area.start - first.end in range(_BESIDE)
        for province in area.entries
        if province.kind == "province" and first.name != area.name
        if not parted or first.passage.gap(first.end - 1).startswith(",")
    )
