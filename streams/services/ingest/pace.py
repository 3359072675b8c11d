"""How long to wait before a feed is asked again. Pure: time and chance are arguments."""

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

FIRST_S = 60.0
FASTER, SLOWER = 0.3, 1.025
"""With these a feed settles where about one answer in 50 has something new. Of feeds that have four
articles an hour, half as many or twice, `python -m bench feeds` reckons the delays."""
FAILED_S = 60.0
LONGEST_FAILED_S = 6 * 3600.0
LONGEST_ASKED_S = 24 * 3600.0
GONE_S = 24 * 3600.0
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest time between two requests for one feed, in seconds."""

    low_s: float = 30.0
    high_s: float = 900.0

    def within(self, seconds: float) -> float:
        """Return the nearest time that is allowed."""
        return min(max(seconds, self.low_s), self.high_s)


def next_interval(interval_s: float | None, bounds: Bounds, *, is_new: bool) -> float:
    """Return the time to the next request: shorter after news, longer without; None at first."""
    if interval_s is None:
        return bounds.within(FIRST_S)
    return bounds.within(interval_s * (FASTER if is_new else SLOWER))


def spread(seconds: float, chance: float) -> float:
    """Return the time moved by a tenth at most, so that feeds do not march in step.

    `chance` is 0..1.
    """
    return seconds * (0.9 + 0.2 * chance)


def back_off(failures: int, asked_s: float, chance: float) -> float:
    """Return the wait after so many failures in a row, at least what the server asked for."""
    doubled = min(FAILED_S * 2.0 ** min(failures - 1, 20), LONGEST_FAILED_S)
    return max(doubled * (0.75 + 0.5 * chance), asked_s * (1.0 + 0.1 * chance))


def asked_s(retry_after: str | None, date: str | None, now_s: float) -> float:
    """Return the seconds of a Retry-After, a day at most; 0 without one that can be read.

    A moment is taken by the clock of the server that named it, where it says what that shows.
    """
    if retry_after is None:
        return 0.0
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_ASKED_S)
    until, since = _moment(text), _moment(date)
    if until is None:
        return 0.0
    return min(max(until - (now_s if since is None else since), 0.0), LONGEST_ASKED_S)


def fresh_s(cache_control: str | None, age: str | None = None) -> float:
    """Return how long an answer is said to stay as it is: before that, asking is of no use.

    `age` is how long it lay in a cache already, in seconds.
    """
    found = _MAX_AGE.search(cache_control or "")
    old = float(age[:9]) if age and age.isascii() and age.isdigit() else 0.0
    return max(float(found[1]) - old, 0.0) if found else 0.0


def first_wait(due_ms: int, now_ms: int, longest_s: float) -> float:
    """Return the wait at a start for a feed that was due at `due_ms`, whatever clocks did since."""
    return min(max((due_ms - now_ms) / 1000, 0.0), longest_s)


def _moment(text: str | None) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp() if text else None
    except (ValueError, TypeError, OverflowError):
        return None
