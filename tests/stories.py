"""Made-up stories and copies of them, the same for the same seed."""

import random
from types import SimpleNamespace

from streams.domain.flow import Incoming, Stage
from streams.domain.records import Article, Tick
from streams.domain.thresholds import Thresholds
from streams.domain.topics import (
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    CLOCK,
)
from streams.driver import TopologyDriver
from streams.lang.sources import source_register
from streams.stages import dedup, sign

CONTEXT = SimpleNamespace(thresholds=Thresholds(), sources=source_register(), reader_version="test")
SIGN = Stage("sign", (ARTICLE_RAW,), (ARTICLE_SIGNED,), sign.run)
DEDUP = Stage(
    "dedup",
    (ARTICLE_SIGNED, CLOCK),
    (ARTICLE_UNIQUE, ARTICLE_DUPLICATE),
    dedup.run,
    dedup.TABLE,
)
START = 1_477_040_400_000
"""21 October 2016, 09:00 UTC."""
MINUTE = 60_000
HOUR = 60 * MINUTE
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def sentences(seed: int, count: int) -> list[str]:
    """Return sentences of made-up words that no two seeds share."""
    chance = random.Random(seed)  # noqa: S311
    return [
        " ".join("".join(chance.choices(LETTERS, k=chance.randint(2, 7))) for _ in range(14)) + "."
        for _ in range(count)
    ]


def story(seed: int, count: int = 12) -> str:
    """Return a body of `count` sentences, three to a paragraph."""
    lines = sentences(seed, count)
    return "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, count, 3))


def article(name: str, body: str, source: str = "one.example", **fields: object) -> Article:
    """Return an article of 21 October 2016; `at` is minutes after 09:00."""
    at = START + int(fields.pop("at", 0)) * MINUTE
    given = {"url": None, "title": f"عنوان {name}", "published_at": None, "fetched_at": at}
    return Article(article_id=name, source=source, body=body, **{**given, **fields})


def verdicts(articles: list[Article], batch: int = 500) -> list[tuple[str, str, str | None]]:
    """Return article id, kind and `of` for each article, in order of arrival."""
    return [(name, kind, of) for name, kind, of, _ in judged(articles, batch)]


def judged(articles: list[Article], batch: int = 500) -> list[tuple[str, str, str | None, float]]:
    """Return article id, kind, `of` and similarity for each article, in order of arrival."""
    rows = [_row(result.value) for result in results(articles, batch)]
    return rows


def results(articles: list[Article], batch: int = 500):
    """Return what dedup emits for signed articles, in order."""
    driver = TopologyDriver([SIGN], CONTEXT)
    driver.feed(ARTICLE_RAW, articles)
    signed = driver.out[ARTICLE_SIGNED]
    state, found = {}, []
    for at in range(0, len(signed), batch):
        records = [Incoming(ARTICLE_SIGNED, each) for each in signed[at : at + batch]]
        found += list(dedup.run(records, state, CONTEXT))
    return found


def tick(at: int) -> Incoming:
    """Return a tick as the stage sees it."""
    return Incoming(CLOCK, Tick(at))


def _row(record):
    if isinstance(record, Article):
        verdict = record.dedup
        return record.article_id, verdict.kind, verdict.of, verdict.similarity
    return record.article_id, record.kind, record.of, record.similarity
