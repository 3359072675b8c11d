"""The options that say what is read, and what is said of input that cannot be used."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from streams.adapters.article_line import UNKNOWN_TIME, Gaps, milliseconds
from streams.adapters.files import Found, Unusable, articles
from streams.domain.errors import BadRecord, SettingsError

In = Annotated[
    list[str],
    typer.Argument(
        metavar="IN...",
        help="Articles: .jsonl files, - for standard input, .txt or .html files, each also with "
        ".gz behind its name, or folders.",
    ),
]
Source = Annotated[str | None, typer.Option(help="Outlet of articles that name none.")]
Title = Annotated[str | None, typer.Option(help="Title of articles that have none.")]
PublishedAt = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="Time of articles that have none: ISO 8601, UTC unless it names a zone, or millis. "
        "Without it their time stays unknown.",
    ),
]


def gaps(
    source: str | None,
    published_at: str | None,
    title: str | None,
    fetched_ms: int = UNKNOWN_TIME,
) -> Gaps:
    """Return what fills the gaps. Raises SettingsError when the time is not one."""
    digits = published_at is not None and published_at.isdigit() and len(published_at) > 8
    try:
        published = milliseconds(int(published_at) if digits and published_at else published_at)
    except BadRecord as error:
        allowed = "ISO 8601 or milliseconds, such as 2016-10-21T18:00Z"
        raise SettingsError(f"--published-at must be {allowed}: {error.detail}") from None
    return Gaps(source=source, title=title, published_ms=published, fetched_ms=fetched_ms)


def within(option: str, value: float, low: float, high: float) -> None:
    """Raise SettingsError unless `value` is from `low` to `high`, both included."""
    if not low <= value <= high:
        raise SettingsError(f"{option} must be {low}..{high}, got {value}")


def told(words: str) -> None:
    """Say something about the work, on stderr."""
    typer.echo(f"rasid: {words}", err=True)


def is_address(text: str) -> bool:
    """Return whether `text` is HOST:PORT or several of them, comma separated."""
    parts = [one.strip().rpartition(":") for one in text.split(",")]
    return all(host and port.isdigit() and 0 < int(port) < 65_536 for host, _, port in parts)


class Reader:
    """Reads input once and says on stderr, with its place, what of it cannot be used."""

    def __init__(self, paths: Sequence[str], filled: Gaps) -> None:
        self._paths = paths
        self._gaps = filled
        self.broken = 0
        """Files and lines that are not articles at all."""
        self.refused = 0
        """Articles that cannot be used."""

    def __iter__(self) -> Iterator[Found | Unusable]:
        for found in articles(self._paths, self._gaps):
            if isinstance(found, Unusable):
                self.broken += found.is_broken
                self.refused += not found.is_broken
                told(str(found))
            yield found

    @property
    def exit_code(self) -> int:
        """1 when something was broken. An article that is refused is an answer, not a failure."""
        return 1 if self.broken else 0
