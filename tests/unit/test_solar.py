"""The solar calendar of Iran and Afghanistan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.domain.dates import Said, resolve
from streams.domain.solar import civil_date, is_leap, length, new_year, year_of

NEW_YEARS = {
    1340: "1961-03-21",
    1358: "1979-03-21",
    1391: "2012-03-20",
    1396: "2017-03-21",
    1399: "2020-03-20",
    1400: "2021-03-21",
    1403: "2024-03-20",
    1405: "2026-03-21",
}


@pytest.mark.parametrize(("year", "civil"), NEW_YEARS.items())
def test_new_year_is_the_civil_day(year, civil):
    assert new_year(year) == date.fromisoformat(civil)


@pytest.mark.parametrize(
    ("day", "civil"),
    [
        ((1401, 8, 4), "2022-10-26"),
        ((1402, 10, 13), "2024-01-03"),
        ((1399, 12, 30), "2021-03-20"),
        ((1396, 3, 17), "2017-06-07"),
    ],
)
def test_day_of_the_solar_calendar(day, civil):
    assert civil_date(*day) == date.fromisoformat(civil)


def test_days_that_the_calendar_lacks_are_none():
    assert civil_date(1400, 12, 30) is None
    assert civil_date(1400, 7, 31) is None
    assert civil_date(1400, 13, 1) is None
    assert is_leap(1399)
    assert not is_leap(1400)


@given(st.integers(1300, 1450), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year, month):
    last = civil_date(year, month, length(year, month))
    following = civil_date(year + month // 12, month % 12 + 1, 1)
    assert last is not None
    assert following is not None
    assert (following - last).days == 1
    assert year_of(last) == year


def test_day_without_a_year_takes_the_one_before_today():
    said = Said(day=24, month=9, solar=True)
    assert resolve(said, date(2023, 12, 16)).start == date(2023, 12, 15)
    assert resolve(said, date(2023, 12, 1)).start == date(2022, 12, 15)


def test_month_without_a_year_is_the_latest_that_has_begun():
    found = resolve(Said(month=9, solar=True), date(2023, 3, 1))
    assert (found.start, found.end) == (date(2022, 11, 22), date(2022, 12, 21))
