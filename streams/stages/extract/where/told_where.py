"""Names of places that are told by where they lie: `at X, in Tillaberi region`."""

from collections.abc import Iterable

from streams.stages.extract.where.spots import Spot, UnknownName, end_of_name, may_name
from streams.stages.extract.words.names import name_at

_WHERE_REACH = 6


def told_where(spot: Spot) -> Iterable[UnknownName]:
    """Yield `X` of `at X, in Tillaberi region`, `in X, about 110 km southwest of Y`."""
    passage, hits, end = spot.passage, spot.hits, spot.sentence.end
    if passage.in_capitals or passage.part == "title":
        return
    for lead in hits.inside(spot.sentence, "locative"):
        start = lead.end
        if lead.value not in ("in", "near") or start >= end or start in spot.taken:
            continue
        if not may_name(spot, start) or hits.by_start.get(start):
            continue
        stop = end_of_name(spot, start)
        if stop >= end or not passage.gap(stop - 1).startswith(","):
            continue
        known = name_at(passage, start, end, spot.lexicon, spot.lexicon.places, article=True)
        if known is None and _tells_where(spot, stop):
            yield UnknownName(start, stop, "city")


def _tells_where(spot: Spot, at: int) -> bool:
    """Whether what follows a comma says where something lies: a distance, or an area by name."""
    passage, hits, end = spot.passage, spot.hits, spot.sentence.end
    reach = min(end, at + _WHERE_REACH)
    if hits.within(at, reach, "distance") or _is_area(spot, at):
        return True
    if hits.at(at, "locative") is None:
        return False
    lexicon, gazetteer = spot.lexicon, spot.gazetteer
    for token in range(at, reach):
        if not passage.raw[passage.starts[token]].isupper():
            continue
        name = name_at(passage, token, end, lexicon, lexicon.places, article=True)
        entries = gazetteer.named(lexicon.language, name.key) if name is not None else ()
        return any(e.kind in ("province", "country") for e in entries)
    return False


def _is_area(spot: Spot, at: int) -> bool:
    """Whether a province or country stands right behind the comma: `at Katari, Kaduna State`."""
    if not spot.passage.raw[spot.passage.starts[at]].isupper():
        return False
    lexicon, end = spot.lexicon, spot.sentence.end
    name = name_at(spot.passage, at, end, lexicon, lexicon.places, article=True)
    entries = spot.gazetteer.named(lexicon.language, name.key) if name is not None else ()
    if name is None or not entries:
        return False
    tail = spot.hits.at(name.end, "place_tail") if name.end < end else None
    areas = ("province", "country") if tail is None else ("province", "country", "district")
    return entries[0].kind in areas or (tail is not None and any(e.kind in areas for e in entries))
