"""`rasid alerts tail|show|ack|mute|test-sink`: what became of alerts, and who wants silence."""

import json
import os
import time
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli import stored
from streams.cli.alert_words import attempt_lines, fate_lines, headline_of, summary
from streams.cli.letter_text import cell, moment, safe
from streams.cli.tables import table
from streams.config import Settings
from streams.domain.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.adapters.alert_ledger import Ledger

app = typer.Typer(
    help="Alerts: what was sent to whom, what was not, and why.", no_args_is_help=True
)

LOOK_S = 1.0
UNITS_MS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}

Name = Annotated[
    str, typer.Argument(metavar="ID", help="Of an alert or an incident, or how it begins.")
]
By = Annotated[str, typer.Option("--by", metavar="WHO", help="Else the name of this account.")]


@app.command()
def tail(
    number: Annotated[int, typer.Option("-n", metavar="N", help="So many of the last.")] = 20,
    follow: Annotated[bool, typer.Option("-f", "--follow", help="Go on with new ones.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the alerts taken in last, with what became of them for each sink."""
    with _ledger() as ledger:
        seq = 0
        for taken in reversed(ledger.last(max(1, number))):
            seq = taken.seq
            typer.echo(summary(taken, ledger.fates(taken.alert_id), as_json=as_json))
        while follow:
            time.sleep(LOOK_S)
            for taken in ledger.since(seq):
                seq = taken.seq
                typer.echo(summary(taken, ledger.fates(taken.alert_id), as_json=as_json))


@app.command()
def show(
    name: Name,
    as_json: Annotated[bool, typer.Option("--json", help="The record of each alert.")] = False,
) -> None:
    """Explain alerts: why each was sent, held or not sent, and every attempt to deliver it."""
    with _ledger() as ledger:
        for taken in ledger.found(name):
            if as_json:
                typer.echo(taken.alert.decode())
                continue
            typer.echo(headline_of(taken))
            for line in fate_lines(ledger.fates(taken.alert_id)):
                typer.echo(f"  {safe(line)}")
            for line in attempt_lines(ledger.attempts(taken.alert_id)):
                typer.echo(f"    {safe(line)}")
            if (ack := ledger.acknowledged(taken.incident_id)) is not None:
                typer.echo(f"  acknowledged by {safe(ack[0])} at {moment(ack[1])}")


@app.command()
def ack(name: Name, by: By = "") -> None:
    """Say that somebody sees to an incident: its updates stop until it gets worse or is over."""
    with _ledger() as ledger:
        incidents = list(dict.fromkeys(taken.incident_id for taken in ledger.found(name)))
        if len(incidents) > 1:
            raise InputError(f"{name!r} begins {len(incidents)} incidents; write more of the id")
        ledger.acknowledge(incidents[0], by or getuser(), _now_ms())
    typer.echo(f"{incidents[0]} acknowledged by {by or getuser()}")


@app.command()
def mute(
    incident: Annotated[str, typer.Option(metavar="ID", help="One incident.")] = "",
    country: Annotated[str, typer.Option(metavar="CODE", help="A country, such as IQ.")] = "",
    route: Annotated[str, typer.Option(metavar="NAME", help="One route.")] = "",
    sink: Annotated[str, typer.Option(metavar="NAME", help="One sink.")] = "",
    span: Annotated[
        str, typer.Option("--for", metavar="30m|2h|7d", help="How long, at most 30d.")
    ] = "2h",
    why: Annotated[str, typer.Option(metavar="WORDS", help="Shown by `show`.")] = "",
    by: By = "",
    off: Annotated[int, typer.Option(metavar="N", help="End the mute of this number.")] = 0,
) -> None:
    """Silence an incident, country, route or sink; without options, list what is silent.

    Corrections, retractions and closings of what a sink was told pass all the same.
    """
    from streams.adapters.alert_ledger import SCOPES, Mute

    named = dict(zip(SCOPES, (incident, country.upper(), route, sink), strict=True))
    chosen = [(scope, value) for scope, value in named.items() if value]
    with _ledger() as ledger:
        if off:
            if not ledger.unmute(off, _now_ms()):
                raise InputError(f"there is no mute {off} that holds")
            typer.echo(f"mute {off} ended")
        elif len(chosen) > 1:
            raise SettingsError(f"mute takes one of {', '.join(SCOPES)}, got {len(chosen)}")
        elif chosen:
            _check(*chosen[0])
            wanted = Mute(*chosen[0], _now_ms() + _span_ms(span), by or getuser(), why)
            number = ledger.mute(wanted, _now_ms())
            typer.echo(f"mute {number}: {wanted.scope} {wanted.value} until {moment(wanted.until)}")
        else:
            heads = ("mute", "scope", "value", "until", "by", "why")
            rows = [
                (m.mute_id, m.scope, m.value, moment(m.until), m.by, m.why)
                for m in ledger.mutes(_now_ms())
            ]
            table(heads, [[cell(value) for value in row] for row in rows])


@app.command("test-sink")
def test_sink(name: Annotated[str, typer.Argument(metavar="SINK")]) -> None:
    """Send one alert marked as an exercise to a sink, past the outbox, and say how it went."""
    from streams.adapters.alerting_file import plan_of
    from streams.cli.exercise import exercise

    sinks = {sink.name: sink for sink in plan_of(Settings.from_env(os.environ)).sinks}
    if name not in sinks:
        raise SettingsError(f"the sink must be one of {', '.join(sinks)}, got {name!r}")
    outcome = sinks[name].deliver(exercise(name, _now_ms()), _now_ms())
    said = {"sink": name, "outcome": outcome.verdict, "status": outcome.status}
    typer.echo(json.dumps({**said, "detail": safe(outcome.detail)}), err=name == "console")
    raise typer.Exit(0 if outcome.verdict == "delivered" else 1)


@contextmanager
def _ledger() -> "Iterator[Ledger]":
    """Open the database of the alerting service. Raises InputError where there is none."""
    from streams.adapters.alert_ledger import Ledger

    with stored.outbox() as outbox:
        if outbox is None:
            folder = Path(Settings.from_env(os.environ).run_dir or ".run/services")
            said = f"no alerting service has worked in {folder}; RASID_RUN_DIR names another"
            raise InputError(said)
        yield Ledger(outbox)


def _check(scope: str, value: str) -> None:
    """Raise SettingsError when the plan in force names no such route or sink."""
    from streams.adapters.alerting_file import plan_of
    from streams.lang.countries import load_countries

    if scope == "incident":
        return
    if scope == "country":
        known = tuple(load_countries().by_code)
    else:
        routing = plan_of(Settings.from_env(os.environ)).routing
        known = routing.sinks if scope == "sink" else tuple(route.name for route in routing.routes)
    if value not in known:
        named = ", ".join(known) if len(known) <= 20 else "an ISO 3166-1 code such as IQ"
        raise SettingsError(f"--{scope} must be one of {named}, got {value!r}")


def _span_ms(text: str) -> int:
    number, unit = text[:-1], text[-1:]
    if (
        not number.isdigit()
        or unit not in UNITS_MS
        or not 0 < int(number) * UNITS_MS[unit] <= (30 * UNITS_MS["d"])
    ):
        raise SettingsError(f"--for must be such as 30m, 2h or 7d, at most 30d, got {text!r}")
    return int(number) * UNITS_MS[unit]


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
