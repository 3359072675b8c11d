"""Against whom or what an attack was: what it hit, not who speaks of it or treats its wounded."""

from collections.abc import Sequence
from typing import cast

from streams.domain.records import Target
from streams.domain.records.vocabulary import TargetCategory
from streams.stages.extract.facts.evidence import Clause, Notes
from streams.stages.extract.facts.facts import usable
from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.words.scan import Hit

_MOST_TARGETS = 3
_SPEECH_REACH = 6
_NEAR_SPEECH = 3
_FAR_SPEECH = 9
_AIM_REACH = 8
_PASSIVE_REACH = 4
_TREATED_REACH = 8
_AIMED = ("trigger", "trigger_weak", "trigger_faint", "act", "deed", "harm_post", "harm_verb")
_ACTORS = (
    "politician", "government", "government!headquarters", "diplomatic", "ngo", "media",
    "hospital!",
)  # fmt: skip
"""What also speaks, helps and decides: it was hit where words of violence stand by it."""
_TELLERS = ("police", "civilians")
"""What is hit as well as heard: not where one of them speaks."""
_VICTIMS: dict[str, TargetCategory] = {
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


def targets_of(event: Event, figures: Sequence[Figure], notes: Notes) -> tuple[Target, ...]:
    """Return against whom or what, places before people, at most three categories."""
    found: dict[TargetCategory, Target] = {}
    near = [t for t in usable(event) if t is event.anchor or t.is_title or t.strong]
    for telling in near:
        for hit in targets_in(telling):
            word, mark, _ = hit.value.partition("!")
            name = telling.passage.slice(hit.start, hit.end)
            target = Target(cast("TargetCategory", word), name, critical=bool(mark))
            known = found.get(target.category)
            if known is None or (target.critical and not known.critical):
                found[target.category] = target
            clause = Clause(hit.start, hit.end, telling.sentence.end)
            notes.add_clause("targets", telling, clause, f"target.{hit.value}")
    for figure in figures:
        if figure.mention.side == "victim":
            for group in (*figure.mention.groups, *figure.mention.subsets):
                hurt = _VICTIMS.get(group.group or "")
                if hurt:
                    found.setdefault(hurt, Target(hurt))
    if not found and any(f.mention.side == "victim" for f in figures):
        found["civilians"] = Target("civilians")
    return tuple(found.values())[:_MOST_TARGETS]


def targets_in(telling: Telling) -> list[Hit]:
    """Return the words of the sentence that name what was hit."""
    return [
        hit
        for hit in telling.of("target")
        if not (_is_in_a_name(telling, hit) or _treats(telling, hit) or _is_drone(telling, hit))
        if not (hit.value in _TELLERS and _is_officer(telling, hit) and _speaks(telling, hit))
        if hit.value not in _ACTORS or _is_aimed_at(telling, hit)
    ]


def _is_in_a_name(telling: Telling, hit: Hit) -> bool:
    """Whether it is part of a group's or a town's name or of a phrase: `the Workers' Party`."""
    over = [h for h in telling.of("not_target") if h.start <= hit.start and hit.end <= h.end]
    if any(h.value != "town" for h in over):
        return True
    if any(m.start <= hit.start and hit.end <= m.end for m in telling.groups):
        return True
    named = [p for p in telling.places if p.start <= hit.start and hit.end < p.end]
    return bool(over) and any(p.entry is not None for p in named)


def _is_drone(telling: Telling, hit: Hit) -> bool:
    """Whether an Arabic word for a march is one for a drone: `استهدفت مسيرة سيارة`."""
    flown = (*telling.strong, *telling.weak, *telling.of("arms"))
    return any(h.value == "drone_strike" and h.start <= hit.start < h.end for h in flown)


def _is_officer(telling: Telling, hit: Hit) -> bool:
    """Whether it is a person with a rank or an office: `the police commander`."""
    if telling.hits.at(hit.start, "role", "people_one") is not None:
        return True
    return any(role.start <= hit.start < role.end for role in telling.of("role"))


def _treats(telling: Telling, hit: Hit) -> bool:
    """Whether it is the hospital that takes the wounded in, or one of its people speaks."""
    if hit.value != "hospital!":
        return False
    start = max(telling.sentence.start, hit.start - _TREATED_REACH)
    end = min(telling.sentence.end, hit.end + _PASSIVE_REACH)
    return any(
        not telling.hits.within(treated.end, hit.start, *_AIMED)
        for treated in telling.hits.within(start, end, "treated")
    )


def _is_aimed_at(telling: Telling, hit: Hit) -> bool:
    """Whether violence stands before it, or in the passive behind it, and no speech."""
    if _speaks(telling, hit):
        return False
    hits, sentence = telling.hits, telling.sentence
    start = max(sentence.start, hit.start - _AIM_REACH)
    aimed = hits.within(start, hit.start, *_AIMED)
    if aimed and not hits.within(aimed[-1].end, hit.start, "says"):
        return True
    if any(g.start < hit.end and hit.start < g.end for m in telling.tolls for g in m.groups):
        return True
    end = min(sentence.end, hit.end + _PASSIVE_REACH)
    struck = hits.within(hit.end, end, *_AIMED)
    if not telling.reading.lexicon.clitics.article:
        return bool(struck)
    return bool(struck and hits.within(max(sentence.start, hit.start - 2), end, "suffered"))


def _speaks(telling: Telling, hit: Hit) -> bool:
    """Whether it is who says or is told: `وقال مصدر في وزارة`, `the ministry said`, `وزارة X:`."""
    hits, sentence, passage = telling.hits, telling.sentence, telling.passage
    start = max(sentence.start, hit.start - _SPEECH_REACH)
    said = hits.within(start, hit.start, "says")
    if said and not hits.within(said[-1].end, hit.start, "that", *_AIMED):
        return True
    near = range(hit.end - 1, min(hit.end + _PASSIVE_REACH, sentence.end) - 1)
    if any(":" in passage.gap(at) for at in near):
        return True
    if telling.reading.lexicon.clitics.article:
        return False
    reach = _SPEECH_REACH if _is_officer(telling, hit) else _NEAR_SPEECH
    reach = _FAR_SPEECH if telling.reading.lexicon.grammar.verb_far else reach
    after = hits.within(hit.end, hit.end + reach, "says")
    return bool(after) and not hits.within(hit.end, after[0].start, *_AIMED)
