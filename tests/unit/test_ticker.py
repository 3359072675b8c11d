from dataclasses import replace

from streams.adapters.ticker import ACTIVE_S, Progress
from streams.domain.records import Article, Tick

ARTICLE = Article("a", "afp", None, None, "text", None, 1_000)
NOW = 5_000


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def ticks(progress: Progress, now_ms: int = NOW, partitions=(0,)) -> dict[int, int]:
    return {p: tick.at for p, tick in progress.next_ticks(now_ms, partitions).items()}


def test_idle_worker_ticks_the_time_of_day_to_every_partition():
    assert ticks(Progress(Clock()), partitions=(0, 1)) == {0: NOW, 1: NOW}


def test_slowest_active_stage_holds_ticks_back():
    progress = Progress(Clock())
    progress.worked("sign", 0, [replace(ARTICLE, fetched_at=3_000)])
    progress.worked("fuse", 1, [ARTICLE])
    assert ticks(progress) == {0: 1_000}


def test_stage_that_rests_holds_nothing_back():
    clock = Clock()
    progress = Progress(clock)
    progress.worked("sign", 0, [ARTICLE])
    clock.now += ACTIVE_S + 1
    assert ticks(progress) == {0: NOW}


def test_record_of_the_future_does_not_carry_ticks_with_it():
    progress = Progress(Clock())
    progress.worked("sign", 0, [replace(ARTICLE, fetched_at=10**15)])
    assert ticks(progress) == {0: NOW}


def test_ticks_rise_or_are_left_out():
    progress = Progress(Clock())
    assert ticks(progress) == {0: NOW}
    assert ticks(progress, partitions=(0, 1)) == {1: NOW}
    assert ticks(progress, NOW + 1) == {0: NOW + 1}


def test_ticks_are_no_progress():
    progress = Progress(Clock())
    progress.worked("fuse", 0, [Tick(1)])
    assert ticks(progress) == {0: NOW}
