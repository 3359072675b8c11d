"""Names of places told by where they lie: `at X, in Tillaberi region`, `at X in Y State`."""

from collections.abc import Iterable

from streams.stages.extract.where.spots import Spot, UnknownName, end_of_name, may_name
from streams.stages.extract.words.names import name_at
from streams.stages.extract.words.scan import Hit

_WHERE_REACH = 6
_AREAS = ("district", "province", "country")


def told_where(spot: Spot) -> Iterable[UnknownName]:
    """Yield `X` of `at X, in Tillaberi region`, `in X, about 110 km southwest of Y`."""
    passage, hits, end = spot.passage, spot.hits, spot.sentence.end
    if passage.in_capitals or passage.part == "title":
        return
    for lead in hits.inside(spot.sentence, "locative"):
        start = _start_of_name(spot, lead)
        if lead.value not in ("in", "near") or start >= end or start in spot.taken:
            continue
        if not may_name(spot, start) or (start == lead.end and hits.by_start.get(start)):
            continue
        stop = end_of_name(spot, start)
        if stop >= end or not _goes_on(spot, stop):
            continue
        known = name_at(passage, start, end, spot.lexicon, spot.lexicon.places, article=True)
        if known is None and _tells_where(spot, stop):
            yield UnknownName(start, stop, "city")


def _start_of_name(spot: Spot, lead: Hit) -> int:
    """Return where a name begins behind its preposition: `en Las Peñas` takes the article in."""
    last = lead.end - 1
    article = last > lead.start and spot.passage.raw[spot.passage.starts[last]].isupper()
    return last if article and spot.lexicon.grammar.nouns_lead else lead.end


def _goes_on(spot: Spot, at: int) -> bool:
    """Whether a comma or a word like `in` alone follows a name."""
    gap = spot.passage.gap(at - 1)
    inner = spot.hits.at(at, "locative")
    return gap.startswith(",") or (gap == " " and inner is not None and inner.value == "in")


def _tells_where(spot: Spot, at: int) -> bool:
    """Whether what follows a name says where it lies: a distance, or an area by name."""
    passage, hits, end = spot.passage, spot.hits, spot.sentence.end
    reach = min(end, at + _WHERE_REACH)
    parted = passage.gap(at - 1).startswith(",")
    if parted and (hits.within(at, reach, "distance") or _is_area(spot, at, parted=True)):
        return True
    lead = hits.at(at, "locative")
    inner = at if lead is None else lead.end
    if _is_headed_area(spot, at, inner):
        return True
    if lead is None or not parted:
        return lead is not None and inner < end and _is_area(spot, inner, parted=False)
    lexicon, gazetteer = spot.lexicon, spot.gazetteer
    for token in range(at, reach):
        if not passage.raw[passage.starts[token]].isupper():
            continue
        name = name_at(passage, token, end, lexicon, lexicon.places, article=True)
        entries = gazetteer.named(lexicon.language, name.key) if name is not None else ()
        return any(e.kind in _AREAS for e in entries)
    return False


def _is_headed_area(spot: Spot, at: int, inner: int) -> bool:
    """Whether a word for a province or district stands there: `dans le cercle de X`."""
    heads = spot.hits.within(at, min(inner + 2, spot.sentence.end), "place_head")
    return any(head.value in _AREAS for head in heads)


def _is_area(spot: Spot, at: int, *, parted: bool) -> bool:
    """Whether an area stands there: `at Katari, Kaduna State`, or a town behind a comma."""
    if not spot.passage.raw[spot.passage.starts[at]].isupper():
        return False
    lexicon, end = spot.lexicon, spot.sentence.end
    name = name_at(spot.passage, at, end, lexicon, lexicon.places, article=True)
    entries = spot.gazetteer.named(lexicon.language, name.key) if name is not None else ()
    if name is None or not entries:
        return False
    tail = spot.hits.at(name.end, "place_tail") if name.end < end else None
    if tail is not None and tail.value in _AREAS:
        return True
    return entries[0].kind in _AREAS or (parted and entries[0].kind == "city")
