"""The short forms of all drills; `make chaos` runs the full ones."""

import pytest

from tests.chaos.drills import DRILLS
from tests.chaos.earlier import NoHistory

LONG = ("latency", "membership", "upgrade")
"""Left to `make test-full`: the others hold what CI has time for."""
NAMES = [pytest.param(n, marks=pytest.mark.slow) if n in LONG else n for n in DRILLS]


@pytest.mark.parametrize("name", NAMES)
def test_drill_holds(name, tmp_path):
    """Nothing may be lost or wrong; a time that is missed may have been a neighbour's doing."""
    try:
        seen = DRILLS[name](tmp_path / "first", 1, full=False)
    except NoHistory as reason:
        pytest.skip(str(reason))
    assert seen.is_clean, seen
    if not seen.holds:
        seen = DRILLS[name](tmp_path / "second", 1, full=False)
    assert seen.holds, seen
