"""A town whose area is named right behind it: `at the terminal of Isulan, Sultan Kudarat`."""

from collections.abc import Sequence
from itertools import pairwise

from streams.domain.geography import distance_km
from streams.stages.extract.where.places import PlaceMention

_AREA_KM = 150.0


def named_before(best: PlaceMention, places: Sequence[PlaceMention]) -> PlaceMention:
    """Return the town that a comma puts into the place, which tables know only as another town.

    Not where the two stand in a list, `in X, Y and Z`, nor in a dateline.
    """
    if best.entry is None or best.entry.kind != "city" or best.head == "city":
        return best
    for at, (town, area) in enumerate(pairwise(places)):
        if area.entry != best.entry or not _is_put_into(town, area):
            continue
        behind = places[at + 2] if at + 2 < len(places) else None
        if behind is None or not _goes_on(area, behind):
            return town
    return best


def _is_put_into(town: PlaceMention, area: PlaceMention) -> bool:
    """Whether a known town stands right before a name, parted by nothing but a comma."""
    one, other = town.entry, area.entry
    if one is None or other is None or one == other or one.kind not in ("city", "district"):
        return False
    beside = town.passage is area.passage and town.end == area.start
    comma = beside and town.passage.gap(town.end - 1).strip() == ","
    plain = not (town.dateline or town.reference or area.locative or area.head)
    near = distance_km(one.lat, one.lon, other.lat, other.lon) <= _AREA_KM
    return comma and plain and near and one.country == other.country


def _goes_on(area: PlaceMention, behind: PlaceMention) -> bool:
    """Whether a list goes on behind the name."""
    return behind.passage is area.passage and behind.start - area.end <= 1
