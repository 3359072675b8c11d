"""The day on which a report says that all its attacks happened."""

from streams.stages.extract.story.story import Story
from streams.stages.extract.when.times import DateMention


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
