"""The sentences of a report that turn to another attack and name where it was."""

from itertools import pairwise

from streams.stages.extract.story.anew import begins_anew
from streams.stages.extract.story.other_times import begins_later, is_on_later_day
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import (
    bulletin,
    hurts,
    names_place,
    opens_apart,
    says_turn,
    tells_item,
    tells_of_another,
)
from streams.stages.extract.where.places import PlaceMention

_TOWNS = ("city", "district")
_TOO_REACH = 6


def turning(story: Story) -> list[Telling]:
    """Return the sentences of the body that turn to another attack and name where it was.

    The first sentence that tells anything begins the report: it turns from nothing. Words that
    turn in a sentence of their own hold for the next: `The second came at nine. A bomb in X ...`.
    """
    body = [t for t in story.tellings if not (t.is_title or t.background or t.old)]
    listed = [t for t in bulletin(body) if tells_item(t)]
    if len(listed) > 1:
        return listed[1:]
    first = next((n for n, t in enumerate(body) if t.tells or hurts(t)), len(body))
    found: list[Telling] = []
    for before, telling in pairwise(body[first:]):
        led = opens_apart(before) and before not in found and not names_place(before)
        apart = led or opens_apart(telling) or _strikes_too(telling)
        apart = apart or is_on_later_day(telling, body)
        anew = begins_anew(body[first:], telling) or begins_later(body[first:], telling)
        if (apart and names_place(telling) and tells_of_another(telling)) or anew:
            found.append(telling)
        elif says_turn(before) and _only_places(before, telling) and before not in found:
            found.append(before)
    return found


def _only_places(turn: Telling, deed: Telling) -> bool:
    """Whether words that turn say when and where, and the next sentence what happened.

    `The second happened in Ocaña at eleven. A gunman shot a teacher dead.`
    """
    near = turn.sentence.paragraph == deed.sentence.paragraph
    near = near and not any(_is_town(p) for p in deed.places)
    told = tells_of_another(turn) or turn.of("the_attack", "several", "cue_reaction", "cue_arrest")
    placed = any(p.locative or _is_town(p) for p in turn.places if not p.reference)
    return placed and near and not told and tells_of_another(deed)


def _is_town(place: PlaceMention) -> bool:
    return place.entry is not None and place.entry.kind in _TOWNS and not place.dateline


def _strikes_too(telling: Telling) -> bool:
    """Whether words like `also` stand close before a town that attackers came to.

    `Des terroristes se sont également introduits dans la ville de X.`
    """
    if not telling.of("attackers", "attackers_one", "attackers_two"):
        return False
    also = [hit for hit in telling.of("turn") if hit.value in ("turn", "adds")]
    towns = [p for p in telling.places if p.entry and p.entry.kind in _TOWNS]
    return any(
        0 <= town.start - hit.end <= _TOO_REACH
        for hit in also
        for town in towns
        if town.locative or (hit.value == "adds" and town.head in _TOWNS)
    )
