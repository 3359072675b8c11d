"""Routes that can never match: conditions that exclude each other."""

from collections.abc import Mapping
from typing import Protocol

from streams.domain.routing.routes import Route
from streams.domain.routing.sites import REACH_KM, Site, Watchlist

BREADTH_KM = 7_000.0
"""How far a place may lie from the middle of its country: Hawaii, at 6,600 km, is the farthest.
Rough on purpose: it has to find a point on another continent."""


class Middle(Protocol):
    """What we need of a country: the middle of it."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def lon(self) -> float:
        """Degrees east."""


def why_never(
    route: Route, watchlists: Mapping[str, Watchlist], countries: Mapping[str, Middle]
) -> str | None:
    """Say why no alert can ever satisfy the route, None when one can."""
    sites = _sites(route, watchlists)
    reach = 2 * max(REACH_KM.values())
    if route.near is not None and route.watched is not None:
        centre, km = (route.near.lat, route.near.lon), route.near.km + reach
        sites = [(site, own) for site, own in sites if site.distance_km(centre) <= own + km]
        if not sites:
            return "no site of its watchlist lies near its point"
    if not sites or route.countries is None:
        return None
    for code in route.countries:
        middle = (countries[code].lat, countries[code].lon)
        if any(site.distance_km(middle) <= km + BREADTH_KM for site, km in sites):
            return None
    return f"what it must be near to lies far outside {', '.join(sorted(route.countries))}"


def _sites(route: Route, watchlists: Mapping[str, Watchlist]) -> list[tuple[Site, float]]:
    """Return what an attack must be near to, with how near; none when it may be anywhere."""
    if route.watched is not None:
        usual = route.watched.km
        return [
            (site, usual if site.km is None else site.km)
            for site in watchlists[route.watched.name].sites
        ]
    if route.near is not None:
        return [(Site("point", (route.near.lat, route.near.lon)), route.near.km)]
    return []
