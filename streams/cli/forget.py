"""`rasid forget`: the text of articles, and what was quoted from them, leaves the databases."""

import time
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli import stored
from streams.domain.errors import SettingsError

if TYPE_CHECKING:
    from streams.adapters.news_forgotten import Kind

Names = Annotated[
    list[str] | None, typer.Option("--article", metavar="ID", help="An article_id; repeatable.")
]
Urls = Annotated[list[str] | None, typer.Option("--url", metavar="URL", help="Repeatable.")]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="All it has sent until now; repeatable."),
]
Why = Annotated[str, typer.Option(metavar="WORDS", help="Kept beside the tombstone.")]
By = Annotated[str, typer.Option("--by", metavar="WHO", help="Else the name of this account.")]


def forget(
    article: Names = None, url: Urls = None, source: Sources = None, why: Why = "", by: By = ""
) -> None:
    """Erase title, text and quotations of articles, for good; facts and links stay.

    A tombstone keeps them out when articles are sent again.
    """
    from streams.adapters.alerting_forget import forget_alerts
    from streams.adapters.news_forget import Request
    from streams.adapters.news_forget import forget as erase

    given: tuple[tuple[Kind, list[str] | None], ...] = (
        ("article", article),
        ("url", url),
        ("source", source),
    )
    requests = [
        Request(kind, value, by or getuser(), why)
        for kind, values in given
        for value in values or ()
    ]
    if not requests or not all(request.value.strip() for request in requests):
        raise SettingsError("forget takes --article, --url or --source, each with a value")
    with stored.engine() as engine:
        for request in requests:
            done = erase(engine, request, time.time_ns() // 1_000_000)
            lost = f"{done['articles']} articles and {done['attacks']} accounts lost their words"
            typer.echo(f"{request.kind} {request.value}: {lost}")
    with stored.outbox() as outbox:
        if outbox is None:
            return
        for request in requests:
            count = forget_alerts(outbox, request, time.time_ns() // 1_000_000)
            typer.echo(
                f"{request.kind} {request.value}: {count} alerts name nobody for it any more"
            )
