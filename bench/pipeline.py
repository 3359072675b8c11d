"""The cases: each pure stage alone on what the stages before it give, and all of them together."""

from collections.abc import Callable, Sequence

from bench.articles import KINDS, feed, made_up, seeds
from bench.measures import Case
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Stage
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW
from streams.driver import TopologyDriver
from streams.topology import TOPOLOGY

LENGTHS = (500, 3_000, 20_000)
FEED = "3 kB, 3 % attacks"
WHOLE = "whole pipeline"
_FEWEST = 2
"""Articles of a run at least: one of each language."""


def stage_cases(ctx: Context, characters: int) -> list[Case]:
    """Return every stage on the seeds and on `characters` of articles of each length and kind."""
    cases = _stages("seeds", seeds(), ctx)
    for length in LENGTHS:
        for kind in KINDS:
            articles = made_up(kind, length, max(_FEWEST, characters // length))
            cases += _stages(f"{length / 1000:g} kB {kind}", articles, ctx)
    return cases


def pipeline_cases(ctx: Context, count: int) -> list[Case]:
    """Return the whole pipeline in memory over a mixed feed, and its stages over the same."""
    articles = feed(count, 3_000, 0.03)
    whole = Case(WHOLE, FEED, count, lambda: _through(TOPOLOGY, articles, ctx))
    return [whole, *_stages(FEED, articles, ctx)]


def _stages(of: str, articles: Sequence[Article], ctx: Context) -> list[Case]:
    """Return a case for each stage that these articles reach."""
    sent = _through(TOPOLOGY, articles, ctx).out
    cases = []
    for stage in TOPOLOGY:
        source = stage.sources[0]
        batch = [Incoming(source, record) for record in sent.get(source, ())]
        if batch:
            cases.append(Case(stage.name, of, len(articles), _alone(stage, batch, ctx)))
    return cases


def _alone(stage: Stage, batch: Sequence[Incoming], ctx: Context) -> Callable[[], int]:
    def run() -> int:
        return sum(isinstance(result, Emit) for result in stage.run(batch, {}, ctx))

    return run


def _through(stages: Sequence[Stage], articles: Sequence[Article], ctx: Context) -> TopologyDriver:
    driver = TopologyDriver(stages, ctx)
    driver.feed(ARTICLE_RAW, articles)
    return driver
