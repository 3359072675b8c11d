"""Whether an alert is what a route asks for; if not, which of its conditions does not hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from streams.domain.records import Alert
from streams.domain.routing.routes import RANKS, Near, Route
from streams.domain.routing.sites import Site, Watchlist, nearby

NOTES = 5
"""So many sites are named at most."""


@dataclass(frozen=True, slots=True)
class Match:
    """`why_not` is None when the route wants the alert; `notes` are what it says beside it."""

    why_not: str | None = None
    notes: tuple[str, ...] = ()


def match(route: Route, alert: Alert, watchlists: Mapping[str, Watchlist]) -> Match:
    """Return whether `route` wants `alert`: every condition must hold."""
    for condition in _CONDITIONS:
        if (why_not := condition(route, alert)) is not None:
            return Match(why_not)
    notes: tuple[str, ...] = ()
    if route.near is not None:
        sites, km, about = (_site(route.near),), route.near.km, "its point"
        found = nearby(alert.place, sites, km)
        if not found:
            return Match(_far(alert, km, about))
        notes = tuple(near.line for near in found if route.near.name)
    if route.watched is not None:
        watchlist = watchlists[route.watched.name]
        found = nearby(alert.place, watchlist.sites, route.watched.km)
        if not found:
            return Match(_far(alert, route.watched.km, f"any site of {watchlist.name}"))
        notes += tuple(near.line for near in found)
    return Match(notes=notes[:NOTES])


def _site(near: Near) -> Site:
    return Site(near.name or f"{near.lat}, {near.lon}", (near.lat, near.lon))


def _far(alert: Alert, km: float, about: str) -> str:
    if alert.place.lat is None or alert.place.lon is None:
        return f"{alert.place.name} has no coordinates, so nothing tells how far it is"
    if alert.place.precision in ("country", "unknown"):
        return f"placed no better than {alert.place.name}, so nothing tells how far it is"
    return f"{alert.place.name} is not within {km:g} km of {about}"


def _exercise(route: Route, alert: Alert) -> str | None:
    if route.exercises or not alert.synthetic:
        return None
    return "synthetic: an exercise or a canary, which the route does not ask for"


def _level(route: Route, alert: Alert) -> str | None:
    if RANKS[alert.level] >= RANKS[route.level]:
        return None
    return f"level {alert.level} is below {route.level}"


def _country(route: Route, alert: Alert) -> str | None:
    if route.countries is None or alert.place.country in route.countries:
        return None
    return f"country {alert.place.country or 'unknown'} is none of {_list(route.countries)}"


def _attack_type(route: Route, alert: Alert) -> str | None:
    if route.attack_types is None or route.attack_types & set(alert.attack_types):
        return None
    said = ", ".join(alert.attack_types) or "of no type"
    return f"attack {said} is none of {_list(route.attack_types)}"


def _kind(route: Route, alert: Alert) -> str | None:
    if route.kinds is None or alert.kind in route.kinds:
        return None
    return f"kind {alert.kind} is none of {_list(route.kinds)}"


def _killed(route: Route, alert: Alert) -> str | None:
    killed = alert.tolls.killed
    if route.killed is None or (killed is not None and killed.best >= route.killed):
        return None
    return f"killed {'not said' if killed is None else killed.best}, at least {route.killed} asked"


def _claim(route: Route, alert: Alert) -> str | None:
    is_claimed = any(claim.kind == "responsibility" for claim in alert.claims)
    if route.claimed is None or route.claimed == is_claimed:
        return None
    return "nobody claims it" if route.claimed else "somebody claims it"


def _list(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


_CONDITIONS: tuple[Callable[[Route, Alert], str | None], ...] = (
    _exercise, _level, _kind, _country, _attack_type, _killed, _claim,
)  # fmt: skip
