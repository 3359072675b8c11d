"""Whose dead they are: attackers among the victims, and people whom police or troops stop."""

from collections.abc import Sequence
from dataclasses import replace

from streams.domain.records.vocabulary import Side
from streams.stages.extract.harm.ended import ended_by_forces
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_FORCES_REACH = 5
_ASCRIBED_REACH = 10
_NEAR = 3
_APPOSED = 5
_SIDE_REACH = 7
_ATTACKERS = ("attackers", "attackers_one", "attackers_two", "person_attacker")
_ARMED_KINDS = ("people", "people_one", "person")
_ARMED = ("police", "military")
_PLURAL = ("lari", "leri")
"""Behind a member, in Turkish: they are who did it, and no words on whom it befell."""


def side_of(group: CountGroup) -> Side:
    """Return the side of a group: who is not said to attack suffers."""
    return "perpetrator" if group.side == "perpetrator" else "victim"


def stopped_by_forces(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, one plain person as an attacker when police or troops killed him."""
    if reader.lexicon.grammar.free_order and _is_the_attacker(reader, harm, bound):
        return [replace(bound[0], side="perpetrator")]
    if reader.lexicon.grammar.verb_far:
        return ended_by_forces(reader, harm, bound)
    near = _agents(reader, harm)
    forces = [hit for hit in near if hit.kind == "org" or hit.value in _ARMED]
    if not forces or len(bound) > 1 or not bound[0].single or bound[0].group != "people":
        return list(bound)
    return [replace(bound[0], side="perpetrator")]


def _agents(reader: Reader, harm: Hit) -> list[Hit]:
    """Return the words for who did it: behind `by`, or before `tarafından` and the verb."""
    agent = reader.hits.at(harm.end, "by")
    if agent is not None:
        return reader.hits.within(agent.end, agent.end + _FORCES_REACH, "org", *_ARMED_KINDS)
    behind = reader.hits.within(max(0, harm.start - _NEAR), harm.start, "by_after")
    if not behind:
        return []
    first = max(0, behind[-1].start - _NEAR)
    return reader.hits.within(first, behind[-1].start, "org", *_ARMED_KINDS)


def _is_the_attacker(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> bool:
    """Whether the one person is who attacked: stopped by police, or called so before a comma.

    `мужчина застрелен полицией`, `нападавший, 25-летний мужчина, убит`.
    """
    one = bound[0]
    if len(bound) > 1 or one.low != 1 or one.group in _ARMED:
        return False
    if reader.hits.at(harm.start, "harm_stopped") is not None:
        return True
    named = reader.hits.within(max(0, one.start - _APPOSED), one.start, "attackers_one")
    return bool(named) and reader.passage.gap(named[-1].end - 1).startswith(",")


def with_bombs(reader: Reader, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, as attackers who wore explosives: `قتلوا رجلا يرتدي حزاما ناسفا`."""
    last = bound[-1].end
    wears = reader.hits.at(last, "wears")
    armed = wears is not None and reader.hits.within(wears.end, wears.end + _NEAR, "bomb_worn")
    return [replace(g, side="perpetrator") for g in bound] if armed else list(bound)


def struck_too(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, as victims those whom their press else names as attackers.

    `إصابة مستوطنين بإطلاق نار`: settlers who are hurt.
    """
    if harm.value not in ("killed", "wounded"):
        return list(bound)
    return [
        replace(g, side="victim", group="civilians")
        if reader.hits.within(g.start, g.end, "struck_too")
        else g
        for g in bound
    ]


def neutralised(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, as attackers where the word is the one of their enemies: `تحييد 27`."""
    if reader.hits.at(harm.start, "of_enemies") is None:
        return list(bound)
    return [replace(g, side="perpetrator") for g in bound]


def stopped_in_fight(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, plain people as attackers who fell where troops came for them.

    `Two men were killed when special forces stormed the building`, `in a shootout with police`.
    """
    last = max(harm.end, bound[-1].end)
    plain = all(g.group == "people" and not g.subset for g in bound)
    if not plain or reader.hits.at(last, "stopped_in") is None:
        return list(bound)
    return [replace(g, side="perpetrator") for g in bound]


def bodies_of_attackers(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, as attackers where the bodies are said to be theirs.

    `two bodies, believed to be those of the assailants`.
    """
    first = max(harm.end, bound[-1].end)
    for cue in reader.hits.within(first, first + _ASCRIBED_REACH, "ascribed"):
        if reader.hits.within(cue.end, cue.end + _NEAR, *_ATTACKERS):
            return [replace(group, side="perpetrator") for group in bound]
    return list(bound)


def of_their_side(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, as attackers where they are said to be of their side.

    `20 dead among the militants`, `on the rebel side 12 were killed`, `the two who drove the bomb`.
    """
    first = max(harm.end, bound[-1].end)
    start = max(0, bound[0].start - _SIDE_REACH)
    before = reader.hits.within(start, bound[0].start, "their_side")
    after = reader.hits.within(first, first + 2 * _NEAR, "their_side")
    after = [] if ";" in reader.passage.gap(first - 1) else after
    ranks = reader.hits.at(first, "among")
    named = ranks is not None and _armed_at(reader, ranks.end)
    did = reader.hits.at(bound[-1].end, "did_it") is not None
    named = named or did
    if _had_attacked(reader, bound) or (did and len(bound) == 1 and bound[0].low == 1):
        return [replace(g, side="perpetrator") for g in bound]
    if before or after or named:
        return [replace(g, side="perpetrator") if g.bare or g.others else g for g in bound]
    return list(bound)


def _had_attacked(reader: Reader, bound: Sequence[CountGroup]) -> bool:
    """Whether words right before people say that they had attacked: `ateş açan iki kişi`."""
    first = bound[0].start
    if _are_members(reader, first):
        return True
    led = reader.hits.within(max(0, first - _NEAR), first, "did_it_before")
    return any(hit.end == first for hit in led)


def _are_members(reader: Reader, first: int) -> bool:
    """Whether the name of an armed group and a word like `member` lead to a number: `PKK üyesi iki
    kişi`.
    """
    if not reader.lexicon.grammar.verb_last:
        return False
    member = reader.hits.within(max(0, first - 1), first, "member")
    if not member or reader.passage.words[first - 1].endswith(_PLURAL):
        return False  # `IŞİD militanları sekiz sivili öldürdü`
    return member[0].start - 1 in reader.attacking_orgs


def _armed_at(reader: Reader, at: int) -> bool:
    """Whether attackers, or an armed group, are named from token `at`."""
    if reader.hits.within(at, at + 2, "attackers"):
        return True
    return any(token in reader.attacking_orgs for token in range(at, at + 2))


def without_attackers(
    bound: Sequence[CountGroup], subsets: Sequence[CountGroup]
) -> tuple[list[CountGroup], list[CountGroup], list[CountGroup]]:
    """Return the groups less the attackers among them, other subsets, and these attackers.

    `six people, including the bomber` are five victims.
    """
    attackers = [g for g in subsets if g.side == "perpetrator"]
    dead = sum(g.low for g in attackers)
    whole = bound[0]
    if not dead or len(bound) > 1 or whole.side == "perpetrator" or whole.low <= dead:
        return list(bound), list(subsets), []
    high = whole.high - dead if whole.high is not None else None
    fewer = replace(whole, low=whole.low - dead, high=high)
    return [fewer], [g for g in subsets if g not in attackers], attackers


def described_attacker(
    reader: Reader, bound: Sequence[CountGroup], groups: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return the one person as an attacker whom a comma parts from one: `The suspect, a farmer
    from Burton, was killed`.
    """
    if len(bound) != 1 or not bound[0].single or reader.lexicon.grammar.clitics:
        return list(bound)
    one = bound[0]
    head = next((g for g in groups if g.end == one.start and g.side == "perpetrator"), None)
    if head is None or head.low != 1 or reader.passage.gap(head.end - 1).strip() != ",":
        return list(bound)
    return [replace(one, side="perpetrator", group=head.group)]
