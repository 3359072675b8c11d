"""Sentences that tell of another time: a later day, another part of the day."""

from collections.abc import Sequence

from streams.stages.extract.story.anew import is_new_paragraph
from streams.stages.extract.story.reports import is_direct
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import (
    counting,
    hurts,
    says_turn,
    tells_of_another,
    turns_of,
)
from streams.stages.extract.when.times import DateMention

_FRONT_REACH = 10
_DAY_OPENS = 2
_OPENS = 4
_DAY = ("day", "hour")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two")
_HOUR = ("qualifier", "unit", "locative", "ordinal", "part_of_day", "time", "of", "small_word")
_HOUR_REACH = 6


def is_on_later_day(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it opens with a later day than those of `told` before, and names an attack.

    `وصباح اليوم السبت، سقطت خمس قذائف`, below the bomb of Friday.
    """
    if not telling.dates or not _strikes(telling, told):
        return False
    first, days = telling.dates[0], _days_before(telling, told)
    opens = _opens_with(telling, first) and not telling.is_dateline(first)
    happened = opens and first.resolved.precision in _DAY and bool(days)
    return (
        happened
        and max(day.resolved.end for day in days) < first.resolved.start
        and tells_of_another(telling)
    )


def is_on_other_day(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it opens with words that turn, and puts a deed on a day before all those told.

    `وقبل ذلك بيوم، أي الاثنين، انفجر لغم`, below shots of Tuesday.
    """
    if not (telling.dates and says_turn(telling) and _strikes(telling, told)):
        return False
    first, days = telling.dates[0], _days_before(telling, told)
    near = first.start - telling.sentence.start <= _FRONT_REACH
    happened = near and first.resolved.precision in _DAY and bool(days)
    return (
        happened
        and min(day.resolved.start for day in days) > first.resolved.end
        and tells_of_another(telling)
    )


def begins_later(body: Sequence[Telling], telling: Telling) -> bool:
    """Whether a paragraph opens at another time, and tells a deed that hurt other people.

    `On Tuesday around nine the shots began again. Eleven people died.`
    """
    before = body[: body.index(telling)]
    told = any(t.tells and is_direct(t) and not t.of("several") for t in before)
    deed = bool(telling.strong or telling.weak or telling.faint or telling.of(*_ATTACKERS))
    if not (told and deed) or telling.of("claim", "claim_verb", "cue_denial"):
        return False
    return is_new_paragraph(body, telling) and _is_at_other_time(before, telling)


def _is_at_other_time(before: Sequence[Telling], telling: Telling) -> bool:
    """Whether it opens with words that turn, a later day or another part of the day."""
    first = telling.sentence.start + _OPENS
    days = [d for t in before for d in t.dates if _is_day(t, d)]
    own = [d for d in telling.dates if _is_day(telling, d)]
    last = max((d.resolved.end for d in days), default=None)
    if last is not None and any(d.resolved.end < last for d in own):
        return False
    if own and last is not None and _opens_with(telling, own[0]):
        return last < own[0].resolved.start
    hours = {h.value for t in before for h in t.of("part_of_day")}
    opens = [h.value for h in telling.of("part_of_day") if h.start < first]
    turns = any(hit.start < first for hit in turns_of(telling) if hit.value == "turn")
    known = {p.name for t in before for p in t.places}
    elsewhere = not any(p.name in known for p in telling.places)
    return (turns and elsewhere and hurts(telling)) or (
        bool(hours and opens) and opens[0] not in hours
    )


def _is_day(telling: Telling, day: DateMention) -> bool:
    return day.resolved.precision in _DAY and not telling.is_dateline(day)


def _strikes(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it names an attack, or what may be one with people hurt or attackers."""
    if telling.strong or not telling.weak:
        return bool(telling.strong)
    acting = telling.of("attackers", "attackers_one", "attackers_two")
    return bool(acting) or any(hurts(t) for t in (telling, *counting(told, telling)))


def _days_before(telling: Telling, told: Sequence[Telling]) -> list[DateMention]:
    """Return the days that the sentences before it name."""
    before = [t for t in told if t.is_title or t.sentence.index < telling.sentence.index]
    return [
        d for t in before for d in t.dates if d.resolved.precision in _DAY and not t.is_dateline(d)
    ]


def _opens_with(telling: Telling, day: DateMention) -> bool:
    """Whether a day opens the sentence, at most with its hour before: `Around 2am today,`."""
    start = telling.sentence.start
    if day.start - start <= _DAY_OPENS:
        return True
    hour = range(start, day.start)
    return len(hour) <= _HOUR_REACH and all(
        telling.passage.words[at].isdecimal() or telling.hits.at(at, *_HOUR) is not None
        for at in hour
    )
