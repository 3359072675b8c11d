"""Sentences that tell of days well before those of the news itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from streams.stages.extract.story.telling import Telling

_LEAD = 3
_OPENING = 5
_EARLIER_DAYS = 3
_OPENS = 2


def outdated(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the sentences, those below that name days well before the news itself marked as old.

    `On 16 November the group was blamed for ...`, in a report of the 21st.
    """
    lead = [t for t in tellings if not t.is_title and t.sentence.index < _OPENING and t.tells]
    lead = [t for t in lead if not (t.old or _reminds_of_day(t))]
    fresh = [d.resolved.end for t in lead for d in t.dates]
    if not fresh:
        return [replace(t, outdated=True) if _reminds_of_day(t) else t for t in tellings]
    bound = max(fresh) - timedelta(days=_EARLIER_DAYS)
    return [
        replace(t, outdated=True)
        if (
            t.sentence.index >= _LEAD
            and not t.is_title
            and t.tells
            and t.dates
            and all(d.resolved.end <= bound for d in t.dates)
        )
        or _tells_of_day_before(t, _told_by(lead, t))
        else t
        for t in tellings
    ]


def _reminds_of_day(telling: Telling) -> bool:
    """Whether words that look back lead to days well before that of the article."""
    today = telling.reading.today
    if today is None or telling.is_title or not (telling.background and telling.dates):
        return False
    bound = today - timedelta(days=_EARLIER_DAYS)
    return all(d.explicit and d.resolved.end <= bound for d in telling.dates)


def _told_by(lead: Sequence[Telling], telling: Telling) -> date:
    """Return the last day that the lead names above a sentence or in its paragraph.

    `Also on Tuesday` below an attack of Tuesday's is no day before that of a third one, below it.
    """
    at = telling.sentence
    known = [t for t in lead if t.sentence.index < at.index or t.sentence.paragraph == at.paragraph]
    return max((d.resolved.end for t in known for d in t.dates), default=date.min)


def _tells_of_day_before(telling: Telling, news: date) -> bool:
    """Whether a sentence opens with an earlier day and tells of an attack of that day.

    `On Wednesday strikes on the same town killed eight`, in a report of Thursday's, or `On Sunday
    the group had claimed a mortar attack`.
    """
    listed = any(place.rubric for place in telling.places[:1])
    if telling.is_title or telling.sentence.index == 0 or not telling.dates or listed:
        return False
    first = telling.dates[0]
    opens = first.start - telling.sentence.start <= _OPENS
    attacks = (*telling.strong, *telling.weak)
    named = bool(attacks) and not any(hit.definite for hit in attacks)
    told = any(m.side == "victim" for m in telling.tolls) or bool(telling.of("pluperfect"))
    earlier = all(d.resolved.end < news for d in telling.dates)
    return opens and named and told and earlier and not telling.of("the_attack")
