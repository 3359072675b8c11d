"""Who claims an attack, in a sentence, and by which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.domain.records import Claim
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.who.messages import own_message
from streams.stages.extract.who.said_deeds import said_deed
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

if TYPE_CHECKING:
    from streams.domain.records.vocabulary import ClaimKind

_CLAIM_REACH = 5
_DEED_REACH = 10
_BEEN_REACH = 3
_NOT_REACH = 3
_ASIDE_REACH = 10
_DENIAL_REACH = 5
_DONE = ("harm_verb", "harm_post", "leaving", "trigger", "trigger_weak")
_CLAIMING = ("claim", "claim_verb", "claim_said", "boast")
_VIOLENCE = ("trigger", "trigger_weak", "harm_post", "harm_verb", "the_attack", "weapon")


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A claim and the words that make it."""

    claim: Claim
    mention: GroupMention
    cue: Hit


def claims_in(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    named: Sequence[GroupMention],
    before: Sequence[GroupMention],
) -> list[ClaimMention]:
    """Return the claims of the sentence; `the group` takes the one named in the sentence before.

    Without the words of a claim, what a group says by a channel of its own is one.
    """
    if hits.inside(sentence, "claim_none"):
        return []
    claiming = hits.inside(sentence, *_CLAIMING)
    found = _claimed(passage, hits, sentence, named, before) if claiming else []
    sent = own_message(hits, sentence, named) if not found else None
    sent = sent or (said_deed(passage, hits, sentence, named) if not found else None)
    return [_of_message(*sent)] if sent is not None else found


def _claimed(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    named: Sequence[GroupMention],
    before: Sequence[GroupMention],
) -> list[ClaimMention]:
    found = []
    verbs = [v for v in hits.inside(sentence, "claim_verb") if _claims_attack(hits, v)]
    said = [s for s in hits.inside(sentence, "claim_said") if _says_itself(hits, s, named)]
    told = [*hits.inside(sentence, "claim"), *verbs, *said]
    for cue in told or _own_deeds(hits, sentence, named):
        if any(m.group.kind == "state" and m.start in range(cue.end, cue.end + 3) for m in named):
            continue
        if _is_passive(hits, cue, named) or _is_negated(hits, sentence, cue):
            continue
        if _is_of_before(hits, sentence, cue) or _is_denied(hits, cue):
            continue
        armed = [m for m in before if m.group.kind == "nonstate"]
        claimants = [
            m for m in named if _may_claim(passage, hits, m) and not _is_aside(passage, named, m)
        ]
        claimants = claimants or ([] if armed else _forces(hits, named, cue))
        claimants = claimants or ([] if _is_of_state(hits, sentence, named, cue) else armed[-1:])
        if not claimants or (cue.value == "territory" and not _speaks(claimants, hits, sentence)):
            continue
        claimants = [m for m in claimants if not _is_spoken_of(hits, named, m)]
        claimants = [m for m in claimants if not _is_accused(passage, hits, sentence, m, cue)]
        claimants = [m for m in claimants if not _is_named_by_others(hits, m, cue)]
        if not claimants:
            continue
        leading = [m for m in claimants if m.start < cue.start]
        if not leading and _is_boast_of_state(hits, named, cue):
            continue
        nearest = min(leading or claimants, key=lambda m: abs(m.start - cue.start))
        kind: ClaimKind = "responsibility" if cue.kind == "boast" else cue.value  # type: ignore[assignment]  # the data lists our kinds only
        found.append(ClaimMention(Claim(nearest.group.name, kind), nearest, cue))
    return found


def _of_message(mention: GroupMention, cue: Hit) -> ClaimMention:
    return ClaimMention(Claim(mention.group.name, "responsibility"), mention, cue)


def _is_passive(hits: Hits, cue: Hit, named: Sequence[GroupMention]) -> bool:
    """Whether *been* follows, outside a name: not *rivendicato dallo Stato islamico*."""
    been = hits.within(cue.end, cue.end + _BEEN_REACH, "been")
    return any(not any(m.start <= b.start < m.end for m in named) for b in been)


def _is_denied(hits: Hits, cue: Hit) -> bool:
    """Whether words of a denial hold or follow those of a claim: `arkasında olduğunu reddetti`."""
    if cue.value != "responsibility":
        return False
    near = hits.within(max(0, cue.start - _DENIAL_REACH), cue.end + _DENIAL_REACH, "claim")
    return any(
        denial.value == "denial" and denial.start < cue.end and cue.start < denial.end
        for denial in near
    )


def _is_accused(
    passage: Passage, hits: Hits, sentence: Sentence, mention: GroupMention, cue: Hit
) -> bool:
    """Whether others hold the group responsible: `Власти возложили ответственность на X`.

    Behind a comma what it claims itself may follow: `blamed X, which claimed`.
    """
    accused = [h for h in hits.inside(sentence, "accuses") if h.start < cue.start]
    if not accused or mention.start < accused[0].end:
        return False
    between = range(accused[0].end - 1, cue.start)
    return not any(mark in passage.gap(at) for at in between for mark in ",،;؛")


def _is_named_by_others(hits: Hits, mention: GroupMention, cue: Hit) -> bool:
    """Whether others only say who did it: `قالت الشبكة إن قوات الدعم السريع هي من نفذ القصف`."""
    told = mention.end == cue.start and hits.at(cue.start, "it_was") is not None
    return told and bool(hits.within(max(0, mention.start - 1), mention.start, "that"))


def _is_negated(hits: Hits, sentence: Sentence, cue: Hit) -> bool:
    """Whether `not` or `no` stands before the claim: `has not issued a claim of responsibility`."""
    if cue.value != "responsibility":
        return False
    first = max(sentence.start, cue.start - _NOT_REACH)
    return bool(hits.within(first, cue.start, "not"))


def _is_of_state(hits: Hits, sentence: Sentence, named: Sequence[GroupMention], cue: Hit) -> bool:
    """Whether `one of its men` are those of a state's force that is named before the words."""
    ours = any(m.group.kind == "state" and m.start < cue.start for m in named)
    return ours and not hits.inside(sentence, "the_group")


def _forces(hits: Hits, named: Sequence[GroupMention], cue: Hit) -> list[GroupMention]:
    """Return a state's forces that stand before outright words of a claim: `ВСУ взяли на себя`.

    Not those that only tell of it.
    """
    if cue.kind != "claim" or cue.value != "responsibility":
        return []
    return [
        m
        for m in named
        if m.group.kind == "state"
        and m.end <= cue.start
        and not hits.within(m.end, cue.start, "says", "that", "role")
    ]


def _is_boast_of_state(hits: Hits, named: Sequence[GroupMention], cue: Hit) -> bool:
    """Whether a state's force says what it did: `l'armée dit avoir visé des positions du Hamas`."""
    said = hits.at(cue.start, "boast") is not None
    return said and any(m.group.kind == "state" and m.start < cue.start for m in named)


def _may_claim(passage: Passage, hits: Hits, mention: GroupMention) -> bool:
    """Whether a group may be who claims: an armed one, not named as another's friend."""
    linked = hits.within(max(0, mention.start - 3), mention.start, "linked")
    parted = passage.gap(mention.end - 1).startswith(",")
    behind = None if parted else hits.at(mention.end, "linked_after")
    own = behind is None or hits.within(behind.end, behind.end + _CLAIM_REACH, "message")
    return mention.group.kind == "nonstate" and not linked and bool(own)


def _is_spoken_of(hits: Hits, named: Sequence[GroupMention], mention: GroupMention) -> bool:
    """Whether a state's force is who speaks and only names the group: `army said a Hamas man`.

    Unless the group speaks next.
    """
    speakers = [m for m in named if m.group.kind == "state" and m.end <= mention.start]
    said = hits.within(speakers[-1].end, mention.start, "says") if speakers else []
    return bool(said) and not hits.within(mention.end, mention.end + _CLAIM_REACH, "says", "that")


def _is_of_before(hits: Hits, sentence: Sentence, cue: Hit) -> bool:
    """Whether who had claimed other attacks denies this one: `qui avait revendiqué ..., a nié`."""
    had = hits.within(max(sentence.start, cue.start - 2), cue.end, "pluperfect")
    return bool(had) and bool(hits.within(cue.end, sentence.end, "cue_denial"))


def _is_aside(passage: Passage, named: Sequence[GroupMention], mention: GroupMention) -> bool:
    """Whether commas hold a group that only describes the one before: `X, loyal to Y, claimed`."""
    if not passage.gap(mention.end - 1).startswith(","):
        return False
    return any(
        m.group.kind == "nonstate"
        and 1 < mention.start - m.end <= _ASIDE_REACH
        and passage.gap(m.end - 1).startswith(",")
        and not any("," in passage.gap(at) for at in range(m.end, mention.start - 1))
        for m in named
    )


def _says_itself(hits: Hits, said: Hit, named: Sequence[GroupMention]) -> bool:
    """Whether an armed group stands before words that any speaker may use, and nobody between.

    `داعش ڕایگەیاند خۆکوژێکی`, not `وەزارەت ڕایگەیاند خۆکوژێکی داعش`.
    """
    own = [m for m in named if m.group.kind == "nonstate" and m.end <= said.start]
    return bool(own) and not hits.within(own[-1].end, said.start, "role", "says", "org")


def _own_deeds(hits: Hits, sentence: Sentence, named: Sequence[GroupMention]) -> list[Hit]:
    """Return the words by which a group that is named tells of violence as its own: `said its men`.

    Not where it denies or only praises.
    """
    own = [m for m in named if m.group.kind == "nonstate"]
    if not own or hits.inside(sentence, "cue_denial", "praise", "accuses"):
        return []
    return [
        boast
        for boast in hits.inside(sentence, "boast")
        if any(m.end <= boast.start or m.start in range(boast.end, boast.end + 2) for m in own)
        and not any(m.group.kind == "state" and m.start < boast.end for m in named)
        and _tells_of_violence(hits, sentence, boast)
    ][:1]


def _tells_of_violence(hits: Hits, sentence: Sentence, boast: Hit) -> bool:
    """Whether a deed stands behind the words, or before them where verbs come last."""
    last = min(boast.end + _DEED_REACH, sentence.end)
    if hits.within(boast.start, last, *_VIOLENCE):
        return True
    first = max(sentence.start, boast.start - _DEED_REACH)
    return bool(hits.within(first, boast.start, "the_attack"))


def _claims_attack(hits: Hits, verb: Hit) -> bool:
    """Whether a bare `claimed` is about an attack: one is named right behind it."""
    kinds = ("trigger", "trigger_weak", "the_attack")
    if hits.within(verb.end, verb.end + _CLAIM_REACH, *kinds):
        return True
    done = hits.within(verb.end, verb.end + _CLAIM_REACH + 1, "to_have")
    return bool(done) and bool(hits.within(done[0].end, done[0].end + 2, *_DONE))


def _speaks(claimants: Sequence[GroupMention], hits: Hits, sentence: Sentence) -> bool:
    """Whether a territorial boast is the group's own: its own names, or it is said to say so."""
    return any(m.own_voice for m in claimants) or bool(hits.inside(sentence, "says", "claim"))
