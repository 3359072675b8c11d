"""`python -m tests.chaos [ROW ...] [--seed N]... [--short]`: run drills, print a Markdown table."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from deploy.apache_kafka import is_current
from tests.chaos.drills import DRILLS
from tests.chaos.earlier import NoHistory
from tests.kafka.cluster import KAFKA


def main() -> int:
    """Run the chosen drills for each seed; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(DRILLS))
    parser.add_argument("--seed", type=int, action="append", help="default 1")
    parser.add_argument("--short", action="store_true", help="as CI runs them")
    chosen = parser.parse_args()
    if unknown := set(chosen.rows) - DRILLS.keys():
        parser.error(f"rows are {', '.join(DRILLS)}, got {', '.join(sorted(unknown))}")
    if not is_current(KAFKA):
        parser.error("Apache Kafka is not here: make kafka")
    print("| row | seed | target | seen | holds |\n| --- | --- | --- | --- | --- |", flush=True)
    holds = [
        _held(name, seed, full=not chosen.short)
        for seed in chosen.seed or [1]
        for name in chosen.rows or DRILLS
    ]
    return 0 if all(holds) else 1


def _held(name: str, seed: int, *, full: bool) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"chaos-{name}-") as folder:
        try:
            found = DRILLS[name](Path(folder), seed, full=full)
        except NoHistory as reason:
            print(f"| {name} | {seed} | | not run: {reason} | NO |", flush=True)
            return False
    row = (found.row, str(seed), found.target, found.seen, "yes" if found.holds else "NO")
    print("| " + " | ".join(row) + " |", flush=True)
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found.holds


if __name__ == "__main__":
    sys.exit(main())
