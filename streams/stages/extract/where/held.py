"""Towns and what is named right behind them: the country or area that holds them, or does not."""

from collections.abc import Sequence

from streams.domain.geography import GazetteerEntry
from streams.stages.extract.where.places import PlaceMention

_CONTAINER_REACH = 2
_HEAD_WORDS = 3


def is_in_another_country(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether what is named right behind a town holds none of its name.

    `Mondragón, Guipúzcoa`, `el corregimiento Las Mercedes, en Sardinata`, where the tables know
    such a name in another country alone. A country's name is a village's behind a word for one.
    """
    if entry.kind != "city" and not (entry.kind == "country" and mention.head == "city"):
        return False
    behind = next((m for m in mentions if m.entries and _holds(mention, m)), None)
    if behind is None:
        return False
    wide = any(e.kind in ("province", "country") for e in behind.entries)
    homes = {e.country for e in behind.entries}
    held = wide or entry.kind == "country" or (mention.head is not None and behind.locative)
    return held and len(homes) == 1 and homes.isdisjoint(e.country for e in mention.entries)


def is_in_its_country(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether its country stands right behind it: `in Saravena, Colombia`, `à Boni, au Mali`."""
    return mention.locative and any(
        m.entries
        and m.entries[0].kind == "country"
        and m.entries[0].country == entry.country
        and (_follows(mention, m) or _is_next(mention, m))
        for m in mentions
    )


def _holds(mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether a name behind tells where the first lies: `X, Y`, `municipio X del estado Y`."""
    if _follows(mention, other):
        return True
    same = other.passage is mention.passage and other.sentence == mention.sentence
    led = other.head == "province" and mention.head is not None
    return same and led and 0 < other.start - mention.end <= _CONTAINER_REACH


def _follows(mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether a name stands right behind another, parted by a comma or a bracket."""
    same = other.passage is mention.passage and other.sentence == mention.sentence
    reach = _CONTAINER_REACH + (_HEAD_WORDS if other.head in ("province", "district") else 0)
    beside = same and 0 <= other.start - mention.end <= reach
    return beside and mention.passage.gap(mention.end - 1).lstrip().startswith((",", "("))


def _is_next(mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether a word like `in` alone parts two names."""
    same = other.passage is mention.passage and other.sentence == mention.sentence
    return same and other.locative and 0 <= other.start - mention.end <= 1
