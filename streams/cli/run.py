"""`rasid run`: the whole system on this machine, fed with articles, its alerts shown as they come.

Broker, worker, storage, alerting and, when it serves, console and ingest are processes of their
own; when one dies the run says which and ends. Everything listens on loopback only and keeps its
state in one folder.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from streams.adapters.files import Found
from streams.adapters.headers import RECEIVED_SHA256
from streams.cli import inputs
from streams.cli.crew import PACKAGE_FOLDER, Crew, Note, run_folder
from streams.cli.doctor import without_password
from streams.cli.tables import table
from streams.cli.tally import Tally, alert_line
from streams.config import STAGES, Settings
from streams.domain.errors import InputError, Unavailable
from streams.domain.records import Alert
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, TOPICS

if TYPE_CHECKING:
    from streams.cli.drain import Drain

ACKNOWLEDGE_S = 30.0
PAUSE_MS = 150
"""Between two articles: the seeds come as a feed, not as a load."""
OPEN = {"RASID_CONSOLE_PORT": "0", "RASID_CONSOLE_EDIT": "1", "RASID_INGEST_PORT": "0"}
"""What the doors of a run are told unless the environment says otherwise."""
FEEDS = "RASID_INGEST_FEEDS"
COLOURS = {"critical": "bright_red", "high": "red", "medium": "yellow"}

Feed = Annotated[
    list[str] | None, typer.Argument(metavar="IN...", help="Articles to publish, else the seeds.")
]
Serve = Annotated[bool, typer.Option("--serve", help="Keep running until Ctrl-C or SIGTERM.")]


def run(paths: Feed = None, serve: Serve = False) -> None:
    """Run the whole system here, publish articles as a feed and show the alerts."""
    settings = Settings.from_env(os.environ)
    reader = inputs.Reader(paths or [str(_seeds())], inputs.gaps(None, None, None))
    articles = [found for found in reader if isinstance(found, Found)]
    with run_folder(settings.run_dir, keep=True) as folder, _broker(settings, folder) as bus:
        _system(settings, folder, bus, articles, serve=serve)
    raise typer.Exit(reader.exit_code)


def _seeds() -> Path:
    """Return the articles beside the package or below here. Raises InputError."""
    for folder in (PACKAGE_FOLDER, Path()):
        path = folder / "seeds" / "articles.jsonl"
        if path.is_file():
            return path
    raise InputError("no seeds/articles.jsonl is here: give a file of articles to run on")


class _Bus(NamedTuple):
    """The brokers' addresses, and what raises when a broker of our own is gone."""

    brokers: str
    check: Callable[[], None]


@contextmanager
def _broker(settings: Settings, folder: Path) -> Iterator[_Bus]:
    """Enter the brokers that the settings name, else one of our own, which nobody starts again."""
    if settings.brokers:
        yield _Bus(settings.brokers, lambda: None)
        return
    from streams.adapters.embedded import EmbeddedBroker

    with EmbeddedBroker(folder / "broker") as broker:

        def check() -> None:
            if not broker.is_running:
                raise Unavailable("the bundled broker ended by itself, and all it held is gone")

        yield _Bus(broker.bootstrap, check)


def _system(
    settings: Settings, folder: Path, bus: _Bus, articles: Sequence[Found], *, serve: bool
) -> None:
    from streams.adapters import topics_admin
    from streams.adapters.tap import Tap
    from streams.cli.drain import EVERYTHING, Drain
    from streams.topology import TOPOLOGY

    brokers = bus.brokers
    plans = topics_admin.plans(TOPICS, TOPOLOGY, settings.partitions)
    topics_admin.create(brokers, plans, settings.replication)
    tally = Tally(_show)
    with Crew(folder) as crew, Tap(brokers, EVERYTHING, fresh=True) as tap:

        def check() -> None:
            bus.check()
            crew.check()

        drain = Drain(tap, tally.take, check)
        started = time.monotonic()
        group = _start(crew, folder, brokers).group
        joined_s = time.monotonic() - started
        tap.follow([ALERT_BREAKING.name])
        _feed(brokers, articles, drain)
        drain.run(group)
        _let_services_finish(crew, drain)
        database = settings.database or str(folder / "rasid.db")
        rows = [
            ("group joined after", f"{joined_s:.1f} s"),
            ("database", without_password(database)),
        ]
        table(("", ""), tally.rows() + rows)
        if serve:
            tap.follow([ALERT_BREAKING.name])
            _serve(drain, brokers, _open(crew, folder, brokers))


def _shared(folder: Path, brokers: str) -> dict[str, str]:
    """Return what every process of the run is told."""
    return {
        "RASID_BROKERS": brokers,
        "RASID_RUN_DIR": str(folder),
        "RASID_METRICS_PORT": "0",
        "RASID_STAGES": ",".join(STAGES),
    }


def _open(crew: Crew, folder: Path, brokers: str) -> list[str]:
    """Start the console, where editors may decide, and ingest; return what to say of them."""
    from streams.services import console, ingest

    wanted = {name: os.environ.get(name, value) for name, value in OPEN.items()}
    for name in ("console", "ingest"):
        crew.start(name, "serve", name, settings={**_shared(folder, brokers), **wanted})
    crew.await_ready("console")
    port = crew.await_ready("ingest").port
    token = folder / ingest.TOKEN
    return [
        f"console: {(folder / console.ADDRESS).read_text('utf-8').strip()}",
        f"ingest: {(folder / ingest.ADDRESS).read_text('utf-8').strip()}",
        *([f"its token: {token}"] if token.exists() else ()),
        *([f"feeds: http://127.0.0.1:{port}/feeds"] if os.environ.get(FEEDS) else ()),
    ]


def _start(crew: Crew, folder: Path, brokers: str) -> Note:
    """Start all processes; return once the worker has its partitions.

    The services start while the worker waits for its group, so that imports do not compete.
    """
    shared = _shared(folder, brokers)
    crew.start("worker", "worker", settings=shared)
    crew.await_note("worker")
    crew.start("storage", "serve", "storage", settings=shared)
    crew.start("alerting", "serve", "alerting", settings=shared)
    return crew.await_ready("worker")


def _feed(brokers: str, articles: Sequence[Found], drain: "Drain") -> None:
    """Publish one article after the other, showing what comes of those before."""
    from streams.adapters.publisher import Publisher

    with Publisher(brokers, ACKNOWLEDGE_S) as publisher:
        for found in articles:
            headers = ((RECEIVED_SHA256, found.sha256.encode()),)
            publisher.send(ARTICLE_RAW, found.article, headers=headers)
            publisher.flush()
            drain.read(PAUSE_MS)


def _let_services_finish(crew: Crew, drain: "Drain") -> None:
    """Return once all alerts are delivered or queued and everything is in the database."""
    from streams.services.storage import READS

    drain.run(crew.await_note("alerting").group, [ALERT_BREAKING.name])
    drain.run(crew.await_note("storage").group, [topic.name for topic in READS])


def _serve(drain: "Drain", brokers: str, doors: Sequence[str]) -> None:
    """Show alerts until Ctrl-C or SIGTERM, which is how a run that serves ends well."""
    for door in doors:
        typer.echo(door)
    typer.echo(f"running; publish with: rasid publish FILE --brokers {brokers}")
    typer.echo("stop with Ctrl-C")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        while True:
            drain.watch()


def _show(alert: Alert) -> None:
    """Print an alert as it comes."""
    typer.secho(alert_line(alert), fg=COLOURS.get(alert.level))
    sys.stdout.flush()
