"""The whole flow in memory: in this process, or with its stateless stages on several."""

import os
from collections.abc import Callable, Sequence
from functools import cache, partial

from streams.adapters.collector import spare_collector
from streams.adapters.cores import CHUNK, Cores
from streams.cli.output import progress
from streams.cli.results import Results, dead_record
from streams.config import Settings
from streams.domain.context import Context
from streams.domain.records import Article
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ARTICLE_RAW, ARTICLE_UNIQUE
from streams.driver import TopologyDriver, spans
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY

SIGN, DEDUP, LANGUAGE, EXTRACT, *LATER = TOPOLOGY

Drivers = Callable[..., TopologyDriver]


def in_memory(
    articles: Sequence[Article], results: Results, processes: int, partitions: int, batch: int
) -> None:
    """Replay `articles` into `results`, the same whatever the number of `processes`."""
    settings = Settings.from_env(os.environ)
    context = partial(_context, settings.thresholds, settings.second_opinion)
    driver = partial(TopologyDriver, ctx=context(), partitions=partitions, batch=batch)
    processes = min(processes, len(articles) // CHUNK)
    if processes > 1:
        with Cores(processes, context) as cores:
            drivers = _on(cores, articles, driver)
    else:
        drivers = _alone(articles, driver)
    for each in drivers:
        _add(each, results)


@cache
def _context(thresholds: Thresholds, second_opinion: bool) -> Context:
    return load_context(thresholds, second_opinion=second_opinion)


def _alone(articles: Sequence[Article], driver: Drivers) -> list[TopologyDriver]:
    spare_collector()
    whole = driver(TOPOLOGY)
    with progress("replaying", len(articles)) as advance:
        for span, reached in spans(articles):
            whole.feed(ARTICLE_RAW, span)
            whole.tick(reached)
            advance(len(span))
    return [whole]


def _on(cores: Cores, articles: Sequence[Article], driver: Drivers) -> list[TopologyDriver]:
    """Replay what is signed elsewhere through dedup, then what is read elsewhere through the rest.

    Nothing flows back, so that a tick finds each stage as it would if all ran by turns.
    """
    signed = cores.ahead((SIGN,), articles)
    first = driver((*signed.stages, DEDUP))
    unique = first.out[ARTICLE_UNIQUE]
    reached = []
    with progress("comparing", len(articles)) as advance:
        for span, until in spans(articles):
            signed.wait_for(span)
            first.feed(ARTICLE_RAW, span)
            first.tick(until)
            reached.append((len(unique), until))
            advance(len(span))
    read = cores.ahead((LANGUAGE, EXTRACT), unique)
    rest = driver((*read.stages, *LATER))
    start = 0
    with progress("reading", len(unique)) as advance:
        for end, until in reached:
            read.wait_for(unique[start:end])
            rest.feed(ARTICLE_UNIQUE, unique[start:end])
            rest.tick(until)
            advance(end - start)
            start = end
    del rest.out[ARTICLE_UNIQUE]  # which the first has sent already
    return [first, rest]


def _add(driver: TopologyDriver, results: Results) -> None:
    for topic, records in driver.out.items():
        for record in records:
            results.add(topic, record)
    results.dead += [
        dead_record(d.topic, d.stage, d.reason, d.detail, d.record) for d in driver.dead
    ]
