"""`rasid publish`: send articles to the bus, each acknowledged, and say how many were."""

import os
import time
from typing import Annotated

import typer

from streams.adapters.files import Found
from streams.adapters.headers import RECEIVED_SHA256
from streams.cli import inputs
from streams.cli.output import progress
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.topics import ARTICLE_RAW

Brokers = Annotated[str | None, typer.Option(metavar="HOST:PORT,...", help="Else RASID_BROKERS.")]
Timeout = Annotated[
    float,
    typer.Option(metavar="SECONDS", help="How long the broker may acknowledge nothing: 1..3600."),
]


def publish(
    paths: inputs.In,
    brokers: Brokers = None,
    timeout: Timeout = 30.0,
    source: inputs.Source = None,
    published_at: inputs.PublishedAt = None,
    title: inputs.Title = None,
) -> None:
    """Send articles to the bus. Exits with 3 when the broker stops answering.

    An article without any time is taken to be fetched now.
    """
    inputs.within("--timeout", timeout, 1, 3600)
    address = broker_of(brokers)
    gaps = inputs.gaps(source, published_at, title, fetched_ms=time.time_ns() // 1_000_000)
    reader = inputs.Reader(paths, gaps)
    sent = _sent(reader, address, timeout)
    typer.echo(f"{sent} articles acknowledged by {address}")
    if reader.refused:
        inputs.told(f"{reader.refused} articles refused, not sent")
    raise typer.Exit(reader.exit_code)


def broker_of(brokers: str | None) -> str:
    """Return the brokers to use. Raises SettingsError when neither option nor setting has one."""
    settings = Settings.from_env(os.environ)
    address = brokers or settings.brokers
    if not inputs.is_address(address):
        raise SettingsError(f"--brokers or RASID_BROKERS must be HOST:PORT, got {address!r}")
    return address


def _sent(reader: inputs.Reader, brokers: str, timeout_s: float) -> int:
    """Send everything; interrupted or cut off, say what the broker has."""
    from streams.adapters import topics_admin
    from streams.adapters.publisher import Publisher

    with Publisher(brokers, timeout_s, inputs.told) as publisher, progress("articles") as advance:
        topics_admin.require_writable(brokers, ARTICLE_RAW.name)
        try:
            for found in reader:
                if isinstance(found, Found):
                    headers = ((RECEIVED_SHA256, found.sha256.encode()),)
                    publisher.send(ARTICLE_RAW, found.article, headers=headers)
                    advance(1)
            publisher.flush()
        except (KeyboardInterrupt, SystemExit):
            inputs.told(f"interrupted; {publisher.acknowledged} acknowledged")
            raise
        return publisher.acknowledged
