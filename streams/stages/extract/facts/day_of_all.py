"""The day on which all attacks of a report happened, and that of one which follows another."""

from dataclasses import replace
from datetime import date, timedelta

from streams.domain.records import EventDate
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.story import Story
from streams.stages.extract.when.times import DateMention

_OPENS = 6


def day_of_all(story: Story) -> DateMention | None:
    """Return the day on which the opening says that several attacks happened, if it says one."""
    days = (
        day
        for t in story.lead
        if t.of("several") and not (t.is_title or t.old or t.background)
        for day in t.dates
        if day.resolved.precision == "day" and not t.is_dateline(day)
    )
    return next(days, None)


def day_of_turn(event: Event, main: EventDate) -> EventDate:
    """Return the main attack's day, the next or the one before where the turn says so.

    `The next morning`, `The previous day, gunmen`, with a place of its own.
    """
    anchor, start = event.anchor, event.anchor.sentence.start
    turned = anchor.hits.within(start, start + _OPENS, "time")
    before = (h for h in turned if anchor.passage.gap(h.end - 1).startswith((",", "،")))
    days = int(any(hit.value == "day_after" for hit in turned))
    days = days or -(bool(anchor.places) and any(hit.value == "eve" for hit in before))
    if main.precision != "day" or not days:
        return main
    day = (date.fromisoformat(main.start or "") + timedelta(days=days)).isoformat()
    return replace(main, start=day, end=day)
