"""Where the material shared with developers lies; absent in a fresh checkout of the product."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def shared(*parts: str) -> Path:
    """Return a path under `../shared`, or skip the test that asks for it."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path
