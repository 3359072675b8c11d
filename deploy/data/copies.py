"""Which articles tell the same news in much the same words: they must not test each other."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from itertools import combinations

SHARED = 0.15
"""Share of the shorter text's pairs of words from which two texts are taken for copies."""
_COMMON = 20
"""Pairs that more texts than this share tell nothing."""


def copies(texts: Sequence[frozenset[Hashable]]) -> list[int]:
    """Return for each text, given as what it is made of, the number of its group."""
    bearers: dict[Hashable, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for piece in text:
            bearers[piece].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for found in bearers.values():
        if len(found) <= _COMMON:
            shared.update(combinations(found, 2))
    groups = list(range(len(texts)))
    for (one, other), count in shared.items():
        if count >= SHARED * min(len(texts[one]), len(texts[other])):
            _join(groups, one, other)
    return [_first(groups, at) for at in range(len(texts))]


def _first(groups: list[int], at: int) -> int:
    while groups[at] != at:
        at = groups[at]
    return at


def _join(groups: list[int], one: int, other: int) -> None:
    first, second = sorted((_first(groups, one), _first(groups, other)))
    groups[second] = first
