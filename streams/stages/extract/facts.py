"""Types, date, place, perpetrators, targets and the rest of one attack, each with its evidence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from streams.domain.records import (
    Claim,
    Count,
    EventDate,
    FollowOn,
    Perpetrator,
    Place,
    SubEvent,
    Target,
)
from streams.domain.records.vocabulary import (
    AttackType,
    DateBasis,
    FollowOnKind,
    TargetCategory,
    TimeOfDay,
)
from streams.stages.extract.actors import Blame, best_blames, blames_in, claims_in
from streams.stages.extract.events import Event
from streams.stages.extract.evidence import Notes
from streams.stages.extract.figures import Figure
from streams.stages.extract.places import PlaceMention, place_of, within
from streams.stages.extract.scan import Hit
from streams.stages.extract.segments import dateline_end
from streams.stages.extract.story import Story, Telling
from streams.stages.extract.text import Passage
from streams.stages.extract.times import DateMention, day_parts

_MOST_TYPES = 2
_MOST_TARGETS = 3
_SPEECH_REACH = 6
_SAID_REACH = 3
_TITLE_WEIGHT = 2.0
_ANCHOR_WEIGHT = 3.0
_VICTIM_TARGETS: dict[str, TargetCategory] = {
    "police": "police",
    "military": "military",
    "civilians": "civilians",
    "children": "civilians",
    "women": "civilians",
    "media": "media",
    "religious": "religious",
    "politician": "politician",
    "government": "government",
    "ngo": "ngo",
}
UNKNOWN_PLACE = Place(name="", precision="unknown")


def usable(event: Event) -> list[Telling]:
    """Return the event's sentences that tell of now, the anchor first."""
    rest = [
        t
        for t in event.tellings
        if t is not event.anchor and not t.old and not (t.background and not t.dates)
    ]
    return [event.anchor, *rest]


def types_of(event: Event, notes: Notes) -> tuple[AttackType, ...]:
    """Return the one or two types of the attack, the surest first."""
    weights: dict[str, float] = defaultdict(float)
    for telling in usable(event):
        weight = _weight(event, telling)
        for hit in telling.strong:
            weights[hit.value] += weight
        if telling.of("harm_self") or _blows_up(telling):
            weights["suicide_bombing"] += weight
        notes.add_hits("attack_types", telling.passage, telling.strong)
    if not weights:
        for telling in usable(event):
            told = telling.weak or [h for h in telling.faint if h.kind == "trigger_faint"]
            for hit in told:
                plain = 0.5 if hit.value == "armed_assault" else 1.0
                weights[hit.value] += _weight(event, telling) * plain
            notes.add_hits("attack_types", telling.passage, told)
    return cast("tuple[AttackType, ...]", tuple(_ranked(weights)) or ("unknown",))


def _blows_up(telling: Telling) -> bool:
    return any(m.rule == "toll.self" for m in telling.tolls)


def _ranked(weights: dict[str, float]) -> list[str]:
    """Suicide bombing includes bombing; a second type needs half the weight of the first."""
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


def date_of(story: Story, event: Event, notes: Notes, main: EventDate | None) -> EventDate:
    """Return when: a date beside the attack, else the main attack's, else the article's day."""
    moment = _time_of_day(event, notes)
    dated = [(t, d) for t in usable(event) for d in t.dates]
    if story.today is not None:
        dated = [(t, d) for t, d in dated if d.resolved.start <= story.today]
    beside = [(t, d) for t, d in dated if not _is_said_then(t, d)]
    for telling, mention in (beside or dated)[:1]:
        resolved = mention.resolved
        notes.add("date", telling.passage, mention.start, mention.end, "date.text")
        start, end = resolved.start.isoformat(), resolved.end.isoformat()
        return EventDate(start, end, resolved.precision, "text", moment)
    if main is not None and main.start is not None:
        return replace(main, basis="inherited", time_of_day=moment)
    if story.today is None:
        return EventDate(None, None, "unknown", "unknown", moment)
    day = story.today.isoformat()
    basis: DateBasis = "embedded_id" if story.basis_is_post else "published_at"
    return EventDate(day, day, "day", basis, moment)


def _is_said_then(telling: Telling, mention: DateMention) -> bool:
    """Whether the date is when somebody spoke or wrote: `told reporters on Friday`, a dateline."""
    if telling.passage.part == "body" and telling.passage.starts[mention.start] < dateline_end(
        telling.passage
    ):
        return True
    start = max(telling.sentence.start, mention.start - _SAID_REACH)
    before = telling.hits.within(start, mention.start, "says", "claim", "claim_verb")
    after = telling.hits.within(mention.end, mention.end + 1, "says", "claim", "claim_verb")
    told = telling.hits.within(start, mention.start, "trigger", "trigger_weak", "harm_verb")
    return bool(after) or (bool(before) and not told)


def _time_of_day(event: Event, notes: Notes) -> TimeOfDay | None:
    for telling in usable(event):
        for part in day_parts(telling.hits, telling.sentence):
            hit = part.hit
            notes.add("date.time_of_day", telling.passage, hit.start, hit.end, "date.part_of_day")
            return part.value
    return None


def place_in(story: Story, event: Event, notes: Notes) -> Place:
    """Return where, at the best precision of the whole attack."""
    if event.place is None:
        return UNKNOWN_PLACE
    mention = event.place
    notes.add("place", mention.passage, mention.start, mention.end, "place.site")
    place = place_of(mention)
    return within(place, _around(story, event)) if mention.entry is None else place


def _around(story: Story, event: Event) -> Place:
    """Return the province or country that an unknown town lies in, without its coordinates."""
    wider = [
        place_of(m)
        for t in event.tellings
        for m in t.places
        if m.entry is not None and m.entry.kind in ("province", "country")
    ]
    nation = event.place.nation if event.place is not None else None
    wider = [p for p in wider if nation in (None, p.country)]
    outer = max(wider, key=lambda p: p.precision == "province", default=UNKNOWN_PLACE)
    country = outer.country or nation or story.country
    return replace(outer, country=country, lat=None, lon=None)


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
            if _lies_in(fine, place) and fine.name not in (place.name, ""):
                found.setdefault(fine.name, within(fine, place))
                notes.add("places", mention.passage, mention.start, mention.end, "place.finer")
    return tuple(found.values())


def _is_aftermath(telling: Telling, event: Event, mention: PlaceMention) -> bool:
    """Whether a building stands in a sentence that tells of no violence: where the hurt lie."""
    acts = telling.strong or telling.weak or telling.faint or telling is event.anchor
    start = max(telling.sentence.start, mention.start - 1)
    return not acts and bool(telling.hits.within(start, mention.end, "target"))


def _lies_in(fine: Place, place: Place) -> bool:
    if fine.precision not in ("neighbourhood", "district", "city"):
        return False
    if fine.country is None:
        return fine.precision == "neighbourhood"
    return fine.country == place.country and fine.city is not None and fine.city == place.city


def claims_of(
    story: Story, event: Event, others: Sequence[Event], notes: Notes
) -> tuple[tuple[Claim, ...], list[Blame]]:
    """Return the claims of the attack and the blame they carry."""
    claims: dict[Claim, None] = {}
    blames: list[Blame] = []
    for index, telling in enumerate(story.tellings):
        if telling.old or telling.background or not _concerns(telling, event, others):
            continue
        before = story.tellings[index - 1].groups if index else ()
        for found in claims_in(telling.hits, telling.sentence, telling.groups, before):
            claims.setdefault(found.claim)
            notes.add_hits("claims", telling.passage, [found.cue])
            if found.claim.kind == "responsibility":
                blames.append(Blame(found.mention, "claimed", found.cue, "perpetrator.claim"))
    return tuple(claims), blames


def _concerns(telling: Telling, event: Event, others: Sequence[Event]) -> bool:
    """Whether a sentence is the event's own, or names its place beside another's."""
    if telling in event.tellings:
        return True
    place = event.place
    if place is None or place.entry is None:
        return not others
    return any(p.entry is not None and p.entry.name == place.entry.name for p in telling.places)


def perpetrators_of(
    event: Event, claimed: Sequence[Blame], notes: Notes
) -> tuple[Perpetrator, ...]:
    """Return by whom: the surest groups, else attackers without a name, with how many."""
    blames = list(claimed)
    for telling in usable(event):
        tells = telling is event.anchor or telling.is_title or telling.tells
        blames += blames_in(telling.hits, telling.sentence, telling.groups, tells=tells)
    count = _attackers(event, notes)
    chosen = best_blames(blames)
    for blame in chosen:
        passage = _passage(event, blame, claimed)
        if passage is not None:
            notes.add("perpetrators", passage, blame.mention.start, blame.mention.end, blame.rule)
    if chosen:
        return tuple(
            Perpetrator(b.mention.group.name, b.mention.group.id, b.confidence, count)
            for b in chosen
        )
    return _unnamed(event, count, notes)


def inherited(perpetrators: Sequence[Perpetrator]) -> tuple[Perpetrator, ...]:
    """Return the named attackers of the article's first attack as suspects of another."""
    named = [p for p in perpetrators if p.name is not None]
    return tuple(Perpetrator(p.name, p.group_id, "suspected", None) for p in named)


def _passage(event: Event, blame: Blame, claimed: Sequence[Blame]) -> Passage | None:
    for telling in event.tellings:
        if telling.sentence == blame.mention.sentence and blame.mention in telling.groups:
            return telling.passage
    return event.anchor.passage if blame in claimed and not event.anchor.is_title else None


def _unnamed(event: Event, count: Count | None, notes: Notes) -> tuple[Perpetrator, ...]:
    for telling in usable(event):
        hits = telling.of("attackers", "attackers_one", "attackers_two")
        if hits:
            notes.add_hits("perpetrators", telling.passage, hits[:1])
            return (Perpetrator(None, None, "unknown", count),)
    return ()


def _attackers(event: Event, notes: Notes) -> Count | None:
    """Return how many attackers: the first number of them that is no toll."""
    for telling in usable(event):
        dead = {g.start for m in telling.tolls for g in m.groups}
        for group in telling.counts:
            if group.side == "perpetrator" and group.start not in dead and not group.subset:
                notes.add(
                    "perpetrators.count", telling.passage, group.start, group.end, "count.attackers"
                )
                return Count(group.low, group.low, group.high)
    return None


def targets_of(event: Event, figures: Sequence[Figure], notes: Notes) -> tuple[Target, ...]:
    """Return against whom or what, places before people, at most three categories."""
    found: dict[TargetCategory, Target] = {}
    near = [t for t in usable(event) if t is event.anchor or t.is_title or t.strong]
    for telling in near:
        for hit in telling.of("target"):
            if _is_speaker(telling, hit):
                continue
            word, mark, _ = hit.value.partition("!")
            name = telling.passage.slice(hit.start, hit.end)
            target = Target(cast("TargetCategory", word), name, critical=bool(mark))
            known = found.get(target.category)
            if known is None or (target.critical and not known.critical):
                found[target.category] = target
            notes.add_hits("targets", telling.passage, [hit])
    for figure in figures:
        if figure.mention.side == "victim":
            for group in (*figure.mention.groups, *figure.mention.subsets):
                hurt = _VICTIM_TARGETS.get(group.group or "")
                if hurt:
                    found.setdefault(hurt, Target(hurt))
    if not found and any(f.mention.side == "victim" for f in figures):
        found["civilians"] = Target("civilians")
    return tuple(found.values())[:_MOST_TARGETS]


def _is_speaker(telling: Telling, hit: Hit) -> bool:
    """Whether the office named only speaks: `the mayor said` is no target."""
    if hit.value not in ("politician", "government!headquarters", "police", "diplomatic"):
        return False
    start = max(telling.sentence.start, hit.start - _SPEECH_REACH)
    said = telling.hits.within(start, hit.end + _SPEECH_REACH, "says")
    return bool(said) and telling.hits.at(hit.start, "role", "people_one") is not None


def weapons_of(event: Event, notes: Notes) -> tuple[str, ...]:
    """Return the normalised weapons, each once."""
    found: dict[str, None] = {}
    for telling in usable(event):
        hits = telling.of("weapon")
        found.update((hit.value, None) for hit in hits)
        notes.add_hits("weapons", telling.passage, hits)
    return tuple(found)


def follow_ons(event: Event, place: Place, notes: Notes) -> tuple[FollowOn, ...]:
    """Return what authorities did after it."""
    found: dict[str, FollowOn] = {}
    for telling in event.tellings:
        if telling.old:
            continue
        for hit in telling.of("follow_on"):
            found.setdefault(
                hit.value, FollowOn(cast("FollowOnKind", hit.value), place.name or None)
            )
            notes.add_hits("follow_on", telling.passage, [hit])
    if "lifted" in found:
        found.pop("curfew", None)
    return tuple(found.values())


def sub_events(event: Event, place: Place, notes: Notes) -> tuple[SubEvent, ...]:
    """Return the actions inside the attack in the order told, each with its own place or target."""
    found: list[SubEvent] = []
    for telling in event.tellings:
        if telling.is_title or telling.old or not (telling.strong or telling.weak):
            continue
        targets = telling.of("target")
        fine = [
            within(p, place)
            for m in telling.places
            if not m.reference and _lies_in(p := place_of(m), place) and p.name != place.name
        ]
        if not (targets or fine):
            continue
        first = (telling.strong or telling.weak)[0]
        kind = cast("AttackType", first.value)
        parts = day_parts(telling.hits, telling.sentence)
        target = telling.passage.slice(targets[0].start, targets[0].end) if targets else None
        found.append(
            SubEvent(kind, fine[0] if fine else None, target, parts[0].value if parts else None)
        )
        notes.add("sub_events", telling.passage, first.start, _end(telling, first.end), "sub_event")
    return tuple(found)


def _end(telling: Telling, start: int) -> int:
    return min(telling.sentence.end, start + 12)
