"""Dates and parts of the day that a sentence names, resolved against the article's own day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from streams.domain.dates import Resolved, Said, posted_at, resolve
from streams.domain.lexicon import SOLAR
from streams.domain.records.vocabulary import TimeOfDay
from streams.stages.extract.when.named import (
    is_given_name,
    names_no_day,
    names_something,
    number_at,
)
from streams.stages.extract.when.nights import begins_night
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_SHIFTS = {
    "today": 0, "yesterday": -1, "day_before": -2, "three_days": -3, "four_days": -4,
    "five_days": -5, "tomorrow": 1,
}  # fmt: skip
_YEARS = range(1900, 2101)
_SOLAR_YEARS = range(1210, 1480)
_KURDISH_FROM = 1321
_KURDISH_YEARS = range(_SOLAR_YEARS.start + _KURDISH_FROM, _SOLAR_YEARS.stop + _KURDISH_FROM)
"""Years of the same calendar counted from the Medes: `١٥ی ڕێبەندانی ٢٧٢٤`."""
_SHORT_YEARS = range(60, 100)
"""Solar years without their century, as Afghan papers write them: `26 سنبله 98`."""
_LONGEST_MONTH = 31
_ISO = re.compile(
    r"\b(20\d\d|19\d\d)[-/](\d{1,2})[-/](\d{1,2})\b|\b(\d{1,2})[-/](\d{1,2})[-/](20\d\d|19\d\d)\b"
)
_SOLAR_ISO = re.compile(r"\b(1[34]\d\d)[-/](\d{1,2})[-/](\d{1,2})\b")
_DIGITS = {0x06F0 + n: str(n) for n in range(10)}
_DASHES = frozenset("-/")
_POST = re.compile(r"/status(?:es)?/(\d{15,19})\b")
_ORDINAL_REACH = 4
_AHEAD_REACH = 3
FRESH_DAYS = 6
"""A date further back than this, against the article's day, tells of an earlier event."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date over tokens `start` to `end` with what it means for this article.

    `relative`: the day before another of its sentence that an attack has: `a day after a bomb`.
    """

    start: int
    end: int
    resolved: Resolved
    explicit: bool
    relative: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day that is named."""

    hit: Hit
    value: TimeOfDay


def posts_bound(raw: str) -> int | None:
    """Return the latest time of the social posts that the article embeds: it is not older."""
    stamps = [posted_at(int(found)) for found in _POST.findall(raw)]
    return max((stamp for stamp in stamps if stamp is not None), default=None)


def dates_in(
    passage: Passage, hits: Hits, sentence: Sentence, today: date | None, *, solar: bool = False
) -> list[DateMention]:
    """Return the dates of the sentence in text order, each once; `solar`: numbers may be such."""
    found: list[DateMention] = []
    for hit in hits.inside(sentence, "month", "weekday", "time"):
        if found and hit.start < found[-1].end:
            continue
        if begins_night(hits, hit) or names_no_day(hits, hit):
            continue
        if hit.value == "eve":
            found += _eve(hits, sentence, hit, found)
            continue
        if is_given_name(passage, hits, hit):
            continue
        said, start, end = _said(passage, hits, hit, sentence)
        if said is not None and said.day and names_something(hits, start, end, sentence):
            continue
        resolved = resolve(said, today) if said else None
        if resolved is not None and not _is_ahead(hits, start, end, sentence):
            found.append(
                DateMention(start, end, resolved, said is not None and said.month is not None)
            )
    return found + _numeric(passage, sentence, today, solar=solar)


def _is_ahead(hits: Hits, start: int, end: int, sentence: Sentence) -> bool:
    """Whether the day is still to come: `until Monday`, `next Friday`, `الاثنين المقبل`."""
    before = hits.within(max(sentence.start, start - _AHEAD_REACH), start, "until", "coming")
    after = hits.within(end, min(end + 1, sentence.end), "coming")
    return bool(after) or any(hit.end == start or hit.kind == "until" for hit in before)


def _eve(
    hits: Hits, sentence: Sentence, hit: Hit, before: Sequence[DateMention]
) -> list[DateMention]:
    """Return the day before that of what the sentence tells first, when it is an attack's.

    `claimed on Friday the bomb that tore through it a day earlier`, `a day after a bomb`;
    not where an attack has the first day too.
    """
    base = next((d for d in reversed(before) if d.resolved.precision == "day"), None)
    if base is None:
        return []
    told = ("trigger", "trigger_weak", "harm_verb", "harm_post")
    before_it = hits.within(sentence.start, base.start, *told)
    if any(hits.at(hit.start, "weekday") is None for hit in before_it):
        return []
    day = base.resolved.start - timedelta(days=1)
    owned = bool(hits.within(base.end, sentence.end, *told))
    return [DateMention(hit.start, hit.end, Resolved(day, day, "day"), False, relative=owned)]


def _said(
    passage: Passage, hits: Hits, hit: Hit, sentence: Sentence
) -> tuple[Said | None, int, int]:
    """Return what the words around a month, weekday or relative day say, and their tokens."""
    if hit.kind == "time":
        return _relative(hits, hit, sentence)
    if hit.kind == "weekday":
        return _from_weekday(passage, hits, hit, sentence)
    return _from_month(passage, hits, hit, sentence, None)


def _relative(hits: Hits, hit: Hit, sentence: Sentence) -> tuple[Said | None, int, int]:
    """`yesterday`, `أمس الجمعة`: the named weekday wins, it is the surer word."""
    following = hits.within(hit.end, min(hit.end + 2, sentence.end), "weekday")
    if following and not names_no_day(hits, following[0]):
        return Said(weekday=int(following[0].value)), hit.start, following[0].end
    shift = _SHIFTS.get(hit.value)
    return (Said(shift=shift) if shift is not None else None), hit.start, hit.end


def _from_weekday(
    passage: Passage, hits: Hits, hit: Hit, sentence: Sentence
) -> tuple[Said | None, int, int]:
    """`Friday`, `last Friday`, `Friday, 21 October`."""
    month = hits.within(hit.end, min(hit.end + 3, sentence.end), "month")
    if (month and number_at(passage, hit.end) is not None) or (month and month[0].start == hit.end):
        return _from_month(passage, hits, month[0], sentence, int(hit.value))
    before = hits.within(max(sentence.start, hit.start - 1), hit.start, "time")
    if before and before[-1].value == "tomorrow":
        return Said(shift=1), before[-1].start, hit.end
    last = hits.within(max(sentence.start, hit.start - 1), min(hit.end + 1, sentence.end), "last")
    return Said(weekday=int(hit.value), last=bool(last)), hit.start, hit.end


def _from_month(
    passage: Passage, hits: Hits, hit: Hit, sentence: Sentence, weekday: int | None
) -> tuple[Said | None, int, int]:
    """`21 تشرين الأول/أكتوبر 2016`, `October 21, 2016`, `October 2016`."""
    start, end = hit.start, hit.end
    doubled = hits.at(end, "month") if end < sentence.end else None
    if doubled is not None and "\n" not in passage.gap(end - 1):
        end = doubled.end
    before = start - 1
    if before > sentence.start and hits.at(before, "date_joint") is not None:
        before -= 1
    day = number_at(passage, before) if before >= sentence.start else None
    ordinal = _ordinal_before(hits, hit, sentence)
    if day is not None:
        start = before
    elif ordinal is not None:
        day, start = int(ordinal.value), ordinal.start
    elif end < sentence.end and (after := number_at(passage, end)) and after <= _LONGEST_MONTH:
        day, end = after, end + 1
    stop = end + (hits.at(end, "date_joint") is not None)
    solar = hit.value.startswith(SOLAR)
    year = _year(passage, stop, solar=solar) if stop < sentence.end else None
    if year is not None:
        end = stop + 1
    if day is not None and not 1 <= day <= _LONGEST_MONTH:
        day, start = None, hit.start
    if day is None and year is None and _is_other_word(passage, hits, hit):
        return None, start, end
    early = day is None and bool(hits.within(max(sentence.start, start - 2), start, "month_start"))
    month = int(hit.value.removeprefix(SOLAR))
    return Said(day, month, year, weekday, early=early, solar=solar), start, end


def _year(passage: Passage, at: int, *, solar: bool) -> int | None:
    """Return the year that a token writes, None for any other number."""
    year = number_at(passage, at)
    if solar and year is not None and year in _SHORT_YEARS:
        return 1300 + year
    if solar and year is not None and year in _KURDISH_YEARS:
        return year - _KURDISH_FROM
    return year if year in (_SOLAR_YEARS if solar else _YEARS) else None


def _ordinal_before(hits: Hits, month: Hit, sentence: Sentence) -> Hit | None:
    """Return a day in words before a month, over `of`: `السابع من تشرين الأول`."""
    start = max(sentence.start, month.start - _ORDINAL_REACH)
    found = hits.within(start, month.start, "day_ordinal")
    if not found or found[-1].end < month.start - 1:
        return None
    joined = found[-1].end == month.start or hits.at(found[-1].end, "of") is not None
    return found[-1] if joined else None


def _is_other_word(passage: Passage, hits: Hits, hit: Hit) -> bool:
    """Whether a month's name without a day may be another word: may, march, حزيران, آب."""
    raw = passage.slice(hit.start, hit.end)
    if raw.isascii():
        return hits.at(hit.start, "doubted_month") is not None and raw[0].islower()
    if hits.at(hit.start, "month_sure") is not None:
        return False
    led = hits.within(max(0, hit.start - 1), hit.start, "month_lead")
    return not led and hits.at(hit.end, "last") is None


def _numeric(
    passage: Passage, sentence: Sentence, today: date | None, *, solar: bool
) -> list[DateMention]:
    """`2016-10-21`, `21/10/2016`, days first in the second form; `1401/08/04` where solar."""
    begin, stop = passage.starts[sentence.start], passage.ends[sentence.end - 1]
    found: list[DateMention] = []
    if _DASHES.isdisjoint(passage.raw[begin:stop]):
        return found
    raw = passage.raw.translate(_DIGITS) if solar else passage.raw
    written = [(m, False) for m in _ISO.finditer(raw, begin, stop)]
    if solar:
        written += [(m, True) for m in _SOLAR_ISO.finditer(raw, begin, stop)]
    for match, of_solar in written:
        first, second = match.groups()[:3], match.groups()[:2:-1]
        year, month, day = map(int, first if first[0] else second)
        said = Said(day, month, year, solar=of_solar)
        if not 1 <= (said.month or 0) <= 12:
            continue
        resolved = resolve(said, today)
        if resolved is not None:
            tokens = [
                t
                for t in range(sentence.start, sentence.end)
                if passage.starts[t] >= match.start() and passage.ends[t] <= match.end()
            ]
            if tokens:
                found.append(DateMention(tokens[0], tokens[-1] + 1, resolved, explicit=True))
    return found


def day_parts(hits: Hits, sentence: Sentence) -> Sequence[DayPart]:
    """Return the parts of the day that the sentence names; a trigger of the same words wins."""
    found = []
    for hit in hits.inside(sentence, "part_of_day"):
        blows = hits.within(hit.start, hit.end + 2, "trigger", "self", "harm_self")
        if not any(b.start <= hit.start < b.end or b.kind != "trigger" for b in blows):
            found.append(DayPart(hit, hit.value))  # type: ignore[arg-type]  # the data lists ours
    return found


def is_old(resolved: Resolved, today: date | None) -> bool:
    """Whether a date lies so far back that the words tell of an earlier event.

    A month or year is, when it is over.
    """
    if today is None:
        return False
    if resolved.precision in ("month", "year"):
        return resolved.end < today
    return resolved.end < today - timedelta(days=FRESH_DAYS)
