"""What an installation wants to be told, and by which sinks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from streams.domain.routing.hours import Digest, Quiet
from streams.domain.routing.sites import Watchlist

RANKS = {"low": 0, "unknown": 1, "medium": 1, "high": 2, "critical": 3}
"""A level we do not know is let through like the lowest that is pushed."""
STORM = 20
"""Alerts a minute that a route sends one by one, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Near:
    """Around a point, in degrees; `name` is what the point is called, when that is said."""

    lat: float
    lon: float
    km: float
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """Near a site of a watchlist; a site's own distance goes before `km`."""

    name: str
    km: float


@dataclass(frozen=True, slots=True)
class Route:
    """What must hold for an alert to be sent; None asks for nothing.

    With `exercises` the route wants what is synthetic too, which others never send.
    `killed` is the least number of dead; `storm` None sends any number one by one. What reaches
    the level `urgent` is neither held by quiet hours nor kept for a digest.
    """

    name: str
    sinks: tuple[str, ...]
    level: str = "medium"
    countries: frozenset[str] | None = None
    attack_types: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    near: Near | None = None
    watched: Watched | None = None
    killed: int | None = None
    claimed: bool | None = None
    quiet: Quiet | None = None
    digest: Digest | None = None
    storm: int | None = STORM
    urgent: str = "critical"
    exercises: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is told that sources fell silent, and after how many hours at the earliest."""

    sinks: tuple[str, ...]
    silent_h: float = 6.0


@dataclass(frozen=True, slots=True)
class Routing:
    """All that decides about an alert; `sinks` are all there are, in their order."""

    sinks: tuple[str, ...]
    routes: tuple[Route, ...]
    watchlists: Mapping[str, Watchlist] = field(default_factory=dict)
    coverage: Coverage | None = None

    def route(self, name: str | None) -> Route | None:
        """Return the route of that name, None when there is none any more."""
        return next((route for route in self.routes if route.name == name), None)


def plain_routing(sinks: tuple[str, ...], lowest: str) -> Routing:
    """Return what holds without a file: all sinks get every alert from a level on, at once."""
    return Routing(sinks, (Route("all", sinks, lowest, storm=None),))
