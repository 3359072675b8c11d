"""Which sentences tell of which attack: one attack an article unless places part them."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.domain.geography import GazetteerEntry, distance_km
from streams.stages.extract.places import PlaceMention
from streams.stages.extract.quarters import apart, quarters_of
from streams.stages.extract.reports import is_direct
from streams.stages.extract.story import Story, Telling

_SAME_PLACE_KM = 15.0
_AREA_KM = 60.0
_ELSEWHERE = -1
_TURN_REACH = 5
_AREAS = ("province", "district")
_LATER_SENTENCE = 0.6
_TOWN = 50_000
_SURE_SITE = 2.5
_APART = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """An attack in the making: its place and the sentences about it, in order.

    `anchor` is the sentence that tells of it first. `shared` holds sentences that speak of `the
    attack` after several were named: figures in them may cover more than this one.
    """

    anchor: Telling
    place: PlaceMention | None
    tellings: tuple[Telling, ...]
    shared: frozenset[int]


def events_in(story: Story, telling: Sequence[Telling]) -> list[Event]:
    """Return the attacks that the telling sentences part into, the main one first."""
    main = _main_place(story, telling)
    sites: list[tuple[Telling, PlaceMention | None]] = [(telling[0], main)]
    counted = quarters_of(story, telling)
    if counted and main is not None and (first := counted[0][1]) and is_same(first, main):
        sites[0] = (telling[0], first)
    for sentence in telling:
        site = _own_site(sentence, sites)
        if site is not None:
            sites.append((sentence, site))
    sites += apart(counted, sites)
    owners = _owners(story, sites)
    return [_event(story, sites, owners, number) for number in range(len(sites))]


def _event(
    story: Story,
    sites: Sequence[tuple[Telling, PlaceMention | None]],
    owners: Sequence[tuple[int, bool]],
    number: int,
) -> Event:
    mine = [
        (index, t)
        for index, (t, owner) in enumerate(zip(story.tellings, owners, strict=True))
        if owner[0] == number
    ]
    shared = frozenset(i for i, _ in mine if len(sites) > 1 and owners[i][1])
    anchor, place = sites[number]
    return Event(anchor, place, tuple(t for _, t in mine), frozenset(shared))


def _main_place(story: Story, telling: Sequence[Telling]) -> PlaceMention | None:
    """Return the place of the main attack: the best place of the lead's telling sentences."""
    scored: list[tuple[float, int, PlaceMention]] = []
    ordered = [*telling, *(t for t in story.lead if t not in telling)]
    for order, sentence in enumerate(ordered[:8]):
        penalty = _LATER_SENTENCE * order + (0.0 if sentence in telling else 1.0)
        scored += [
            (site_score(sentence, p) - penalty, -order, p)
            for p in sentence.places
            if p.entry is not None or p.head in _UNKNOWN_SCORE
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
    site = _best_site(first) if first is not None else None
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
        return place.head in _UNKNOWN_SCORE
    finer = place.entry.kind in ("city", "district", "neighbourhood")
    same = place.entry.country == outer.country
    return finer and same and outer.admin1 in (None, place.entry.admin1)


# A name that only a pattern shows is believed behind `town` or `village`, after known towns.
_UNKNOWN_SCORE = {"city": -1.0, "district": -1.2}
_KIND_SCORE = {"neighbourhood": 0.0, "city": 1.6, "district": 1.3, "province": 0.2, "country": -1.2}


def site_score(telling: Telling, place: PlaceMention) -> float:
    """Return how likely the sentence's attack happened at `place`."""
    kind = place.entry.kind if place.entry is not None else None
    score = _KIND_SCORE[kind] if kind else _UNKNOWN_SCORE.get(place.head or "", -2.0)
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


def _own_site(
    telling: Telling, sites: Sequence[tuple[Telling, PlaceMention | None]]
) -> PlaceMention | None:
    """Return the place that makes the sentence tell of another attack, or None."""
    place = _best_site(telling, sites) if _may_part(telling) else None
    if place is None:
        return None
    if not _is_plausible(telling, place, sites[0][1]):
        return None
    beside = any(
        is_same(p, known)
        for p in telling.places
        for _, known in sites
        if known is not None and p.locative and p is not place
    )
    return place if not beside or telling.of("claim") or _counts_apart(telling) else None


def _counts_apart(telling: Telling) -> bool:
    """Whether a sentence counts the dead of two sites: `killed six in Gwoza, and five in Baga`."""
    dead = [m for m in telling.tolls if (m.effect, m.side) == ("killed", "victim")]
    return len({m.groups[0].start for m in dead if m.harm.kind != "harm_total"}) > 1


def _may_part(telling: Telling) -> bool:
    """Whether the sentence tells enough for an attack of its own."""
    if telling.is_title or telling.background or not is_direct(telling):
        return False
    hurt = any(m.side == "victim" for m in telling.tolls)
    if hurt or (telling.strong and telling.of("claim", "target")):
        return True
    return telling.tells and not telling.old and opens_apart(telling)


def opens_apart(telling: Telling) -> bool:
    """Whether the sentence opens with words that lead to something else: `hours later`."""
    start = telling.sentence.start
    end = min(start + _TURN_REACH, telling.sentence.end)
    return bool(telling.hits.within(start, end, "turn"))


def _best_site(
    telling: Telling, sites: Sequence[tuple[Telling, PlaceMention | None]] = ()
) -> PlaceMention | None:
    """Return the town or district where the sentence surely puts an attack, none of `sites`."""
    apart = bool(sites) and opens_apart(telling)
    candidates = [
        (site_score(telling, p) + (_APART if apart else 0.0), p)
        for p in telling.places
        if p.entry is not None and p.entry.kind in ("city", "district")
        if p.locative or (apart and not p.reference and not p.dateline)
        if not any(known is None or is_same(known, p) for _, known in sites)
    ]
    sure = [pair for pair in candidates if pair[0] > _SURE_SITE]
    return max(sure, key=lambda pair: pair[0])[1] if sure else None


def _is_plausible(telling: Telling, place: PlaceMention, main: PlaceMention | None) -> bool:
    """Whether a second attack may be there: in the same country, or told with day and toll."""
    if place.entry is None or main is None or main.entry is None:
        return False
    if place.entry.country == main.entry.country:
        return True
    return bool(telling.tolls and telling.dates) and place.entry.population >= _TOWN


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


def _owners(
    story: Story, sites: Sequence[tuple[Telling, PlaceMention | None]]
) -> list[tuple[int, bool]]:
    """Return for each sentence the attack it tells of, and whether it only says `the attack`.

    A sentence belongs to the attack whose place it names, else to that of the sentence before;
    words like `elsewhere` turn to none of them until a place of one is named.
    """
    found: list[tuple[int, bool]] = []
    current = 0
    for sentence in story.tellings:
        named = [
            number
            for number, (first, place) in enumerate(sites)
            if first is sentence or (place is not None and _names(sentence, place))
        ]
        own = [n for n, (first, _) in enumerate(sites) if first is sentence and n > 0]
        if sentence.is_title:
            current = 0
        elif own:
            current = own[-1]
        elif named:
            current = named[0]
        elif _turns_away(sentence):
            current = _ELSEWHERE
        found.append((current, not named))
    return found


def _turns_away(sentence: Telling) -> bool:
    """Whether the sentence opens with words that leave the matter, and names another town."""
    towns = (p.entry.kind for p in sentence.places if p.entry is not None and not p.reference)
    return opens_apart(sentence) and any(kind in ("city", "district", "province") for kind in towns)


def _names(sentence: Telling, place: PlaceMention) -> bool:
    return any(
        p.entry is not None
        and not p.reference
        and is_same(p, place)
        and p.entry.kind not in ("country", "province")
        for p in sentence.places
    )
