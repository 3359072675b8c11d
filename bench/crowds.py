"""What a report costs fusion on a day with thousands of attacks in a few towns."""

import random
import time
from collections.abc import Iterator, Sequence

from bench.articles import START
from bench.table import Line, Table
from streams.cli.answers import Extraction
from streams.domain.context import Context
from streams.domain.flow import Incoming
from streams.domain.records import Article, Attack
from streams.domain.topics import ATTACK_REPORTED
from streams.lang.loader import load_context
from streams.stages import fuse

COUNT = {True: 600, False: 2_400}
PARTS = 4
APART_MS = 33_000
"""Between two reports: 2,600 a day."""
SITES = ("a checkpoint", "a market", "a hotel", "a police station", "a mosque", "a patrol", "a bus")
TOWNS = (
    "Kirkuk, Iraq", "Mosul, Iraq", "Tikrit, Iraq", "Kabul, Afghanistan", "Kunduz, Afghanistan",
    "Mogadishu, Somalia", "Baidoa, Somalia", "Quetta, Pakistan", "Peshawar, Pakistan",
    "Cairo, Egypt", "Maiduguri, Nigeria", "Sanaa, Yemen", "Aden, Yemen", "Benghazi, Libya",
    "Damascus, Syria", "Homs, Syria", "Gao, Mali",
)  # fmt: skip


def crowds(*, quick: bool) -> list[Table]:
    """Measure a report of an attack of its own, and one in ten of them with nine that tell it."""
    ctx, count = load_context(), COUNT[quick]
    shares = {"each an attack of its own": 1, "ten of each attack": 10}
    lines = [_line(name, _attacks(count, told), ctx) for name, told in shares.items()]
    return [Table(f"{count:,} reports of attacks in {len(TOWNS)} towns, 2,600 a day", lines)]


def _line(name: str, attacks: Sequence[Attack], ctx: Context) -> Line:
    state: dict[str, object] = {}
    costs = []
    part = len(attacks) // PARTS
    for first in range(0, part * PARTS, part):
        start = time.process_time()
        for attack in attacks[first : first + part]:
            list(fuse.run([Incoming(ATTACK_REPORTED, attack)], state, ctx))
        costs.append((time.process_time() - start) / part * 1e3)
    quarters = {f"ms CPU a report, quarter {n + 1}": cost for n, cost in enumerate(costs)}
    return {"of": name, "reports": f"{len(attacks):,}", **quarters}


def _attacks(count: int, told: int) -> list[Attack]:
    """Return what the reader makes of as many reports, `told` of each attack."""
    reader = Extraction()
    found = []
    for article in _articles(count, told):
        found += reader.read(article).attacks[:1]
    return found


def _articles(count: int, told: int) -> Iterator[Article]:
    chance = random.Random(1)  # noqa: S311 - the same every time
    known: list[str] = []
    for number in range(count):
        if number % told == 0:
            killed, hurt = chance.randint(1, 30), chance.randint(1, 60)
            known.append(
                f"Gunmen attacked {chance.choice(SITES)} in {chance.choice(TOWNS)}, on Friday, "
                f"killing {killed} people and wounding {hurt}."
            )
        at = START + number * APART_MS
        body = known[-1] if told == 1 else chance.choice(known[-2 * told :])
        yield Article(f"crowd-{number}", "afp", None, None, body, at, at)
