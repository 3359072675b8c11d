"""The libraries that tell languages by letters; a test of one that is not installed is skipped."""

import pytest

from streams.stages.language.guess import ByEld, ByEldc, Guesser


def _installed(kind: type[ByEldc] | type[ByEld]) -> Guesser | None:
    try:
        return kind()
    except ImportError:
        return None


FOUND = {kind.name: _installed(kind) for kind in (ByEldc, ByEld)}
GUESSERS = [
    pytest.param(by, id=name, marks=[] if by else pytest.mark.skip(f"{name} is not installed"))
    for name, by in FOUND.items()
]
