"""Headlines and openings that count the dead of all attacks that the report then tells one by one.

`Eight dead in strikes on Khan Younis and Nuseirat`, five below and three.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from streams.stages.extract.story.sites import is_same, is_town
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention

if TYPE_CHECKING:
    from streams.stages.extract.story.events import Event

_PAIR = 2
_AREA_KM = 40.0


def only_sums(story: Story, events: Sequence["Event"]) -> bool:
    """Whether all that is told of the first is that there were those behind it: `two attacks`."""
    told = [t for t in events[0].tellings if not t.is_title and (t.tells or t.tolls)]
    if len(events) <= _PAIR or not told or not all(t in story.lead for t in told):
        return False
    dead = {count for t in told for count in _dead(t)}
    if dead:
        whole = all(_is_sum(count, events[1:]) for count in dead)
        return whole and not _names_another(told, events[1:])
    if any(t.tolls for t in told):
        return False
    return any(t.of("several") for t in told) or _names_sites(told, events[1:])


def with_sums_shared(story: Story, events: Sequence["Event"]) -> list["Event"]:
    """Return the events with what counts the dead of all of them marked as shared."""
    if len(events) < _PAIR:
        return list(events)
    sums = {
        at
        for at, t in enumerate(story.tellings)
        if t in story.lead and any(_is_sum(count, events) for count in _dead(t))
    }
    return [replace(e, shared=e.shared | _own(story, e, sums)) if sums else e for e in events]


def _own(story: Story, event: "Event", sums: set[int]) -> set[int]:
    return {at for at in sums if story.tellings[at] in event.tellings}


def _is_sum(total: int, events: Sequence["Event"]) -> bool:
    """Whether fewer dead are told of each of the events, and as many of all."""
    counts = [max((n for t in e.usable for n in _dead(t) if n < total), default=0) for e in events]
    return all(counts) and sum(counts) == total


def _names_sites(told: Sequence[Telling], events: Sequence["Event"]) -> bool:
    """Whether the sentences name several places, one near each of the events."""
    named = [p for t in told for p in t.places if p.entry is not None and not p.dateline]
    near = all(any(_is_near(p, event) for p in named) for event in events)
    return near and len({p.name for p in named}) > 1


def _names_another(told: Sequence[Telling], events: Sequence["Event"]) -> bool:
    """Whether the sentences name a town that is near none of the events."""
    towns = [p for t in told for p in t.places if is_town(p) and not (p.reference or p.dateline)]
    return any(not any(_is_near(p, event) for event in events) for p in towns)


def _is_near(place: PlaceMention, event: "Event") -> bool:
    site = event.place
    return site is not None and site.entry is not None and is_same(place, site, _AREA_KM)


def _dead(telling: Telling) -> set[int]:
    return {m.total for m in telling.tolls if (m.effect, m.side) == ("killed", "victim")}
