"""Who did it and who says so: groups, claims, counts of attackers, speakers."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from streams.domain.groups import Group, Groups
from streams.domain.lexicon import Lexicon
from streams.domain.records import Attribution, Claim
from streams.domain.records.vocabulary import ClaimKind, PerpetratorConfidence
from streams.domain.sources import SourceRegister
from streams.stages.extract.names import Name, names_in
from streams.stages.extract.scan import Hit, Hits
from streams.stages.extract.text import Passage, Sentence

_AGAINST_REACH = 4
_NEAR_TRIGGER = 6
_CLAIM_REACH = 5
_DEED_REACH = 10
_VIOLENCE = ("trigger", "trigger_weak", "harm_post", "harm_verb", "the_attack")
_ACRONYM = 5
_STATE_TYPES = {"air_strike", "drone_strike", "shelling_or_rocket", "chemical"}
_RANK: tuple[PerpetratorConfidence, ...] = ("claimed", "stated", "suspected", "possible")


@dataclass(frozen=True, slots=True, eq=False)
class GroupMention:
    """A group that is named; `own_voice` when by the name it uses for itself.

    `led`: the Arabic `ل` stands on it, which makes it the owner of what is named before. `weak`: by
    a name that others share, such as `the army`.
    """

    start: int
    end: int
    sentence: Sentence
    group: Group
    own_voice: bool
    led: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Blame:
    """A group tied to an attack, how surely, and the words that tie it."""

    mention: GroupMention
    confidence: PerpetratorConfidence
    cue: Hit | None
    rule: str


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A claim and the words that make it."""

    claim: Claim
    mention: GroupMention
    cue: Hit


def groups_in(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    groups: Groups,
    sentence: Sentence,
    countries: AbstractSet[str],
) -> list[GroupMention]:
    """Return the groups that the sentence names, own names included.

    A weak alias counts where one of the article's `countries` is the group's.
    """
    found = [
        GroupMention(
            name.start,
            name.end,
            sentence,
            groups.by_id[str(lexicon.groups.names[name.key])],
            own_voice=name.key in lexicon.own_names.names,
            led=passage.words[name.start].startswith("ل") and not name.key.startswith("ل"),
        )
        for name in names_in(passage, hits, sentence, lexicon, lexicon.groups)
    ]
    taken = {token for m in found for token in range(m.start, m.end)}
    found += [
        mention
        for name in names_in(passage, hits, sentence, lexicon, lexicon.weak_groups)
        if name.start not in taken
        and (mention := _weakly_named(passage, lexicon, groups, sentence, name, countries))
    ]
    parents = {m.group.parent for m in found}
    acting = [m for m in found if not _is_patron(hits, m) and m.group.id not in parents]
    return acting or found


def _weakly_named(
    passage: Passage,
    lexicon: Lexicon,
    groups: Groups,
    sentence: Sentence,
    name: Name,
    countries: AbstractSet[str],
) -> GroupMention | None:
    """Return the one group of these countries that a weak alias means, written as a name is."""
    raw = passage.slice(name.start, name.end)
    capitals = raw if len(raw) <= _ACRONYM else raw[:1]
    written = capitals == capitals.upper()
    ids = lexicon.weak_groups.names[name.key]
    named = [groups.by_id[str(i)] for i in ids] if isinstance(ids, tuple) else []
    local = [g for g in named if not countries.isdisjoint(g.countries)]
    if not written or len(local) != 1:
        return None
    if raw.upper() == raw.lower() and local[0].kind != "state":
        return None  # without capitals `the youth` and `a base` are no groups
    led = passage.words[name.start].startswith("ل") and not name.key.startswith("ل")
    return GroupMention(name.start, name.end, sentence, local[0], False, led, weak=True)


def _is_patron(hits: Hits, mention: GroupMention) -> bool:
    """Whether another group is only said to belong to this one: `al-Qaeda-linked al-Shabaab`."""
    start = max(mention.sentence.start, mention.start - 2)
    before = hits.within(start, mention.start, "linked")
    return bool(before) or hits.at(mention.end, "linked_after") is not None


def claims_in(
    hits: Hits, sentence: Sentence, named: Sequence[GroupMention], before: Sequence[GroupMention]
) -> list[ClaimMention]:
    """Return the claims of the sentence; `the group` takes the one named in the sentence before."""
    if hits.inside(sentence, "claim_none"):
        return []
    found = []
    verbs = [v for v in hits.inside(sentence, "claim_verb") if _claims_attack(hits, v)]
    told = [*hits.inside(sentence, "claim"), *verbs]
    for cue in told or _own_deeds(hits, sentence, named):
        if any(m.group.kind == "state" and m.start in range(cue.end, cue.end + 3) for m in named):
            continue
        armed = [m for m in before if m.group.kind == "nonstate"]
        claimants = [m for m in named if _may_claim(hits, m)] or armed[-1:]
        if not claimants or (cue.value == "territory" and not _speaks(claimants, hits, sentence)):
            continue
        leading = [m for m in claimants if m.start < cue.start]
        nearest = min(leading or claimants, key=lambda m: abs(m.start - cue.start))
        kind: ClaimKind = "responsibility" if cue.kind == "boast" else cue.value  # type: ignore[assignment]  # the data lists our kinds only
        found.append(ClaimMention(Claim(nearest.group.name, kind), nearest, cue))
    return found


def _may_claim(hits: Hits, mention: GroupMention) -> bool:
    """Whether a group may be who claims: an armed one, not named as another's friend."""
    linked = hits.within(max(0, mention.start - 3), mention.start, "linked")
    return mention.group.kind == "nonstate" and not linked


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
        and hits.within(boast.start, min(boast.end + _DEED_REACH, sentence.end), *_VIOLENCE)
    ][:1]


def _claims_attack(hits: Hits, verb: Hit) -> bool:
    """Whether a bare `claimed` is about an attack: one is named right behind it."""
    kinds = ("trigger", "trigger_weak", "the_attack")
    return bool(hits.within(verb.end, verb.end + _CLAIM_REACH, *kinds))


def _speaks(claimants: Sequence[GroupMention], hits: Hits, sentence: Sentence) -> bool:
    """Whether a territorial boast is the group's own: its own names, or it is said to say so."""
    return any(m.own_voice for m in claimants) or bool(hits.inside(sentence, "says", "claim"))


def blames_in(
    hits: Hits, sentence: Sentence, named: Sequence[GroupMention], *, tells: bool
) -> list[Blame]:
    """Return the groups that the sentence ties to the attack; `tells`: it reports the attack."""
    found = []
    for mention in named:
        if is_opposed(hits, mention):
            continue
        blame = _blame(hits, sentence, mention, tells=tells)
        if blame is not None:
            found.append(blame)
    return found


def _blame(hits: Hits, sentence: Sentence, mention: GroupMention, *, tells: bool) -> Blame | None:
    if mention.weak and mention.group.kind == "state":
        return _air_blame(hits, sentence, mention) if tells else None
    near = (max(sentence.start, mention.start - _NEAR_TRIGGER), mention.end + _NEAR_TRIGGER)
    none = hits.inside(sentence, "claim_none")
    for cue in hits.inside(sentence, "attribution_cue"):
        if near[0] <= cue.start < near[1]:
            confidence: PerpetratorConfidence = (
                "suspected" if cue.value == "suspected" else "stated"
            )
            return Blame(mention, confidence, cue, f"perpetrator.{cue.value}")
    if none:
        return None
    agent = hits.within(max(sentence.start, mention.start - 3), mention.start, "by")
    if agent and tells:
        return Blame(mention, "stated", agent[-1], "perpetrator.agent")
    aerial = {h.value for h in hits.inside(sentence, "trigger", "trigger_weak")} & _STATE_TYPES
    may_act = mention.group.kind == "nonstate" or bool(aerial)
    if tells and may_act and _is_subject(hits, sentence, mention):
        return Blame(mention, "stated", None, "perpetrator.subject")
    deed = _deed(hits, sentence, mention)
    return Blame(mention, "stated", deed, "perpetrator.actor") if tells and deed else None


def _air_blame(hits: Hits, sentence: Sentence, mention: GroupMention) -> Blame | None:
    """Return the blame of `the regime`, `the coalition` for bombs and shells beside its name."""
    types = {h.value for h in hits.inside(sentence, "trigger", "trigger_weak")}
    if mention.led or types.isdisjoint(_STATE_TYPES) or not _is_subject(hits, sentence, mention):
        return None
    return Blame(mention, "stated", None, "perpetrator.subject")


def _deed(hits: Hits, sentence: Sentence, mention: GroupMention) -> Hit | None:
    """Return the verb beside the name that only its doer can have, or the name's own violence.

    `قتلت قوات الاحتلال` and `برصاص الاحتلال`.
    """
    within = [t for t in hits.inside(sentence, "trigger") if t.start <= mention.start < t.end]
    before = hits.within(max(sentence.start, mention.start - 1), mention.start, "deed")
    after = hits.within(mention.end, min(sentence.end, mention.end + 1), "deed")
    return next(iter((*before, *after, *within)), None)


def _is_subject(hits: Hits, sentence: Sentence, mention: GroupMention) -> bool:
    """Whether attackers or a trigger stand right beside the name: `Taliban gunmen attacked`."""
    before = max(sentence.start, mention.start - _NEAR_TRIGGER)
    after = min(sentence.end, mention.end + _NEAR_TRIGGER)
    people = hits.within(before, after, "attackers", "attackers_one", "attackers_two", "member")
    return bool(people or hits.within(before, after, "trigger", "trigger_weak"))


def is_opposed(hits: Hits, mention: GroupMention) -> bool:
    """Whether words right before the name say that others act against it."""
    if hits.at(mention.end, "opposed_after") is not None:
        return True
    start = max(mention.sentence.start, mention.start - _AGAINST_REACH)
    if hits.within(start, mention.start, "against", "cue_denial"):
        return True
    if mention.led and hits.within(max(start, mention.start - 2), mention.start, "target"):
        return True
    before = hits.within(start, mention.start, "opposed_before")
    return any(hit.end >= mention.start - 1 for hit in before)


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


def speaker_in(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    lexicon: Lexicon,
    sources: SourceRegister,
    named: Sequence[GroupMention],
) -> tuple[Attribution, int, int] | None:
    """Return who the sentence says it is from, with the tokens that tell, or None."""
    speech = hits.inside(sentence, "says")
    if not speech:
        return None
    wire = _wire(passage, hits, sentence, lexicon, sources)
    role = _nearest(hits.inside(sentence, "role"), speech)
    voice = next((m for m in named if m.own_voice), None)
    if voice is not None:
        said = Attribution(voice.group.name, None, wire[0] if wire else None, perpetrator=True)
        return said, voice.start, voice.end
    if role is None and wire is None:
        speaking = next((m for m in named if any(abs(m.start - s.end) <= 3 for s in speech)), None)
        if speaking is not None and speaking.group.kind == "nonstate":
            said = Attribution(speaking.group.name, None, None, perpetrator=True)
            return said, speaking.start, speaking.end
        return None
    span = (role.start, role.end) if role else (wire[1], wire[2]) if wire else (0, 0)
    return Attribution(None, role.value if role else None, wire[0] if wire else None), *span


def _wire(
    passage: Passage, hits: Hits, sentence: Sentence, lexicon: Lexicon, sources: SourceRegister
) -> tuple[str, int, int] | None:
    """Return the agency that the sentence credits and its tokens."""
    for name in names_in(passage, hits, sentence, lexicon, lexicon.outlets):
        source = sources.sources[str(lexicon.outlets.names[name.key])]
        if source.wire:
            return source.id, name.start, name.end
    return None


def _nearest(roles: Sequence[Hit], speech: Sequence[Hit]) -> Hit | None:
    return min(roles, key=lambda r: min(abs(r.start - s.start) for s in speech), default=None)
