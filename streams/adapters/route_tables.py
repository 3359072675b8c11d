"""Routes as the file of alerting spells them, checked word by word."""

from collections.abc import Collection
from datetime import time
from typing import Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from streams.domain.errors import SettingsError
from streams.domain.records.vocabulary import AlertKind, AttackType
from streams.domain.routing.hours import Digest, Quiet
from streams.domain.routing.routes import STORM, Coverage, Near, Route, Watched
from streams.lang.countries import load_countries

LEVELS = ("low", "medium", "high", "critical")
KINDS = tuple(kind for kind in get_args(AlertKind) if kind != "unknown")
NAME = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"


class Form(msgspec.Struct, forbid_unknown_fields=True):
    """A table of the file; what it does not know is refused."""


class NearForm(Form):
    """`near`."""

    lat: float
    lon: float
    km: float
    name: str | None = None


class WatchForm(Form):
    """`watchlist` of a route."""

    name: str
    km: float = 10.0


class QuietForm(Form, rename={"start": "from", "end": "to"}):
    """`quiet`."""

    start: str
    end: str
    zone: str
    unless: str | None = None


class RouteForm(Form):
    """One table under `routes`."""

    sinks: list[str]
    level: str = "medium"
    countries: list[str] | None = None
    attack_types: list[str] | None = None
    kinds: list[str] | None = None
    near: NearForm | None = None
    watchlist: WatchForm | None = None
    killed: int | None = None
    claimed: bool | None = None
    quiet: QuietForm | None = None
    digest: str | None = None
    storm: int = STORM
    unless: str | None = None
    exercises: bool = False


class CoverageForm(Form):
    """`coverage`."""

    sinks: list[str]
    silent_hours: float = 6.0


def formed(where: str, table: object, form: type[Any]) -> Any:
    """Return `table` in its form. Raises SettingsError that names the key."""
    try:
        return msgspec.convert(table, form)
    except msgspec.ValidationError as error:
        known = ", ".join(field.encode_name for field in msgspec.structs.fields(form))
        raise SettingsError(f"{where}: {error}; known: {known}") from None


def route_of(name: str, table: object, sinks: Collection[str], lists: Collection[str]) -> Route:
    """Return one route. Raises SettingsError for a value that is not allowed."""
    where = f"routes.{name}"
    form: RouteForm = formed(where, table, RouteForm)
    countries = load_countries().by_code
    return Route(
        name=name,
        sinks=tuple(dict.fromkeys(_chosen(where, "sinks", form.sinks, sinks) or ())),
        level=_one(where, "level", form.level, LEVELS),
        countries=_set(where, "countries", form.countries, countries),
        attack_types=_set(where, "attack_types", form.attack_types, get_args(AttackType)),
        kinds=_set(where, "kinds", form.kinds, KINDS),
        near=_near(where, form.near),
        watched=_watched(where, form.watchlist, lists),
        killed=form.killed if form.killed is None else _within(where, "killed", form.killed, 0),
        claimed=form.claimed,
        quiet=_quiet(where, form.quiet),
        digest=_digest(where, form.digest),
        storm=_within(where, "storm", form.storm, 1),
        urgent=_urgent(where, form),
        exercises=form.exercises,
    )


def coverage_of(table: object, sinks: Collection[str]) -> Coverage:
    """Return who hears of silent sources. Raises SettingsError."""
    form: CoverageForm = formed("coverage", table, CoverageForm)
    chosen = _chosen("coverage", "sinks", form.sinks, sinks) or ()
    hours = form.silent_hours
    if not 0 < hours <= 720:
        raise SettingsError(f"coverage: silent_hours must be above 0 and at most 720, got {hours}")
    return Coverage(tuple(chosen), hours)


def _urgent(where: str, form: RouteForm) -> str:
    """Return the level that nothing holds back; it may stand in `quiet` or beside it."""
    said = {form.unless, form.quiet.unless if form.quiet else None} - {None}
    if len(said) > 1:
        raise SettingsError(f"{where}: unless is said twice: {form.unless} and in quiet")
    return _one(where, "unless", next(iter(said), None) or "critical", LEVELS)


def _near(where: str, form: NearForm | None) -> Near | None:
    if form is None:
        return None
    for what, value, limit in (("lat", form.lat, 90), ("lon", form.lon, 180)):
        if not -limit <= value <= limit:
            raise SettingsError(f"{where}: near.{what} must be {-limit}..{limit}, got {value}")
    return Near(form.lat, form.lon, _km(where, "near", form.km), form.name)


def _watched(where: str, form: WatchForm | None, lists: Collection[str]) -> Watched | None:
    if form is None:
        return None
    return Watched(
        _one(where, "watchlist.name", form.name, lists), _km(where, "watchlist", form.km)
    )


def _km(where: str, what: str, km: float) -> float:
    if not 0 < km <= 20_000:
        raise SettingsError(f"{where}: {what}.km must be above 0 and at most 20000, got {km}")
    return km


def _quiet(where: str, form: QuietForm | None) -> Quiet | None:
    if form is None:
        return None
    start, end = _time(where, "from", form.start), _time(where, "to", form.end)
    if start == end:
        raise SettingsError(f"{where}: quiet from {form.start} to {form.end} has no length")
    try:
        ZoneInfo(form.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        example = "such as Asia/Baghdad"
        raise SettingsError(
            f"{where}: quiet.zone must be a time zone {example}, got {form.zone!r}"
        ) from None
    return Quiet(start, end, form.zone)


def _time(where: str, what: str, text: str) -> time:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise SettingsError(f"{where}: quiet.{what} must be HH:MM, got {text!r}")
    return found


def _digest(where: str, text: str | None) -> Digest | None:
    found: Digest | None = text if text in ("hourly", "daily") else None  # type: ignore[assignment]
    if text is not None and found is None:
        raise SettingsError(f"{where}: digest must be hourly or daily, got {text!r}")
    return found


def _within(where: str, what: str, value: int, low: int) -> int:
    if not low <= value <= 1_000_000:
        raise SettingsError(f"{where}: {what} must be {low}..1000000, got {value}")
    return value


def _set(
    where: str, what: str, words: list[str] | None, known: Collection[str]
) -> frozenset[str] | None:
    chosen = _chosen(where, what, words, known)
    return None if chosen is None else frozenset(chosen)


def _chosen(
    where: str, what: str, words: list[str] | None, known: Collection[str]
) -> list[str] | None:
    """Return the words; an empty list could never match anything."""
    if words is None:
        return None
    if not words:
        raise SettingsError(f"{where} can never match: {what} is empty; leave it out for all")
    return [_one(where, what, word, known) for word in words]


def _one(where: str, what: str, word: str, known: Collection[str]) -> str:
    if word in known:
        return word
    named = ", ".join(known) if len(known) <= 20 else "an ISO 3166-1 code such as IQ"
    raise SettingsError(f"{where}: {what} must be of {named or 'none'}, got {word!r}")
