"""`rasid extract|dedup|detect`: articles in, one JSON line an article out, in input order.

Extract and detect read each article on its own; dedup compares it with those before it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import typer

from streams.adapters.article_line import Gaps
from streams.adapters.files import Found, Unusable
from streams.cli import answers, inputs
from streams.cli.output import Out, line, opened, progress

BATCH = 200
"""Articles between two writes: enough to be fast, few enough for a pipe to see them soon."""


def extract(
    paths: inputs.In,
    output: Out = None,
    source: inputs.Source = None,
    published_at: inputs.PublishedAt = None,
    title: inputs.Title = None,
) -> None:
    """Read the attacks in each article, with the words that every fact was read from."""
    _answer(answers.Extraction, paths, output, inputs.gaps(source, published_at, title))


def dedup(
    paths: inputs.In,
    output: Out = None,
    source: inputs.Source = None,
    published_at: inputs.PublishedAt = None,
    title: inputs.Title = None,
) -> None:
    """Tell of each article whether an earlier one said the same."""
    _answer(answers.Deduplication, paths, output, inputs.gaps(source, published_at, title))


def detect(
    paths: inputs.In,
    output: Out = None,
    source: inputs.Source = None,
    published_at: inputs.PublishedAt = None,
    title: inputs.Title = None,
) -> None:
    """Tell the language and script of each article."""
    _answer(answers.Detection, paths, output, inputs.gaps(source, published_at, title))


def _answer(
    start: Callable[[], answers.Answers], paths: Sequence[str], output: str | None, filled: Gaps
) -> None:
    reader = inputs.Reader(paths, filled)
    with opened(output) as out, progress("articles") as advance:
        answering = start()
        for batch in _batches(reader):
            for row in _rows(answering, batch):
                out.write(line(row))
            out.flush()
            advance(len(batch))
    raise typer.Exit(reader.exit_code)


def _rows(
    answering: answers.Answers, batch: Sequence[Found | Unusable]
) -> Iterator[dict[str, object]]:
    """Yield a row for every article; lines that are none have been told on stderr already."""
    rows = iter(answering.rows([found.article for found in batch if isinstance(found, Found)]))
    for found in batch:
        if isinstance(found, Found):
            yield next(rows)
        elif found.reason and not found.is_broken:
            yield answering.refused(found.article_id, found.reason)


def _batches(reader: Iterable[Found | Unusable]) -> Iterator[list[Found | Unusable]]:
    batch: list[Found | Unusable] = []
    for found in reader:
        batch.append(found)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
