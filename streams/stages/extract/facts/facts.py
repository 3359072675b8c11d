"""Types and places of one attack, and what one word tells of its dead, each with its evidence."""

from collections import defaultdict
from dataclasses import replace
from typing import cast

from streams.domain.records import Place
from streams.domain.records.vocabulary import AttackType
from streams.stages.extract.facts.evidence import Notes
from streams.stages.extract.harm.reader import CountGroup
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.reports import is_referred
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.place_records import place_of, within
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.words.scan import Hit

_MOST_TYPES = 2
_TITLE_WEIGHT = 2.0
_ANCHOR_WEIGHT = 3.0
_REMINDED = 0.2
_NEAR_TELLINGS = 3
_MOST_BOMBERS = 10
_MURDER = 1.5
"""A murder of an official outweighs the plain word for shooting beside it."""
_VICTIMS_REACH = 2
_PLAIN = "armed_assault"
"""What `attack` alone is taken for."""
_BY_WEAPON = {
    "mine": "bombing",
    "improvised explosive device": "bombing",
    "explosives": "bombing",
    "car bomb": "bombing",
    "grenade": "bombing",
    "mortar": "shelling_or_rocket",
    "rocket": "shelling_or_rocket",
    "firearms": "armed_assault",
    "knife": "stabbing",
    "drone": "drone_strike",
}
_OFFICES = ("politician", "government", "media")
_TELLING_NOUNS = ("assassination", "hostage_taking")
UNKNOWN_PLACE = Place(name="", precision="unknown")


def usable(event: Event) -> list[Telling]:
    """Return the event's sentences that tell of now, the anchor first."""
    return event.usable


def types_of(event: Event, notes: Notes) -> tuple[AttackType, ...]:
    """Return the one or two types of the attack, the surest first."""
    weights: dict[str, float] = defaultdict(float)
    for telling in usable(event):
        weight = _weight(event, telling)
        for hit in telling.strong:
            weights[hit.value] += weight * (_REMINDED if is_referred(telling, hit) else 1.0)
        for hit in telling.weak:
            if _names_type(event, telling, hit) and not is_referred(telling, hit):
                weights[hit.value] += weight
        if any(_is_murder(telling, m) for m in telling.tolls):
            weights["assassination"] += _MURDER * weight
        if _blows_up(telling) or _has_bombers(event, telling):
            weights["suicide_bombing"] += weight
        notes.add_hits("attack_types", telling.passage, telling.strong)
    if not weights.keys() - {"unknown"}:
        for telling in usable(event):
            told = telling.weak or [h for h in telling.faint if h.kind == "trigger_faint"]
            for hit in told:
                plain = 0.5 if hit.value == _PLAIN else 1.0
                weights[hit.value] += _weight(event, telling) * plain
            notes.add_hits("attack_types", telling.passage, told)
    weights = weights if weights.keys() - {"unknown"} else _by_weapon(event, notes) or weights
    return cast("tuple[AttackType, ...]", tuple(_ranked(weights)) or ("unknown",))


def _by_weapon(event: Event, notes: Notes) -> dict[str, float]:
    """Return the type that the weapon of a sentence with people hurt means: `داست عربتهم لغما`."""
    for telling in usable(event):
        armed = [hit for hit in telling.of("weapon") if hit.value in _BY_WEAPON]
        if armed and _hurts(telling):
            notes.add_hits("attack_types", telling.passage, armed[:1])
            return {_BY_WEAPON[armed[0].value]: 1.0}
    return {}


def _names_type(event: Event, telling: Telling, hit: Hit) -> bool:
    """Whether a weak word tells the type: by itself, or alone where it counts."""
    if hit.value in _TELLING_NOUNS:
        return True
    if any(h.value == _PLAIN and h.end == hit.start for h in telling.strong):
        return True  # `visées par des explosions`
    alone = not telling.strong and {h.value for h in telling.weak} - {_PLAIN} == {hit.value}
    return alone and (telling is event.anchor or _hurts(telling))


def _is_murder(telling: Telling, toll: TollMention) -> bool:
    """Whether a word for murder tells of one politician, official or journalist."""
    one = len(toll.groups) == 1 and toll.total == 1 and toll.groups[0].group in _OFFICES
    murder = telling.hits.at(toll.harm.start, "trigger_weak", "trigger")
    plain = murder is not None and murder.value == _PLAIN
    return one and plain and (toll.effect, toll.side) == ("killed", "victim")


def _hurts(telling: Telling) -> bool:
    return any(m.side == "victim" and m.effect in ("killed", "wounded") for m in telling.tolls)


def assassinated(event: Event, notes: Notes) -> int | None:
    """Return 1 where one word tells that somebody was assassinated and no sentence counts it.

    `the murder of judges` tells of more than one.
    """
    for telling in usable(event):
        for hit in telling.strong if "cue_foiled" not in telling.cues else ():
            several = telling.hits.within(hit.end, hit.end + _VICTIMS_REACH, "people", "in_general")
            if hit.value == "assassination" and not several:
                notes.add("killed", telling.passage, hit.start, hit.end, "toll.assassinated")
                return 1
    return None


def bombers(event: Event, notes: Notes) -> int | None:
    """Return how many bombers a suicide bombing took with it where no sentence counts them.

    One or two by their word, `the bomber`, `انتحاريان`; several without a number are no figure.
    """
    for telling in usable(event)[:_NEAR_TELLINGS]:
        for group in telling.counts:
            if _are_bombers(telling, group):
                start, end = group.start, group.end
                notes.add("perpetrators_killed", telling.passage, start, end, "toll.bombers")
                return group.low
    named = [(telling, hit) for telling in usable(event) for hit in telling.bombers]
    kinds = {hit.kind for _, hit in named}
    if not named or "attackers" in kinds:
        return None
    pair = [(t, hit) for t, hit in named if hit.kind == "attackers_two"]
    telling, hit = (pair or named)[0]
    notes.add("perpetrators_killed", telling.passage, hit.start, hit.end, "toll.bomber")
    return 2 if pair else 1


def _are_bombers(telling: Telling, group: CountGroup) -> bool:
    """Whether a few suicide bombers are counted who all took part: `three suicide bombers`."""
    few = group.low in range(2, _MOST_BOMBERS) and not group.subset
    return few and group.group == "suicide_bombers" and "cue_arrest" not in telling.cues


def _blows_up(telling: Telling) -> bool:
    """Whether attackers kill themselves, and not by their own hand: `turned the gun on himself`."""
    told = bool(telling.of("harm_self")) or any(m.rule == "toll.self" for m in telling.tolls)
    return told and not telling.of("own_hand")


def _has_bombers(event: Event, telling: Telling) -> bool:
    """Whether suicide bombers are named where the attack is told."""
    near = telling is event.anchor or telling in usable(event)[:_NEAR_TELLINGS]
    return near and bool(telling.bombers)


def _ranked(weights: dict[str, float]) -> list[str]:
    """Suicide bombing includes bombing; a second type needs half the weight of the first."""
    if len(weights) > 1:
        weights.pop("unknown", None)
    if weights.get("suicide_bombing"):
        weights.pop("bombing", None)
    ranked = [name for name, _ in sorted(weights.items(), key=lambda row: (-row[1], row[0]))]
    if "suicide_bombing" in ranked:
        ranked = ["suicide_bombing", *(n for n in ranked if n != "suicide_bombing")]
    first = ranked[:1]
    return first + [n for n in ranked[1:] if weights[n] * 2 >= weights[first[0]]][: _MOST_TYPES - 1]


def _weight(event: Event, telling: Telling) -> float:
    if telling is event.anchor:
        return _ANCHOR_WEIGHT
    return _TITLE_WEIGHT if telling.is_title else 1.0


def place_in(story: Story, event: Event, notes: Notes) -> Place:
    """Return where, at the best precision of the whole attack."""
    if event.place is None:
        return replace(UNKNOWN_PLACE, country=story.home)
    mention = event.place
    notes.add("place", mention.passage, mention.start, mention.end, "place.site")
    place = place_of(mention)
    for told in (m for t in usable(event) for m in t.places):
        if told.entry is not None and told.entry == mention.entry and not told.reference:
            start = told.start - bool(told.head and told.start > told.sentence.start)
            notes.add("place", told.passage, start, told.end, "place.site")
    return within(place, _around(story, event)) if mention.entry is None else place


def _around(story: Story, event: Event) -> Place:
    """Return the province or country that an unknown town lies in, without its coordinates."""
    wider = [
        place_of(m)
        for t in event.tellings
        for m in t.places
        if m.entry is not None and m.entry.kind in ("province", "country")
    ]
    nation = _nation_of(event)
    wider = [p for p in wider if nation in (None, p.country)]
    outer = max(wider, key=lambda p: p.precision == "province", default=UNKNOWN_PLACE)
    country = outer.country or nation or story.country
    return replace(outer, country=country, lat=None, lon=None)


def _nation_of(event: Event) -> str | None:
    """Return the country of an unknown town: an adjective's, else that of the town it is far from.

    `in Bulo Marer, about 110 km southwest of Mogadishu`.
    """
    site = event.place
    if site is None:
        return None
    if site.nation is not None:
        return site.nation
    beside = (m for t in event.tellings for m in t.places if m.sentence == site.sentence)
    towns = (m.entry for m in beside if m.reference and m.passage is site.passage)
    return next((t.country for t in towns if t is not None and t.kind == "city"), None)


def finer_places(event: Event, place: Place, notes: Notes) -> tuple[Place, ...]:
    """Return the neighbourhoods, districts and sites named for this attack, each once."""
    found: dict[str, Place] = {}
    for telling in event.tellings:
        if telling.old:
            continue
        for mention in telling.places:
            if mention.reference or mention.dateline or _is_aftermath(telling, event, mention):
                continue
            fine = place_of(mention)
            if lies_in(fine, place) and fine.name not in (place.name, ""):
                found.setdefault(fine.name, within(fine, place))
                notes.add("places", mention.passage, mention.start, mention.end, "place.finer")
    return tuple(found.values())


def _is_aftermath(telling: Telling, event: Event, mention: PlaceMention) -> bool:
    """Whether a building stands in a sentence that tells of no violence: where the hurt lie."""
    acts = telling.strong or telling.weak or telling.faint or telling is event.anchor
    start = max(telling.sentence.start, mention.start - 1)
    return not acts and bool(telling.hits.within(start, mention.end, "target"))


def lies_in(fine: Place, place: Place) -> bool:
    """Whether a finer place belongs to the attack: in its city, or known by its pattern alone."""
    if fine.precision not in ("neighbourhood", "district", "city"):
        return False
    if fine.country is None:
        return True
    return fine.country == place.country and fine.city is not None and fine.city == place.city
