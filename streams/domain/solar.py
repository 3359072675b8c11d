"""The solar calendar of Iran and Afghanistan: the civil date of its days."""

from datetime import date, timedelta

_OFFSET = 621
_CYCLE = 33
_LEAPS = 8
_LONG_MONTHS = 6
_LAST = 12
_SPRING = date(1979, 3, 21)
"""The first day of the year 1358."""
_SPRING_YEAR = 1358
_FIRST, _END = 1206, 1498
"""Years for which the rule of 33 years holds."""


def is_leap(year: int) -> bool:
    """Return whether a solar year has 366 days: 8 of 33 years have."""
    return (25 * year + 11) % _CYCLE < _LEAPS


def civil_date(year: int, month: int, day: int) -> date | None:
    """Return the civil date of a solar one; None where the calendar has no such day."""
    if not (_FIRST <= year <= _END and 1 <= month <= _LAST and 1 <= day <= length(year, month)):
        return None
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(0, month - 1 - _LONG_MONTHS)
    return new_year(year) + timedelta(days=before + day - 1)


def length(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < _LAST or is_leap(year) else 29


def new_year(year: int) -> date:
    """Return the civil date of the first day of a solar year."""
    first, last = min(year, _SPRING_YEAR), max(year, _SPRING_YEAR)
    days = 365 * (last - first) + sum(map(is_leap, range(first, last)))
    return _SPRING + timedelta(days=days if year >= _SPRING_YEAR else -days)


def year_of(day: date) -> int:
    """Return the solar year in which a civil day lies."""
    year = day.year - _OFFSET
    return year if day >= new_year(year) else year - 1
