"""Measure the pure stages, loading and the whole pipeline, and print one table.

python -m bench            under two minutes
python -m bench --quick    fewer turns, under twenty seconds
python -m bench --json     one JSON object instead of the table
python -m bench --profile  the ten functions in which `extract` spends most
"""

import argparse
import cProfile
import json
import platform
import pstats
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.articles import made_up
from bench.measures import Case, Row, in_turns, loading, row_of
from bench.pipeline import FEED, WHOLE, pipeline_cases, stage_cases
from streams import __version__
from streams.domain.context import Context
from streams.domain.flow import Incoming
from streams.domain.topics import ARTICLE_RAW, ARTICLE_TAGGED
from streams.driver import TopologyDriver
from streams.lang.loader import load_context
from streams.stages import extract
from streams.topology import TOPOLOGY

QUICK = (2, 4_000, 34)
FULL = (7, 30_000, 100)
"""Turns, characters in a turn of each case, articles of the feed."""
TOP = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer turns, under twenty seconds")
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")
    parser.add_argument("--profile", action="store_true", help="where extract spends its time")
    asked = parser.parse_args(arguments)
    ctx = load_context()
    if asked.profile:
        profile(ctx)
        return
    rows = measured(ctx, quick=asked.quick)
    if asked.json:
        print(json.dumps({**machine(), "rows": [asdict(row) for row in rows]}))
    else:
        print_table(rows)


def measured(ctx: Context, *, quick: bool) -> list[Row]:
    """Return every line of the table."""
    turns, characters, count = QUICK if quick else FULL
    alone = in_turns(stage_cases(ctx, characters), turns)
    together = in_turns(pipeline_cases(ctx, count), turns)
    rows = [row_of(c.what, c.of, "µs CPU an article", v) for c, v in alone.items()]
    return [*loading(1 if quick else 3), *rows, *whole(together)]


def whole(together: dict[Case, list[float]]) -> list[Row]:
    """Return the pipeline's rate and its cost beside the sum of its stages, turn by turn."""
    cost = next(values for case, values in together.items() if case.what == WHOLE)
    stages = [values for case, values in together.items() if case.what != WHOLE]
    sums = [sum(turn) for turn in zip(*stages, strict=True)]
    ratios = [all_ / alone for all_, alone in zip(cost, sums, strict=True)]
    return [
        row_of("all stages, each alone", FEED, "µs CPU an article", sums),
        row_of(WHOLE, FEED, "µs CPU an article", cost),
        row_of(WHOLE, FEED, "articles/s on a core", [1e6 / each for each in cost]),
        row_of("whole pipeline / its stages", FEED, "times", ratios),
    ]


def print_table(rows: Sequence[Row]) -> None:
    """Print the rows with the middle half of the runs beside the median."""
    about = machine()
    print(f"rasid {about['rasid']}, Python {about['python']}, {about['machine']}")
    print(f"{'what':<32}{'of':<20}{'median':>10}  {'middle half':<20}unit")
    for row in rows:
        spread = f"{number(row.low)} .. {number(row.high)}"
        print(f"{row.what:<32}{row.of:<20}{number(row.median):>10}  {spread:<20}{row.unit}")


def number(value: float) -> str:
    """Return three figures that count, no more digits than that."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    return {
        "rasid": __version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
    }


def profile(ctx: Context) -> None:
    """Print the ten functions of the reader that take most time of their own."""
    driver = TopologyDriver(TOPOLOGY[:3], ctx)
    driver.feed(ARTICLE_RAW, made_up("attack", 3_000, 60))
    batch = [Incoming(ARTICLE_TAGGED, article) for article in driver.out[ARTICLE_TAGGED]]
    list(extract.run(batch, {}, ctx))
    profiler = cProfile.Profile()
    profiler.runcall(lambda: list(extract.run(batch, {}, ctx)))
    stats = pstats.Stats(profiler).get_stats_profile()
    total = stats.total_tt
    print(f"{'own time':>8}  {'with calls':>10}  {'calls an article':>16}  function")
    ranked = sorted(stats.func_profiles.items(), key=lambda item: -item[1].tottime)
    for name, each in ranked[:TOP]:
        calls = int(str(each.ncalls).partition("/")[0]) / len(batch)
        where = f"{Path(each.file_name).name}:{each.line_number} {name}"
        own, cumulative = each.tottime / total, each.cumtime / total
        print(f"{own:>8.1%}  {cumulative:>10.1%}  {calls:>16,.0f}  {where}")


if __name__ == "__main__":
    main(sys.argv[1:])
