"""Wait for something that cannot be told how long to take."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Answer = TypeVar("Answer")


def within(seconds: float, act: Callable[[], Answer]) -> Answer:
    """Return what `act` returns. Raises what it raises, and TimeoutError when it takes longer.

    Its thread is then left behind: it ends with `act` or with the process.
    """
    try:
        return _begun(act).result(seconds)
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"not done in {seconds:g} s") from None


async def apart(seconds: float, act: Callable[[], Answer]) -> Answer:
    """Do the same for a caller on an event loop, which goes on meanwhile."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.wrap_future(_begun(act))
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"not done in {seconds:g} s") from None


def _begun(act: Callable[[], Answer]) -> "Future[Answer]":
    """Start `act` in a thread that nobody waits for at the end."""
    answer: Future[Answer] = Future()

    def run() -> None:
        if not answer.set_running_or_notify_cancel():
            return  # whoever asked has gone
        try:
            answer.set_result(act())
        except BaseException as error:  # noqa: BLE001 - handed to who waits
            answer.set_exception(error)

    Thread(target=run, daemon=True).start()
    return answer
