"""Own sites and areas, and how far an attack is from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from streams.domain.geography import distance_km
from streams.domain.records import Place

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
Ring = tuple[Point, ...]
"""The corners of an outline, in order; the last one need not repeat the first."""

KM_A_DEGREE = 111.195
REACH_KM = {"neighbourhood": 0.0, "city": 0.0, "district": 20.0, "province": 60.0}
"""How far an attack may be from the middle of the place it is placed in: what is known only to a
district or a province counts as near when any of it may be."""


@dataclass(frozen=True, slots=True)
class Site:
    """A point, or an area when it has rings: the first one outlines it, the others are holes."""

    name: str
    at: Point
    km: float | None = None
    rings: tuple[Ring, ...] = ()

    def distance_km(self, point: Point) -> float:
        """Return how far the point is, 0 inside an area."""
        if not self.rings:
            return distance_km(*self.at, *point)
        if _is_inside(point, self.rings):
            return 0.0
        return min(_to_ring_km(point, ring) for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Sites under one name."""

    name: str
    sites: Sequence[Site]


@dataclass(frozen=True, slots=True)
class Nearby:
    """A site that an attack is near to; `is_rough` when only its district or province is known."""

    site: Site
    km: float
    is_rough: bool

    @property
    def line(self) -> str:
        """What is said of it, such as `12 km from Main depot`."""
        if self.is_rough:
            return f"about {self.km:.0f} km from {self.site.name}; the place is known only roughly"
        if self.km == 0 and self.site.rings:
            return f"inside {self.site.name}"
        return f"{self.km:.0f} km from {self.site.name}"


def nearby(place: Place, sites: Sequence[Site], km: float) -> tuple[Nearby, ...]:
    """Return the sites that are near enough, the nearest first; none for a place without a point.

    A site's own distance goes before `km`.
    """
    if place.lat is None or place.lon is None or place.precision not in REACH_KM:
        return ()
    reach, found = REACH_KM[place.precision], []
    for site in sites:
        limit = (site.km if site.km is not None else km) + reach
        if not _may_be_within(site, (place.lat, place.lon), limit):
            continue
        distance = site.distance_km((place.lat, place.lon))
        if distance <= limit:
            found.append(Nearby(site, distance, reach > 0))
    return tuple(sorted(found, key=lambda near: near.km))


def _may_be_within(site: Site, point: Point, km: float) -> bool:
    """Tell by latitude alone, which is cheap, whether a site is worth measuring."""
    if site.rings:
        south, north = (f(lat for lat, _ in site.rings[0]) for f in (min, max))
    else:
        south = north = site.at[0]
    margin = km / KM_A_DEGREE + 0.01
    return south - margin <= point[0] <= north + margin


def _is_inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Tell by the even-odd rule whether the point is inside; holes take themselves out."""
    inside = False
    for ring in rings:
        for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
            (lat1, east1), (lat2, east2) = ((p[0], _east(point, p)) for p in (start, end))
            if (lat1 > point[0]) != (lat2 > point[0]):
                inside ^= east1 + (point[0] - lat1) / (lat2 - lat1) * (east2 - east1) > 0
    return inside


def _east(point: Point, other: Point) -> float:
    """Return how many degrees `other` lies east of `point`, the shorter way round."""
    return (other[1] - point[1] + 180) % 360 - 180


def _to_ring_km(point: Point, ring: Ring) -> float:
    ends = zip(ring, (*ring[1:], ring[0]), strict=True)
    return min(_to_segment_km(point, start, end) for start, end in ends)


def _to_segment_km(point: Point, start: Point, end: Point) -> float:
    """Return the distance to a segment, on a plane that touches the earth at the point."""
    east = KM_A_DEGREE * cos(radians(point[0]))
    x1, y1 = _east(point, start) * east, (start[0] - point[0]) * KM_A_DEGREE
    x2, y2 = _east(point, end) * east, (end[0] - point[0]) * KM_A_DEGREE
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length))
    return float(((x1 + share * dx) ** 2 + (y1 + share * dy) ** 2) ** 0.5)
