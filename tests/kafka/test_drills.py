"""The short forms of all drills; `make chaos` runs the full ones."""

import pytest

from tests.chaos.drills import DRILLS

# Once in a while kafka-python, which the verifier reads with, waits for ever for the metadata of a
# cluster that was gone; `make chaos` and `make test-full` run that drill, where somebody looks on.
SLOW = {"brokers"}
NAMES = [pytest.param(n, marks=pytest.mark.slow if n in SLOW else ()) for n in DRILLS]


@pytest.mark.parametrize("name", NAMES)
def test_drill_holds(name, tmp_path):
    """Nothing may be lost or wrong; a time that is missed may have been a neighbour's doing."""
    seen = DRILLS[name](tmp_path / "first", 1, full=False)
    assert seen.is_clean, seen
    if not seen.holds:
        seen = DRILLS[name](tmp_path / "second", 1, full=False)
    assert seen.holds, seen
