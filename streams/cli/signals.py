"""Ctrl-C and SIGTERM as exceptions that cannot get lost.

A handler's exception may be raised while a library is in a place that swallows it (a finaliser, a
callback of C code). So what came is remembered, and whoever waits in a loop asks for it.
"""

import signal
from types import FrameType
from typing import Never

_CAME: list[int] = []


def install() -> None:
    """Let both signals end the command as if by `sys.exit`, so that everything entered is left."""
    _CAME.clear()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _handle)


def check() -> None:
    """Raise again what came and was swallowed. Raises KeyboardInterrupt or SystemExit."""
    if _CAME:
        _raise(_CAME[0])


def _handle(number: int, _frame: FrameType | None) -> Never:
    _CAME.append(number)
    _raise(number)


def _raise(number: int) -> Never:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)
