"""What becomes of an alert for one sink: sent now, held for a digest, or not sent; and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from streams.domain.records import Alert
from streams.domain.routing.hours import clock_text, next_digest_ms
from streams.domain.routing.matching import Match
from streams.domain.routing.routes import RANKS, Route

MINUTE_MS = 60_000
ENDINGS = ("retraction", "close")
FOLLOW_UPS = ("correction", *ENDINGS)
LIFTED = "update.lifted"
"""The rule of an update that goes to whoever got the alert."""

State = Literal["pending", "held", "muted", "acknowledged", "unwanted"]


@dataclass(frozen=True, slots=True)
class Past:
    """What was before, for one sink and incident.

    `mute`, `muted_routes` (by route) and `ack` hold the words that say who silenced it.
    `known_by` is the route by which the sink last got an alert of this incident; None: it got none.
    `sent` counts by route what the sink was sent one by one within the last minute; `storms` gives
    by route when the digest of a storm that goes on is due.
    """

    known_by: str | None = None
    mute: str | None = None
    muted_routes: Mapping[str, str] = field(default_factory=dict)
    ack: str | None = None
    sent: Mapping[str, int] = field(default_factory=dict)
    storms: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """`due_at` is when what is held goes out; `hold` names what holds it."""

    state: State
    reason: str
    route: str = ""
    due_at: int = 0
    hold: str = ""
    notes: tuple[str, ...] = ()


Matched = Sequence[tuple[Route, Match]]
"""The routes that name the sink, in the order of the file, with what they say of the alert."""


def is_follow_up(alert: Alert) -> bool:
    """Tell whether an alert takes back, ends or eases what was told: it goes where that went."""
    lifted = any(reason.rule == LIFTED for reason in alert.reasons)
    return alert.kind in FOLLOW_UPS or lifted


def ruling_on(alert: Alert, matched: Matched, before: Route | None, past: Past, now: int) -> Ruling:
    """Return what becomes of `alert` for a sink at `now`.

    The first route that sends at once decides, else the first that holds. `before` is the route
    that `past.known_by` names, if it is still there: a follow-up that no route wants is held by
    its quiet hours and digests.
    """
    wanting = [(route, found) for route, found in matched if found.why_not is None]
    follows = past.known_by is not None and is_follow_up(alert)
    if alert.kind in ENDINGS and past.known_by is None:
        return Ruling("unwanted", f"a {alert.kind} of what this sink was never told")
    if not wanting and not follows:
        return _unwanted(matched)
    if not follows and (silenced := _silenced(alert, past, wanting)) is not None:
        return silenced
    heard = [one for one in wanting if one[0].name not in past.muted_routes]
    if not wanting:
        return _following(alert, before, past, now)
    rulings = [_by_route(alert, route, m, past, now) for route, m in heard or wanting]
    return next((one for one in rulings if one.state == "pending"), rulings[0])


def _unwanted(matched: Matched) -> Ruling:
    if not matched:
        return Ruling("unwanted", "no route names this sink")
    return Ruling("unwanted", "; ".join(f"{route.name}: {m.why_not}" for route, m in matched))


def _silenced(alert: Alert, past: Past, wanting: Matched) -> Ruling | None:
    route, found = wanting[0]
    muted = [past.muted_routes[one.name] for one, _ in wanting if one.name in past.muted_routes]
    if past.mute is not None or len(muted) == len(wanting):
        return Ruling("muted", past.mute or muted[0], route.name, notes=found.notes)
    if past.ack is not None and alert.kind == "update":
        return Ruling("acknowledged", past.ack, route.name, notes=found.notes)
    return None


def _following(alert: Alert, before: Route | None, past: Past, now: int) -> Ruling:
    why = f"follows what {past.known_by} sent"
    if before is None:
        return Ruling("pending", why, past.known_by or "")
    found = _by_route(alert, before, Match(), past, now)
    return Ruling(found.state, f"{why}; {found.reason}", before.name, found.due_at, found.hold)


def _by_route(alert: Alert, route: Route, found: Match, past: Past, now: int) -> Ruling:
    """Return the ruling of one route that wants the alert."""
    held = _held(alert, route, past, now)
    if held is None:
        return Ruling("pending", f"route {route.name} wants it", route.name, notes=found.notes)
    hold, due_at = held
    said = f"held by {_WORDS[hold]} of route {route.name} until {clock_text(due_at)}"
    return Ruling("held", said, route.name, due_at, hold, found.notes)


_WORDS = {"quiet": "the quiet hours", "digest": "the digest", "storm": "the storm cap"}


def _held(alert: Alert, route: Route, past: Past, now: int) -> tuple[str, int] | None:
    """Return what holds the alert back, and until when."""
    if RANKS[alert.level] < RANKS[route.urgent]:
        quiet_until = route.quiet.until_ms(now) if route.quiet else None
        if route.digest is not None:
            zone = route.quiet.zone if route.quiet else "UTC"
            due = next_digest_ms(route.digest, now, zone)
            return "digest", (route.quiet.until_ms(due) if route.quiet else None) or due
        if quiet_until is not None:
            return "quiet", quiet_until
    if route.name in past.storms:
        return "storm", past.storms[route.name]
    if route.storm is not None and past.sent.get(route.name, 0) >= route.storm:
        return "storm", now + MINUTE_MS
    return None
