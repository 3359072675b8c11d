"""Villages that no table has, told beside what is known: `near Kutru in Bijapur district`."""

from dataclasses import replace

from streams.domain.records import Place
from streams.stages.extract.facts.facts import usable
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.sites import is_named
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.place_records import bare_name
from streams.stages.extract.where.places import PlaceMention

_REACH = 6
_AROUND = ("city", "district")


def called_as_told(event: Event, place: Place) -> Place:
    """Return the place under the name of the village in which the text puts the attack.

    Only where the village stands beside the town or district that is known, which says all else.
    """
    site = event.place
    if site is None or place.precision not in (_AROUND if site.entry else ("district",)):
        return place
    for telling in usable(event):
        named = [m for m in telling.places if is_named(m, site) and not m.dateline]
        for village in telling.places:
            if _is_village(village) and any(_is_beside(telling, village, m) for m in named):
                name = bare_name(village)
                known = replace(place, name=name)
                return known if site.entry else replace(known, precision="city", city=name)
    return place


def _is_village(mention: PlaceMention) -> bool:
    led = mention.locative or mention.near
    return mention.entry is None and mention.head == "city" and led and not mention.reference


def _is_beside(telling: Telling, village: PlaceMention, town: PlaceMention) -> bool:
    """Whether a few words at most part the two, and no known place stands between them."""
    if village.sentence != town.sentence or village.passage is not town.passage:
        return False
    first, last = sorted((village, town), key=lambda m: m.start)
    known = [m for m in telling.places if m.entry is not None]
    between = any(first.start < m.start < last.start for m in known)
    return 0 <= last.start - first.end <= _REACH and not between
