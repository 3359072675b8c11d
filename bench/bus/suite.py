"""Hops of all contenders by turns, each held against the floor of the same round."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.bus.contenders import FLOOR, OURS, OURS_STATE, STATEFUL, STATELESS, Contender
from bench.bus.hop import Hop, Work
from bench.bus.topics import records
from bench.bus.trial import Cost, NotMeasured, trial
from bench.table import Line, Table
from tests.kafka.cluster import Cluster

BOUNDS = {OURS: 2.0, OURS_STATE: 3.0}
"""What ours may cost at most, in floors, the same work done by both."""
SLACK = 1.25
"""By how much a bound may be missed before it counts: the machine is never quite ours."""
QUICK = frozenset(("confluent", "rasid", "quix-state", "rasid-state"))
QUICK_RECORDS, FULL_RECORDS = 30_000, 100_000
ROUNDS = 3
SEGMENTS = {"log.segment.bytes": str(256 * 1024 * 1024)}


@dataclass(slots=True)
class Race:
    """What all contenders of one table have in common, and what came of it so far."""

    title: str
    partitions: int
    work: Work
    count: int
    contenders: Sequence[Contender]
    costs: dict[Contender, list[Cost]] = field(default_factory=dict)
    reasons: dict[Contender, str] = field(default_factory=dict)

    def cpu_us(self, contender: Contender) -> list[float]:
        """Return the costs of a contender, round by round."""
        return [cost.cpu_us for cost in self.costs.get(contender, [])]


def bus(*, quick: bool) -> Iterator[Table]:
    """Measure the hop without state: on one partition, on four, and with no work at all."""
    races = [_race("Stateless hop, one partition", 1, "avro", STATELESS, quick)]
    if not quick:
        few = [c for c in STATELESS if not c.name.startswith("faust")]
        bare = [c for c in STATELESS if c.knows_bytes]
        races.append(_race("Stateless hop, four partitions", 4, "avro", few, quick))
        races.append(_race("Stateless hop, one partition, bytes", 1, "bytes", bare, quick))
    return map(_run, races)


def stateful(*, quick: bool) -> Iterator[Table]:
    """Measure the hop that counts per key."""
    yield _run(_race("Stateful hop, one partition", 1, "avro", STATEFUL, quick))


def _race(
    title: str, partitions: int, work: Work, contenders: Sequence[Contender], quick: bool
) -> Race:
    chosen = [c for c in contenders if not quick or c.name in QUICK]
    count = QUICK_RECORDS if quick else FULL_RECORDS
    return Race(title, partitions, work, count, chosen)


def _run(race: Race) -> Table:
    with _cluster() as (brokers, folder):
        for turn in range(ROUNDS):
            for contender in race.contenders:
                if contender not in race.reasons:
                    _measure(race, contender, brokers, folder / f"{contender.name}-{turn}")
    return _table(race)


def _measure(race: Race, contender: Contender, brokers: str, folder: Path) -> None:
    hop = Hop(
        brokers,
        f"bench.{folder.name}",
        race.partitions,
        race.work,
        str(folder),
        contender.keeps_state,
        contender.has_changelog,
    )
    try:
        cost = trial(contender, hop, int(race.count * contender.share))
    except NotMeasured as why:
        race.reasons[contender] = str(why)
    else:
        race.costs.setdefault(contender, []).append(cost)


@contextmanager
def _cluster() -> Iterator[tuple[str, Path]]:
    """Start a broker in a folder that is removed in the end: a race writes gigabytes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with Cluster(folder / "kafka", settings=SEGMENTS) as cluster:
            yield cluster.bootstrap, folder


def _table(race: Race) -> Table:
    alone = work_us(race.work)
    ratios = {c: _ratios(race, c) for c in race.contenders}
    lines = [_line(race, c, ratios[c], alone) for c in race.contenders]
    notes = [
        f"{race.count:,} records of 2 KB ({ROUNDS} rounds by turns, medians); "
        f"the work alone, {race.work}: {alone:.1f} µs."
    ]
    return Table(race.title, lines, notes, _broken(ratios))


def _line(race: Race, contender: Contender, ratios: Sequence[float], alone: float) -> Line:
    costs, floor = race.cpu_us(contender), race.cpu_us(FLOOR)
    cost = median(costs) if costs else None
    bus_ratio = (cost - alone) / (median(floor) - alone) if cost and floor else None
    return {
        "what": contender.about,
        "µs CPU a record": race.reasons.get(contender, cost),
        "lowest": min(costs) if costs else None,
        "highest": max(costs) if costs else None,
        "times the floor": median(ratios) if ratios else None,
        "without the work": cost - alone if cost else None,
        "times the floor without": bus_ratio,
        "records a second": median(c.rate for c in race.costs[contender]) if costs else None,
    }


def _ratios(race: Race, contender: Contender) -> list[float]:
    """Return the cost in floors, round by round."""
    pairs = zip(race.cpu_us(contender), race.cpu_us(FLOOR), strict=False)
    return [cost / floor for cost, floor in pairs]


def _broken(ratios: dict[Contender, list[float]]) -> list[str]:
    """Return a sentence for each of our bounds that is missed by more than the slack."""
    return [
        f"{contender.about} costs {median(ratios[contender]):.2f} floors, at most {bound}"
        for contender, bound in BOUNDS.items()
        if ratios.get(contender) and median(ratios[contender]) > bound * SLACK
    ]


def work_us(work: Work) -> float:
    """Return what the work on a record costs by itself, the least of three measurements."""
    act, values = Hop("", "", 1, work, "").worked(), [value for _, value in records()]
    found = []
    for _ in range(3):
        began = time.process_time_ns()
        for value in values:
            act(value)
        found.append((time.process_time_ns() - began) / 1000 / len(values))
    return min(found)
