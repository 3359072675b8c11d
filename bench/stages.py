"""Each pure stage alone on what the stages before it give, all of them together, and loading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.articles import KINDS, feed, made_up, seeds
from bench.measures import Case, Row, in_turns, line_of, row_of
from bench.measures import loading as load
from bench.table import Line, Table
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Stage
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW
from streams.driver import TopologyDriver
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY

LENGTHS = (500, 3_000, 20_000)
LENGTH = 3_000
SHARE = 0.03
SHARES = (0.0, SHARE, 1.0)
SIZES = (500, 20_000, 200_000)


@dataclass(frozen=True, slots=True)
class Mix:
    """A feed: how long its articles are, and the share of them that reports an attack."""

    length: int
    attacks: float

    @property
    def name(self) -> str:
        """Return what the tables say."""
        return f"{self.length / 1000:g} kB, {100 * self.attacks:g} % attacks"


FEED = Mix(LENGTH, SHARE)
WHOLE = "whole pipeline"
_FEWEST = 2
"""Articles of a run at least: one of each language."""
TURNS = {True: 2, False: 7}
CHARACTERS = {True: 4_000, False: 30_000}
"""In a turn of each case, quick or not."""
ARTICLES = {True: 34, False: 100}
FEWEST = {True: 2, False: 34}
MOST_CHARACTERS = {True: 200_000, False: 1_000_000}
"""Of the articles of a feed, so that long ones take no longer."""
TURNS_OF_MIXES = {True: 1, False: 3}


def stages(*, quick: bool) -> list[Table]:
    """Measure each stage alone on articles of each length and kind."""
    cases = in_turns(stage_cases(load_context(), CHARACTERS[quick]), TURNS[quick])
    rows = [row_of(case.what, case.of, "µs CPU an article", v) for case, v in cases.items()]
    return [Table("The pure stages, each alone", [line_of(row) for row in rows])]


def pipeline(*, quick: bool) -> Iterator[Table]:
    """Measure the pipeline in memory beside the sum of its stages, by share and by length."""
    ctx = load_context()
    together = in_turns(pipeline_cases(ctx, ARTICLES[quick], FEED), TURNS[quick])
    yield Table("The whole pipeline in memory", [line_of(row) for row in _whole(together)])
    mixes = [Mix(LENGTH, share) for share in SHARES] + [Mix(length, SHARE) for length in SIZES]
    lines: list[Line] = []
    for mix in mixes:
        count = max(FEWEST[quick], min(ARTICLES[quick], MOST_CHARACTERS[quick] // mix.length))
        cost, parts = _costs(in_turns(pipeline_cases(ctx, count, mix), TURNS_OF_MIXES[quick]))
        lines.append({
            "of": mix.name,
            "articles": str(count),
            "µs CPU an article": median(cost),
            "its stages alone": median(parts),
            "times": median(w / p for w, p in zip(cost, parts, strict=True)),
        })  # fmt: skip
    yield Table("The whole pipeline in memory, by share of attacks and by length", lines)


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


def pipeline_cases(ctx: Context, count: int, mix: Mix) -> list[Case]:
    """Return the whole pipeline in memory over a mixed feed, and its stages over the same."""
    articles = feed(count, mix.length, mix.attacks)
    whole = Case(WHOLE, mix.name, count, lambda: _through(TOPOLOGY, articles, ctx))
    return [whole, *_stages(mix.name, articles, ctx)]


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


def _costs(together: dict[Case, list[float]]) -> tuple[list[float], list[float]]:
    """Return the pipeline's cost and the sum of its stages', turn by turn."""
    cost = next(values for case, values in together.items() if case.what == WHOLE)
    alone = [values for case, values in together.items() if case.what != WHOLE]
    return cost, [sum(turn) for turn in zip(*alone, strict=True)]


def _whole(together: dict[Case, list[float]]) -> list[Row]:
    """Return the pipeline's rate and its cost beside the sum of its stages, turn by turn."""
    cost, sums = _costs(together)
    ratios = [whole / parts for whole, parts in zip(cost, sums, strict=True)]
    return [
        row_of("all stages, each alone", FEED.name, "µs CPU an article", sums),
        row_of(WHOLE, FEED.name, "µs CPU an article", cost),
        row_of(WHOLE, FEED.name, "articles/s on a core", [1e6 / each for each in cost]),
        row_of("whole pipeline / its stages", FEED.name, "times", ratios),
    ]
