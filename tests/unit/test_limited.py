"""Waiting for what cannot be told how long to take."""

import asyncio
import threading

import pytest

from streams.adapters.limited import apart, within


def fails():
    raise ValueError("no")


async def test_apart_gives_what_it_returns_or_raises():
    assert await apart(5, lambda: 7) == 7
    with pytest.raises(ValueError, match="no"):
        await apart(5, fails)


async def test_apart_lets_others_go_on_and_ends_waiting_in_time():
    go_on = threading.Event()
    try:
        with pytest.raises(TimeoutError, match=r"not done in 0\.05 s"):
            await apart(0.05, go_on.wait)
        assert await asyncio.sleep(0, "others go on") == "others go on"
    finally:
        go_on.set()


def test_within_gives_what_it_returns_or_raises_and_ends_waiting_in_time():
    go_on = threading.Event()
    try:
        assert within(5, lambda: 7) == 7
        with pytest.raises(ValueError, match="no"):
            within(5, fails)
        with pytest.raises(TimeoutError):
            within(0.05, go_on.wait)
    finally:
        go_on.set()
