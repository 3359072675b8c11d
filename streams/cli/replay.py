"""`rasid replay`: a file of articles through the whole flow, in memory or over a bus."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from streams.adapters.files import Found
from streams.cli import inputs
from streams.cli.output import progress
from streams.cli.results import Results, dead_line
from streams.config import Settings
from streams.domain.errors import InputError, SettingsError
from streams.domain.records import Article

MEMORY, EMBEDDED = "memory", "embedded"

Folder = Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="Where results go.")]
Bus = Annotated[
    str,
    typer.Option(
        metavar="memory|embedded|HOST:PORT",
        help="In this process, over a broker of our own, or over a broker that is running.",
    ),
]
Partitions = Annotated[
    int, typer.Option(metavar="N", help="1..1000, of topics that do not fix their own.")
]
Processes = Annotated[
    int | None,
    typer.Option(
        metavar="N", help="1..256 that read in memory: as many as there are cores unless told."
    ),
]
Batch = Annotated[int, typer.Option(metavar="N", help="1..10000 records a stage takes at once.")]


def replay(
    paths: inputs.In,
    output: Folder,
    bus: Bus = MEMORY,
    partitions: Partitions = 1,
    batch: Batch = 500,
    processes: Processes = None,
    source: inputs.Source = None,
    published_at: inputs.PublishedAt = None,
    title: inputs.Title = None,
) -> None:
    """Send articles through the whole flow and write all that it says into DIR.

    DIR gets attacks.jsonl, incidents.jsonl (every revision), alerts.jsonl, duplicates.jsonl and
    dead.jsonl. Articles are taken in the order of the input; their times are the clock.
    """
    _check_bus(bus)
    inputs.within("--partitions", partitions, 1, 1000)
    inputs.within("--batch", batch, 1, 10_000)
    inputs.within("--processes", processes or 1, 1, 256)
    folder = _made(output)
    reader = inputs.Reader(paths, inputs.gaps(source, published_at, title))
    results = Results()
    articles = _articles(reader, results)
    if bus == MEMORY:
        from streams.adapters.cores import cores
        from streams.cli.memory_replay import in_memory

        in_memory(articles, results, processes or cores(), partitions=partitions, batch=batch)
    else:
        _over_bus(articles, bus, partitions, batch, results)
    _saved(results, folder)
    typer.echo(f"rasid: {len(articles)} articles, {results}", err=True)
    raise typer.Exit(reader.exit_code)


def _check_bus(bus: str) -> None:
    if bus not in (MEMORY, EMBEDDED) and not inputs.is_address(bus):
        raise SettingsError(f"--bus must be {MEMORY}, {EMBEDDED} or HOST:PORT, got {bus!r}")


def _made(output: str) -> Path:
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {output}: {error.strerror}") from None
    return folder


def _saved(results: Results, folder: Path) -> None:
    try:
        results.write(folder)
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}") from None


def _articles(reader: inputs.Reader, results: Results) -> list[Article]:
    """Return the articles in order; lines that give none go to the dead letters."""
    articles = []
    with progress("reading") as advance:
        for found in reader:
            advance(1)
            if isinstance(found, Found):
                articles.append(found.article)
            elif found.reason is not None:
                results.dead.append(dead_line(found))
    return articles


def _over_bus(
    articles: Sequence[Article], bus: str, partitions: int, batch: int, results: Results
) -> None:
    from streams.adapters.embedded import EmbeddedBroker
    from streams.cli.bus_replay import over_bus
    from streams.cli.crew import run_folder

    run_dir = Settings.from_env(os.environ).run_dir
    how = {"partitions": partitions, "batch": batch}
    with run_folder(run_dir, keep=False) as folder:
        if bus != EMBEDDED:
            over_bus(articles, bus, folder, results, **how)
            return
        with EmbeddedBroker(folder / "broker") as broker:
            over_bus(articles, broker.bootstrap, folder, results, **how)
