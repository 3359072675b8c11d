"""Quiet hours and digests: until when something is held back."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Digest = Literal["hourly", "daily"]


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of day to another, over midnight when `start` is the later; `zone` is IANA."""

    start: time
    end: time
    zone: str

    def until_ms(self, at_ms: int) -> int | None:
        """Return when the quiet hours end that hold at this moment, None when none do."""
        local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(self.zone))
        if not self._holds(local.time()):
            return None
        day = local.date()
        if self.start > self.end and local.time() >= self.start:
            day += timedelta(days=1)
        end = datetime.combine(day, self.end, ZoneInfo(self.zone))
        return max(_ms(end), at_ms + 1)  # a clock that is put back may make it lie behind us

    def _holds(self, at: time) -> bool:
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


def next_digest_ms(digest: Digest, at_ms: int, zone: str = "UTC") -> int:
    """Return when the next digest after this moment is due: at the full hour, or at midnight."""
    local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(zone))
    if digest == "daily":
        return _ms(datetime.combine(local.date() + timedelta(days=1), time(), ZoneInfo(zone)))
    hour_ms = 3_600_000
    return (at_ms // hour_ms + 1) * hour_ms


def clock_text(at_ms: int) -> str:
    """Return a moment for people, in UTC to the minute."""
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
