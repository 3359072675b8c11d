"""`rasid reprocess`: stored articles, read again by the reader of today."""

import os
import time
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli import stored
from streams.cli.output import Out, line, opened, progress
from streams.cli.tables import table
from streams.config import Settings
from streams.domain.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from streams.services.reprocess import Change

Since = Annotated[
    str, typer.Option(metavar="TIME", help="What was fetched from then on: 7d, 12h, or ISO 8601.")
]


def reprocess(since: Since, output: Out = None) -> None:
    """Read articles again whose text is still kept, and store what today's reader finds.

    Nobody is alerted, and incidents stay as they were told. With -o, what changed is listed.
    """
    from streams.lang.loader import load_context
    from streams.services.reprocess import reprocess as read_again
    from streams.services.reprocess import summed

    since_ms = stored.moment("--since", since, _now_ms())
    if since_ms is None:
        raise SettingsError("--since must be such as 7d, 12h or 2016-10-21, got ''")
    settings = Settings.from_env(os.environ)
    with stored.engine() as engine, progress("articles") as advance:
        changes = read_again(engine, since_ms, load_context(settings.thresholds), _now_ms)
        if output is None:
            total = summed(_seen(changes, advance))
        else:
            with opened(output) as out:
                total = summed(_listed(_seen(changes, advance), out))
    rows = [(name, str(number)) for name, number in total.items()]
    table(("", ""), rows or [("articles", "0")])


def _seen(changes: "Iterable[Change]", advance: "Callable[[int], object]") -> "Iterator[Change]":
    for one in changes:
        advance(1)
        yield one


def _listed(changes: "Iterable[Change]", out: "BinaryIO") -> "Iterator[Change]":
    for one in changes:
        if not one.is_none:
            out.write(line(one))
        yield one


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
