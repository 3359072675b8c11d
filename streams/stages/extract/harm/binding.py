"""Tie one word of harm to the counted people of its sentence, by the kind of word it is."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.harm.counted import begins_anew, counted_by
from streams.stages.extract.harm.either_side import on_either_side
from streams.stages.extract.harm.forms import struck_first, without_doers
from streams.stages.extract.harm.how_many import is_of_one, is_plural
from streams.stages.extract.harm.inverted import has_behind, inverts, may_invert
from streams.stages.extract.harm.lists import list_from
from streams.stages.extract.harm.open_ended import open_ended
from streams.stages.extract.harm.participles import has_own_harm, is_perfect
from streams.stages.extract.harm.ranks import of_them, shot_at, two_attackers, with_himself
from streams.stages.extract.harm.reach import those_after, those_before
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.totals import total_of
from streams.stages.extract.harm.verb_far import (
    REACH,
    bare_person,
    told_alone,
    with_bare_between,
)
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

_NAMES = frozenset("-–—:")
_NEAR = 2
_NEAR_FORCES = 3
_REACH_BEFORE = 8
_REACH_PASSIVE = 14
_REACH_SHARED = 12
_PARTICIPLES = ("ed", "en", "wn", "ung", "aught", "old", "id")


def bind(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> tuple[str, list[CountGroup]]:
    """Return the rule that tied the harm to a list of groups, and the list."""
    if labelled := _labelled(reader, harm, groups):
        return "toll.label", labelled
    match harm.kind:
        case "harm_counted_two":
            bound = [g for g in groups if g.end == harm.start and g.low == 2][-1:]
            bound = bound or [CountGroup(harm.start, harm.end, 2, 2, "people", "victim")]
        case "harm_counted":
            bound = _counted(reader, harm, groups)
        case "harm_post":
            bound = struck_first(reader, harm, groups) or of_them(reader, harm, groups)
            bound = bound or those_after(reader, harm, without_doers(reader, harm, groups))
            bound = with_himself(reader, harm, open_ended(reader, bound))
            bound = bound or shot_at(reader, harm, groups)
            looks_back = may_invert(reader) and not reader.lexicon.grammar.free_order
            if not bound and looks_back and not harm.prefix:
                bound = [g for g in groups if _ends_at(reader, g, harm) and not g.subset][-1:]
        case "harm_total":
            bound = total_of(reader, harm, groups)
        case "harm_pre" | "harm_left" if reader.lexicon.grammar.free_order:
            bound = of_them(reader, harm, groups) or on_either_side(
                reader,
                harm,
                those_before(reader, harm, groups, _REACH_PASSIVE),
                those_after(reader, harm, groups),
            )
        case "harm_pre" | "harm_left":
            bound = _told_before(reader, harm, groups, sentence)
        case _:
            bound = _around(reader, harm, groups, sentence)
    return f"toll.{harm.kind.removeprefix('harm_')}", bound


def _labelled(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the number that a colon or dash ties to a word of harm: `Dead: 4. Wounded: 12`."""
    noun = reader.hits.at(harm.end, "toll_noun")
    end = noun.end if noun is not None else harm.end
    apart = bool(reader.passage.gap(harm.start - 1).strip()) if harm.start else True
    counted = not apart and any(g.end in (harm.start, harm.end) for g in groups)
    if counted or reader.passage.gap(end - 1).strip() not in _NAMES:
        return []
    return [g for g in groups if g.start == end and g.bare and _is_in_digits(reader, g)]


def _is_in_digits(reader: Reader, group: CountGroup) -> bool:
    return reader.passage.words[group.start].isdecimal()


def _told_before(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> list[CountGroup]:
    """`ستة جنود قتلوا`, `seven people were hurt`: who stands before, else in Arabic who follows."""
    passive = reader.hits.within(max(sentence.start, harm.start - 2), harm.start, "aux")
    reach = _REACH_BEFORE if passive or not may_invert(reader) else _REACH_BEFORE // 2
    last = reader.lexicon.grammar.verb_far
    reach = REACH if last else reach
    bound = bare_person(reader, harm, groups) if last else []
    bound = bound or of_them(reader, harm, groups)
    if not bound and (last or not _goes_on(reader, harm, groups, bool(passive))):
        bound = those_before(reader, harm, groups, reach)
        bound = with_bare_between(reader, bound) if last else bound
    if bound and _did_it(reader, harm, bound[-1]):
        bound = []
    if sum(g.low for g in bound) == 1 and is_plural(reader, harm):
        others = [g for g in groups if g not in bound] if inverts(reader) else []
        bound = those_before(reader, harm, others, 2 * reach)
    if sum(g.low for g in bound) == 1 and reader.hits.at(harm.start, "dual") is not None:
        bound = [replace(bound[0], low=2, high=2)]
    if last and not bound and not any(g.end <= harm.start for g in groups):
        bound = told_alone(reader, harm, sentence)
    if reader.lexicon.grammar.inverts and not bound:
        bound = those_after(reader, harm, groups) or two_attackers(reader, harm)
    return [] if sum(g.low for g in bound) > 1 and is_of_one(reader, harm) else bound


def _did_it(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether attackers before a verb at the end did it: `سێ چەکدار ... گوللەبارانیان کرد`.

    Whom they hurt stands right before the verb; forces before them are the doers.
    """
    if not reader.lexicon.grammar.verb_far or group.side != "perpetrator":
        return False
    before = reader.hits.within(max(0, group.start - _NEAR_FORCES), group.start, "org")
    if group.start < harm.start and before:
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
        return those_after(reader, harm, groups)
    return counted_by(reader, harm, groups) or _named_behind_mark(reader, harm, groups)


def _named_behind_mark(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return whom a dash or colon names: `Погибшие — двое полицейских и учитель`."""
    if reader.passage.gap(harm.end - 1).strip() not in _NAMES:
        return []
    behind = [g for g in groups if g.start >= harm.end]
    named = bool(behind) and behind[0].start == harm.end and not behind[0].subset
    return list_from(reader, behind) if named else []


def _around(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> list[CountGroup]:
    """English `killed`: passive looks back; else what follows at once; else a headline's noun."""
    passive = reader.hits.within(max(sentence.start, harm.start - 3), harm.start, "aux")
    if passive and _only_adds(reader, harm, passive[-1], groups):
        passive = []
    passive = passive or _shared_aux(reader, harm, groups, sentence)
    if passive and not reader.hits.within(passive[-1].end, harm.start, "attackers", "org"):
        if reader.lexicon.grammar.doers_first and has_behind(reader, harm, groups):
            return those_after(reader, harm, groups)
        bound = those_before(reader, harm, groups, _REACH_PASSIVE)
        if bound or not reader.lexicon.grammar.participles:
            return bound
        return [g for g in those_after(reader, harm, groups) if not has_own_harm(reader, harm, g)]
    if is_perfect(reader, harm):
        return those_after(reader, harm, groups)
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
    return those_before(reader, harm, groups, reach)


def _shared_aux(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> list[Hit]:
    """Return `was` before another verb that `and` joins: `was dragged out and hacked to death`."""
    joined = reader.passage.words[harm.start - 1] == reader.lexicon.conjunction
    if not joined or reader.lexicon.grammar.participles or has_behind(reader, harm, groups):
        return []
    first = max(sentence.start, harm.start - _REACH_SHARED)
    return [h for h in reader.hits.within(first, harm.start, "be") if _is_verb(reader, h.end)][-1:]


def _is_verb(reader: Reader, at: int) -> bool:
    """Whether a participle stands there, by its ending."""
    return reader.passage.words[at].endswith(_PARTICIPLES)


def _only_adds(reader: Reader, harm: Hit, aux: Hit, groups: Sequence[CountGroup]) -> bool:
    """Whether a word like `also` makes no passive: `in the blast, which also wounded twelve`."""
    also = reader.hits.at(aux.start, "also") is not None and aux.end == harm.start
    be = reader.hits.within(max(0, aux.start - 1), aux.start, "be", "aux")
    return also and not be and has_behind(reader, harm, groups)


def _goes_on(reader: Reader, harm: Hit, groups: Sequence[CountGroup], passive: bool) -> bool:
    """Whether the verb has whom it hurt right behind: `وخطفوا عشرين`, `gunmen shot dead two`."""
    if reader.lexicon.grammar.verb_last:
        return False
    joined = harm.prefix == reader.lexicon.conjunction
    grammar = reader.lexicon.grammar
    doers = [g for g in groups if g.end == harm.start and g.side == "perpetrator"]
    joined = joined or bool(doers)
    active = joined if grammar.clitics else not passive or inverts(reader)
    return active and not grammar.verb_far and has_behind(reader, harm, groups)
