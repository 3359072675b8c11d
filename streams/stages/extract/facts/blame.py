"""Who did it by this report: groups that claim or are blamed, attackers without a name."""

from collections.abc import Sequence
from dataclasses import replace

from streams.domain.records import Attack, Count, Perpetrator, Place
from streams.stages.extract.facts.arms import by_their_arms
from streams.stages.extract.facts.claimed_thing import claimed_thing
from streams.stages.extract.facts.claims import is_disowned, leaves_out
from streams.stages.extract.facts.defenders import is_defending
from streams.stages.extract.facts.engagement import AERIAL
from streams.stages.extract.facts.evidence import Notes
from streams.stages.extract.facts.facts import usable
from streams.stages.extract.facts.struck import is_aimed_at, is_hit, is_hurt
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.sites import is_named, is_town
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.accusations import (
    Blame,
    accuses,
    best_blames,
    blames_in,
    is_source,
)
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.who.opposed import is_opposed
from streams.stages.extract.words.text import Passage

_ACCUSED_REACH = 14
_NO_BLAME = ("claim_none", "cue_denial", "praise", "peace", "left_out")
_FROM_THE_AIR = ("air_strike", "drone_strike")


def perpetrators_of(
    event: Event, others: Sequence[Event], claimed: Sequence[Blame], notes: Notes
) -> tuple[Perpetrator, ...]:
    """Return by whom: the surest groups, else attackers without a name, with how many."""
    blames = list(claimed)
    event = _without_others_claims(event, others)
    told = (*usable(event), *_accusing(event), *_accused_together(event, others))
    for telling in told:
        if (telling.background and telling is not event.anchor) or leaves_out(telling, event):
            continue
        tells = telling is event.anchor or telling.is_title or telling.tells
        acting = [
            m
            for m in telling.groups
            if not is_hurt(telling, m) and not _is_elsewhere(telling, m, event, others)
            if not (is_hit(telling, m) or is_defending(telling, m) or _only_speaks(telling, m))
        ]
        blames += blames_in(telling.hits, telling.sentence, acting, tells=tells)
    count = _attackers(event, notes)
    chosen = _without_defenders(event, best_blames(blames))
    chosen = chosen or by_their_arms(event) or _only_group(event)
    blames = blames or chosen
    names = {blame.mention.group.id for blame in chosen}
    for blame in (b for b in blames if b.mention.group.id in names):
        passage = _passage(event, blame, claimed)
        if passage is not None:
            notes.add("perpetrators", passage, blame.mention.start, blame.mention.end, blame.rule)
    if chosen:
        return tuple(
            Perpetrator(b.mention.group.name, b.mention.group.id, b.confidence, count)
            for b in chosen
        )
    return _unnamed(event, count, notes)


def _only_speaks(telling: Telling, mention: GroupMention) -> bool:
    """Whether a colon behind a group leads to what it says of another: `Hamas: Israel struck`."""
    if not telling.passage.gap(mention.end - 1).startswith(":"):
        return False
    return any(m.start >= mention.end and m.group.kind == "state" for m in telling.groups)


def _without_others_claims(event: Event, others: Sequence[Event]) -> Event:
    """Return the attack without the sentences that claim another one by what that struck."""
    if not others:
        return event
    mine = tuple(t for t in event.tellings if claimed_thing(t, event, others) is not False)
    return event if len(mine) == len(event.tellings) else replace(event, tellings=mine)


def _accusing(event: Event) -> list[Telling]:
    """Return sentences that accuse, and only then say of what past the accused are known.

    `blamed the Ramos column, which rejected the 2016 peace deal`.
    """
    return [
        t
        for t in event.tellings
        if t.old
        and any(
            cue.end <= m.start < cue.end + _ACCUSED_REACH
            and not any(d.start < m.end for d in t.dates)
            for cue in t.of("accuses")
            for m in t.groups
        )
    ]


def _accused_together(event: Event, others: Sequence[Event]) -> list[Telling]:
    """Return sentences on another attack that accuse somebody of all told before: `both attacks`.

    Not those that name a place.
    """
    return [
        t
        for other in others
        for t in other.tellings
        if t.of("both") and t.of("attribution_cue") and not (t.old or t.background or t.places)
        if not t.is_title
        and (event.anchor.is_title or t.sentence.index > event.anchor.sentence.index)
        and t not in event.tellings
    ]


def _is_elsewhere(
    telling: Telling, mention: GroupMention, event: Event, others: Sequence[Event]
) -> bool:
    """Whether a headline of several attacks names the group beside the place of another."""
    if not (telling.is_title and others):
        return False
    sites = [
        (abs(place.start - mention.end), found is event)
        for place in telling.places
        for found in (event, *others)
        if found.place is not None and is_named(place, found.place)
    ]
    return bool(sites) and not min(sites)[1]


def _without_defenders(event: Event, chosen: Sequence[Blame]) -> list[Blame]:
    """Return the armed groups alone where a state's force that nobody accuses only met them."""
    armed = [b for b in chosen if b.mention.group.kind == "nonstate"]
    told = usable(event)
    accusing = {id(m) for t in told if t.of("accuses") for m in t.groups}
    accused = any(b not in armed and id(b.mention) in accusing for b in chosen)
    aerial = any(h.value in AERIAL for t in told for h in t.strong)
    return armed if armed and not (aerial or accused) else list(chosen)


def _only_group(event: Event) -> list[Blame]:
    """Return the one armed group that the report names beside the attack, as possible.

    None where it names two, says that nobody claimed it, or the group is opposed, hurt or denies;
    nor for what aircraft do.
    """
    found: dict[str, Blame] = {}
    denying = {
        m.group.id
        for t in event.tellings
        if any(hit.value == "denial" for hit in t.of("claim"))
        for m in t.groups
    }
    if any(hit.value in _FROM_THE_AIR for t in usable(event) for hit in t.strong):
        return []
    for telling in usable(event):
        if telling.background or telling.of(*_NO_BLAME):
            continue
        for mention in telling.groups:
            if mention.group.kind != "nonstate" or is_hurt(telling, mention):
                continue
            if mention.group.id in denying:
                continue
            if is_opposed(telling.hits, mention) or mention.led or mention.weak:
                continue
            if is_source(telling.hits, mention) or accuses(telling.hits, mention):
                continue
            if is_aimed_at(telling, mention) or is_hit(telling, mention):
                continue
            blame = Blame(mention, "possible", None, "perpetrator.only")
            found.setdefault(mention.group.id, blame)
    return list(found.values()) if len(found) == 1 else []


def inherited(
    story: Story, event: Event, others: Sequence[Event], perpetrators: Sequence[Perpetrator]
) -> tuple[Perpetrator, ...]:
    """Return those of the first attack's attackers who did the others too, as suspects.

    The headline names them, or a sentence that speaks of the attacks together; not beside another
    place, nor where a claim leaves this attack out.
    """
    if any(t.of("claim_none") for t in usable(event)) or event.anchor.of("unidentified"):
        return ()
    if is_disowned(story, event):
        return ()
    told = [t for t in story.tellings if t.is_title or t.of("both", "several")]
    named = {
        m.group.id
        for t in told
        if not (t.old or t.background)
        for m in t.groups
        if not _is_elsewhere(t, m, event, others)
    }
    found = [p for p in perpetrators if p.group_id in named]
    return tuple(Perpetrator(p.name, p.group_id, "suspected", None) for p in found)


def of_the_air(story: Story, event: Event, place: Place, main: Attack) -> tuple[Perpetrator, ...]:
    """Return the force of a state that struck from the air, which did so elsewhere as well.

    In the same country, where the report blames nobody else for it and nobody denies it.
    """
    named = [m for t in usable(event) for m in t.groups if not (t.is_title or is_hurt(t, m))]
    state = main.actor_kind == "state" and not AERIAL.isdisjoint(main.attack_types)
    if not state or named or place.country != main.place.country or is_disowned(story, event):
        return ()
    if _names_a_nation(event.anchor) or any(t.of("claim", "accuses") for t in usable(event)):
        return ()
    return tuple(Perpetrator(p.name, p.group_id, "suspected", None) for p in main.perpetrators)


def _names_a_nation(telling: Telling) -> bool:
    """Whether a word like `Ukrainian` stands in it, which may say whose arms they were."""
    words = range(telling.sentence.start, telling.sentence.end)
    return any(token in words for token in telling.reading.nationalities)


def of_the_lead(story: Story, event: Event) -> tuple[Perpetrator, ...]:
    """Return the one state whose attacks the headline or first sentence sums up, as suspects.

    `Russia's overnight attacks on two cities`: no town is named there.
    """
    if any(t.of("claim_none") for t in usable(event)) or event.anchor.of("unidentified"):
        return ()
    first = next((t for t in story.tellings if not (t.is_title or t.is_byline)), None)
    lead = [t for t in story.tellings if t.is_title or t is first]
    found = {
        b.mention.group.id: b.mention.group
        for t in lead
        if t.tells and not (t.old or t.background or any(is_town(p) for p in t.places))
        for b in blames_in(t.hits, t.sentence, t.groups, tells=True)
        if b.mention.group.kind == "state"
    }
    if len(found) != 1:
        return ()
    return tuple(Perpetrator(g.name, g.id, "suspected", None) for g in found.values())


def _passage(event: Event, blame: Blame, claimed: Sequence[Blame]) -> Passage | None:
    for telling in event.tellings:
        if telling.sentence is blame.mention.sentence and blame.mention in telling.groups:
            return telling.passage
    passage = event.anchor.passage
    named = any(sentence is blame.mention.sentence for sentence in passage.sentences)
    return passage if blame in claimed and named and not event.anchor.is_title else None


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
