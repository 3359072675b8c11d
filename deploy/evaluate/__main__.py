"""Run every set, print one table with the last version's figures, and write docs/evaluation.md.

python -m deploy.evaluate            print and write the page
python -m deploy.evaluate --record   also keep today's figures as those of this version
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from deploy.evaluate.languages import figures_by_language
from deploy.evaluate.measures import Measured, measured
from deploy.evaluate.page import Figures, page, printed
from deploy.evaluate.scorer import ROOT, SHARED, Scorer
from streams import __version__

KEPT = Path(__file__).with_name("figures.json")
PAGE = ROOT / "docs" / "evaluation.md"


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for."""
    if not SHARED.exists():
        print(f"nothing to evaluate against: {SHARED} is not here")
        return 1
    kept: dict[str, Figures] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    version = max(kept, default="-")
    found = list(measured(Scorer()))
    print(printed(found, version, kept.get(version, {})))
    PAGE.write_text(
        page(found, version, kept.get(version, {}), figures_by_language()), encoding="utf-8"
    )
    if "--record" in arguments:
        record({**kept, __version__: figures(found)})
    return 0


def figures(found: Sequence[Measured]) -> Figures:
    """Return the figures alone, by set."""
    return {one.name: asdict(one)["figures"] for one in found}


def record(kept: dict[str, Figures]) -> None:
    """Write the figures of all versions."""
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
