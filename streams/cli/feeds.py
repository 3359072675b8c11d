"""`rasid feeds list|check`: which feeds are listed, how they do, and whether they can be read."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.inputs import told
from streams.cli.letter_text import cell, moment
from streams.cli.output import line
from streams.cli.tables import table
from streams.config import Settings
from streams.domain.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.adapters.feed_memory import Memory
    from streams.adapters.feeds_file import Feed
    from streams.services.ingest.asking import Said

app = typer.Typer(help="Feeds that ingest follows.", no_args_is_help=True)

HEADS = ("name", "on", "source", "language", "country", "owner", "last", "failures", "answered")
File = Annotated[
    str | None, typer.Argument(metavar="[FILE]", help="A file of feeds, else RASID_INGEST_FEEDS.")
]


@app.command("list")
def list_feeds(
    file: File = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the feeds of a file, each with how it did when it was last asked."""
    from streams.adapters.feed_memory import FOLDER, Memories

    settings = Settings.from_env(os.environ)
    memories = Memories(Path(settings.run_dir or ".run/services") / FOLDER)
    rows = [_row(feed, memories.read(feed.url)) for feed in _listed(file, settings)]
    if as_json:
        for row in rows:
            typer.echo(line(dict(zip(HEADS, row, strict=True))), nl=False)
    else:
        table(HEADS, [[cell(value) for value in row] for row in rows])


@app.command()
def check(
    file: File = None,
    fetch: Annotated[bool, typer.Option(help="Ask each feed once, also those off.")] = False,
) -> None:
    """Check a file of feeds; exit 1 when a feed that was asked cannot be read."""
    settings = Settings.from_env(os.environ)
    feeds = _listed(file, settings)
    on = sum(feed.is_on for feed in feeds)
    if not fetch:
        typer.echo(f"{len(feeds)} feeds, {on} on")
        return
    answers = asyncio.run(_asked(feeds, settings))
    pairs = list(zip(feeds, answers, strict=True))
    table(("", "", ""), [_tried(feed, said) for feed, said in pairs])
    failed = sum(not said.is_answer for said in answers)
    told(f"{len(feeds)} feeds, {on} on; {failed} could not be read")
    raise typer.Exit(1 if failed else 0)


def _listed(file: str | None, settings: Settings) -> "Sequence[Feed]":
    from streams.adapters.feeds_file import read_feeds

    path = file or settings.ingest_feeds
    if not path:
        raise SettingsError("no feeds: give a file of them or set RASID_INGEST_FEEDS")
    return read_feeds(Path(path))


def _row(feed: "Feed", memory: "Memory") -> tuple[str, ...]:
    return (
        feed.name,
        "on" if feed.is_on else "off",
        feed.source,
        feed.language,
        feed.country,
        feed.owner,
        memory.outcome,
        str(memory.failures),
        moment(memory.answered_ms) if memory.answered_ms else "",
    )


async def _asked(feeds: "Sequence[Feed]", settings: Settings) -> "list[Said]":
    from streams.adapters.feed_memory import Memory
    from streams.adapters.feeds_web import web_of
    from streams.adapters.reading_pages import Pages
    from streams.services.ingest.asking import Asking

    web = web_of(settings)
    asking = Asking(web, Pages(web))
    return list(await asyncio.gather(*(asking.ask(feed, Memory()) for feed in feeds)))


def _tried(feed: "Feed", said: "Said") -> tuple[str, str, str]:
    """Return what is shown of a feed that was asked."""
    if not said.is_answer:
        return "FAILED", feed.name, cell(f"{said.outcome}: {said.detail}".removesuffix(": "))
    times = [entry.published_ms for entry in said.entries if entry.published_ms]
    newest = f", the newest of {moment(max(times))}" if times else ", none with a time"
    return "ok", feed.name, f"{len(said.entries)} entries{newest}"
