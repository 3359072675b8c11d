"""The place of the main attack: where the lead puts it, as finely as the report knows."""

from collections.abc import Sequence

from streams.domain.geography import GazetteerEntry, distance_km
from streams.stages.extract.places import PlaceMention
from streams.stages.extract.sites import UNKNOWN_SCORE, best_site, site_score
from streams.stages.extract.story import Story
from streams.stages.extract.telling import Telling

_AREA_KM = 60.0
_AREAS = ("province", "district")
_LATER_SENTENCE = 0.6


def main_place(story: Story, telling: Sequence[Telling]) -> PlaceMention | None:
    """Return the place of the main attack: the best place of the lead's telling sentences."""
    scored: list[tuple[float, int, PlaceMention]] = []
    ordered = [*telling, *(t for t in story.lead if t not in telling)]
    for order, sentence in enumerate(ordered[:8]):
        penalty = _LATER_SENTENCE * order + (0.0 if sentence in telling else 1.0)
        scored += [
            (site_score(sentence, p) - penalty, -order, p)
            for p in sentence.places
            if p.entry is not None or p.head in UNKNOWN_SCORE
        ]
    if not scored:
        return None
    best = max(scored, key=lambda row: row[:2])[2]
    best = _known_beside(_told_in_full(best, ordered[:2]), ordered[:8])
    return _narrowed(best, scored, ordered[:8])


def _known_beside(best: PlaceMention, told: Sequence[Telling]) -> PlaceMention:
    """Return the known town or district that a sentence names with an unknown place: it lies there.

    `in Mucojo, a fishing village in Macomia district`.
    """
    if best.entry is not None:
        return best
    beside = [
        place
        for telling in told
        if telling.sentence == best.sentence and telling.passage is best.passage
        for place in telling.places
        if place.entry is not None and place.entry.kind in ("city", "district")
        if not (place.dateline or place.reference)
    ]
    return min(beside, key=lambda place: abs(place.start - best.start), default=best)


def _told_in_full(best: PlaceMention, opening: Sequence[Telling]) -> PlaceMention:
    """Return the town that the first sentence names where the headline has a better known one."""
    if best.passage.part != "title":
        return best
    first = next((t for t in opening if not t.is_title), None)
    site = best_site(first) if first is not None else None
    if site is None or site.entry is None or best.entry is None:
        return best
    around = (site.entry.country, site.entry.admin1) == (best.entry.country, best.entry.admin1)
    return site if around and site.entry.population < best.entry.population else best


def _narrowed(
    best: PlaceMention,
    scored: Sequence[tuple[float, int, PlaceMention]],
    told: Sequence[Telling],
) -> PlaceMention:
    """Return a finer place inside `best` when `best` is only a country or province.

    The dateline's city is one when the story speaks of the capital.
    """
    if best.entry is None or best.entry.kind not in ("country", "province"):
        return _town_of(best, scored)
    capital = any(t.of("capital") for t in told)
    inside = [
        (score, place)
        for score, _, place in scored
        if _may_lie_in(place, best.entry)
        and not place.reference
        and (score > 0 or (place.dateline and (capital or best.entry.kind == "province")))
    ]
    return max(inside, key=lambda pair: pair[0])[1] if inside else best


def _town_of(best: PlaceMention, scored: Sequence[tuple[float, int, PlaceMention]]) -> PlaceMention:
    """Return the town beside it that `best` is the province or district of: `X بمحافظة Y`."""
    area = [p for _, _, p in scored if p.head in _AREAS and best.name in p.name]
    home = best.entry
    if home is None or not area or best.head == "city":
        return best
    towns = [
        (score, p)
        for score, _, p in scored
        if p.entry is not None
        and p.entry.kind == "city"
        and p.entry.entry_id != home.entry_id
        and (p.locative or p.head == "city")
        and not p.reference
        and any(p.sentence == a.sentence and p.passage is a.passage for a in area)
        and distance_km(p.entry.lat, p.entry.lon, home.lat, home.lon) <= _AREA_KM
    ]
    return max(towns, key=lambda pair: pair[0])[1] if towns else best


def _may_lie_in(place: PlaceMention, outer: GazetteerEntry) -> bool:
    """Whether a mention may be a finer place of a country or province; unknown towns may."""
    if place.entry is None:
        return place.head in UNKNOWN_SCORE
    finer = place.entry.kind in ("city", "district", "neighbourhood")
    same = place.entry.country == outer.country
    return finer and same and outer.admin1 in (None, place.entry.admin1)
