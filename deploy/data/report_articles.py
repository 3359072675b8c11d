"""The judged articles that the report model is fitted to, taken apart as the reader does it.

The own gold, those of the test half left out; articles written for it, which bear a label and no
more (`tests/gold/labelled.jsonl`); the Arabic press of July 2015 that lies outside the repository,
judged in `tests/gold/real-2015.tsv` and in the development half of `real-labels.tsv`, so that real
reports count as well as written ones; and one half of the real news of other kinds.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from streams.adapters.article_line import Gaps, article_of
from streams.cli.answers import Extraction
from streams.domain.report_model import Grams
from streams.lang.loader import load_context
from streams.stages.extract.story.story import Story, story_of
from streams.stages.extract.verdict.signs import is_full, is_short, signs_of
from streams.stages.extract.verdict.verdict import is_asked_again, told_by_rules
from streams.stages.extract.verdict.wording import wording_of

GOLD = (*sorted(Path("tests/gold").glob("attacks*.jsonl")), Path("seeds/gold-extraction.jsonl"))
LABELLED = Path("tests/gold/labelled.jsonl")
PRESS = Path("../shared/data/arabic_news_2015/articles.jsonl.gz")
JUDGED = Path("tests/gold/real-2015.tsv")
LABELS = Path("tests/gold/real-labels.tsv")
OTHER_NEWS = Path("../shared/data/other_news/articles.jsonl.gz")
FIELDS = ("source", "url", "title", "body", "published_at")

Row = tuple[dict[str, Any], bool, bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with its signs and words, and what it is.

    `is_asked`: the rules let it pass; `is_refused`: they refuse it for how it opens alone;
    `is_real`: it was printed somewhere; `pairs`: its pairs of words, to tell copies by.
    """

    article_id: str
    language: str
    signs: dict[str, float]
    grams: Grams
    pairs: frozenset[tuple[str, str]]
    is_report: bool
    is_real: bool
    is_asked: bool
    is_refused: bool
    is_short: bool


def judged() -> Iterator[Judged]:
    """Yield every full article of the sets that names an attack at all."""
    ctx, reader = load_context(), Extraction()
    for row, is_report, is_real in (*_gold(), *_labelled(), *_press(), *_other_news()):
        article = reader.read(article_of(json.dumps(row).encode(), Gaps())).tagged
        code = article.language.code if article is not None and article.language else ""
        if article is None or code not in ctx.lexicons:
            continue
        story = story_of(article, ctx.lexicons[code], ctx)
        if is_full(story) and any(t.tells for t in story.tellings):
            yield _judged(story, is_report=is_report, is_real=is_real)


def _judged(story: Story, *, is_report: bool, is_real: bool) -> Judged:
    _, refusal = told_by_rules(story)
    parts = signs_of(story, refusal)
    words = f"{story.article.title} {story.article.body}".split()
    return Judged(
        story.article.article_id,
        story.lexicon.language,
        {f"{part}.{sign}": value for part, found in parts.items() for sign, value in found.items()},
        wording_of(story),
        frozenset(pairwise(words)),
        is_report,
        is_real,
        refusal is None,
        is_asked_again(story, refusal),
        is_short(parts),
    )


def _gold() -> Iterator[Row]:
    """Yield the articles written for Rasid, those of the test half left out."""
    for path in GOLD:
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold.get("half") != "test":
                row = {"article_id": gold["id"], **{f: gold.get(f) for f in FIELDS}}
                yield row, bool(gold["events"]), False


def _labelled() -> Iterator[Row]:
    """Yield the articles that bear a label alone."""
    for row in map(json.loads, LABELLED.read_text(encoding="utf-8").splitlines()):
        fields = {"article_id": row["id"], **{f: row.get(f) for f in FIELDS}}
        yield fields, row["is_attack"], False


def _press() -> Iterator[Row]:
    """Yield the real articles that somebody judged."""
    reports = {}
    for path in (JUDGED, LABELS):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                if row.get("half") != "test":
                    reports[row["article_id"]] = row["report"] == "1"
    with gzip.open(PRESS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["article_id"] in reports:
                fields = {f: row.get(f) for f in ("article_id", *FIELDS)}
                yield fields, reports[row["article_id"]], True


def _other_news() -> Iterator[Row]:
    """Yield one half of the real articles of which none reports an attack."""
    with gzip.open(OTHER_NEWS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if not is_held_out(row["article_id"]):
                yield {f: row.get(f) for f in ("article_id", *FIELDS)}, False, True


def is_held_out(article_id: str) -> bool:
    """Whether an article of other news is for the false alarms to be counted, not for the fit."""
    return crc32(article_id.encode()) % 2 == 1
