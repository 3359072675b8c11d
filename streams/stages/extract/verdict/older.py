"""Attacks that an article only recalls: in court, in figures, in an interview, as background."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from streams.domain.records import Attack, EventDate, Perpetrator, Place
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.main_place import main_place
from streams.stages.extract.story.reports import is_deed, is_direct, is_site, what_is_known
from streams.stages.extract.story.sites import is_same
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import says_turn
from streams.stages.extract.verdict.mentions import is_recent_mention
from streams.stages.extract.verdict.refusals import ATTACKERS, Refusal
from streams.stages.extract.when.times import DateMention
from streams.stages.extract.where.place_records import place_of

_UNREAL: tuple[Refusal, ...] = (
    "accident", "crime", "drill", "metaphor", "sport", "unread_language",
)  # fmt: skip
"""What articles are in which even the attacks are none."""
_UNTRUE = ("cue_drill", "cue_fiction", "cue_sport")
_TRIED = ("arrest", "court")
_MOST = 8
_GOES_ON = 2
_LEAST_SIGNS = 2
_EVE = "eve"


@dataclass(frozen=True, slots=True)
class Recalled:
    """One older attack, and the story cut down to the sentences that tell of it."""

    story: Story
    event: Event


def older_in(story: Story, fresh: Sequence[Telling], refusal: Refusal | None) -> list[Recalled]:
    """Return the attacks that the article recalls, in the order told; `fresh` report others.

    In a report these are the sentences that look back; in an article of another kind all that name
    an attack and enough about it. A few at most: a list of a whole war tells of none.
    """
    if refusal in _UNREAL:
        return []
    own = [t for t in story.tellings if t not in fresh and (refusal or _looks_back(t))]
    found: list[list[Telling]] = []
    for telling in (part for whole in own for part in _parts(whole)):
        if _is_told(telling):
            if found and _goes_on(found[-1], telling):
                found[-1].append(telling)
            else:
                found.append([telling])
        elif found and _adds(found[-1], telling):
            found[-1].append(telling)
    return [_recalled(story, tellings) for tellings in found[:_MOST]]


def _parts(telling: Telling) -> list[Telling]:
    """Return the parts of a sentence that tell of one attack each, by `and` behind a comma."""
    sentence, passage = telling.sentence, telling.passage
    for at in range(sentence.start + 1, sentence.end):
        if passage.gap(at - 1) != " " and _joins(telling, at):
            first, rest = _cut(telling, sentence.start, at), _cut(telling, at, sentence.end)
            if _is_whole(first) and _is_whole(rest):
                return [first, *_parts(rest)]
    return [telling]


def _joins(telling: Telling, at: int) -> bool:
    """Whether a comma and `and`, or a semicolon, part the sentence before a token."""
    gap = telling.passage.gap(at - 1)
    led = telling.passage.words[at].startswith(telling.reading.lexicon.conjunction)
    return ";" in gap or (led and gap.startswith((",", "،")))


def _cut(telling: Telling, start: int, end: int) -> Telling:
    """Return what stands in tokens `start` to `end` as a sentence of its own."""
    places = tuple(p for p in telling.places if start <= p.start < end)
    return replace(telling, sentence=replace(telling.sentence, start=start, end=end), places=places)


def _is_whole(part: Telling) -> bool:
    """Whether a part names an attack, and its own day or place."""
    return _is_told(part) and bool(_days(part) or any(is_site(p) for p in part.places))


def _looks_back(telling: Telling) -> bool:
    """Whether a sentence of a report tells of before."""
    return telling.old or (telling.background and not telling.is_title)


def _is_told(telling: Telling) -> bool:
    """Whether a sentence tells of one attack: it is named, and at least two things are known."""
    untrue = any(cue in telling.cues for cue in _UNTRUE) or telling.explains("mishap")
    if untrue or not telling.tells:
        return False
    if not any(is_deed(telling, hit) for hit in (*telling.strong, *telling.weak, *telling.faint)):
        return False
    if "cue_threat" in telling.cues and not telling.tolls:
        return False
    known = what_is_known(telling)
    return any(known) and sum(known) + sum(_aims(telling)) >= _LEAST_SIGNS


def _aims(telling: Telling) -> tuple[bool, ...]:
    """Return whether it is known what was hit, and who did it."""
    armed = any(m.group.kind == "nonstate" for m in telling.groups)
    return bool(telling.of("target")), armed or bool(telling.of(*ATTACKERS))


def _goes_on(told: Sequence[Telling], telling: Telling) -> bool:
    """Whether a sentence goes on with the attack before it: neither day, place nor word differ."""
    last = told[-1]
    if telling.sentence.index - last.sentence.index > _GOES_ON or says_turn(telling):
        return False
    if telling.of("the_attack") or not is_direct(telling):
        return not _differs(told, telling)
    return not telling.tolls and not _days(telling) and not _differs(told, telling)


def _differs(told: Sequence[Telling], telling: Telling) -> bool:
    """Whether its day or its town is another."""
    days, others = [d for t in told for d in _days(t)], _days(telling)
    if days and others and not any(_meet(a, b) for a in days for b in others):
        return True
    sites = [p for t in told for p in t.places if is_site(p)]
    own = [p for p in telling.places if is_site(p)]
    return bool(sites and own) and not any(is_same(a, b) for a in sites for b in own)


def _days(telling: Telling) -> list[DateMention]:
    """Return the days that a sentence names, that of the dateline left out."""
    return [d for d in telling.dates if not telling.is_dateline(d)]


def _meet(one: DateMention, other: DateMention) -> bool:
    a, b = one.resolved, other.resolved
    return a.start <= b.end and b.start <= a.end


def _adds(told: Sequence[Telling], telling: Telling) -> bool:
    """Whether a sentence that names no attack of its own says more of the one before it."""
    if telling.sentence.index - told[-1].sentence.index > 1 or says_turn(telling):
        return False
    says_more = telling.harms or telling.of("claim", "claim_verb", "accuses", "the_attack")
    return bool(says_more) and not _differs(told, telling)


def _recalled(story: Story, told: Sequence[Telling]) -> Recalled:
    """Return the attack of some sentences, read as if they alone were the article."""
    alone = tuple(_alone(t) for t in told)
    cut = replace(story, tellings=alone)
    return Recalled(cut, Event(alone[0], main_place(cut, alone), alone, frozenset()))


def _alone(telling: Telling) -> Telling:
    """Return a sentence as if it told of now; it was only written in the town of the dateline."""
    places = tuple(p for p in telling.places if not p.dateline)
    return replace(telling, places=places, revived=True, runs_on=False, outdated=False)


def as_recalled(
    story: Story, attack: Attack, told: Sequence[Telling], refusal: Refusal | None
) -> Attack:
    """Return a recalled attack, told as background, with what its own sentences do not say.

    The article's day is not its own, but `a day earlier` is the one before. Where no place is named
    its country is that of the article, and of a recent one the town is the only one in the opening.
    A group whose members are tried or arrested, the only one of the article, is suspected of it.
    """
    date = attack.date
    if date.basis != "text":
        date = _day_before(story, told) or EventDate(None, None, "unknown", "unknown")
    place = attack.place
    if place.country is None:
        place = replace(place, country=story.country)
    recent = is_recent_mention(replace(attack, date=date, place=place), story.today)
    if place.precision == "unknown" and recent:
        place = _only_town(story) or place
    known = any(p.name for p in attack.perpetrators)
    accused = () if known or refusal not in _TRIED else _accused(story)
    perpetrators = accused or attack.perpetrators
    attack = replace(attack, modality="historical", trigger_role="background")
    return replace(attack, date=date, place=place, perpetrators=perpetrators)


def _day_before(story: Story, told: Sequence[Telling]) -> EventDate | None:
    """Return the day before the article's own where the sentences say so and name no other."""
    named = [h for t in told for h in t.hits.inside(t.sentence, "time", "weekday", "month")]
    if story.today is None or not named or any(hit.value != _EVE for hit in named):
        return None
    day = (story.today - timedelta(days=1)).isoformat()
    return EventDate(day, day, "day", "text")


def _only_town(story: Story) -> Place | None:
    """Return the town that the headline and the first sentences name, if they name no other."""
    named = [p for t in story.lead for p in t.places if p.entry is not None and not p.reference]
    towns = {p.entry.entry_id: p for p in named if p.entry and p.entry.kind == "city"}
    return place_of(next(iter(towns.values()))) if len(towns) == 1 else None


def _accused(story: Story) -> tuple[Perpetrator, ...]:
    """Return the only armed group of the article as a suspect."""
    named = {m.group.id: m.group for t in story.tellings for m in t.groups}
    armed = [group for group in named.values() if group.kind == "nonstate"]
    if len(armed) != 1:
        return ()
    return (Perpetrator(armed[0].name, armed[0].id, "suspected"),)


def is_another(attack: Attack, told: Sequence[Attack]) -> bool:
    """Whether none of the attacks told already is this one.

    Beside a report only what has a day of its own before the reported ones is believed to be.
    """
    reported = [a for a in told if a.modality == "asserted"]
    if reported and (attack.date.start is None or any(_may_be(attack, a) for a in reported)):
        return False
    return not any(same(attack, a) for a in told)


def _may_be(attack: Attack, reported: Attack) -> bool:
    """Whether its day is not before that of what is reported."""
    day, other = attack.date.end, reported.date.start
    if day is None or other is None:
        return True
    return date.fromisoformat(day) >= date.fromisoformat(other)


def same(one: Attack, other: Attack) -> bool:
    """Whether two attacks have one day and one place, or one of these and no other to differ in."""
    if one.date.start != other.date.start and one.date.start and other.date.start:
        return False
    a, b = one.place, other.place
    if a.name and b.name and a.name != b.name:
        return False
    return bool({*one.attack_types} & {*other.attack_types}) or one.date.start == other.date.start
