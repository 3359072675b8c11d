"""Measure what reading, moving and deciding cost; print Markdown, keep JSON in .run/bench.

python -m bench                  all but the last six of these, under fifteen minutes
python -m bench bus stateful     only these
python -m bench --quick          fewer records and turns

bus       one hop from topic to topic, ours beside others; starts Apache Kafka
stateful  one hop that counts per key, with and without changelog; starts Apache Kafka
stages    each pure stage alone
pipeline  all stages in memory, beside the sum of them, by share of attacks and by length
workers   a backlog on Apache Kafka with one worker and with two
latency   received to alert by rate, from start to ready, idleness; both brokers
loading   the reader's knowledge
live      deciding on copies with a million articles live: cost, memory, recovery
copies    finding copies, ours beside datasketch and rensa; needs the articles of developers
owner     the one owner of duplicates on Apache Kafka
recovery  its state of 200,000 articles read back from there
floods    10,000 articles that share a page, or are one
crowds    fusing 2,400 reports of attacks in 17 towns
language  what tells languages, ours beside others
ingest    articles over HTTP until Apache Kafka has them
feeds     200 feeds on loopback, from when they publish to the bus; starts Apache Kafka, 8 minutes
storage   lists, boxes and single incidents in the database; starts PostgreSQL where it is installed
compiled  the reader compiled beside the reader as it is; needs a wheel of `dev.py compiled`
coders    reading English reports beside a parser and its triples, in an environment of its own
profile   the ten functions in which `extract` spends most
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence

from bench import (
    bus,
    coders,
    compiled,
    copies,
    crowds,
    feeds,
    floods,
    flow,
    ingest,
    language,
    live,
    owner,
    profile,
    recovery,
    stages,
    storage,
)
from bench.table import Table, keep, machine
from deploy.environment import Stop

SUITES: dict[str, Callable[..., Iterable[Table]]] = {
    "bus": bus.bus,
    "stateful": bus.stateful,
    "stages": stages.stages,
    "pipeline": stages.pipeline,
    "workers": flow.workers,
    "latency": flow.latency,
    "loading": stages.loading,
    "live": live.live,
    "copies": copies.copies,
    "owner": owner.owner,
    "recovery": recovery.recovery,
    "floods": floods.floods,
    "crowds": crowds.crowds,
    "language": language.language,
    "ingest": ingest.ingest,
    "feeds": feeds.feeds,
    "storage": storage.storage,
    "compiled": compiled.compiled,
    "coders": coders.coders,
    "profile": profile.profile,
}
UNASKED = ("coders", "compiled", "feeds", "ingest", "profile", "storage")


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; return 1 when a bound is broken or a suite cannot run."""
    asked = _parsed(arguments)
    print("# " + ", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    tables: list[Table] = []
    code = 0
    for name in asked.suites or [name for name in SUITES if name not in UNASKED]:
        try:
            for table in SUITES[name](quick=asked.quick):
                tables.append(table)
                print(f"\n{table.markdown()}", flush=True)
        except Stop as stop:
            print(f"\n{name}: {stop}", flush=True)
            code = 1
    print(f"kept in {keep(tables)}")
    return 1 if any(table.broken for table in tables) else code


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE")
    parser.add_argument("--quick", action="store_true", help="fewer records and turns")
    asked = parser.parse_args(arguments)
    for name in asked.suites:
        if name not in SUITES:
            parser.error(f"no such suite: {name!r}; there are {', '.join(SUITES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
