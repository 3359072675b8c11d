"""Where `extract` spends its time: the ten functions with most of it."""

import cProfile
import pstats
from pathlib import Path

from bench.articles import made_up
from bench.table import Table
from streams.domain.flow import Incoming
from streams.domain.topics import ARTICLE_RAW, ARTICLE_TAGGED
from streams.driver import TopologyDriver
from streams.lang.loader import load_context
from streams.stages import extract
from streams.topology import TOPOLOGY

TOP = 10


def profile(*, quick: bool) -> list[Table]:
    """Return the functions of the reader that take most time of their own."""
    ctx = load_context()
    driver = TopologyDriver(TOPOLOGY[:3], ctx)
    driver.feed(ARTICLE_RAW, made_up("attack", 3_000, 20 if quick else 60))
    batch = [Incoming(ARTICLE_TAGGED, article) for article in driver.out[ARTICLE_TAGGED]]
    list(extract.run(batch, {}, ctx))
    profiler = cProfile.Profile()
    profiler.runcall(lambda: list(extract.run(batch, {}, ctx)))
    stats = pstats.Stats(profiler).get_stats_profile()
    ranked = sorted(stats.func_profiles.items(), key=lambda item: -item[1].tottime)
    lines = [
        {
            "function": f"{Path(each.file_name).name}:{each.line_number} {name}",
            "own time, %": 100 * each.tottime / stats.total_tt,
            "with calls, %": 100 * each.cumtime / stats.total_tt,
            "calls an article": int(str(each.ncalls).partition("/")[0]) / len(batch),
        }
        for name, each in ranked[:TOP]
    ]
    return [Table("Where extract spends its time", lines)]
