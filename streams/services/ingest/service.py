"""The process: doors by which articles come in, and one hand-over to the bus behind them."""

import math
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

from streams.adapters.feed_memory import FOLDER, Memories
from streams.adapters.feeds_file import read_feeds
from streams.adapters.feeds_web import web_of
from streams.adapters.listening import address_of, listening
from streams.adapters.page_text import check_installed
from streams.adapters.reading_pages import Pages
from streams.config import Settings
from streams.services.ingest.asking import Asking
from streams.services.ingest.door import Door, application
from streams.services.ingest.feeds import Feeds
from streams.services.ingest.folder import Folder, folder_of
from streams.services.ingest.handover import Handover, Producer
from streams.services.ingest.publishers import publishers
from streams.services.ingest.server import Server
from streams.services.process import Process, run

ADDRESS = "ingest.url"
"""The file in the run folder that holds the address to post to."""
TOKEN = "ingest.token"  # noqa: S105 - the name of a file
"""The file in the run folder that holds the token, where one was made at the start."""


def serve(settings: Settings) -> int:
    """Take articles in until SIGTERM or SIGINT; return the exit code: 0, 3 or 1.

    Raises SettingsError.
    """
    return run(Process(settings, "ingest"), _work)


def _work(process: Process) -> None:
    settings = process.settings
    known = publishers(settings.ingest_tokens)
    with ExitStack() as stack:
        handover = Handover(lambda: Producer(settings.brokers), process.patience("bus", math.inf))
        stack.enter_context(_beside(process, "bus", handover.run, handover.close))
        if settings.ingest_folder:
            path, patience = folder_of(settings.ingest_folder), process.patience("folder", math.inf)
            watching = Folder(path, handover, patience, process.metrics)
            stack.enter_context(_beside(process, "folder", watching.run))
        if settings.ingest_feeds:
            following = _feeds(process, handover)
            stack.enter_context(_beside(process, "feeds", following.run))
        where = (settings.ingest_host, settings.ingest_port)
        found = stack.enter_context(listening(where, "RASID_INGEST_HOST and RASID_INGEST_PORT"))
        door = Door(known, handover, process.metrics)
        server = stack.enter_context(Server(application(door), found))
        stack.enter_context(_told(process.folder, found, known.fresh_token))
        process.is_ready = lambda: handover.is_open and server.is_running
        process.stop.wait()


def _feeds(process: Process, handover: Handover) -> Feeds:
    """Return what follows the feeds of the settings. Raises SettingsError."""
    settings = process.settings
    listed = [feed for feed in read_feeds(Path(settings.ingest_feeds)) if feed.is_on]
    if any(feed.full_text for feed in listed):
        check_installed()
    web = web_of(settings)
    memories = Memories(process.folder / FOLDER)
    patience = process.patience("feeds", math.inf)
    asking = Asking(web, Pages(web))
    following = Feeds(listed, asking, memories, handover, patience, process.metrics)
    process.pages["/feeds"] = following.told
    return following


@contextmanager
def _beside(
    process: Process, name: str, act: Callable[[], None], end: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Run `act` in a thread of its own until the block ends; its failure ends the process."""

    def guarded() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - raised again by the process
            process.fail(error)

    thread = Thread(target=guarded, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        process.stop.set()
        end()
        thread.join()


@contextmanager
def _told(folder: Path, found: socket.socket, token: str | None) -> Iterator[None]:
    """Say where to post, on standard output and in files that only their owner reads."""
    address = f"{address_of(found)}/articles"
    files = {ADDRESS: address, **({TOKEN: token} if token else {})}
    for name, text in files.items():
        (folder / name).write_text(text + "\n", "utf-8")
    sys.stdout.write(f"ingest: {address}\n")
    sys.stdout.flush()
    try:
        yield
    finally:
        for name in files:
            (folder / name).unlink(missing_ok=True)
