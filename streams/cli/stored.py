"""The database of what was read, for commands, and the options that narrow what they take of it."""

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from streams.adapters.article_line import milliseconds
from streams.config import Settings
from streams.domain.errors import BadRecord, InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from streams.adapters.deliveries import Deliveries
    from streams.adapters.incident_filters import Box

UNITS_MS = {"h": 3_600_000, "d": 86_400_000}

Since = Annotated[
    str, typer.Option(metavar="TIME", help="First reported from then: 7d, 12h, or ISO 8601.")
]
Until = Annotated[str, typer.Option(metavar="TIME", help="First reported before then.")]
Country = Annotated[list[str] | None, typer.Option(metavar="CODE", help="Such as IQ; repeatable.")]
Type = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Of attack; repeatable.")
]
Level = Annotated[
    list[str] | None, typer.Option(metavar="LEVEL", help="low, medium, high or critical.")
]
Perpetrator = Annotated[
    list[str] | None, typer.Option(metavar="GROUP", help="Id or name of a group; repeatable.")
]
Area = Annotated[
    str, typer.Option("--box", metavar="W,S,E,N", help="Degrees; W > E crosses the date line.")
]
Text = Annotated[str, typer.Option(metavar="WORDS", help="All must be found, in any script.")]


def database_url(settings: Settings) -> "str | sa.URL":
    """Return where the storage service keeps things. Raises InputError when it never did."""
    from streams.adapters.database import file_url

    if settings.database:
        return settings.database
    path = Path(settings.run_dir or ".run/services") / "rasid.db"
    if not path.is_file():
        said = f"there is no database {path}; RASID_DATABASE or RASID_RUN_DIR names one"
        raise InputError(said)
    return file_url(path)


@contextmanager
def engine() -> "Iterator[sa.Engine]":
    """Lend the engine of an existing database that is up to date.

    Raises InputError, SettingsError, Unavailable.
    """
    from streams.adapters.news_schema import open_current

    opened = open_current(database_url(Settings.from_env(os.environ)))
    try:
        yield opened
    finally:
        opened.dispose()


@contextmanager
def outbox() -> "Iterator[Deliveries | None]":
    """Lend the alerting service's database, None where no such service has worked."""
    from streams.adapters.database import file_url
    from streams.adapters.deliveries import Deliveries

    settings = Settings.from_env(os.environ)
    path = Path(settings.run_dir or ".run/services") / "alerting.db"
    if not settings.alert_database and not path.is_file():
        yield None
        return
    opened = Deliveries(settings.alert_database or file_url(path))
    try:
        yield opened
    finally:
        opened.close()


def box(text: str) -> "Box | None":
    """Return the box in `W,S,E,N`, None for no text. Raises SettingsError."""
    from streams.adapters.incident_filters import Box

    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise SettingsError(f"--box must be W,S,E,N in degrees, got {text!r}") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise SettingsError(f"--box must be W,S,E,N within -180,-90,180,90, S < N, got {text!r}")
    return Box(west, south, east, north)


def moment(option: str, text: str, now_ms: int) -> int | None:
    """Return a time in milliseconds: `7d` or `12h` ago, or ISO 8601; None for no text.

    Raises SettingsError.
    """
    if not text:
        return None
    number, unit = text[:-1], text[-1]
    if unit in UNITS_MS and number.isdigit():
        return now_ms - int(number) * UNITS_MS[unit]
    try:
        return milliseconds(text)
    except BadRecord:
        raise SettingsError(
            f"{option} must be such as 7d, 12h or 2016-10-21, got {text!r}"
        ) from None


def words(option: str, given: list[str] | None, allowed: Any) -> tuple[Any, ...]:
    """Return the given words. Raises SettingsError for one that the Literal does not allow."""
    known = get_args(allowed)
    for word in given or ():
        if word not in known:
            raise SettingsError(f"{option} must be one of {', '.join(known)}, got {word!r}")
    return tuple(given or ())
