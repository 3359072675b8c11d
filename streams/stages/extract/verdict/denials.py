"""Is it the event that a sentence denies, or only somebody's part in it?"""

from streams.stages.extract.story.telling import Telling

_DENIED_REACH = 8


def begins_with_denial(telling: Telling) -> bool:
    """Whether the denial stands before every word for an attack and everybody hurt."""
    denial = telling.of("cue_denial")[0].start
    triggers = (*telling.strong, *telling.weak, *telling.faint)
    harms = [toll.harm for toll in telling.tolls]
    return all(denial < hit.start for hit in (*triggers, *harms))


def denies(telling: Telling) -> bool:
    """Whether what is denied is the event, not somebody's part in it."""
    hits, end = telling.hits, telling.sentence.end
    parts = {hit.start for hit in telling.of("claim") if hit.value == "denial"}
    return any(
        not hits.within(hit.end, min(hit.end + _DENIED_REACH, end), "denied_other")
        for hit in telling.of("cue_denial")
        if hit.start not in parts
    )
