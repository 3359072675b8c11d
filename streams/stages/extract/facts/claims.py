"""Who claims the attack, in which sentences, and whether a claim leaves it out."""

from collections.abc import Sequence

from streams.domain.records import Claim
from streams.stages.extract.facts.claimed_thing import claimed_thing
from streams.stages.extract.facts.evidence import Clause, Notes
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.sites import is_named, is_wide
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.who.accusations import (
    Blame,
)
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.who.claims import ClaimMention, claims_in

_GROUP_REACH = 8
_LEFT_OUT_REACH = 6


def claims_of(
    story: Story, event: Event, others: Sequence[Event], notes: Notes
) -> tuple[tuple[Claim, ...], list[Blame]]:
    """Return the claims of the attack and the blame they carry."""
    claims: dict[Claim, None] = {}
    blames: list[Blame] = []
    if is_disowned(story, event):
        return (), []
    for index, telling in enumerate(story.tellings):
        if telling.old or (telling.background and not _tells_own_deed(telling)):
            continue
        if not _concerns(story, telling, event, others):
            continue
        before = _named_before(story, index)
        told = claims_in(telling.passage, telling.hits, telling.sentence, telling.groups, before)
        for found in told:
            claims.setdefault(found.claim)
            _note_claim(telling, found, notes)
            if found.claim.kind == "responsibility":
                blames.append(Blame(found.mention, "claimed", found.cue, "perpetrator.claim"))
    return tuple(claims), blames


def _tells_own_deed(telling: Telling) -> bool:
    """Whether a group says what its men did, in words that look back: `its fighters had killed 11`.

    Its own past is told without a figure, or as what it did before.
    """
    return not telling.runs_on and bool(telling.tolls and telling.of("boast"))


def _named_before(story: Story, index: int) -> Sequence[GroupMention]:
    """Return the groups that `it` or `the group` may mean: the last armed ones named before."""
    telling = story.tellings[index]
    reach = _GROUP_REACH if telling.of("the_group") else 1
    for earlier in reversed(story.tellings[max(0, index - reach) : index]):
        if not earlier.background and any(m.group.kind == "nonstate" for m in earlier.groups):
            return earlier.groups
    return ()


def _note_claim(telling: Telling, found: ClaimMention, notes: Notes) -> None:
    """Note the words that claim, and who claims where both stand in one sentence."""
    cue, who = found.cue, found.mention
    clause = Clause(cue.start, cue.end, telling.sentence.end)
    notes.add_clause("claims", telling, clause, f"{cue.kind}.{cue.value}")
    if who in telling.groups:
        end = max(who.end, cue.start)
        notes.add("claims", telling.passage, who.start, end, "claim.claimant")


def _concerns(story: Story, telling: Telling, event: Event, others: Sequence[Event]) -> bool:
    """Whether a sentence claims this attack: it names its place, or is its own without a place.

    Words like `both attacks` speak of all told before.
    """
    named = [
        found is event
        for found in (event, *others)
        for place in telling.places
        if found.place is not None and is_named(place, found.place)
        if not (is_wide(place) and telling not in found.tellings)
        if not _is_left_out(telling, place)
    ]
    if others and named and not telling.of("both"):
        return any(named)
    if len(others) == 1 and leaves_out(telling, others[0]):
        return not leaves_out(telling, event)
    thing = claimed_thing(telling, event, others) if others else None
    if thing is not None:
        return thing
    if telling in event.tellings or any(named):
        return True
    together = bool(telling.of("both")) and not telling.places
    together = together and story.tellings.index(event.anchor) < story.tellings.index(telling)
    return together or (not others and event.place is None)


def _is_left_out(telling: Telling, place: PlaceMention) -> bool:
    """Whether a claim is said not to speak of the place: `made no mention of Sitra`.

    Where verbs stand last, the words are behind: `Baydoa hakkında ise sessiz kaldı`.
    """
    start = max(telling.sentence.start, place.start - _LEFT_OUT_REACH)
    if telling.hits.within(start, place.start, "left_out"):
        return True
    if not telling.reading.lexicon.grammar.verb_last:
        return False
    stop = min(telling.sentence.end, place.end + _LEFT_OUT_REACH)
    return bool(telling.hits.within(place.end, stop, "left_out"))


def is_disowned(story: Story, event: Event) -> bool:
    """Whether a claim of other attacks leaves this one out."""
    return any(leaves_out(telling, event) for telling in story.tellings)


def leaves_out(telling: Telling, event: Event) -> bool:
    """Whether the sentence says that what is claimed is not this attack."""
    named = [p for p in telling.places if event.place is not None and is_named(p, event.place)]
    return bool(named) and all(_is_left_out(telling, place) for place in named)
