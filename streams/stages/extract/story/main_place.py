"""The place of the main attack: where the lead puts it, as finely as the report knows."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from streams.domain.geography import GazetteerEntry, distance_km
from streams.stages.extract.story.anew import with_rest
from streams.stages.extract.story.containers import named_before
from streams.stages.extract.story.later_parts import loses, sites_of
from streams.stages.extract.story.sites import (
    UNKNOWN_SCORE,
    best_site,
    is_far,
    is_same,
    is_town,
    site_score,
)
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import CAPITAL, PlaceMention

_AREA_KM = 60.0
_AREAS = ("province", "district")
_LATER_SENTENCE = 0.6
_MEASURED = 3
_STEP = 3
_HOME = 2
_MEASURE_REACH = 10
_FIRST = 3


def main_place(
    story: Story, telling: Sequence[Telling], turned: Sequence[Telling] = ()
) -> PlaceMention | None:
    """Return the place of the main attack: the best place of the lead's telling sentences.

    `turned` are the sentences that turn to other attacks: their places are not its own.
    """
    scored: list[tuple[float, int, PlaceMention]] = []
    turned = with_rest(story.tellings, turned)
    kept = [t for t in telling if t not in turned and not t.second] or list(telling)
    others = sites_of(turned, [t for t in story.lead if t.second])
    before = [t for t in story.lead if t.second or (t.background and not t.is_title)]
    ordered = [*kept, *(t for t in story.lead if t not in {*kept, *turned, *before})]
    for order, sentence in enumerate(ordered[:8]):
        penalty = _LATER_SENTENCE * order + (0.0 if sentence in kept else 1.0)
        scored += [
            (site_score(sentence, p) - penalty - loses(sentence, p, others, turned), -order, p)
            for p in sentence.places
            if p.entry is not None or p.head in UNKNOWN_SCORE
        ]
    if not scored:
        return None
    best = max(scored, key=lambda row: row[:2])[2]
    best = known_beside(story, _told_in_full(best, ordered[:2]))
    home = _at_home(story, telling, best) or _measured_from(story, best)
    best = home or _home_country(story, best, ordered[:_FIRST])
    best = named_before(best, [p for t in ordered[:_FIRST] for p in t.places])
    return _narrowed(_measured_in(story, best), scored, ordered[:8])


def _measured_in(story: Story, best: PlaceMention) -> PlaceMention:
    """Return the town of the headline that measures where it was, if `best` only has its district.

    `à dix kilomètres de Boni, dans le cercle de Douentza`.
    """
    if best.head not in _AREAS or not is_town(best):
        return best
    titled = [p.entry for t in story.tellings if t.is_title for p in t.places]
    told = [t for t in story.tellings if best in t.places]
    near = [
        p
        for t in told
        for p in t.places
        if is_town(p) and p.reference and p.entry in titled and p.entry != best.entry
    ]
    near = [p for p in near if is_same(p, best, _AREA_KM) and not is_far(told, p)]
    return near[0] if near else best


def _at_home(story: Story, telling: Sequence[Telling], best: PlaceMention) -> PlaceMention | None:
    """Return the place at home of a story told abroad: only its dateline lies where it was written.

    `MEXICO CITY - A Salvadoran union accused the army of ... in San Salvador`.
    """
    if not (best.dateline or best.reference) or best.entry is None:
        return None
    there = [
        (site_score(t, p) + (1.0 if t in telling else 0.0), p)
        for t in story.tellings
        for p in t.places
        if p.entry is not None and p.locative and not (p.reference or p.dateline or t.old)
    ]
    counted = _spoken_of(story)
    abroad = counted.pop(best.entry.country, 0)
    home = max(
        (p.entry.country for _, p in there if p.entry and p.entry.country in _named(story)),
        key=lambda code: counted[code],
        default="",
    )
    if counted[home] < max(_HOME, 2 * abroad):
        return None
    at_home = [pair for pair in there if pair[1].entry and pair[1].entry.country == home]
    return max(at_home, key=lambda pair: pair[0])[1]


def _named(story: Story) -> set[str]:
    """Return the countries that are named as such, or by words like `Salvadoran`."""
    codes = {code for t in story.tellings for code in t.reading.nationalities.values()}
    places = (p.entry for t in story.tellings for p in t.places if p.entry is not None)
    return codes | {entry.country for entry in places if entry.kind == "country"}


def _spoken_of(story: Story) -> Counter[str]:
    """Count the countries that the story names, by places and by words like `Salvadoran`."""
    counted: Counter[str] = Counter()
    for told in story.tellings:
        start, end = told.sentence.start, told.sentence.end
        counted.update(c for at, c in told.reading.nationalities.items() if start <= at < end)
        counted.update(p.entry.country for p in told.places if p.entry and not p.dateline)
    return counted


def _measured_from(story: Story, best: PlaceMention) -> PlaceMention | None:
    """Return the town that the text measures from the one that the attack was only near.

    `a power station near Kirkuk`, `Dibis lies some 40 kilometres to the northwest of Kirkuk`.
    """
    if not best.near or best.entry is None or best.head == CAPITAL:
        return None
    for told in story.tellings:
        towns = [p for p in told.places if is_town(p) and not p.dateline]
        for town, other in pairwise(towns):
            if town.reference or town.entry == best.entry or other.entry != best.entry:
                continue
            beside = (other.reference or other.near) and other.start - town.end <= _MEASURE_REACH
            if beside and is_same(town, other, _AREA_KM):
                return town
    return None


def _home_country(story: Story, best: PlaceMention, told: Sequence[Telling]) -> PlaceMention:
    """Return the country whose people and groups alone are named, where only a dateline is abroad.

    `MEXICO CITY - Salvadoran guerrillas of the FMLN blew up ...` tells of El Salvador.
    """
    if not best.dateline or best.entry is None:
        return best
    homes = {code for t in told for m in t.groups for code in m.group.countries}
    homes |= {
        code
        for t in told
        for token, code in t.reading.nationalities.items()
        if t.sentence.start <= token < t.sentence.end
    }
    if len(homes) != 1 or best.entry.country in homes:
        return best
    named = (p for t in story.tellings for p in t.places if p.entry is not None)
    return next((p for p in named if p.entry and _is_country(p.entry, homes)), best)


def _is_country(entry: GazetteerEntry, codes: AbstractSet[str]) -> bool:
    return entry.kind == "country" and entry.country in codes


def known_beside(story: Story, best: PlaceMention) -> PlaceMention:
    """Return the known town or district that is named with an unknown place: it lies there.

    `in Mucojo, a fishing village in Macomia district`; else the town that measures where it lies,
    there or in the two sentences behind: `The village, 9 km from Komanda`.
    """
    if best.entry is not None:
        return best
    told = [t for t in story.tellings if t.passage is best.passage]
    towns = [
        (t.sentence.index - best.sentence.index, place)
        for t in told
        if t.sentence.index - best.sentence.index in range(_MEASURED)
        for place in t.places
        if place.entry is not None and place.entry.kind in ("city", "district")
        if not place.dateline
    ]
    beside = [p for at, p in towns if at == 0 and not p.reference]
    measured = [p for at, p in towns if (p.reference or (at and p.near)) and not is_far(told, p)]
    found = min(beside, key=lambda place: abs(place.start - best.start), default=None)
    return found or (measured[0] if measured else best)


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

    So is the dateline's city when the story speaks of the capital, and any town of the headline.
    """
    if best.entry is None or best.entry.kind not in ("country", "province"):
        return _town_of(best, scored)
    capital, wide = any(t.of("capital") for t in told), best.entry.kind == "country"
    titled = [p for _, _, p in scored if p.passage.part == "title" and is_town(p)]
    inside = [
        (score, place)
        for score, _, place in scored
        if _may_lie_in(place, best.entry)
        and not place.reference
        and (score > 0 or (place.dateline and (capital or not wide)) or (wide and place in titled))
    ]
    return max(inside, key=lambda pair: pair[0])[1] if inside else best


def _town_of(best: PlaceMention, scored: Sequence[tuple[float, int, PlaceMention]]) -> PlaceMention:
    """Return the town beside it that `best` is the province or district of: `X بمحافظة Y`."""
    area = [p for _, _, p in scored if best.name in p.name and (p.head in _AREAS or _is_wide(p))]
    home = best.entry
    if home is None or not area or best.head == "city":
        return best
    towns = [
        (score, p)
        for score, _, p in scored
        if p.entry is not None
        and p.entry.kind == "city"
        and p.entry.entry_id != home.entry_id
        and p.head != "province"
        and ((p.locative and not p.near) or p.head == "city" or _stands_before(p, best))
        and not p.reference
        and any(_is_told_with(p, a) for a in area)
        and distance_km(p.entry.lat, p.entry.lon, home.lat, home.lon) <= _AREA_KM
    ]
    return max(towns, key=lambda pair: pair[0])[1] if towns else best


def _is_wide(area: PlaceMention) -> bool:
    return area.head == "province" or (area.entry is not None and area.entry.kind == "province")


def _is_told_with(town: PlaceMention, area: PlaceMention) -> bool:
    """Whether a town stands in the sentence of its area, or is told as the town right below.

    `in Hajjah governorate. Two missiles hit the market in the town of Abs`.
    """
    if town.passage is not area.passage:
        return False
    below = town.sentence.index - area.sentence.index
    return below == 0 or (below == 1 and town.head == "city" and _is_wide(area))


def _stands_before(town: PlaceMention, area: PlaceMention) -> bool:
    """Whether a town stands right before the area: `near Inata in Soum province`."""
    same = town.sentence == area.sentence and town.passage is area.passage
    return same and town.near and 0 < area.start - town.end <= _STEP


def _may_lie_in(place: PlaceMention, outer: GazetteerEntry) -> bool:
    """Whether a mention may be a finer place of a country or province; unknown towns may."""
    if place.entry is None:
        return place.head in UNKNOWN_SCORE
    finer = place.entry.kind in ("city", "district", "neighbourhood")
    same = place.entry.country == outer.country
    return finer and same and outer.admin1 in (None, place.entry.admin1)
