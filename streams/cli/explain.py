"""`rasid explain`: an article with the words behind each fact marked, and the rules beside them.

Nothing is reordered: the terminal lays out right-to-left text, marks are isolated so that they do
not disturb it, and the notes stand below with the numbers of the marks.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from streams.adapters.files import Found
from streams.cli import inputs, marked
from streams.cli.answers import Extraction
from streams.cli.fact_words import heading, words_of
from streams.cli.marked import END_ISOLATE, ISOLATE, Numbers
from streams.domain.records import Article, Attack
from streams.domain.records.vocabulary import Part

BRACKETS = ("\u27e6", "\u27e7")
"""White square brackets, which no article uses, where there is no colour."""

Text = Annotated[str, typer.Argument(metavar="ARTICLE", help="A .txt, .html or .jsonl file, or -.")]
Only = Annotated[str | None, typer.Option("--id", help="Only the article with this article_id.")]


def explain(
    path: Text,
    article_id: Only = None,
    source: inputs.Source = None,
    published_at: inputs.PublishedAt = None,
    title: inputs.Title = None,
) -> None:
    """Show an article with every fact read from it, the words behind it and the rule."""
    reader = inputs.Reader([path], inputs.gaps(source, published_at, title))
    reading, shown = Extraction(), 0
    for found in reader:
        if isinstance(found, Found) and article_id in (None, found.article.article_id):
            _explain(reading, found.article)
            shown += 1
    if article_id is not None and not shown:
        typer.echo(f"rasid: {path} has no article {article_id!r}", err=True)
        raise typer.Exit(1)
    raise typer.Exit(reader.exit_code)


def _explain(reading: Extraction, article: Article) -> None:
    read = reading.read(article)
    shown = read.tagged or article
    _say(shown.article_id, bold=True)
    _say(f"{shown.source}, {_when(shown)}, {_language(shown)}")
    numbers = marked.numbered(read.attacks)
    if shown.title:
        typer.echo(f"\n{_marked(shown.title, 'title', numbers)}")
    typer.echo(f"\n{_marked(shown.body, 'body', numbers)}\n")
    if read.reason:
        _say(f"{'No fresh attack' if read.attacks else 'No attack'}: {read.reason}", bold=True)
    for ordinal, attack in enumerate(read.attacks, 1):
        _say(f"Attack {ordinal} of {len(read.attacks)}: {heading(attack)}", bold=True)
        _notes(attack, numbers)
    typer.echo()


def _notes(attack: Attack, numbers: Numbers) -> None:
    """Print each field that has evidence, its value, and below it the words and their rules."""
    for field in dict.fromkeys(evidence.field for evidence in attack.evidence):
        _say(f"  {field}: {_isolated(words_of(attack, field))}")
        for evidence in attack.evidence:
            if evidence.field == field:
                number = marked.number_of(evidence, numbers)
                words = " ".join(evidence.text.split())
                typer.echo(f"    [{number}] {_isolated(words)}  {evidence.rule}")


def _marked(text: str, part: Part, numbers: Numbers) -> str:
    """Return `text` with its marked runs in colour on a terminal, in brackets elsewhere."""
    opening, closing = ("", "") if sys.stdout.isatty() else BRACKETS
    shown = []
    for is_marked, run in marked.runs(marked.pieces(text, part, numbers)):
        if is_marked:
            words = "".join(_coloured(piece.text) + _numbers(piece.ends) for piece in run)
            shown.append(f"{ISOLATE}{opening}{words}{closing}{END_ISOLATE}")
        else:
            shown += [piece.text for piece in run]
    return "".join(shown)


def _coloured(text: str) -> str:
    return typer.style(text, fg="yellow", underline=True)  # left out by `echo` when piped


def _numbers(ends: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in ends)


def _isolated(words: str) -> str:
    return f"{ISOLATE}{words}{END_ISOLATE}"


def _say(words: str, *, bold: bool = False) -> None:
    typer.secho(words, bold=bold)


def _when(article: Article) -> str:
    if article.published_at is None:
        return "published at an unknown time"
    moment = datetime.fromtimestamp(article.published_at / 1000, UTC)
    return f"published {moment:%Y-%m-%d %H:%M} UTC"


def _language(article: Article) -> str:
    if article.language is None:
        return "language not told"
    return f"language {article.language.code} ({article.language.confidence:.2f})"
