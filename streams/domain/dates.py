"""Civil dates from what an article says, against the article's own day. No clock, no zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from streams.domain import solar
from streams.domain.records.vocabulary import DatePrecision

TWITTER_EPOCH_MS = 1_288_834_974_657
_SNOWFLAKE_SHIFT = 22
_WEEK = 7
_EARLY_DAYS = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A date as the words give it: None for what they leave out. `shift` is days from today.

    `weekday` counts from Monday = 0; `last` is true for `last Friday`, `early` for `early May`.
    `solar`: day, month and year are of the solar calendar of Iran and Afghanistan.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    last: bool = False
    early: bool = False
    solar: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """The first and last day that the words can mean."""

    start: date
    end: date
    precision: DatePrecision


def civil_day(millis: int, zone: str | None) -> date:
    """Return the date at a place at an instant; UTC when the zone is not known."""
    stamp = datetime.fromtimestamp(millis / 1000, UTC)
    return (stamp.astimezone(_zone(zone)) if zone else stamp).date()


@cache
def _zone(name: str) -> ZoneInfo:
    """Return a zone, read once: `ZoneInfo` itself keeps only the last eight."""
    return ZoneInfo(name)


def posted_at(post_id: int) -> int | None:
    """Return when a social post was made, epoch milliseconds, from a snowflake id, or None.

    Source: the public layout of snowflake ids (41 bits of milliseconds from Twitter's epoch).
    """
    millis = (post_id >> _SNOWFLAKE_SHIFT) + TWITTER_EPOCH_MS
    return millis if post_id > 1 << 50 and post_id < 1 << 63 else None


def resolve(said: Said, today: date | None) -> Resolved | None:
    """Return the days that `said` means for an article of `today`; None when it cannot be told."""
    if said.shift is not None:
        return _day(today + timedelta(days=said.shift)) if today else None
    if said.day is not None and said.month is not None:
        return _calendar_day(said, today)
    if said.weekday is not None:
        return _day(_last_weekday(said, today)) if today else None
    if said.month is not None:
        return _month(said, today)
    if said.year is not None:
        return Resolved(date(said.year, 1, 1), date(said.year, 12, 31), "year")
    return None


def _day(day: date) -> Resolved:
    return Resolved(day, day, "day")


def _calendar_day(said: Said, today: date | None) -> Resolved | None:
    """Day and month; a missing year is the one that fits the weekday and is not in the future."""
    if said.day is None or said.month is None:
        return None
    valid = solar.civil_date if said.solar else _valid
    if said.year is not None:
        found = valid(said.year, said.month, said.day)
        return _day(found) if found else None
    if today is None:
        return None
    this_year = solar.year_of(today) if said.solar else today.year
    years = [this_year, this_year - 1]
    near = [d for y in years if (d := valid(y, said.month, said.day)) and d <= today + timedelta(2)]
    fitting = [d for d in near if said.weekday in (None, d.weekday())]
    chosen = next(iter(fitting or near), None)
    return _day(chosen) if chosen else None


def _last_weekday(said: Said, today: date) -> date:
    """The weekday's latest day up to today; `last Friday` said on a Friday is a week before."""
    back = (today.weekday() - (said.weekday or 0)) % _WEEK
    if said.last and back == 0:
        back = _WEEK
    return today - timedelta(days=back)


def _month(said: Said, today: date | None) -> Resolved | None:
    if said.solar:
        return _solar_month(said, today)
    month = said.month or 1
    year = said.year
    if year is None:
        if today is None:
            return None
        year = today.year if month <= today.month else today.year - 1
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if said.early:
        last = date(year, month, _EARLY_DAYS)
    return Resolved(date(year, month, 1), last, "month")


def _solar_month(said: Said, today: date | None) -> Resolved | None:
    """Return the days of a solar month, without a year those of the latest one that has begun."""
    month, year = said.month or 1, said.year
    if year is None and today is not None:
        year = solar.year_of(today)
        begun = solar.civil_date(year, month, 1)
        year -= begun is not None and begun > today
    first = solar.civil_date(year, month, 1) if year is not None else None
    if year is None or first is None:
        return None
    return Resolved(first, first + timedelta(days=solar.length(year, month) - 1), "month")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
