"""How likely an attack happened at a place that its sentence names."""

from collections.abc import Sequence

from streams.domain.geography import distance_km
from streams.stages.extract.places import PlaceMention
from streams.stages.extract.telling import Telling

_SAME_PLACE_KM = 15.0
_TURN_REACH = 5
_SURE_SITE = 2.5
_APART = 1.0

# A name that only a pattern shows is believed behind `town` or `village`, after known towns.
UNKNOWN_SCORE = {"city": -1.0, "district": -1.2}
_KIND_SCORE = {"neighbourhood": 0.0, "city": 1.6, "district": 1.3, "province": 0.2, "country": -1.2}


def site_score(telling: Telling, place: PlaceMention) -> float:
    """Return how likely the sentence's attack happened at `place`."""
    kind = place.entry.kind if place.entry is not None else None
    score = _KIND_SCORE[kind] if kind else UNKNOWN_SCORE.get(place.head or "", -2.0)
    score += 2.0 if place.locative else 0.0
    score += 1.0 if place.head else 0.0
    score -= 4.0 if place.reference else 0.0
    score -= 0.8 if place.near else 0.0
    score -= 1.2 if place.dateline else 0.0
    said = min(place.end + 3, telling.sentence.end)
    score -= 2.5 if telling.hits.within(place.end, said, "says") else 0.0
    triggers = telling.strong or telling.weak or telling.faint
    if triggers and not place.dateline:
        gap = min(abs(place.start - trigger.end) for trigger in triggers)
        score += max(0.0, 1.5 - gap / 8)
    if telling.hits.within(max(telling.sentence.start, place.start - 4), place.start, "against"):
        score -= 3.0
    return score


def opens_apart(telling: Telling) -> bool:
    """Whether the sentence opens with words that lead to something else: `hours later`."""
    start = telling.sentence.start
    end = min(start + _TURN_REACH, telling.sentence.end)
    return bool(telling.hits.within(start, end, "turn"))


def best_site(
    telling: Telling, sites: Sequence[tuple[Telling, PlaceMention | None]] = ()
) -> PlaceMention | None:
    """Return the town or district where the sentence surely puts an attack, none of `sites`."""
    elsewhere = bool(sites) and opens_apart(telling)
    candidates = [
        (site_score(telling, p) + (_APART if elsewhere else 0.0), p)
        for p in telling.places
        if p.entry is not None and p.entry.kind in ("city", "district")
        if p.locative or (elsewhere and not p.reference and not p.dateline)
        if not any(known is None or is_same(known, p) for _, known in sites)
    ]
    sure = [pair for pair in candidates if pair[0] > _SURE_SITE]
    return max(sure, key=lambda pair: pair[0])[1] if sure else None


def is_same(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places are one site: near, or one holds the other."""
    a, b = one.entry, other.entry
    if a is None or b is None:
        return True
    if a.country != b.country:
        return False
    if "country" in (a.kind, b.kind):
        return True
    if "province" in (a.kind, b.kind) and a.admin1 == b.admin1:
        return True
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= _SAME_PLACE_KM
