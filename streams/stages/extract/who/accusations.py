"""Whom a sentence ties to an attack: accused, named as its doer, or said beside its verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.domain.records.vocabulary import PerpetratorConfidence
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.who.opposed import is_opposed
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.states import STATE_TYPES
from streams.stages.extract.words.text import Sentence

_TIME_REACH = 6
_NEAR_TRIGGER = 6
_OFFICE_REACH = 3
_BEEN_REACH = 3
_SPEAKER_REACH = 4
_DEED_REACH = 14
_OWNED_REACH = 4
_RANK: tuple[PerpetratorConfidence, ...] = ("claimed", "stated", "suspected", "possible")


@dataclass(frozen=True, slots=True)
class Blame:
    """A group tied to an attack, how surely, and the words that tie it."""

    mention: GroupMention
    confidence: PerpetratorConfidence
    cue: Hit | None
    rule: str


def blames_in(
    hits: Hits, sentence: Sentence, named: Sequence[GroupMention], *, tells: bool
) -> list[Blame]:
    """Return the groups that the sentence ties to the attack; `tells`: it reports the attack."""
    found = []
    for mention in named:
        if is_opposed(hits, mention) or _denies(hits, sentence, mention):
            continue
        blame = _blame(hits, sentence, mention, named, tells=tells)
        if blame is not None:
            found.append(blame)
    return found


def _denies(hits: Hits, sentence: Sentence, mention: GroupMention) -> bool:
    """Whether the group says that it was not it, and nobody accuses it before."""
    denials = [h for h in hits.inside(sentence, "claim") if h.value == "denial"]
    return any(
        h.start >= mention.end and not hits.within(sentence.start, h.start, "accuses")
        for h in denials
    )


def _blame(
    hits: Hits,
    sentence: Sentence,
    mention: GroupMention,
    named: Sequence[GroupMention],
    *,
    tells: bool,
) -> Blame | None:
    if mention.weak and mention.group.kind == "state":
        return _air_blame(hits, sentence, mention) if tells else None
    accuses = any(_accuses(hits, mention, v) for v in hits.inside(sentence, "accuser_last"))
    if accuses or any(_speaks_for_it(hits, mention, v) for v in hits.inside(sentence, "accuses")):
        return None
    cued = _cued(hits, sentence, mention)
    if cued is not None or hits.inside(sentence, "claim_none"):
        return cued
    agent = hits.within(max(sentence.start, mention.start - 3), mention.start, "by")
    agent = agent or hits.within(mention.end, min(mention.end + 4, sentence.end), "by_after")
    agent = agent or _deed_of(hits, sentence, named, mention) or _owned_strike(hits, mention)
    if agent and tells and not _is_finding(hits, agent[-1]):
        return Blame(mention, "stated", agent[-1], "perpetrator.agent")
    types = {h.value for h in hits.inside(sentence, "trigger", "trigger_weak", "arms")}
    aerial = types & STATE_TYPES
    may_act = mention.group.kind == "nonstate" or bool(aerial)
    may_act = may_act and not _only_says(hits, sentence, mention, aerial=bool(aerial))
    may_act = may_act and not is_source(hits, mention)
    if tells and may_act and _is_subject(hits, sentence, mention):
        return Blame(mention, "stated", None, "perpetrator.subject")
    deed = _deed(hits, sentence, mention)
    return Blame(mention, "stated", deed, "perpetrator.actor") if tells and deed else None


def _cued(hits: Hits, sentence: Sentence, mention: GroupMention) -> Blame | None:
    """Return the blame that a word beside the group says: `blamed on`, `suspected`."""
    near = (max(sentence.start, mention.start - _NEAR_TRIGGER), mention.end + _NEAR_TRIGGER)
    for cue in hits.inside(sentence, "attribution_cue"):
        if _is_accuser(hits, mention, cue) or _has_own_subject(hits, mention, cue):
            continue
        if near[0] <= cue.end and cue.start < near[1]:
            confidence: PerpetratorConfidence = (
                "suspected" if cue.value == "suspected" else "stated"
            )
            return Blame(mention, confidence, cue, f"perpetrator.{cue.value}")
    return None


def _has_own_subject(hits: Hits, mention: GroupMention, cue: Hit) -> bool:
    """Whether attackers right behind a verb of doing did it: `تعرض الجيش لكمين نصبته مجموعة`."""
    if mention.end > cue.start or hits.at(cue.start, "accuses") is not None:
        return _speaks_for_it(hits, mention, cue)
    behind = hits.at(cue.end, "attackers", "attackers_one", "attackers_two")
    return behind is not None and cue.value == "stated"


def _speaks_for_it(hits: Hits, mention: GroupMention, cue: Hit) -> bool:
    """Whether the group's own spokesman accuses: `اتهم الناطق باسم بركان الغضب قوات حفتر`."""
    if cue.end > mention.start or hits.at(cue.start, "accuses") is None:
        return False
    roles = [h for h in hits.within(cue.end, mention.start, "role") if h.value == "spokesman"]
    near = bool(roles) and mention.start - roles[-1].end in range(_OFFICE_REACH)
    return near and not hits.within(roles[-1].end, mention.start, "org")


def _is_accuser(hits: Hits, mention: GroupMention, cue: Hit) -> bool:
    """Whether it is the group that accuses: `Hamas blamed Israel`, not `Hamas was blamed`."""
    if mention.end > cue.start or hits.at(cue.start, "accuser_verb") is None:
        return False
    return not hits.within(mention.end, cue.start, "aux", "be", "by")


def _accuses(hits: Hits, mention: GroupMention, verb: Hit) -> bool:
    """Whether another stands behind the group, before `of` and a verb at the end.

    `هەسەدە تورکیا بە هێرشەکە تۆمەتبار دەکات`.
    """
    marker = hits.at(mention.end, "object_after")
    first = marker.end if marker is not None else mention.end
    of = hits.within(first, verb.start, "accused_with")
    return bool(of) and of[0].start > first


def _is_finding(hits: Hits, by: Hit) -> bool:
    """Whether what is by somebody is a word on the attack: `an investigation by the army`."""
    before = hits.within(max(0, by.start - 2), by.start, "finding")
    return any(hit.end == by.start for hit in before)


def _deed_of(
    hits: Hits, sentence: Sentence, named: Sequence[GroupMention], mention: GroupMention
) -> list[Hit]:
    """Return the word far behind a group that makes a deed its own: `PKK'nın ... düzenlediği`.

    The last group before the word is its doer.
    """
    stop = min(mention.end + _DEED_REACH, sentence.end)
    done = hits.within(mention.end, stop, "done_by")[:1]
    return [d for d in done if not any(mention.end <= m.start < d.start for m in named)]


def _owned_strike(hits: Hits, mention: GroupMention) -> list[Hit]:
    """Return the words for a strike right before a state's force: `the attacks of the army`."""
    before = hits.within(max(0, mention.start - _OWNED_REACH), mention.start, "strike_of")
    return [h for h in before if h.end == mention.start and mention.group.kind == "state"]


def _only_says(hits: Hits, sentence: Sentence, mention: GroupMention, *, aerial: bool) -> bool:
    """Whether an armed group only tells of it: `drones kill 9, rebels say`, `two died, X said`.

    What did not come from the air it may have done, unless the sentence ends with its name.
    """
    said = hits.at(mention.end, "says") if mention.group.kind == "nonstate" else None
    if said is None:
        return False
    boasts = hits.inside(sentence, "claim", "boast")
    if boasts:
        return all(hits.within(b.end, b.end + _BEEN_REACH, "been") for b in boasts)
    return aerial or said.end == sentence.end


def accuses(hits: Hits, mention: GroupMention) -> bool:
    """Whether it is the group that accuses somebody: a verb of accusing stands right behind it."""
    return any(
        _is_accuser(hits, mention, verb)
        for verb in hits.within(mention.end, mention.end + _NEAR_TRIGGER, "accuser_verb")
    )


def is_source(hits: Hits, mention: GroupMention) -> bool:
    """Whether words before the name make it who is quoted: `представитель движения «Талибан»`."""
    first = max(mention.sentence.start, mention.start - _SPEAKER_REACH)
    return bool(hits.within(first, mention.start, "speaks_for"))


def _air_blame(hits: Hits, sentence: Sentence, mention: GroupMention) -> Blame | None:
    """Return the blame of `the regime`, `the coalition` for bombs and shells beside its name."""
    types = {h.value for h in hits.inside(sentence, "trigger", "trigger_weak", "arms")}
    if types.isdisjoint(STATE_TYPES) or not _is_subject(hits, sentence, mention):
        return None
    if mention.led and not _owns_arm(hits, sentence, mention):
        return None
    return Blame(mention, "stated", None, "perpetrator.subject")


def _owns_arm(hits: Hits, sentence: Sentence, mention: GroupMention) -> bool:
    """Whether what strikes is said to be its own: `قصفت طائرة مسيرة تابعة للجيش السوق`."""
    first = max(sentence.start, mention.start - _OWNED_REACH)
    belongs = hits.within(first, mention.start, "belongs")
    if not belongs or belongs[-1].end != mention.start:
        return False
    return any(
        h.value in STATE_TYPES
        for h in hits.within(first, mention.start, "trigger", "trigger_weak", "arms")
    )


def _deed(hits: Hits, sentence: Sentence, mention: GroupMention) -> Hit | None:
    """Return the verb beside the name that only its doer can have, or the name's own violence.

    `قتلت قوات الاحتلال` and `برصاص الاحتلال`.
    """
    within = [t for t in hits.inside(sentence, "trigger") if t.start <= mention.start < t.end]
    before = hits.within(max(sentence.start, mention.start - 1), mention.start, "deed")
    after = hits.within(mention.end, min(sentence.end, _over_time(hits, mention.end) + 1), "deed")
    return next(iter((*before, *after, *within, *_last_verb(hits, sentence, mention))), None)


def _over_time(hits: Hits, at: int) -> int:
    """Return the token behind words of time: `российские войска в субботу, 19 августа, нанесли`."""
    times = hits.within(at, at + _TIME_REACH, "weekday", "month", "time", "part_of_day")
    parted = hits.within(at, at + _TIME_REACH, "says", "people", "harm_pre", "harm_post")
    return times[-1].end if times and not parted else at


def _last_verb(hits: Hits, sentence: Sentence, mention: GroupMention) -> list[Hit]:
    """Return the deed at the end of the clause that the name is the subject of, in languages whose
    data name such verbs: `جنگنده‌های پاکستانی خانه‌هایی را بمباران کردند`.
    """
    deeds = hits.within(mention.end, sentence.end, "deed_last")[:1]
    if not deeds or hits.at(mention.end, "clause_end") is not None:
        return []
    parted = hits.within(mention.end, deeds[0].start, "that", "says", "against")
    return [] if parted else deeds


def _is_subject(hits: Hits, sentence: Sentence, mention: GroupMention) -> bool:
    """Whether attackers or a trigger stand right beside the name: `Taliban gunmen attacked`."""
    before = max(sentence.start, mention.start - _NEAR_TRIGGER)
    after = min(sentence.end, mention.end + _NEAR_TRIGGER)
    people = hits.within(before, after, "attackers", "attackers_one", "attackers_two", "member")
    return bool(people or hits.within(before, after, "trigger", "trigger_weak"))


def best_blames(blames: Sequence[Blame]) -> list[Blame]:
    """Return the surest blame of each group, only those of the surest kind."""
    best: dict[str, Blame] = {}
    for blame in blames:
        known = best.get(blame.mention.group.id)
        if known is None or _RANK.index(blame.confidence) < _RANK.index(known.confidence):
            best[blame.mention.group.id] = blame
    if not best:
        return []
    surest = min(_RANK.index(b.confidence) for b in best.values())
    return [b for b in best.values() if _RANK.index(b.confidence) == surest][:2]
