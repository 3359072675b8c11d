"""What the places of a report's later parts lose as the place of its main attack."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from streams.stages.extract.story.sites import is_behind_site, is_town
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention

_OTHERS = 4.0
_SECOND = 2.5


def sites_of(turned: Sequence[Telling], second: Sequence[Telling]) -> set[str]:
    """Return the names of the places in sentences that turn to other attacks.

    `second` are the later parts of the headline.
    """
    told = [(t, p) for t in (*turned, *second) for p in t.places if not p.reference]
    known = {
        p.entry.name
        for t, p in told
        if p.entry is not None and (p.locative or p.near or is_behind_site(t, p))
    }
    return known | {p.name for t in turned for p in t.places if p.entry is None}


def loses(
    sentence: Telling, place: PlaceMention, others: AbstractSet[str], turned: Sequence[Telling]
) -> float:
    """Return what a place loses where a later part of the report is about it.

    One of the headline, or of what is told behind that part.
    """
    if place.entry is None:
        return 0.0
    if not sentence.is_title:
        first = min((t.sentence.index for t in turned), default=sentence.sentence.index)
        return _OTHERS if place.entry.name in others and sentence.sentence.index > first else 0.0
    if place.entry.name in others or place.name in others:
        return _OTHERS
    towns = (p for p in sentence.places if is_town(p) and not _speaks(p))
    lead = next((p for p in towns if p.entry and p.entry.name not in others), place)
    return 0.0 if lead.entry == place.entry else _SECOND


def _speaks(place: PlaceMention) -> bool:
    """Whether a colon makes a town of a headline its rubric: `Baghdad: ...`."""
    return place.passage.gap(place.end - 1).startswith(":")
