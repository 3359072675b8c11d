"""`rasid watch test`: which alerts of the last month would have been near a watchlist."""

import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.inputs import told, within
from streams.cli.letter_text import cell, moment
from streams.cli.output import line
from streams.cli.tables import table
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.records import Alert
from streams.domain.routing.matching import Match, match
from streams.domain.routing.routes import RANKS, Route, Watched

if TYPE_CHECKING:
    from streams.domain.routing.sites import Watchlist

app = typer.Typer(help="Watchlists: own sites and areas.", no_args_is_help=True)

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
HEADS = ("at", "level", "kind", "near", "headline")
LEVELS = tuple(level for level in RANKS if level != "unknown")


@app.callback()
def watchlists() -> None:
    """Keep `test` a command of its own when it is the only one."""


@app.command("test")
def would_have_sent(
    watchlist: Annotated[
        str, typer.Argument(metavar="SITES", help="A .csv or .geojson file, or a name in the file.")
    ],
    km: Annotated[
        float, typer.Option(metavar="KM", help="For sites without a km of their own.")
    ] = 25.0,
    days: Annotated[int, typer.Option(metavar="N", help="1..36500 days back from now.")] = 30,
    level: Annotated[str, typer.Option(metavar="LEVEL", help="The lowest that counts.")] = "medium",
    alerts: Annotated[
        str, typer.Option(metavar="FILE", help="alerts.jsonl of a replay, else the database.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the alerts that were near the sites of a watchlist: what it would have sent.

    Those of the last 30 days from the database of storage, or all in a file.
    """
    within("--days", days, 1, 36_500)
    within("--km", km, 0.001, 20_000)
    if level not in LEVELS:
        raise SettingsError(f"--level must be one of {', '.join(LEVELS)}, got {level!r}")
    sites = _sites(watchlist)
    route = Route("test", ("stdout",), level, watched=Watched(sites.name, km))
    seen = _alerts(alerts, days)
    found = [(alert, match(route, alert, {sites.name: sites})) for alert in seen]
    near = [(alert, matched) for alert, matched in found if matched.why_not is None]
    if as_json:
        for alert, matched in near:
            row = dict(zip(HEADS, _row(alert, matched), strict=True))
            typer.echo(line({"alert_id": alert.alert_id, **row}), nl=False)
    else:
        table(HEADS, [[cell(value) for value in _row(alert, matched)] for alert, matched in near])
    told(_summary([alert for alert, _ in near], len(seen), len(sites.sites)))


def _sites(text: str) -> "Watchlist":
    """Return the watchlist in a file, or that of a name in the file of alerting."""
    from streams.adapters.alerting_file import plan_of
    from streams.adapters.watchlist_files import SUFFIXES, read_watchlist

    if Path(text).suffix.lower() in SUFFIXES:
        return read_watchlist(Path(text).stem, Path(text))
    known = plan_of(Settings.from_env(os.environ)).routing.watchlists
    if text not in known:
        named = ", ".join(known) or "none in RASID_ALERTING"
        raise SettingsError(f"SITES must be a .csv or .geojson file or of {named}, got {text!r}")
    return known[text]


def _alerts(path: str, days: int) -> list[Alert]:
    from streams.adapters.database import file_url
    from streams.adapters.news_alerts import alerts_in, stored_alerts

    if path:
        return list(alerts_in(Path(path)))
    settings = Settings.from_env(os.environ)
    folder = Path(settings.run_dir or ".run/services")
    since = time.time_ns() // 1_000_000 - days * DAY_MS
    return stored_alerts(settings.database or file_url(folder / "rasid.db"), since)


def _row(alert: Alert, matched: Match) -> tuple[str, ...]:
    near = "; ".join(matched.notes)
    return moment(alert.at), alert.level, alert.kind, near, alert.headline.en


def _summary(near: Sequence[Alert], seen: int, sites: int) -> str:
    incidents = len({alert.incident_id for alert in near})
    hours = Counter(alert.at // HOUR_MS for alert in near)
    return (
        f"{len(near)} of {seen} alerts, of {incidents} incidents, near {sites} sites; "
        f"at most {max(hours.values(), default=0)} in an hour"
    )
