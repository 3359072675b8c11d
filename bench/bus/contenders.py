"""Who takes part; started as `python -m bench.bus.contenders NAME HOP`, each in its own process."""

import sys
from dataclasses import dataclass
from importlib import import_module

from bench.bus.hop import Hop

NOT_INSTALLED = 3


@dataclass(frozen=True, slots=True)
class Contender:
    """One line of a table. `share` of the messages is enough for the slow ones."""

    name: str
    about: str
    run: str
    share: float = 1.0
    keeps_state: bool = False
    has_changelog: bool = False
    commits: bool = True
    knows_bytes: bool = True


FLOOR = Contender("confluent", "confluent-kafka consume(500) and produce", "hop_confluent:run")
OURS = Contender("rasid", "Rasid's worker", "hop_rasid:run", knows_bytes=False)
OURS_STATE = Contender(
    "rasid-state",
    "Rasid's worker, table with changelog",
    "hop_rasid:run",
    keeps_state=True,
    has_changelog=True,
    knows_bytes=False,
)
STATELESS = (
    FLOOR,
    Contender("aiokafka", "aiokafka getmany and send_batch", "hop_aiokafka:run"),
    Contender("bytewax", "bytewax", "hop_bytewax:run", commits=False),
    Contender("quix", "quixstreams", "hop_quix:run", share=0.3),
    Contender("faust-tuned", "Faust, best settings", "hop_faust:run_tuned", share=0.05),
    Contender("faust", "Faust, defaults", "hop_faust:run", share=0.05),
    OURS,
)
STATEFUL = (
    FLOOR,
    Contender("quix-state", "quixstreams, no changelog", "hop_quix:run", 0.3, True),
    Contender("quix-changelog", "quixstreams, changelog", "hop_quix:run", 0.3, True, True),
    Contender("faust-tuned-table", "Faust, best settings", "hop_faust:run_tuned", 0.05, True, True),
    Contender("faust-table", "Faust, defaults", "hop_faust:run", 0.05, True, True),
    OURS_STATE,
)


def main(name: str, hop: str) -> None:
    """Be the contender of this name until killed."""
    chosen = next(each for each in (*STATELESS, *STATEFUL) if each.name == name)
    module, _, function = chosen.run.partition(":")
    try:
        run = getattr(import_module(f"bench.bus.{module}"), function)
    except ModuleNotFoundError as missing:
        print(missing, file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    run(Hop.from_json(hop))


if __name__ == "__main__":
    main(*sys.argv[1:])
