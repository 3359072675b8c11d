"""`python -m tests.chaos [ROW ...] [--seed N]... [--short]`: run drills, print a Markdown table."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from deploy.apache_kafka import is_current
from deploy.environment import Stop
from tests.chaos.drills import DRILLS
from tests.chaos.field import Outcome
from tests.chaos.soak import soak
from tests.kafka.cluster import KAFKA


def main() -> int:
    """Run the chosen drills for each seed; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join((*DRILLS, "soak")))
    parser.add_argument("--seed", type=int, action="append", help="default 1")
    parser.add_argument("--short", action="store_true", help="as CI runs them")
    parser.add_argument("--keep", type=Path, help="folder for what each process leaves and logs")
    parser.add_argument("--minutes", type=float, default=30, help="of soak; default 30")
    parser.add_argument("--rate", type=float, default=200, help="articles a second of soak; 200")
    chosen = parser.parse_args()
    drills = {name: partial(drill, full=not chosen.short) for name, drill in DRILLS.items()}
    drills["soak"] = partial(soak, minutes=chosen.minutes, rate=chosen.rate)
    if unknown := set(chosen.rows) - drills.keys():
        parser.error(f"rows are {', '.join(drills)}, got {', '.join(sorted(unknown))}")
    if not is_current(KAFKA):
        parser.error("Apache Kafka is not here: make kafka")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else PostgreSQL would be left
    print("| row | seed | target | seen | holds |\n| --- | --- | --- | --- | --- |", flush=True)
    holds = [
        _held(name, seed, drills[name], chosen.keep)
        for seed in chosen.seed or [1]
        for name in chosen.rows or DRILLS
    ]
    return 0 if all(holds) else 1


def _held(name: str, seed: int, drill: Callable[[Path, int], Outcome], keep: Path | None) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"chaos-{name}-") as folder:
        place = keep / f"{name}-{seed}" if keep else Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        try:
            found = drill(place, seed)
        except Stop as reason:
            print(f"| {name} | {seed} | | not run: {reason} | NO |", flush=True)
            return False
    row = (found.row, str(seed), found.target, found.seen, "yes" if found.holds else "NO")
    print("| " + " | ".join(row) + " |", flush=True)
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found.holds


if __name__ == "__main__":
    sys.exit(main())
