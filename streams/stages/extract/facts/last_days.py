"""The day on which somebody died of an attack of days before: no day of the attack."""

from streams.stages.extract.story.telling import Telling
from streams.stages.extract.when.times import DateMention

_DIED_REACH = 7
_KILLS = ("harm_pre", "harm_post", "harm_verb")


def is_of_death(telling: Telling, mention: DateMention) -> bool:
    """Whether who was hurt on an earlier day died then: `murió el lunes un niño herido el sábado`.

    A word for death stands before the day, one for being hurt between it and an earlier day.
    """
    hits = telling.hits
    start = max(telling.sentence.start, mention.start - _DIED_REACH)
    died = any(h.value == "killed" for h in hits.within(start, mention.start, *_KILLS))
    earlier = [
        d
        for d in telling.dates
        if d.start >= mention.end and d.resolved.end < mention.resolved.start
    ]
    if not (died and earlier):
        return False
    between = hits.within(mention.end, earlier[0].start, "harm_counted", *_KILLS)
    return any(hit.value == "wounded" for hit in between)
