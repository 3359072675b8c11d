"""Runs in each process of a drill before anything else: its clock is wrong by what a file says.

`time.monotonic`, by which spans are measured, is left alone, as it is when a real clock is set.
"""

import mmap
import os
import struct
import time
from pathlib import Path

with Path(os.environ["CHAOS_CLOCK"]).open("rb") as _file:
    _hands = mmap.mmap(_file.fileno(), 8, access=mmap.ACCESS_READ)
_read = struct.Struct("<d").unpack_from
_time, _time_ns = time.time, time.time_ns  # noqa: TID251 - what is replaced


def _wrong_time() -> float:
    return _time() + _read(_hands)[0]


def _wrong_time_ns() -> int:
    return _time_ns() + int(_read(_hands)[0]) * 1_000_000_000


time.time, time.time_ns = _wrong_time, _wrong_time_ns  # noqa: TID251
