"""When a feed is asked again."""

import pytest

from streams.services.ingest.pace import (
    Bounds,
    asked_s,
    back_off,
    first_wait,
    fresh_s,
    next_interval,
    spread,
)

BOUNDS = Bounds(30, 900)
NOW_S = 1_795_770_000.0  # Fri, 27 Nov 2026 09:00:00 GMT


def test_interval_shrinks_with_news_and_grows_without_and_stays_within_bounds():
    assert next_interval(None, BOUNDS, is_new=True) == 60
    assert next_interval(100, BOUNDS, is_new=True) == 30
    assert next_interval(300, BOUNDS, is_new=True) == pytest.approx(90)
    assert next_interval(100, BOUNDS, is_new=False) == pytest.approx(102.5)
    assert next_interval(31, BOUNDS, is_new=True) == 30
    assert next_interval(899, BOUNDS, is_new=False) == 900
    assert next_interval(None, Bounds(300, 900), is_new=True) == 300


@pytest.mark.parametrize(("an_hour", "low", "high"), [(0.03, 600, 900), (1, 40, 150), (30, 30, 40)])
def test_interval_settles_by_how_often_a_feed_changes(an_hour, low, high):
    interval, at, next_news, sizes = 60.0, 0.0, 0.0, []
    while at < 3 * 86_400:
        at += interval
        is_new = at >= next_news
        while next_news <= at:
            next_news += 3600 / an_hour
        interval = next_interval(interval, BOUNDS, is_new=is_new)
        sizes.append(interval)
    late = sizes[len(sizes) // 2 :]
    assert low <= sum(late) / len(late) <= high


def test_spread_moves_a_time_by_a_tenth_at_most():
    assert [spread(100, chance) for chance in (0, 0.5, 1)] == pytest.approx([90, 100, 110])


def test_failures_in_a_row_are_answered_with_doubled_waits_up_to_six_hours():
    assert [back_off(n, 0, 0.5) for n in (1, 2, 3)] == [60, 120, 240]
    assert back_off(1000, 0, 0.5) == 6 * 3600
    assert back_off(1, 0, 0.0) < back_off(1, 0, 1.0)


def test_a_wait_that_the_server_asks_for_is_never_cut_short():
    assert back_off(1, 3000, 0.0) == 3000
    assert back_off(1, 3000, 1.0) >= 3000


@pytest.mark.parametrize(
    ("header", "date", "seconds"),
    [
        (None, None, 0),
        ("120", None, 120),
        (" 7 ", None, 7),
        ("-5", None, 0),
        ("soon", None, 0),
        ("9" * 400, None, 86_400),
        ("٣", None, 0),
        ("Fri, 27 Nov 2026 09:10:00 GMT", None, 600),
        ("Fri, 27 Nov 2026 08:00:00 GMT", None, 0),
        ("Fri, 27 Nov 2099 09:00:00 GMT", None, 86_400),
        # The server's clock is a year behind ours: what counts is what it shows itself.
        ("Thu, 27 Nov 2025 09:10:00 GMT", "Thu, 27 Nov 2025 09:00:00 GMT", 600),
    ],
)
def test_retry_after_is_read_as_seconds_of_a_day_at_most(header, date, seconds):
    assert asked_s(header, date, NOW_S) == seconds


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        (None, None, 0),
        ("public, max-age=300", None, 300),
        ("max-age=300", "120", 180),
        ("max-age=300", "900", 0),
        ("max-age=300", "-1", 300),
        ("s-maxage=300", None, 0),
        ("no-cache", None, 0),
    ],
)
def test_freshness_is_what_is_left_of_max_age(control, age, seconds):
    assert fresh_s(control, age) == seconds


@pytest.mark.parametrize(
    ("due_ms", "seconds"), [(1_000_000, 0), (1_060_000, 60), (10**15, 900), (-(10**15), 0)]
)
def test_wait_at_a_start_is_bounded_whatever_the_clock_did(due_ms, seconds):
    assert first_wait(due_ms, 1_000_000, 900) == seconds
