"""`rasid dlq ls|show|replay|purge`: look at what could not be used, mend, and send it back."""

import json
import os
import time
from collections.abc import Collection
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from streams.adapters.headers import STAGE
from streams.cli.inputs import told
from streams.cli.letter_text import cell, header_rows, moment, safe, value_of
from streams.cli.publish import Brokers, broker_of
from streams.cli.tables import table
from streams.config import Settings
from streams.domain.errors import DeadReason, InputError, SettingsError
from streams.domain.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.adapters.dead_letters import DeadLetter, Wanted

app = typer.Typer(help="Dead letters: what could not be used, and why.", no_args_is_help=True)

KNOCK_S = 5.0
UNITS_S = {"m": 60, "h": 3_600, "d": 86_400}

Topic = Annotated[
    str, typer.Option(metavar="TOPIC", help="Only letters of this topic of `rasid topics list`.")
]
Reason = Annotated[str, typer.Option(metavar="REASON", help="Only letters with this reason.")]
Source = Annotated[str, typer.Option(metavar="SOURCE", help="Only letters that this source sent.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Place = Annotated[str, typer.Argument(metavar="TOPIC/PARTITION/OFFSET", help="As in `ls --each`.")]


@app.command("ls")
def list_letters(
    brokers: Brokers = None,
    topic: Topic = "",
    reason: Reason = "",
    source: Source = "",
    each: Annotated[bool, typer.Option("--each", help="One line a letter.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Count dead letters by topic, stage, reason and source."""
    found = _found(brokers, topic, reason, source)
    if each:
        heads: tuple[str, ...] = ("letter", "at", "stage", "reason", "source", "replayed")
        rows = [_row(letter) for letter in found]
    else:
        heads = ("topic", "stage", "reason", "source", "letters", "first", "last")
        rows = _counted(found)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(dict(zip(heads, row, strict=True))))
    else:
        table(heads, [[cell(value) for value in row] for row in rows])


@app.command()
def show(place: Place, brokers: Brokers = None) -> None:
    """Print one letter: its headers by their types, its key, and its bytes as far as they read."""
    topic = next((one.name for one in TOPICS if place.startswith(f"{one.dead}/")), None)
    for letter in _found(brokers, topic, "", "") if topic else ():
        if letter.name == place:
            table(("header", "value"), header_rows(letter))
            typer.echo(f"key    {safe((letter.message.key or b'').decode('utf-8', 'replace'))}")
            typer.echo(f"value  {value_of(letter)}")
            return
    raise InputError(f"there is no dead letter {place}")


@app.command()
def replay(
    brokers: Brokers = None,
    topic: Topic = "",
    reason: Reason = "",
    source: Source = "",
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="At most so many; 0: all.")] = 0,
    again: Annotated[bool, typer.Option("--again", help="Also what was replayed before.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Send letters back to the topic they came from; each once, unless told otherwise."""
    from streams.adapters.dead_letters import Resender

    unsent = (x for x in _found(brokers, topic, reason, source) if again or not x.is_replayed)
    chosen = {letter.name for letter in islice(unsent, limit or None)}
    if dry_run:
        typer.echo(f"{len(chosen)} letters would be replayed")
        return
    address, sent = broker_of(brokers), 0
    _ensure_ledger(address)
    with Resender(address) as resender:
        try:
            for letter in _among(_found(brokers, topic, reason, source), chosen):
                resender.send(letter)
                sent += 1
        finally:
            typer.echo(f"{sent} of {len(chosen)} letters replayed, acknowledged by {address}")


@app.command()
def purge(
    brokers: Brokers = None,
    topic: Topic = "",
    before: Annotated[
        str, typer.Option(metavar="7d|ISO", help="Only letters older than this; else all.")
    ] = "",
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete; this cannot be undone.")] = False,
) -> None:
    """Delete letters, of a topic or of all, up to a time. Needs --dry-run or --yes."""
    from streams.adapters.dead_letters import delete, ends

    if dry_run == yes:
        raise SettingsError("purge needs one of --dry-run and --yes")
    dead, moment_ms = _dead_topics(topic), _moment_ms(before)
    address = _reached(brokers)
    places = ends(address, dead, moment_ms)
    if yes and places:
        delete(address, places)
    words = "deleted" if yes else "would be deleted"
    for tp, end in sorted(places.items()):
        typer.echo(f"{tp.topic} partition {tp.partition}: letters before {end} {words}")
    typer.echo(f"{len(places)} partitions with letters to delete")


def _reached(brokers: str | None) -> str:
    """Return the brokers to use. Raises Unavailable when none answers."""
    from streams.adapters.knock import knock

    address = broker_of(brokers)
    knock(address, KNOCK_S, told)
    return address


def _found(brokers: str | None, topic: str, reason: str, source: str) -> "Iterable[DeadLetter]":
    from streams.adapters.dead_letters import letters

    dead, wanted = _dead_topics(topic), _wanted(topic, reason, source)
    return letters(_reached(brokers), dead, wanted)


def _among(found: "Iterable[DeadLetter]", chosen: Collection[str]) -> "Iterator[DeadLetter]":
    """Return the letters of these names, read one by one: together they may fill the memory.

    It ends with the last of them, so that what dies again meanwhile is not sent again.
    """
    return islice((letter for letter in found if letter.name in chosen), len(chosen))


def _wanted(topic: str, reason: str, source: str) -> "Wanted":
    from streams.adapters.dead_letters import Wanted

    known = get_args(DeadReason)
    if reason and reason not in known:
        raise SettingsError(f"--reason must be one of {', '.join(known)}, got {reason!r}")
    return Wanted(topic, reason, source)


def _dead_topics(topic: str) -> list[str]:
    names = [one.name for one in TOPICS]
    if topic and topic not in names:
        raise SettingsError(f"--topic must be one of {', '.join(names)}, got {topic!r}")
    return [one.dead for one in TOPICS if topic in ("", one.name)]


def _ensure_ledger(brokers: str) -> None:
    from streams.adapters.dead_letters import REPLAYED
    from streams.adapters.topics_admin import create, ledger

    create(brokers, [ledger(REPLAYED)], Settings.from_env(os.environ).replication)


def _row(letter: "DeadLetter") -> tuple[object, ...]:
    return (letter.name, moment(letter.message.at), *_why(letter), letter.is_replayed)


def _counted(found: "Iterable[DeadLetter]") -> list[tuple[object, ...]]:
    """Return for each kind of letter how many there are, and the times of the first and last."""
    times: dict[tuple[str, ...], tuple[int, int, int]] = {}
    for letter in found:
        kind, at = (letter.topic, *_why(letter)), letter.message.at
        count, first, last = times.get(kind, (0, at, at))
        times[kind] = (count + 1, min(first, at), max(last, at))
    return [
        (*kind, count, moment(first), moment(last))
        for kind, (count, first, last) in sorted(times.items())
    ]


def _why(letter: "DeadLetter") -> tuple[str, str, str]:
    return letter.text(STAGE), letter.reason, letter.source


def _moment_ms(text: str) -> int | None:
    """Return a time as epoch milliseconds: an age such as `7d`, or ISO 8601 in UTC."""
    if not text:
        return None
    if text[:-1].isdigit() and text[-1] in UNITS_S:
        return time.time_ns() // 1_000_000 - int(text[:-1]) * UNITS_S[text[-1]] * 1000
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        allowed = "an age such as 7d or 12h, or ISO 8601"
        raise SettingsError(f"--before must be {allowed}, got {text!r}") from None
    return int(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1000)
