"""Weapons, what followed, and the single actions of an attack."""

from typing import TYPE_CHECKING, cast

from streams.domain.private import names_somebody
from streams.domain.records import (
    FollowOn,
    Place,
    SubEvent,
)
from streams.lang.private_cues import private_cues
from streams.stages.extract.facts.evidence import Clause, Notes
from streams.stages.extract.facts.facts import lies_in, usable
from streams.stages.extract.facts.targets import targets_in
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.when.times import day_parts
from streams.stages.extract.where.place_records import place_of, within
from streams.stages.extract.words.text import Passage, Sentence

if TYPE_CHECKING:
    from streams.domain.records.vocabulary import AttackType, FollowOnKind


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
            clause = Clause(hit.start, hit.end, telling.sentence.end)
            notes.add_clause("follow_on", telling, clause, f"follow_on.{hit.value}")
    for telling in {id(t.passage): t for t in event.tellings}.values():
        passage, hits = telling.passage, telling.hits
        for caption in (s for s in passage.sentences if s.role == "caption"):
            for hit in hits.inside(caption, "follow_on") if _shows(event, passage, caption) else ():
                kind = cast("FollowOnKind", hit.value)
                found.setdefault(kind, FollowOn(kind, place.name or None))
                clause = Clause(hit.start, hit.end, caption.end)
                notes.add_clause("follow_on", telling, clause, "follow_on.caption")
    if "lifted" in found:
        found.pop("curfew", None)
    return tuple(found.values())


def _shows(event: Event, passage: Passage, caption: Sentence) -> bool:
    """Whether a caption names the place of the attack: what its picture shows came of it."""
    if event.place is None:
        return False
    words = passage.words[caption.start : caption.end]
    name = event.place.passage.words[event.place.start : event.place.end]
    return any(words[at : at + len(name)] == name for at in range(len(words)))


def is_ongoing(event: Event, notes: Notes) -> bool:
    """Return whether it goes on as the report is written: said, heard or seen."""
    hits = [(t, hit) for t in event.tellings if not t.old for hit in t.of("ongoing")]
    for telling, hit in hits:
        clause = Clause(hit.start, hit.end, telling.sentence.end)
        notes.add_clause("ongoing", telling, clause, "ongoing")
    return bool(hits)


def sub_events(event: Event, place: Place, notes: Notes) -> tuple[SubEvent, ...]:
    """Return the actions inside the attack in the order told, each with its own place or target."""
    found: list[SubEvent] = []
    for telling in event.tellings:
        acts = telling.strong or telling.weak or telling.of("clash")
        if telling.is_title or telling.old or not acts:
            continue
        targets = targets_in(telling)
        fine = [
            within(p, place)
            for m in telling.places
            if not m.reference and lies_in(p := place_of(m), place) and p.name != place.name
        ]
        if not (targets or fine):
            continue
        first = acts[0]
        kind = cast("AttackType", "armed_assault" if first.kind == "clash" else first.value)
        parts = day_parts(telling.hits, telling.sentence)
        target = telling.passage.slice(targets[0].start, targets[0].end) if targets else None
        found.append(
            SubEvent(kind, fine[0] if fine else None, target, parts[0].value if parts else None)
        )
        start = min([first.start, *(toll.harm.start for toll in telling.tolls)])
        notes.add_people("sub_events", telling, _told(telling, start, first.end), "sub_event")
    return tuple(found)


def _told(telling: Telling, start: int, end: int) -> range:
    """Return the words of an action and the twelve after, which must not tell of somebody."""
    further = min(telling.sentence.end, end + 12)
    private = names_somebody(telling.passage.slice(start, further), private_cues())
    return range(start, end if private else further)
