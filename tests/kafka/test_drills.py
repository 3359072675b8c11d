"""The short forms of all drills; `make chaos` runs the full ones."""

import pytest

from deploy.environment import Stop
from tests.chaos.drills import DRILLS

OFTEN = ("restarts", "everything")
"""What CI has time for; the others are left to `make test-full`."""
NAMES = [n if n in OFTEN else pytest.param(n, marks=pytest.mark.slow) for n in DRILLS]


@pytest.mark.parametrize("name", NAMES)
def test_drill_holds(name, tmp_path):
    """Nothing may be lost or wrong; a time that is missed may have been a neighbour's doing."""
    try:
        seen = DRILLS[name](tmp_path / "first", 1, full=False)
    except Stop as stop:
        pytest.skip(
            str(stop)
        )  # such as no PostgreSQL, or no history to take an earlier version from
    assert seen.is_clean, seen
    if not seen.holds:
        seen = DRILLS[name](tmp_path / "second", 1, full=False)
    assert seen.holds, seen
