"""Each pure stage alone on what the stages before it give, all of them together, and loading."""

from collections.abc import Callable, Sequence

from bench.articles import KINDS, feed, made_up, seeds
from bench.measures import Case, Row, in_turns, line_of, row_of
from bench.measures import loading as load
from bench.table import Table
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Stage
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW
from streams.driver import TopologyDriver
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY

LENGTHS = (500, 3_000, 20_000)
FEED = "3 kB, 3 % attacks"
WHOLE = "whole pipeline"
_FEWEST = 2
"""Articles of a run at least: one of each language."""
TURNS = {True: 2, False: 7}
CHARACTERS = {True: 4_000, False: 30_000}
"""In a turn of each case, quick or not."""
ARTICLES = {True: 34, False: 100}


def stages(*, quick: bool) -> list[Table]:
    """Measure each stage alone on articles of each length and kind."""
    cases = in_turns(stage_cases(load_context(), CHARACTERS[quick]), TURNS[quick])
    rows = [row_of(case.what, case.of, "µs CPU an article", v) for case, v in cases.items()]
    return [Table("The pure stages, each alone", [line_of(row) for row in rows])]


def pipeline(*, quick: bool) -> list[Table]:
    """Measure the pipeline in memory beside the sum of its stages."""
    together = in_turns(pipeline_cases(load_context(), ARTICLES[quick]), TURNS[quick])
    return [Table("The whole pipeline in memory", [line_of(row) for row in _whole(together)])]


def loading(*, quick: bool) -> list[Table]:
    """Measure what loading the reader's knowledge costs."""
    return [Table("Loading", [line_of(row) for row in load(1 if quick else 3)])]


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


def _whole(together: dict[Case, list[float]]) -> list[Row]:
    """Return the pipeline's rate and its cost beside the sum of its stages, turn by turn."""
    cost = next(values for case, values in together.items() if case.what == WHOLE)
    alone = [values for case, values in together.items() if case.what != WHOLE]
    sums = [sum(turn) for turn in zip(*alone, strict=True)]
    ratios = [whole / parts for whole, parts in zip(cost, sums, strict=True)]
    return [
        row_of("all stages, each alone", FEED, "µs CPU an article", sums),
        row_of(WHOLE, FEED, "µs CPU an article", cost),
        row_of(WHOLE, FEED, "articles/s on a core", [1e6 / each for each in cost]),
        row_of("whole pipeline / its stages", FEED, "times", ratios),
    ]
