"""Does a sentence tell of now? Dates long past, periods, and words that look back."""

from collections.abc import Sequence
from datetime import date

from streams.stages.extract.scan import Hits
from streams.stages.extract.text import Passage, Sentence
from streams.stages.extract.times import DateMention, is_old

_FIRST_YEAR = 1970


def is_background(hits: Hits, sentence: Sentence) -> bool:
    """Whether the sentence tells of before; `وكان` with `the attack` tells more of this one."""
    if hits.inside(sentence, "background"):
        return True
    the_attack = any(h.definite for h in hits.inside(sentence, "trigger", "trigger_weak"))
    return bool(hits.inside(sentence, "background_soft")) and not the_attack


def tells_of_old(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    dates: Sequence[DateMention],
    today: date | None,
) -> bool:
    """Whether every date of the sentence lies far back, or only a past period is named."""
    explicit = [d for d in dates if d.explicit]
    if explicit:
        return all(is_old(d.resolved, today) for d in explicit)
    years = _past_years(passage, hits, sentence, today)
    if dates:
        old = all(is_old(d.resolved, today) for d in dates)
        return old or _nearer(hits, sentence, years, [d.start for d in dates])
    return bool(years or hits.inside(sentence, "period"))


def _past_years(passage: Passage, hits: Hits, sentence: Sentence, today: date | None) -> list[int]:
    """Return the tokens of years gone by; `since 2014` measures what goes on."""
    if today is None:
        return []
    return [
        token
        for token in range(sentence.start, sentence.end)
        if len(word := passage.words[token]) == 4
        and word.isdecimal()
        and _FIRST_YEAR <= int(word) < today.year
        and not hits.within(max(sentence.start, token - 2), token, "since")
    ]


def _nearer(hits: Hits, sentence: Sentence, years: Sequence[int], days: Sequence[int]) -> bool:
    """Whether a year gone by stands nearer to the attack than the day that is named."""
    told = hits.inside(sentence, "trigger", "trigger_weak", "harm_verb", "harm_post")
    if not years or not told:
        return False
    return any(
        min(abs(year - h.start) for year in years) < min(abs(day - h.start) for day in days)
        for h in told[:1]
    )
