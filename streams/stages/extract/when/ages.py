"""Does a sentence tell of now? Dates long past, periods, and words that look back."""

from collections.abc import Sequence
from datetime import date

from streams.domain.solar import year_of
from streams.stages.extract.when.times import DateMention, is_old
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_FIRST_YEAR = 1970
_FIRST_SOLAR = 1340
_CENTURY = 1300
_SHORT_YEARS = frozenset(map(str, range(60, 100)))
"""Solar years without their century: `سال ۹۶`, not `زیاتر لە ٩٠ کەس`, more than 90."""
_SPAN_REACH = 3
_RANK_REACH = 5
_FOUNDED_REACH = 5
_FAR = 12
_BEGUN = 6
_OPENS = 2
_LATE = 8
_HOUR_REACH = 5
_COMMAS = frozenset(",،")
_HAPPENS = (
    "trigger", "trigger_weak", "trigger_faint", "clash", "act", "harm_verb", "harm_post",
    "harm_pre", "harm_counted",
)  # fmt: skip


def is_background(passage: Passage, hits: Hits, sentence: Sentence) -> bool:
    """Whether the sentence tells of before; `وكان` with `the attack` tells more of this one.

    So it does where its last verb says so: `28 kişi ölmüştü`, `کشته شده بودند`.
    """
    if _ends_before(hits, sentence) or hits.inside(sentence, "background_late"):
        return True
    ranked = of_rank(passage, hits, sentence)
    lately = {hit.start for hit in hits.inside(sentence, "recently")}
    marks = [
        hit
        for hit in hits.inside(sentence, "background")
        if hit.start not in lately and hit.start not in ranked
        if not any(_holds(turn, hit) for turn in hits.inside(sentence, "turn"))
        if not (_runs_into_hour(hits, hit) or leads_to_hour(hits, sentence, hit))
    ]
    if marks and marks[0].start - sentence.start < _LATE:
        return True
    told = hits.inside(sentence, *_HAPPENS, "attribution_cue", "claim") if marks else []
    if marks and (not told or marks[0].start < told[0].end):
        return True
    opening = min(sentence.start + _OPENS, sentence.end)
    soft = hits.within(sentence.start, opening, "background_soft")
    if not soft or any(leads_to_hour(hits, sentence, hit) for hit in soft):
        return False
    if hits.inside(sentence, "harm_total"):
        return False  # `وكان الدفاع المدني ... قبل أن يعلن أن عدد القتلى ارتفع`
    return not any(h.definite for h in hits.inside(sentence, "trigger", "trigger_weak"))


def leads_to_hour(hits: Hits, sentence: Sentence, past: Hit) -> bool:
    """Whether a sentence opens by looking back to an earlier hour of the day that the news is of.

    `Earlier, at dawn, gunmen ...`, `وكانت المدينة قد شهدت ظهرا انفجار`.
    """
    if past.start - sentence.start >= _OPENS:
        return False
    near = min(past.end + _HOUR_REACH, sentence.end)
    hours = hits.within(past.end, near, "part_of_day", "time")
    days = hits.within(past.end, sentence.end, "weekday", "month")
    today = all(h.kind == "part_of_day" or h.value == "today" for h in hours)
    return bool(hours) and today and not days


def _runs_into_hour(hits: Hits, past: Hit) -> bool:
    """Whether its last word begins a part of the day: `۲۴ ساله‌ای پیش از چاشت`, before noon."""
    hour = hits.at(past.end - 1, "part_of_day")
    return hour is not None and hour.end > past.end


def _holds(turn: Hit, mark: Hit) -> bool:
    """Whether a word that looks back is part of a turn: `quelques heures auparavant` is of now."""
    return turn.start < mark.start and mark.end <= turn.end


def _ends_before(hits: Hits, sentence: Sentence) -> bool:
    """Whether the last verb tells of what had happened before."""
    return any(hit.end == sentence.end for hit in hits.inside(sentence, "background_last"))


def _is_of_today(hits: Hits, sentence: Sentence) -> bool:
    return any(hit.value in ("today", "yesterday") for hit in hits.inside(sentence, "time"))


def tells_of_old(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    dates: Sequence[DateMention],
    today: date | None,
    *,
    solar: bool = False,
) -> bool:
    """Whether the attack's date lies far back, or only a past period is named.

    A weekday never lies far back: `last Thursday` is a week ago on a Thursday.
    """
    if _ends_before(hits, sentence) and not _is_of_today(hits, sentence):
        return True
    old = [d.start for d in dates if d.explicit and is_old(d.resolved, today)]
    fresh = [d.start for d in dates if d.start not in old]
    ranked = of_rank(passage, hits, sentence)
    lately = {token for hit in hits.inside(sentence, "recently") for token in _tokens(hit)}
    periods = [
        hit.start
        for hit in hits.inside(sentence, "period")
        if hit.start not in lately and not _runs_into_hour(hits, hit)
    ]
    years = (
        _past_years(passage, hits, sentence, today, solar=solar) if _tells(hits, sentence) else []
    )
    spans = _spans(hits, sentence)
    spans_and_periods = (at for at in (*periods, *spans) if not _is_counted_in(hits, sentence, at))
    past = [at for at in (*old, *years, *spans_and_periods) if at not in ranked]
    past = [at for at in past if not _is_of_founding(hits, sentence, at)]
    if fresh and not any(at < sentence.start + _BEGUN for at in spans):
        return _nearer(hits, sentence, past, fresh)
    return bool(past)


def _is_of_founding(hits: Hits, sentence: Sentence, at: int) -> bool:
    """Whether a time only tells since when a group is known: `which emerged in early 2025`.

    What happens between dates something else.
    """
    found = hits.within(max(sentence.start, at - _FOUNDED_REACH), at, "founded")
    return bool(found) and not hits.within(found[-1].end, at, *_HAPPENS)


def _is_counted_in(hits: Hits, sentence: Sentence, at: int) -> bool:
    """Whether what is told is only one of several in that time: `for the third time this month`.

    `the second attack last month` is of then.
    """
    start = max(sentence.start, at - _RANK_REACH)
    counted = [h for h in hits.within(start, at, "ordinal") if hits.at(h.start, "month") is None]
    counted = [h for h in counted if hits.at(h.start - 1, "month") is None]
    return bool(counted) and not hits.within(at, at + _SPAN_REACH, "last")


def _tokens(hit: Hit) -> range:
    return range(hit.start, hit.end)


def of_rank(passage: Passage, hits: Hits, sentence: Sentence) -> range:
    """Return the words that rank what is told: `In the deadliest raid in months, gunmen ...`."""
    rank = next(iter(hits.inside(sentence, "in_rank")), None)
    if rank is None:
        return range(0)
    for token in range(rank.end, sentence.end - 1):
        if _COMMAS.intersection(passage.gap(token)):
            told = hits.within(token + 1, sentence.end, *_HAPPENS)
            return range(rank.start, token + 1) if told else range(0)
    return range(0)


def _tells(hits: Hits, sentence: Sentence) -> bool:
    """Whether anything happens in it that a year could date."""
    return bool(hits.inside(sentence, *_HAPPENS))


def _spans(hits: Hits, sentence: Sentence) -> list[int]:
    """Return where it counts over a long time: `خلال 9 أشهر`, `eight years ago`.

    Of several things that happen, a time far from the first dates another, unless the sentence
    opens with it.
    """
    units = [hit for hit in hits.inside(sentence, "span_unit") if _is_span(hits, sentence, hit)]
    told = hits.inside(sentence, *_HAPPENS) if units else []
    reach = _FAR if len(told) > 1 else sentence.end
    begun = sentence.start + _BEGUN
    return [
        u.start
        for u in units
        if not told or u.start < begun or abs(u.start - told[0].start) <= reach
    ]


def _is_span(hits: Hits, sentence: Sentence, unit: Hit) -> bool:
    """Whether words of measure lead to the unit, or `ago` follows it.

    `the worst attack in years` (`en años`) measures nothing.
    """
    if any(h.end == unit.end for h in hits.within(unit.start - 1, unit.end, "span_bare")):
        return False
    first = max(sentence.start, unit.start - _SPAN_REACH)
    led = hits.within(first, unit.start, "span_lead", "ago")
    ago = hits.within(unit.end, min(unit.end + 1, sentence.end), "ago")
    return bool(led) or (bool(ago) and not _runs_into_hour(hits, ago[0]))


def _past_years(
    passage: Passage, hits: Hits, sentence: Sentence, today: date | None, *, solar: bool
) -> list[int]:
    """Return the tokens of years gone by; `since 2014` measures what goes on, unless it counts."""
    if today is None:
        return []
    gone = range(_FIRST_YEAR, today.year)
    gone_solar = range(_FIRST_SOLAR, year_of(today)) if solar else range(0)
    counted = hits.within(
        sentence.start, sentence.end, "harm_post", "harm_verb", "harm_pre", "harm_counted"
    )
    short = [
        hit.end
        for hit in hits.inside(sentence, "year_word")
        if hit.value == "year"
        and hit.end < sentence.end
        and passage.words[hit.end] in _SHORT_YEARS
        and _CENTURY + int(passage.words[hit.end]) in gone_solar
    ]
    return short + [
        token
        for token in range(sentence.start, sentence.end)
        if len(word := passage.words[token]) == 4
        and word.isdecimal()
        and (int(word) in gone or int(word) in gone_solar)
        and hits.at(token + 1, "born") is None
        and (counted or not hits.within(max(sentence.start, token - 2), token, "since"))
    ]


def _nearer(hits: Hits, sentence: Sentence, past: Sequence[int], days: Sequence[int]) -> bool:
    """Whether a time gone by stands nearer to the attack than the day that is named."""
    found = hits.within(
        sentence.start, sentence.end, "trigger", "trigger_weak", "harm_verb", "harm_post"
    )
    told = [hit for hit in found if hit.value != "arrested"]
    if not past or not told:
        return False
    first = told[0].start
    return min(abs(at - first) for at in past) < min(abs(day - first) for day in days)
