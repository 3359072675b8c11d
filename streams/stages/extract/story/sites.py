"""How likely an attack happened at a place that its sentence names."""

from collections.abc import Sequence

from streams.domain.geography import distance_km
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import says_turn
from streams.stages.extract.where.places import PlaceMention

SAME_PLACE_KM = 15.0
NEXT_TOWN_KM = 4.0
_SURE_SITE = 2.5
_SURE_ELSEWHERE = 0.9
_APART = 1.0
_OWNER = 2.0
_TAIL = range(2)
_AREA_KM = 100.0
_SPEAKER_REACH = 6
_OFFICE_REACH = 3
_LONG_NAME = 4
_DISTANCE_REACH = 10
_FAR_KM = 50

# A name that only a pattern shows is believed behind `town` or `village`, after known towns.
UNKNOWN_SCORE = {"city": -1.0, "district": -1.2}
_KIND_SCORE = {
    "village": 0.9,
    "neighbourhood": 0.0,
    "city": 1.6,
    "district": 1.3,
    "province": 0.2,
    "country": -1.2,
}


def site_score(telling: Telling, place: PlaceMention) -> float:
    """Return how likely the sentence's attack happened at `place`."""
    score = _kind_score(place)
    score += 2.0 if locates(telling, place) or _names_attack(telling, place) else 0.0
    score += 1.0 if place.head else 0.0
    score -= 4.0 if place.reference else 0.0
    score -= 0.8 if place.near else 0.0
    score -= 1.2 if place.dateline else 0.0
    said = min(place.end + 3, telling.sentence.end)
    score -= 4.0 if _only_speaks_or_backs(telling, place) else 0.0
    said_there = telling.hits.within(place.end, said, "says") and not _is_attributed(telling, place)
    score -= 2.5 if said_there or _accuses_there(telling, place) else 0.0
    triggers = telling.strong or telling.weak or telling.faint
    if triggers and not place.dateline:
        gap = min(abs(place.start - trigger.end) for trigger in triggers)
        score += max(0.0, 1.5 - gap / 8)
    if telling.hits.within(max(telling.sentence.start, place.start - 4), place.start, "against"):
        score -= 3.0
    return score - (_OWNER if _owns_the_next(telling, place) else 0.0)


def _owns_the_next(telling: Telling, place: PlaceMention) -> bool:
    """Whether it only says where a town lies: `Kirkuk's Daquq`, `Rashad district of Kirkuk`."""
    towns = [p for p in telling.places if p.entry and p.entry.kind in ("city", "district")]
    owned = telling.hits.at(place.end, "possessive")
    if owned is not None:
        return any(p.start == owned.end for p in towns)
    of = telling.hits.at(place.start - 1, "of") if place.start else None
    return of is not None and any(of.start - p.end in _TAIL and _are_near(p, place) for p in towns)


def _are_near(one: PlaceMention, other: PlaceMention) -> bool:
    return one.entry != other.entry and is_same(one, other, _AREA_KM)


def _accuses_there(telling: Telling, place: PlaceMention) -> bool:
    """Whether a place is only where somebody accuses: `وحمل مصدر أمني في سبها عصابات`."""
    first = telling.sentence.start
    accuses = telling.hits.at(first, "accuses") is not None
    return accuses and speaks_there(telling, place)


def _only_speaks_or_backs(telling: Telling, place: PlaceMention) -> bool:
    """Whether a state is meant: `نفت موسكو`, `Houthis backed by Iran`."""
    before = telling.hits.within(place.start - 2, place.start, "backed_by")
    if any(hit.end == place.start for hit in before):
        return True
    spoken = telling.hits.within(place.start - 1, place.start, "says", "cue_denial")
    return bool(spoken) and not (place.locative or place.head)


def _is_attributed(telling: Telling, place: PlaceMention) -> bool:
    """Whether only who tells it stands behind the comma: `à Djibo, a annoncé le gouverneur`.

    `in Kirkuk, officials said`.
    """
    grammar = telling.reading.lexicon.grammar
    follows = grammar.participles or (place.locative and not grammar.inverts)
    return follows and telling.passage.gap(place.end - 1).lstrip(")»").startswith(",")


def _names_attack(telling: Telling, place: PlaceMention) -> bool:
    """Whether an attack is called after a place: `Jalalabad blasts`, `تفجيرات جلال آباد`."""
    if place.entry is None or place.reference or place.dateline or place.entry.kind == "country":
        return False
    beside = "start" if telling.reading.lexicon.clitics.article else "end"
    at = place.start if beside == "start" else place.end
    return any(
        (hit.end if beside == "start" else hit.start) == at and not hit.definite
        for hit in (*telling.strong, *telling.weak)
    )


def _kind_score(place: PlaceMention) -> float:
    if place.entry is None and place.locative and place.end - place.start >= _LONG_NAME:
        return 0.0  # `in Santa Maria del Valle`: so many words are a name
    if place.entry is None:
        return UNKNOWN_SCORE.get(place.head or "", -2.0)
    return _KIND_SCORE["village" if place.entry.entry_id < 0 else place.entry.kind]


def locates(telling: Telling, place: PlaceMention) -> bool:
    """Whether the sentence puts something there: `in X`, or `south of X` and no other known town.

    `at the village of Y, south of X`: of a village that nobody knows the town is all there is.
    """
    if place.locative or not place.near or place.reference or place.entry is None:
        return place.locative
    return not any(
        other.locative and other.entry is not None and other.entry.kind in ("city", "district")
        for other in telling.places
    )


def best_site(
    telling: Telling,
    sites: Sequence[tuple[Telling, PlaceMention | None]] = (),
    *,
    elsewhere: bool = False,
) -> PlaceMention | None:
    """Return the town or district where the sentence surely puts an attack, none of `sites`.

    Where the sentence turns `elsewhere`, a province or an unknown village is enough, and what
    somebody there says, `witnesses in the town of X said that`, if nothing else is named.
    """
    heard = [p for p in telling.places if not speaks_there(telling, p)]
    found = _surest(telling, heard, sites, elsewhere=elsewhere)
    inner = found is not None and found.entry is not None and found.entry.kind == "neighbourhood"
    if (found is None or inner) and elsewhere and says_turn(telling):
        return _surest(telling, telling.places, sites, elsewhere=True)
    return found


def _surest(
    telling: Telling,
    places: Sequence[PlaceMention],
    sites: Sequence[tuple[Telling, PlaceMention | None]],
    *,
    elsewhere: bool,
) -> PlaceMention | None:
    candidates = [
        (site_score(telling, p) + (_APART if elsewhere else 0.0), p)
        for p in places
        if _may_be_site(p, elsewhere=elsewhere)
        if locates(telling, p) or (elsewhere and not p.reference and not p.dateline)
        if not any(known is None or _is_known(known, p, elsewhere=elsewhere) for _, known in sites)
    ]
    bound = _SURE_ELSEWHERE if elsewhere else _SURE_SITE
    sure = [pair for pair in candidates if pair[0] > bound]
    return max(sure, key=lambda pair: pair[0])[1] if sure else None


def speaks_there(telling: Telling, place: PlaceMention) -> bool:
    """Whether a place is only where somebody spoke: `said a police captain in nearby X`."""
    start = max(telling.sentence.start, place.start - _SPEAKER_REACH)
    speakers = telling.hits.within(start, place.start, "role", "officials", "org")
    first = max(telling.sentence.start, start - 2)
    said = telling.hits.within(first, place.start, "says", "accuses")
    if speakers and telling.reading.lexicon.grammar.verb_far and _says_behind(telling, place):
        return True
    if _is_officials(telling, place):
        return True
    if not speakers or not said or said[-1].start > speakers[-1].start:
        return False
    acts = ("trigger", "trigger_weak", "harm_verb", "harm_post", "harm_pre", "that")
    return not telling.hits.within(said[-1].end, place.start, *acts)


def _is_officials(telling: Telling, place: PlaceMention) -> bool:
    """Whether it only names an office that speaks: `Lamu County Commissioner X said that`."""
    if place.locative or not telling.reading.lexicon.grammar.capitals:
        return False
    office = telling.hits.within(place.end, place.end + _OFFICE_REACH, "role", "officials")
    if not office or "," in telling.passage.gap(place.end - 1):
        return False
    end = office[0].end
    return bool(telling.hits.within(end, min(end + _SPEAKER_REACH, telling.sentence.end), "says"))


def _says_behind(telling: Telling, place: PlaceMention) -> bool:
    """Whether the verb of speaking stands behind the place: `بەرپرسێک لە خانەقین گوتی`."""
    said = telling.hits.within(place.end, place.end + _SPEAKER_REACH, "says")
    acts = ("trigger", "trigger_weak", "harm_verb", "harm_post", "harm_pre", "that")
    return bool(said) and not telling.hits.within(place.end, said[0].start, *acts)


def _may_be_site(place: PlaceMention, *, elsewhere: bool) -> bool:
    """Whether a place is fine enough to tell one attack from another."""
    if place.entry is None:
        return elsewhere and (place.head in UNKNOWN_SCORE or place.head == "province")
    return place.entry.kind in ("city", "district") or (
        elsewhere and place.entry.kind in ("province", "neighbourhood")
    )


def _is_known(known: PlaceMention, place: PlaceMention, *, elsewhere: bool) -> bool:
    """Whether a place is a site that is known already; of unknown ones only the name tells."""
    if not elsewhere:
        return is_same(known, place)
    if known.entry is None or place.entry is None:
        return known.name == place.name
    if known.entry.kind == "neighbourhood" and place.entry.kind == "city":
        return known.entry.city == place.entry.name
    return is_same(known, place, NEXT_TOWN_KM)


def is_town(place: PlaceMention) -> bool:
    """Whether it is a known town or district."""
    return place.entry is not None and place.entry.kind in ("city", "district")


def is_wide(place: PlaceMention) -> bool:
    """Whether it is a whole country."""
    return place.entry is not None and place.entry.kind == "country"


def is_named(place: PlaceMention, site: PlaceMention) -> bool:
    """Whether a mention names a site: the same place, or the same word for one nobody knows."""
    if place.entry is None or site.entry is None:
        return place.name == site.name
    return is_same(place, site)


def is_same(one: PlaceMention, other: PlaceMention, near: float = SAME_PLACE_KM) -> bool:
    """Whether two places are one site: within `near` kilometres, or one holds the other."""
    a, b = one.entry, other.entry
    if a is None or b is None or a.entry_id == b.entry_id:
        return True
    if a.country != b.country:
        return False
    if "country" in (a.kind, b.kind):
        return True
    if "province" in (a.kind, b.kind) and a.admin1 == b.admin1:
        return True
    if {a.kind, b.kind} == {"city", "district"} and _share_name(one, other):
        return True
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= near


def _share_name(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether a town and a district of one province have the same name in the article."""
    a, b = one.entry, other.entry
    same = one.name.split()[-1].casefold() == other.name.split()[-1].casefold()
    return same and a is not None and b is not None and a.admin1 == b.admin1


def is_behind_site(telling: Telling, place: PlaceMention) -> bool:
    """Whether a town stands right behind a place in it: `au carrefour City Chemist de Bamenda`."""
    return any(p.locative and 0 <= place.start - p.end <= 1 for p in telling.places)


def is_far(told: Sequence[Telling], town: PlaceMention) -> bool:
    """Whether a town only measures what is far from it: `about 110 km southwest of Mogadishu`."""
    hits = next(t.hits for t in told if town in t.places)
    start = max(town.sentence.start, town.start - _DISTANCE_REACH)
    words = town.passage.words
    numbers = [words[hit.start - 1] for hit in hits.within(start, town.start, "distance")]
    return any(number.isdecimal() and int(number) > _FAR_KM for number in numbers)
