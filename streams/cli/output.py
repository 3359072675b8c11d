"""Where output goes: JSON lines to a file or stdout, progress to a terminal's stderr alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer

from streams.domain.errors import InputError

Out = Annotated[
    str | None, typer.Option("-o", "--output", metavar="OUT.jsonl", help="A file, else stdout.")
]


def line(row: object) -> bytes:
    """Return `row` as one line of JSON in UTF-8, its end included."""
    return msgspec.json.encode(row) + b"\n"


@contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Open `path` for writing, or stdout. Raises InputError when it cannot be written."""
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        stream = Path(path).open("wb")  # noqa: SIM115 - closed below, only opening may fail here
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
    with stream:
        yield stream


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator[Callable[[int], object]]:
    """Show a bar while entered; call what it yields with the number done since the last call."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda done: bar.advance(task, done)
