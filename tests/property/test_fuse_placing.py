"""What is kept of earlier groupings changes nothing: as if all were sorted anew each time."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.context import Context
from streams.domain.records import Attack
from streams.stages.fuse import grouping, placing
from streams.stages.fuse.accounts import Account, account_of
from streams.stages.fuse.clusters import Cluster
from streams.stages.fuse.placing import Stand, Stands
from tests.factories import WORLD, attack, fused
from tests.property.test_fuse import accounts


class Anew(Stands):
    """Places everything anew each time."""

    def after(self, known: Sequence[Cluster], clear: Sequence[Account], ctx: Context) -> Stand:
        """Return the stand without a look at what was kept."""
        return Stands().after(known, clear, ctx)


@settings(max_examples=200, deadline=None)
@given(accounts(), st.randoms(use_true_random=False))
def test_kept_stands_change_no_revision(told: list[Attack], chance: random.Random) -> None:
    chance.shuffle(told)
    kept = fused(told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "STANDS", Anew())
        anew = fused(told)
    assert kept == anew


def test_same_reports_before_are_not_placed_again() -> None:
    stands, told = Stands(), [account_of(attack(f"a{i}"), WORLD.thresholds) for i in range(3)]
    placed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        place = Stand.place
        patch.setattr(Stand, "place", lambda s, a: (placed.append(a.order[1]), place(s, a)))
        for count in (1, 2, 3):
            stands.after([], told[:count], WORLD)
        assert placed == ["a0", "a1", "a2"]
        stands.after([], told[1:], WORLD)
        assert placed == ["a0", "a1", "a2", "a1", "a2"]


def test_what_is_kept_is_bounded() -> None:
    stands = Stands()
    told = [account_of(attack(f"a{i}"), WORLD.thresholds) for i in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placing, "_REPORTS", 3)
        for first in range(4):
            stands.after([], told[first:], WORLD)
        assert 0 < stands._weight() <= 3
