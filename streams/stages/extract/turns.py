"""Sentences that turn to another attack: `hours later`, `وفي درعا`, `elsewhere`."""

from streams.stages.extract.places import PlaceMention
from streams.stages.extract.reports import is_direct
from streams.stages.extract.story import Story
from streams.stages.extract.telling import Telling

_TURN_REACH = 5
_FRONT_REACH = 4
_FINE = ("city", "district", "province")


def opens_apart(telling: Telling) -> bool:
    """Whether the sentence opens with words that lead to something else: `hours later`."""
    start = telling.sentence.start
    end = min(start + _TURN_REACH, telling.sentence.end)
    return bool(telling.hits.within(start, end, "turn")) or fronted(telling) is not None


def fronted(telling: Telling) -> PlaceMention | None:
    """Return the town or province that the sentence opens with: `وفي درعا قال مصدر`, `In Baga,`."""
    start = telling.sentence.start
    opening = telling.hits.within(start, start + 1, "locative")
    if telling.is_title or not opening or opening[0].value != "in":
        return None
    return next(
        (
            place
            for place in telling.places
            if place.entry is not None
            and place.entry.kind in _FINE
            and place.start - start <= _FRONT_REACH
            and not (place.reference or place.dateline)
        ),
        None,
    )


def turning(story: Story) -> list[Telling]:
    """Return the sentences of the body that turn to another attack and name where it was.

    The first sentence that tells anything begins the report: it turns from nothing.
    """
    body = [t for t in story.tellings if not (t.is_title or t.background or t.old)]
    first = next((n for n, t in enumerate(body) if t.tells or _hurts(t)), len(body))
    return [t for t in body[first + 1 :] if opens_apart(t) and _places(t) and tells_of_another(t)]


def tells_of_another(telling: Telling) -> bool:
    """Whether such a sentence tells enough: people hurt, an attack, or attackers and a target."""
    acting = telling.of("attackers", "attackers_one", "attackers_two")
    if acting and (telling.of("target", "weapon") or telling.strong):
        return True
    return is_direct(telling) and (telling.tells or _hurts(telling))


def _hurts(telling: Telling) -> bool:
    return any(m.side == "victim" for m in telling.tolls)


def _places(telling: Telling) -> bool:
    return any(not (place.reference or place.dateline) for place in telling.places)
