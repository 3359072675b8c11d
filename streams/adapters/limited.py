"""Wait for something that cannot be told how long to take."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Answer = TypeVar("Answer")


def within(seconds: float, act: Callable[[], Answer]) -> Answer:
    """Return what `act` returns. Raises what it raises, and TimeoutError when it takes longer.

    Its thread is then left behind: it ends with `act` or with the process.
    """
    answer: Future[Answer] = Future()

    def run() -> None:
        try:
            answer.set_result(act())
        except BaseException as error:  # noqa: BLE001 - handed to who waits
            answer.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"not done in {seconds:g} s") from None
