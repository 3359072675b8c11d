"""Read the file that says which alerts go where: RASID_ALERTING."""

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from streams.adapters.console import Console
from streams.adapters.posting import Endpoint
from streams.adapters.route_tables import NAME, Form, coverage_of, formed, route_of
from streams.adapters.sink_kinds import sink_of
from streams.adapters.sinks import Sink
from streams.adapters.watchlist_files import read_watchlist
from streams.adapters.web_address import RefusedUrl
from streams.adapters.webhook import Webhook
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.routing.reachable import why_never
from streams.domain.routing.routes import Routing, plain_routing
from streams.domain.routing.sites import Watchlist
from streams.lang.countries import load_countries

TABLES = ("sinks", "watchlists", "routes", "coverage")


@dataclass(frozen=True, slots=True)
class Plan:
    """Sinks and what goes to them."""

    sinks: tuple[Sink, ...]
    routing: Routing


class WatchlistForm(Form):
    """One table under `watchlists`."""

    file: str


def plan_of(settings: Settings) -> Plan:
    """Return the plan of the settings: a file, or console and webhook. Raises SettingsError."""
    if not settings.alerting:
        sinks = _plain_sinks(settings)
        return Plan(sinks, plain_routing(tuple(s.name for s in sinks), settings.alert_level))
    if settings.webhook_url:
        raise SettingsError(
            "RASID_WEBHOOK_URL has no effect beside RASID_ALERTING: list the webhook there"
        )
    return read_plan(Path(settings.alerting))


def read_plan(path: Path) -> Plan:
    """Return the plan in a file. Raises SettingsError that names the file and what is wrong."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"RASID_ALERTING: cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"RASID_ALERTING: {path} is not TOML: {error}") from None
    try:
        return _planned(tables, path.parent)
    except SettingsError as error:
        raise SettingsError(f"RASID_ALERTING: {path}: {error}") from None


def _plain_sinks(settings: Settings) -> tuple[Sink, ...]:
    console = Console(sys.stdout)
    if not settings.webhook_url:
        return (console,)
    try:
        endpoint = Endpoint(settings.webhook_url, private=settings.webhook_private)
    except RefusedUrl as error:
        allows = "RASID_WEBHOOK_PRIVATE=1 allows http and private addresses"
        raise SettingsError(f"RASID_WEBHOOK_URL {error}; {allows}") from None
    return (console, Webhook(endpoint))


def _planned(tables: Mapping[str, object], folder: Path) -> Plan:
    for key in tables:
        if key not in TABLES:
            raise SettingsError(f"{key} is not known; known: {', '.join(TABLES)}")
    named = _tables("sinks", tables.get("sinks"))
    sinks = tuple(sink_of(name, table, folder) for name, table in named.items())
    watchlists = {
        name: _watchlist(name, table, folder)
        for name, table in _tables("watchlists", tables.get("watchlists", {})).items()
    }
    routes = tuple(
        route_of(name, table, named, watchlists)
        for name, table in _tables("routes", tables.get("routes")).items()
    )
    countries = load_countries().by_code
    for route in routes:
        if why := why_never(route, watchlists, countries):
            raise SettingsError(f"routes.{route.name} can never match: {why}")
    about = tables.get("coverage")
    coverage = None if about is None else coverage_of(about, named)
    return Plan(sinks, Routing(tuple(named), routes, watchlists, coverage))


def _tables(what: str, found: object) -> dict[str, Mapping[str, object]]:
    """Return the tables under `what`, at least one where it must be there."""
    if not isinstance(found, dict) or (what != "watchlists" and not found):
        raise SettingsError(f"there must be at least one table [{what}.NAME]")
    for name, table in found.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{what}.{name} must be a table, got {table!r}")
        if not re.fullmatch(NAME, name):
            raise SettingsError(f"{what}: a name has 1..64 letters, digits, _, -, ., got {name!r}")
    return found


def _watchlist(name: str, table: Mapping[str, object], folder: Path) -> Watchlist:
    form: WatchlistForm = formed(f"watchlists.{name}", table, WatchlistForm)
    return read_watchlist(name, folder / form.file)
