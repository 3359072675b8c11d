"""Copies made from real articles: how many of each kind are linked to what they are copies of."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from deploy.evaluate.muc4 import documents
from deploy.evaluate.variants import Copies, is_whole
from streams.domain.context import Context
from streams.domain.flow import Incoming, State
from streams.domain.records import Article, Dedup, DuplicateLink
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import Overlay, commit
from streams.lang.loader import load_context
from streams.stages import dedup, sign

START = 1_477_040_400_000
SEED = 7
WORDS_FROM = 300
GAP_MS = 30_000
"""Between two real articles: four days of press in less than the window."""
SURE = 0.8
SECOND = 1_000
Row = dict[str, Any]
Text = tuple[str, str]
Families = dict[str | None, str]
Judged = Dedup | DuplicateLink


def copies(folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield recall by kind of copy of 2,000 Arabic and 500 English articles, and real links."""
    ctx = load_context()
    yield "dedup variants, ar", recall(arabic(folder), 2_000, "ar", ctx)
    yield "dedup variants, en", recall(english(folder), 500, "en", ctx)
    yield "real Arabic articles, linked", links(arabic(folder), ctx)


def links(rows: Sequence[Row], ctx: Context) -> dict[str, float]:
    """Return what is linked and dropped among all real Arabic articles, in their order."""
    source = {row["article_id"]: row["source"] for row in rows}
    found: Counter[str] = Counter({"articles": len(rows)})
    for row, verdict in judged(rows, ctx):
        found[verdict.kind] += 1
        is_cross = verdict.of is not None and source[verdict.of] != row["source"]
        if is_cross and verdict.similarity < SURE:
            what = "passed on as a revision of" if verdict.kind == "revision" else "dropped for"
            found[f"{what} another outlet's, similarity under .8"] += 1
    return dict(found)


def judged(rows: Sequence[Row], ctx: Context) -> Iterator[tuple[Row, Judged]]:
    """Yield each article with its verdict, all in their order within the window."""
    texts = [
        (row["article_id"], (row["title"] or "", row["body"]), START + at * GAP_MS)
        for at, row in enumerate(rows)
    ]
    source = {row["article_id"]: row["source"] for row in rows}
    yield from zip(rows, _verdicts(texts, dedup.TABLE.empty(), ctx, source), strict=True)


def arabic(folder: Path) -> list[Row]:
    """Return the articles of `arabic_news_2015`, with their bodies."""
    path = folder / "arabic_news_2015" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for line in lines if (row := json.loads(line))["body"].strip()]


def english(folder: Path) -> list[Row]:
    """Return the documents of MUC-4 whose words may be read."""
    rows = documents(folder / "muc4", ("dev",))
    return [{**row, "article_id": row["id"], "title": ""} for row in rows]


def recall(rows: Sequence[Row], count: int, language: str, ctx: Context) -> dict[str, float]:
    """Return by kind of copy the share that is linked to its original, of `count` originals.

    All originals are remembered, each copy comes alone after them.
    """
    chance = random.Random(SEED)  # noqa: S311
    whole = [row for row in rows if is_whole(row["body"])]
    bases = chance.sample(whole, min(count, len(whole)))
    words = [word for row in rows[:WORDS_FROM] for word in row["body"].split()]
    copies = Copies(words, SEED, language)
    originals = [(row["article_id"], (row["title"] or "", row["body"])) for row in bases]
    state, family = _remembered(originals, ctx)
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for name, (title, body) in originals:
        made = {kind: text for kind, text in copies.all(title, body).items() if text[1] != body}
        made["headline"] = copies.all(title, body)["headline"]
        for kind, verdict in _judged(made, state, ctx):
            tried[kind] += 1
            found[kind] += verdict.kind != "unique" and family.get(verdict.of) == family[name]
    return {kind: found[kind] / tried[kind] for kind in tried}


def _remembered(
    originals: Sequence[tuple[str, Text]], ctx: Context
) -> tuple[State, dict[str | None, str]]:
    """Return the state after all originals, and the first article of each one's story."""
    texts = [(name, text, START + at) for at, (name, text) in enumerate(originals)]
    overlay = Overlay(state := dedup.TABLE.empty())
    family: Families = {}
    for (name, _, _), verdict in zip(texts, _verdicts(texts, overlay, ctx), strict=True):
        family[name] = family.get(verdict.of, name)
    commit(state, overlay.changes)
    return state, family


def _judged(
    made: dict[str, Text], state: State, ctx: Context
) -> Iterator[tuple[str, Dedup | DuplicateLink]]:
    for kind, text in made.items():
        copy = [(f"copy {kind}", text, START + SECOND * 3600)]
        yield from ((kind, verdict) for verdict in _verdicts(copy, Overlay(state), ctx))


def _verdicts(
    texts: Sequence[tuple[str, Text, int]],
    state: State,
    ctx: Context,
    source: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Judged]:
    articles = [
        Article(name, source.get(name, f"{at % 7}.example"), None, title, body, None, at)
        for name, (title, body), at in texts
    ]
    signed = sign.run([Incoming(ARTICLE_RAW, each) for each in articles], {}, ctx)
    batch = [Incoming(ARTICLE_SIGNED, each.value) for each in signed]  # type: ignore[union-attr]
    for result in dedup.run(batch, state, ctx):
        value = result.value  # type: ignore[union-attr]
        yield value.dedup if isinstance(value, Article) else value  # type: ignore[misc]
