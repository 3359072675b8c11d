"""Several attacks in the quarters of one town: which sentence counts whose dead."""

from collections.abc import Sequence

from streams.stages.extract.story.reports import is_direct
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention

Counted = tuple[Telling, PlaceMention | None]


def quarters_of(story: Story, telling: Sequence[Telling]) -> list[Counted]:
    """Return the sentences that count the dead of an attack, each with the quarter it names.

    Empty unless the opening speaks of several attacks: `three bombings`, `two attacks`.
    """
    if not any(t.of("several") for t in story.opening):
        return []
    counting = [t for t in telling if not (t.is_title or t.background) and _counts_dead(t)]
    return [(t, _quarter(t)) for t in counting if is_direct(t)]


def apart(counted: Sequence[Counted], known: Sequence[Counted]) -> list[Counted]:
    """Return those whose quarter no attack before has; the first belongs to the main attack."""
    found: list[Counted] = []
    for sentence, quarter in counted[1:]:
        before = [*counted[:1], *known, *found]
        if quarter is None or any(sentence is told for told, _ in before):
            continue
        if all(place is None or place.entry != quarter.entry for _, place in before):
            found.append((sentence, quarter))
    return found


def _counts_dead(telling: Telling) -> bool:
    return any((m.effect, m.side) == ("killed", "victim") for m in telling.tolls)


def _quarter(telling: Telling) -> PlaceMention | None:
    named = (p for p in telling.places if p.entry is not None and not p.reference)
    return next((p for p in named if p.entry and p.entry.kind == "neighbourhood"), None)
