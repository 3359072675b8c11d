"""Signing and deciding on floods: one page under every story, one story over and over."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from bench.articles import START, made_up
from bench.table import Line, Table
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Stage, State
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED
from streams.guard import commit, guarded
from streams.lang.loader import load_context
from streams.stages import sign
from streams.topology import TOPOLOGY

COUNT = {True: 2_000, False: 10_000}
BATCH = 500
TENTH = 10
APART_MS = 1_000
GROWTH = 4.0
"""What the last tenth may cost beside the first: of quadratic time it would be nineteen times."""


def floods(*, quick: bool) -> list[Table]:
    """Measure what a flood costs at its beginning and at its end."""
    ctx, count = load_context(), COUNT[quick]
    made = made_up("plain", 1_500, count)
    plain = [replace(each, fetched_at=START + n * APART_MS) for n, each in enumerate(made)]
    page, one = made_up("plain", 1_500, 1, seed=9)[0].body, made_up("plain", 3_000, 1, seed=8)[0]
    flood: Mapping[str, Sequence[Article]] = {
        "no two alike": plain,
        "one page under every story": [replace(a, body=f"{a.body}\n\n{page}") for a in plain],
        "one story over and over": [replace(a, title=one.title, body=one.body) for a in plain],
    }
    lines = [_line(name, articles, ctx) for name, articles in flood.items()]
    broken = [
        f"{line['of']}: the last tenth costs {line['growth']:.1f} of the first, at most {GROWTH:g}"
        for line in lines
        if isinstance(line["growth"], float) and line["growth"] > GROWTH
    ]
    return [Table(f"Floods of {count:,} articles", lines, broken=broken)]


def _line(name: str, articles: Sequence[Article], ctx: Context) -> Line:
    stage = next(each for each in TOPOLOGY if each.name == "dedup")
    state, kinds, costs = stage.empty(), [], []
    for first in range(0, len(articles), BATCH):
        batch = [Incoming(ARTICLE_RAW, each) for each in articles[first : first + BATCH]]
        start = time.process_time()
        kinds += _decided(batch, stage, state, ctx)
        costs.append((time.process_time() - start) / len(batch) * 1e6)
    tenth = max(1, len(costs) // TENTH)
    begin, end = median(costs[:tenth]), median(costs[-tenth:])
    passed = sum(kind in {"unique", "revision"} for kind in kinds)
    return {
        "of": name,
        "passed on": f"{passed:,}",
        "first tenth, µs CPU an article": begin,
        "last tenth": end,
        "growth": end / begin,
    }


def _decided(batch: Sequence[Incoming], stage: Stage, state: State, ctx: Context) -> list[str]:
    """Sign and decide on a batch, take it into the state and return the kinds."""
    signed = [
        Incoming(ARTICLE_SIGNED, each.value)
        for each in sign.run(batch, {}, ctx)
        if isinstance(each, Emit)
    ]
    outcome = guarded(stage, signed, state, ctx)
    commit(state, outcome.changes)
    values = [each.value for each in outcome.results if isinstance(each, Emit)]
    verdicts = [value.dedup if isinstance(value, Article) else value for value in values]
    return [getattr(verdict, "kind", "") for verdict in verdicts]
