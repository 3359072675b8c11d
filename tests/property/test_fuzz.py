"""Broken inputs of thousands of kinds for all that reads strangers: nothing raises or hangs.

`make fuzz` tries 10,000 cases, `make fuzz N=1000000` a million; without it, a few in each run of
the tests. A case that fails is printed as small as it can be made, with the seed that found it.
"""

import os
from math import ceil

import pytest
from hypothesis import HealthCheck, given, seed, settings

from streams.adapters.database import file_url
from tests.fuzz_places import Places
from tests.fuzz_targets import TARGETS
from tests.property.test_patterns import watched

CASES = int(os.environ.get("FUZZ_CASES", "900"))
SHARES = sum(target.share for target in TARGETS.values())
ROUND = 2_000
"""Cases of one run of hypothesis, which remembers all of them."""


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    made = Places(file_url(tmp_path_factory.mktemp("fuzz") / "rasid.db"))
    yield made
    made.close()


@pytest.mark.parametrize("name", TARGETS)
def test_reader_withstands_whatever_it_is_given(name, places):
    left, number = ceil(CASES * TARGETS[name].share / SHARES), 0
    while left > 0:
        attempt(name, places, min(left, ROUND), number)
        left, number = left - ROUND, number + 1


def attempt(name, places, cases, number):
    """Try so many cases; the number of the round is their seed."""
    target = TARGETS[name]

    @seed(number)
    @settings(max_examples=cases, deadline=None, database=None, suppress_health_check=HealthCheck)
    @given(target.cases)
    def withstands(case):
        with watched():
            target.act(places, case)

    withstands()
