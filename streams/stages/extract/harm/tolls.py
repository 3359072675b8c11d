"""Tie counted people to what happened to them: killed, wounded, abducted, by side."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.harm.adjectives import is_marked
from streams.stages.extract.harm.asides import head_of_aside, is_in_relative
from streams.stages.extract.harm.counted import begins_anew, counted_by, owned_by_counted
from streams.stages.extract.harm.either_side import are_wounded, on_either_side
from streams.stages.extract.harm.how_many import is_of_one, is_plural
from streams.stages.extract.harm.inclusive import HELD, counted_in
from streams.stages.extract.harm.inverted import (
    begins_another,
    belongs_before,
    has_behind,
    inverts,
    is_of_stopped,
    may_invert,
    names_parts,
    parts_behind_colon,
)
from streams.stages.extract.harm.lists import (
    is_listed,
    is_told_apart,
    list_from,
    open_ended,
    owns,
    without_parts,
)
from streams.stages.extract.harm.meant import is_undone, meant, paired, received
from streams.stages.extract.harm.participles import (
    is_joined,
    is_perfect,
    is_stopping,
    is_told_before,
)
from streams.stages.extract.harm.pronouns import pointed_back
from streams.stages.extract.harm.ranks import (
    beside_them,
    besides_them,
    by_ranks,
    of_them,
    shot_at,
    two_attackers,
    with_himself,
    with_others,
)
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.said_by import aside_end
from streams.stages.extract.harm.selves import SELVES, self_killed
from streams.stages.extract.harm.sides import (
    bodies_of_attackers,
    neutralised,
    of_their_side,
    stopped_by_forces,
    stopped_in_fight,
    with_bombs,
)
from streams.stages.extract.harm.singles import named_person
from streams.stages.extract.harm.splits import (
    HARMS,
    became_victims,
    is_harmed,
    with_splits,
    without_passing,
)
from streams.stages.extract.harm.toll_mention import TollMention, mentions_of
from streams.stages.extract.harm.totals import total_of
from streams.stages.extract.harm.verb_far import (
    REACH,
    bare_person,
    is_doer,
    one_of_each,
    tells_parts,
    told_alone,
)
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Sentence

_REACH_AFTER = 6
_REACH_MARKED = 10
_REACH_BEFORE = 8
_REACH_PASSIVE = 14
_REACH_ASIDE = 24
_NEAR = 2


def tells_of_harm(hits: Hits, sentence: Sentence) -> bool:
    """Whether any word stands in the sentence that a toll may hang on."""
    return bool(hits.inside(sentence, *HARMS, *SELVES, *HELD, "harm_pronoun", "harm_split"))


def tolls_in(reader: Reader, sentence: Sentence, groups: Sequence[CountGroup]) -> list[TollMention]:
    """Return the statements of one sentence in order, victims and attackers apart.

    `groups` are its counted people, as `count_groups` gives them.
    """
    combined = reader.hits.inside(sentence, "combined", "subset")
    found: list[TollMention] = []
    told = [meant(reader, harm) for harm in reader.hits.inside(sentence, *HARMS)]
    told += became_victims(reader, sentence)
    if reader.lexicon.grammar.verb_far:
        told = one_of_each(reader, told, groups)
    harms = without_passing(reader, with_splits(reader, told, groups, sentence), groups)
    shared = paired(reader, harms, groups)
    for harm in harms:
        if harm in shared or _tells_no_toll(reader, harm, combined):
            continue
        rule, bound = _bound(reader, harm, groups, sentence)
        bound = parts_behind_colon(reader, bound, groups)
        bound = bound or named_person(reader, harm, sentence)
        bound = bound + beside_them(reader, harm, bound, groups) if bound else bound
        bound = bound + besides_them(reader, harm, bound, groups) if bound else bound
        if bound and not _is_combined(combined, bound):
            bound = _with_sides(reader, harm, bound)
            parts = _parts_before(reader, bound, groups)
            told_harm = received(reader, harm, bound)
            found += mentions_of(told_harm, bound, groups, sentence, rule, parts)
    found = with_others(found)
    found += self_killed(reader, groups, sentence)
    found += counted_in(reader, groups, sentence)
    found += list(pointed_back(reader, groups, found, sentence))
    return found


def _tells_no_toll(reader: Reader, harm: Hit, combined: Sequence[Hit]) -> bool:
    """Whether a word of harm only counts all together, stops somebody, boasts or is undone."""
    return (
        any(c.start < harm.end and harm.start < c.end for c in combined)
        or is_of_stopped(reader, harm)
        or any(hit.kind == "boast" for hit in reader.hits.by_start.get(harm.start, ()))
        or is_undone(reader, harm)
        or is_stopping(reader, harm)
    )


def _with_sides(reader: Reader, harm: Hit, bound: list[CountGroup]) -> list[CountGroup]:
    """Return the groups with the side that the sentence shows each of them on."""
    bound = stopped_in_fight(reader, harm, stopped_by_forces(reader, harm, bound))
    bound = by_ranks(reader, harm, bound)
    bound = of_their_side(reader, harm, neutralised(reader, harm, with_bombs(reader, bound)))
    if harm.kind.startswith("harm_counted"):
        bound = bodies_of_attackers(reader, harm, bound)
    return bound


def _parts_before(
    reader: Reader, bound: Sequence[CountGroup], groups: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return the parts that a language tells before the whole: `2'si polis, 3'ü sivil 5 kişi`."""
    found: list[CountGroup] = []
    first = bound[0].start
    for group in reversed(groups if reader.lexicon.grammar.verb_last else ()):
        if group.end <= first and group.subset and first - group.end <= _NEAR:
            found.insert(0, group)
            first = group.start
    return found


def _is_combined(combined: Sequence[Hit], bound: Sequence[CountGroup]) -> bool:
    """Whether the number counts killed and wounded together."""
    first, last = bound[0].start, bound[-1].end
    return any(
        c.end in range(first - 1, first + 1) or c.start in range(last, last + 2)
        for c in combined
        if c.kind == "combined"
    )


def _bound(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> tuple[str, list[CountGroup]]:
    """Return the rule that tied the harm to a list of groups, and the list."""
    match harm.kind:
        case "harm_counted_two":
            bound = [g for g in groups if g.end == harm.start and g.low == 2][-1:]
            bound = bound or [CountGroup(harm.start, harm.end, 2, 2, "people", "victim")]
        case "harm_counted":
            bound = _counted(reader, harm, groups)
        case "harm_post":
            bound = of_them(reader, harm, groups) or _after(reader, harm, groups)
            bound = with_himself(reader, harm, open_ended(reader, bound))
            bound = bound or shot_at(reader, harm, groups)
            if not bound and reader.lexicon.grammar.free_order:
                bound = [g for g in groups if _is_object(reader, g) and _leads_to(reader, g, harm)]
            looks_back = may_invert(reader) and not reader.lexicon.grammar.free_order
            if not bound and looks_back and not harm.prefix:
                bound = [g for g in groups if _ends_at(reader, g, harm) and not g.subset][-1:]
        case "harm_total":
            bound = total_of(reader, harm, groups)
        case "harm_pre" | "harm_left" if reader.lexicon.grammar.free_order:
            bound = of_them(reader, harm, groups) or on_either_side(
                reader,
                harm,
                _before(reader, harm, groups, _REACH_PASSIVE),
                _after(reader, harm, groups),
            )
        case "harm_pre" | "harm_left":
            bound = _told_before(reader, harm, groups, sentence)
        case _:
            bound = _around(reader, harm, groups, sentence)
    return f"toll.{harm.kind.removeprefix('harm_')}", bound


def _told_before(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> list[CountGroup]:
    """`ستة جنود قتلوا`, `seven people were hurt`: who stands before, else in Arabic who follows."""
    english = not reader.lexicon.grammar.inverts
    passive = reader.hits.within(max(sentence.start, harm.start - 2), harm.start, "aux")
    reach = _REACH_BEFORE if passive or not may_invert(reader) else _REACH_BEFORE // 2
    last = reader.lexicon.grammar.verb_far
    reach = REACH if last else reach
    bound = bare_person(reader, harm, groups) if last else []
    bound = bound or of_them(reader, harm, groups)
    if not bound and (last or not _goes_on(reader, harm, groups, bool(passive))):
        bound = _before(reader, harm, groups, reach)
    if bound and _did_it(reader, harm, bound[-1]):
        bound = []
    if sum(g.low for g in bound) == 1 and is_plural(reader, harm):
        others = [g for g in groups if g not in bound] if inverts(reader) else []
        bound = _before(reader, harm, others, 2 * reach)
    if sum(g.low for g in bound) == 1 and reader.hits.at(harm.start, "dual") is not None:
        bound = [replace(bound[0], low=2, high=2)]
    if last and not bound and not any(g.end <= harm.start for g in groups):
        bound = told_alone(reader, harm, sentence)
    if not (english or bound):
        bound = _after(reader, harm, groups) or two_attackers(reader, harm)
    return [] if sum(g.low for g in bound) > 1 and is_of_one(reader, harm) else bound


def _is_object(reader: Reader, group: CountGroup) -> bool:
    """Whether its number has the form of one whom something befalls: `двоих убили`."""
    return reader.hits.at(group.start, "as_object") is not None


def _leads_to(reader: Reader, group: CountGroup, harm: Hit) -> bool:
    """Whether the group stands right before the verb, an attacker over `смертника опознали и`."""
    if group.side != "perpetrator":
        return group.end == harm.start
    gaps = (reader.passage.gap(at).strip() for at in range(group.end - 1, harm.start - 1))
    return 0 <= harm.start - group.end <= _NEAR and not any(gaps)


def _did_it(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether attackers before a verb at the end did it: `سێ چەکدار ... گوللەبارانیان کرد`.

    Whom they hurt stands right before the verb.
    """
    if not reader.lexicon.grammar.verb_far or group.side != "perpetrator":
        return False
    active = reader.hits.at(harm.start, "transitive") is not None
    return active and harm.start - group.end > _NEAR


def _ends_at(reader: Reader, group: CountGroup, harm: Hit) -> bool:
    """Whether the group stands right before the harm, at most with an adjective: `جنديا تركيا`."""
    if group.end == harm.start:
        return True
    described = group.end == harm.start - 1 and group.group is not None
    return described and not reader.passage.gap(group.end - 1).strip()


def _counted(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return whom a word for the hurt counts; bodies without a number before, those behind."""
    owned = any(g.end in (harm.start, harm.end) and g.start < harm.start for g in groups)
    bodies = reader.hits.at(harm.start, "remains") is not None
    if bodies and not (owned or begins_anew(reader, harm)):
        return _after(reader, harm, groups)
    return counted_by(reader, harm, groups)


def _after(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the list that begins after the harm, over an agent and words of time."""
    grammar = reader.lexicon.grammar
    reach = _REACH_AFTER if grammar.clitics or grammar.free_order else _NEAR
    if reader.hits.at(harm.end, "attackers") is not None:
        reach *= 2
    start = aside_end(reader, harm.end, groups)
    following = [g for g in groups if g.start >= start]
    while following:
        first = following[0]
        if first.side == "perpetrator" and reader.hits.at(harm.start, "active") is not None:
            following = following[1:]
            reach += first.end - first.start
            continue
        marked = is_marked(reader, first)
        most = _REACH_MARKED if marked else reach
        if first.start - start > most or _is_cut(reader, start, first.start, marked=marked):
            return []
        if begins_another(reader, harm, first):
            return []
        if first.side == "perpetrator" and _is_told_doer(reader, harm.end, first.start):
            return []
        if _is_agent(reader, harm, following):
            reach += first.end - harm.end
            following = following[1:]
            continue
        if owned_by_counted(reader, first) and not are_wounded(reader, harm, first):
            return []
        return list_from(reader, following)
    return []


def _is_told_doer(reader: Reader, start: int, end: int) -> bool:
    """Whether words right before attackers say that they did it: `عملية اغتيال نفذها ملثمان`."""
    told = reader.hits.within(start, end, "attribution_cue")
    return bool(told) and told[-1].end == end


def _is_agent(reader: Reader, harm: Hit, following: Sequence[CountGroup]) -> bool:
    """Whether the first group did it to the second: `قتل انتحاري 12 شخصا`."""
    if len(following) < 2 or following[0].side != "perpetrator":
        return False
    if reader.hits.at(harm.start, "transitive") is None:
        return False
    first, second = following[:2]
    if not reader.lexicon.grammar.inverts or first.low > 2:
        return False
    return second.start - first.end <= _NEAR and not is_listed(reader, first, second)


def _is_taken(reader: Reader, group: CountGroup) -> bool:
    """Whether the word right before the group already says what befell it: `wounding seven`.

    Where verbs come last it may be a participle, and the verb says more: `kaçırılan 3 kişi öldü`.
    """
    if reader.lexicon.grammar.verb_last:
        return False
    before = reader.hits.within(max(0, group.start - 3), group.start, "harm_post")
    return not may_invert(reader) and any(hit.end == group.start for hit in before)


def _before(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], reach: int
) -> list[CountGroup]:
    """Return the list that ends before the harm; nested groups lead to those they belong to."""
    earlier = [g for g in groups if g.end <= harm.start and not _is_by(reader, g)]
    earlier = [g for g in earlier if not is_in_relative(reader, harm, g)]
    last = reader.lexicon.grammar.verb_far
    earlier = [g for g in earlier if not (last and is_doer(reader, g))]
    earlier = [g for i, g in enumerate(earlier) if not (i and owns(reader, earlier[i - 1], g))]
    if not earlier or is_harmed(reader, earlier[-1].end, harm.start):
        return []
    aside = reader.passage.gap(earlier[-1].end - 1).startswith(",")
    if aside and earlier[-1].single:
        reach = max(reach, _REACH_PASSIVE)
    elif aside and reader.lexicon.grammar.participles and reach == _REACH_PASSIVE:
        reach = _REACH_ASIDE
    if (head := head_of_aside(reader, harm, earlier)) is not None:
        return _list_ending(reader, [g for g in earlier if not g.subset and g.end <= head.end])
    if harm.start - earlier[-1].end > reach or _is_taken(reader, earlier[-1]):
        return []
    told_one = earlier[-1].single or (last and earlier[-1].low == 1)
    parting = ("indefinite", "says") if told_one else ("indefinite",)
    if reader.hits.within(earlier[-1].end, harm.start, *parting):
        return []
    whole = [g for g in earlier if not g.subset]
    if not whole or (whole[-1] is not earlier[-1] and is_harmed(reader, whole[-1].end, harm.start)):
        return []
    return _list_ending(reader, whole)


def _is_by(reader: Reader, group: CountGroup) -> bool:
    """Whether a word behind people says that they did it: `iki kişi tarafından`."""
    return reader.hits.at(group.end, "by_after") is not None


def _list_ending(reader: Reader, whole: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the list that ends with the last group."""
    first = len(whole) - 1
    while first > 0 and is_joined(reader, whole[first - 1], whole[first]):
        apart = is_harmed(reader, whole[first - 1].end, whole[first].start)
        if reader.lexicon.grammar.free_order and (
            apart or is_told_apart(reader, whole[first - 1], whole[first])
        ):
            break
        if is_told_before(reader, whole[first - 1]) or belongs_before(reader, whole[first - 1]):
            break
        first -= 1
    listed = without_parts(reader, whole[first:])
    if reader.lexicon.grammar.verb_far and tells_parts(reader, listed):
        return listed[:1]
    return listed[:1] if names_parts(reader, listed) else listed


def _around(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> list[CountGroup]:
    """English `killed`: passive looks back; else what follows at once; else a headline's noun."""
    passive = reader.hits.within(max(sentence.start, harm.start - 3), harm.start, "aux")
    if passive and not reader.hits.within(passive[-1].end, harm.start, "attackers", "org"):
        if reader.lexicon.grammar.doers_first and has_behind(reader, harm, groups):
            return _after(reader, harm, groups)
        bound = _before(reader, harm, groups, _REACH_PASSIVE)
        inverted = not bound and reader.lexicon.grammar.participles
        return _after(reader, harm, groups) if inverted else bound
    if is_perfect(reader, harm):
        return _after(reader, harm, groups)
    themselves = reader.hits.at(harm.end, "self") or reader.hits.at(harm.start, "harm_self")
    start = themselves.end if themselves is not None else harm.end
    following = [g for g in groups if g.start >= start]
    if following and following[0].start - start <= 1 and not following[0].subset:
        gap = reader.passage.gap(start - 1)
        begun = following[0].start == start or not reader.hits.at(start, "small_word")
        begun = begun or reader.hits.at(start, "whole") is not None or themselves is not None
        if begun and not any(mark in gap for mark in ",;:()–—"):
            return list_from(reader, following)
    reach = _REACH_BEFORE if reader.lexicon.grammar.participles else _NEAR
    return _before(reader, harm, groups, reach)


def _goes_on(reader: Reader, harm: Hit, groups: Sequence[CountGroup], passive: bool) -> bool:
    """Whether the verb has whom it hurt right behind: `وخطفوا عشرين`, `gunmen shot dead two`."""
    if reader.lexicon.grammar.verb_last:
        return False
    joined = harm.prefix == reader.lexicon.conjunction
    grammar = reader.lexicon.grammar
    active = joined if grammar.clitics else not passive or inverts(reader)
    return active and not grammar.verb_far and has_behind(reader, harm, groups)


def _is_cut(reader: Reader, start: int, end: int, *, marked: bool = False) -> bool:
    """Whether something between harm and number ends the clause.

    `marked`: a word marks whom it struck, and others may stand before it: `retuvo por horas a dos`.
    """
    cuts = ("says", "subset") if marked else ("says", "by", "subset")
    if is_harmed(reader, start, end) or reader.hits.within(start, end, *cuts):
        return True
    return any(mark in reader.passage.gap(at) for at in range(start - 1, end - 1) for mark in "؛;")
