"""The sentences about another place that the headline names beside that of the main attack.

`Priest stabbed in Kaduna hours after gunmen raid Zamfara market`.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from streams.stages.extract.story.anew import is_new_paragraph
from streams.stages.extract.story.owners import known_places, sums_up
from streams.stages.extract.story.sites import NEXT_TOWN_KM, SAME_PLACE_KM, is_same, is_town
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import hurts, says_turn, tells_of_another
from streams.stages.extract.where.places import PlaceMention

_BELOW = 3
"""The deed and who was hurt stand in so many sentences behind the one that names the town."""


def headlined(story: Story, telling: Sequence[Telling], main: PlaceMention | None) -> list[Telling]:
    """Return the first sentence on each place beside the main one that the headline names as well.

    It tells of an attack itself, or opens a paragraph that does.
    """
    if main is None or main.entry is None:
        return []
    body = [t for t in story.tellings if not (t.is_title or t.old or t.background)]
    openings = [t for before, t in pairwise(body) if _opens_paragraph(before, t)]
    found: list[Telling] = []
    for place in _titled(story, telling, main):
        told = [t for t in telling if not t.is_title and _tells_of_it(t, main)]
        below = [t for t in openings if _heads_another(body, t, main)]
        first = next((t for t in told if _is_about(t, place)), None)
        first = first or next((t for t in below if _is_about(t, place)), None)
        if first is not None:
            found.append(first)
    return found


def towns_of(telling: Telling) -> list[PlaceMention]:
    """Return the known places that it names, provinces left out."""
    return [p for p in known_places(telling) if p.entry is not None and p.entry.kind != "province"]


def _titled(story: Story, telling: Sequence[Telling], main: PlaceMention) -> Iterable[PlaceMention]:
    """Yield the places of the headline that are not where the main attack was, nor told with it.

    Towns that it names one beside the other may be neighbours.
    """
    titled = [p for t in story.tellings if t.is_title for p in known_places(t)]
    near = NEXT_TOWN_KM if any(p.entry == main.entry for p in titled) else SAME_PLACE_KM
    beside = {
        q.entry.name
        for t in telling
        if not t.is_title and any(is_same(p, main, near) for p in towns_of(t))
        for q in known_places(t)
        if q.entry is not None
    }
    for place in (p for p in titled if not p.reference):
        named = place.entry is not None and place.entry.name in beside
        if not (named or is_same(place, main, near if is_town(place) else SAME_PLACE_KM)):
            yield place


def _is_about(telling: Telling, place: PlaceMention) -> bool:
    near = NEXT_TOWN_KM if is_town(place) else SAME_PLACE_KM
    return any(is_same(p, place, near) for p in towns_of(telling))


def _tells_of_it(telling: Telling, main: PlaceMention) -> bool:
    """Whether a sentence tells of an attack that was not where the main one was."""
    if sums_up(telling) or any(is_same(p, main, NEXT_TOWN_KM) for p in towns_of(telling)):
        return False
    return tells_of_another(telling) or bool(telling.tolls and says_turn(telling))


def _opens_paragraph(before: Telling, telling: Telling) -> bool:
    return telling.sentence.paragraph != before.sentence.paragraph


def _heads_another(body: Sequence[Telling], telling: Telling, main: PlaceMention) -> bool:
    """Whether a sentence names its place first and opens a paragraph about people hurt anew."""
    named = [p for p in towns_of(telling) if not (p.reference or p.dateline)]
    if not named or any(is_same(p, main, NEXT_TOWN_KM) for p in towns_of(telling)):
        return False
    if is_new_paragraph(body, telling):
        return True
    at = body.index(telling)
    below = [
        t for t in body[at : at + _BELOW] if t.sentence.paragraph == telling.sentence.paragraph
    ]
    told = any(tells_of_another(t) or hurts(t) for t in below)
    return says_turn(telling) and (told or bool(telling.counts))
