"""The short forms of all drills; `make chaos` runs the full ones."""

import pytest

from tests.chaos.drills import DRILLS


@pytest.mark.parametrize("name", DRILLS)
def test_drill_holds(name, tmp_path):
    seen = DRILLS[name](tmp_path, 1, full=False)
    assert seen.holds, seen
