"""Processes and threads that stand still, as if they had hung."""

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH = 0x4206, 0x4207, 17
ANY_THREAD = 0x40000000
"""`__WALL` of waitpid(2): threads that are not the first of their process too."""
JOIN_S = 60.0


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Have a process stand until the end of the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def thread_stopped(pid: int) -> Iterator[None]:
    """Have the first thread of a process stand, and no other, as a debugger does."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    if libc.ptrace(PTRACE_SEIZE, pid, None, None):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    libc.ptrace(PTRACE_INTERRUPT, pid, None, None)
    os.waitpid(pid, ANY_THREAD)
    try:
        yield
    finally:
        libc.ptrace(PTRACE_DETACH, pid, None, None)


@contextmanager
def beside(work: Callable[[Event], None]) -> Iterator[None]:
    """Do `work` in a thread until the end of the block sets its event."""
    end = Event()
    thread = Thread(target=work, args=(end,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(JOIN_S)


@contextmanager
def halting(pid: int, stands_s: float, runs_s: float) -> Iterator[None]:
    """Have a process stand and run by turns until the end of the block."""

    def work(end: Event) -> None:
        while not end.is_set():
            with stopped(pid):
                end.wait(stands_s)
            end.wait(runs_s)

    with beside(work):
        yield
