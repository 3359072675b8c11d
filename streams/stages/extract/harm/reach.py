"""Which counted people stand near enough before or behind a word of harm to be those it befell."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.harm.adjectives import is_marked
from streams.stages.extract.harm.asides import head_of_aside, is_in_relative
from streams.stages.extract.harm.counted import owned_by_counted
from streams.stages.extract.harm.either_side import are_wounded
from streams.stages.extract.harm.inverted import (
    begins_another,
    belongs_before,
    may_invert,
    names_parts,
)
from streams.stages.extract.harm.lists import (
    is_listed,
    is_told_apart,
    list_from,
    owns,
    speaks,
    without_parts,
)
from streams.stages.extract.harm.participles import is_joined, is_told_before
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.said_by import aside_end
from streams.stages.extract.harm.splits import is_harmed
from streams.stages.extract.harm.verb_far import is_doer, tells_parts
from streams.stages.extract.harm.when_where import only_when_and_where
from streams.stages.extract.words.scan import Hit

_NEAR = 2
_REACH_PASSIVE = 14
_REACH_AFTER = 6
_REACH_RIDING = 6
_REACH_MARKED = 10
_REACH_ASIDE = 24
_NEAR_PART = 3
_COMMAS = frozenset(",،")
_BEFELL = ("harm_post", "harm_verb", "harm_pre")


def those_after(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the list that begins after the harm, over an agent and words of time."""
    grammar = reader.lexicon.grammar
    reach = _REACH_AFTER if grammar.clitics or grammar.free_order else _NEAR
    if reader.hits.at(harm.end, "attackers") is not None:
        reach *= 2
        riding = reader.hits.within(harm.end, harm.end + _REACH_RIDING, "riding")
        reach += _REACH_RIDING if riding else 0
    start = aside_end(reader, harm.end, groups)
    following = [g for g in groups if g.start >= start]
    while following:
        first = following[0]
        if first.side == "perpetrator" and reader.hits.at(harm.start, "active") is not None:
            following = following[1:]
            reach += first.end - first.start + (_REACH_RIDING if _is_riding(reader, first) else 0)
            continue
        marked = is_marked(reader, first)
        most = _REACH_MARKED if marked or only_when_and_where(reader, start, first.start) else reach
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
        counted = owned_by_counted(reader, first) and not _are_taken_ones(reader, harm, first)
        if counted and not are_wounded(reader, harm, first):
            return []
        return list_from(reader, following)
    return []


def _are_taken_ones(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether bodies are found of people who had been taken: `cuerpos de tres secuestrados`."""
    taken = reader.hits.at(group.end, "harm_counted")
    bodies = reader.hits.within(harm.start, harm.end, "remains")
    return bool(bodies) and taken is not None and taken.value == "abducted"


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
    reach = _REACH_RIDING if _is_riding(reader, first) else _NEAR
    return second.start - first.end <= reach and not is_listed(reader, first, second)


def _is_riding(reader: Reader, attackers: CountGroup) -> bool:
    """Whether words behind attackers say how they came: `قتل مسلحان يستقلان دراجة نارية شرطيا`."""
    return bool(reader.hits.within(attackers.end, attackers.end + _NEAR + 1, "riding"))


def _is_taken(reader: Reader, group: CountGroup) -> bool:
    """Whether the word right before the group already says what befell it: `wounding seven`.

    Where verbs come last it may be a participle, and the verb says more: `kaçırılan 3 kişi öldü`.
    """
    if reader.lexicon.grammar.verb_last:
        return False
    before = reader.hits.within(max(0, group.start - 3), group.start, "harm_post")
    return not may_invert(reader) and any(hit.end == group.start for hit in before)


def those_before(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], reach: int
) -> list[CountGroup]:
    """Return the list that ends before the harm; nested groups lead to those they belong to."""
    earlier = _sufferers(reader, harm, groups)
    last = reader.lexicon.grammar.verb_far
    head = head_of_aside(reader, harm, earlier) if earlier else None
    if head is not None:
        return _list_ending(reader, [g for g in earlier if not g.subset and g.end <= head.end])
    if not earlier or is_harmed(reader, earlier[-1].end, harm.start):
        return []
    aside = reader.passage.gap(earlier[-1].end - 1).startswith(",")
    reach = _over_asides(reader, harm, earlier, reach)
    if harm.start - earlier[-1].end > reach or _is_taken(reader, earlier[-1]):
        return []
    told_one = earlier[-1].single or (last and earlier[-1].low == 1)
    parting = ("indefinite", "says") if told_one else ("indefinite",)
    parts = reader.hits.within(earlier[-1].end, harm.start, *parting)
    if any(not (aside and _is_closed(reader, hit.end, harm.start)) for hit in parts):
        return []
    whole = [g for g in earlier if not g.subset]
    some = _some_of(reader, harm, whole, earlier[-1])
    if some is not None or not whole:
        return [some] if some is not None else []
    apart = whole[-1] is not earlier[-1] and is_harmed(reader, whole[-1].end, harm.start)
    return [] if apart else _list_ending(reader, whole)


def _sufferers(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the people before a word of harm that it may be told of."""
    earlier = [g for g in groups if g.end <= harm.start and not _is_by(reader, g)]
    earlier = [g for g in earlier if not is_in_relative(reader, harm, g)]
    earlier = [g for g in earlier if not (speaks(reader, g) or _is_in_brackets(reader, earlier, g))]
    last = reader.lexicon.grammar.verb_far
    earlier = [g for g in earlier if not (last and is_doer(reader, g))]
    return [g for i, g in enumerate(earlier) if not (i and owns(reader, earlier[i - 1], g))]


def _over_asides(reader: Reader, harm: Hit, earlier: Sequence[CountGroup], reach: int) -> int:
    """Return how far back the last people may stand: farther over an aside or a clause on them."""
    if not reader.passage.gap(earlier[-1].end - 1).startswith(","):
        return _REACH_ASIDE if _is_subject_of_clause(reader, harm, earlier) else reach
    if earlier[-1].single:
        return max(reach, _REACH_PASSIVE)
    wide = reader.lexicon.grammar.participles and reach == _REACH_PASSIVE
    return _REACH_ASIDE if wide else reach


def _is_subject_of_clause(reader: Reader, harm: Hit, earlier: Sequence[CountGroup]) -> bool:
    """Whether a clause behind the only people ends right before: `Once menores que jugaban al
    fútbol en X, en Y, murieron`.
    """
    grammar, last = reader.lexicon.grammar, earlier[-1]
    if not grammar.nouns_lead or len(earlier) > 1 or last.low == 1:
        return False
    clause = reader.hits.at(last.end, "that")
    return clause is not None and reader.passage.gap(harm.start - 1).startswith(",")


def _some_of(
    reader: Reader, harm: Hit, whole: Sequence[CountGroup], last: CountGroup
) -> CountGroup | None:
    """Return the part that alone befell more: `wounding six people, two of whom later died`.

    What befell all of them is told as well, or no comma parts the word of harm from the part:
    `reached eight people, two of whom died`.
    """
    if not (whole and last.subset and last.end <= harm.start):
        return None
    people = whole[-1]
    told = reader.hits.within(max(0, people.start - _NEAR), people.start, *_BEFELL)
    behind = reader.hits.within(people.end, last.start, *_BEFELL)
    told += behind
    apart = told[-1].value != harm.value if told else _is_right_behind(reader, last, harm)
    if not apart or not (last.bare or (behind and last.group == people.group)):
        return None
    return replace(people, start=last.start, end=last.end, low=last.low, high=last.high)


def _is_right_behind(reader: Reader, part: CountGroup, harm: Hit) -> bool:
    """Whether a few words at most, and no comma, stand between a part and its harm."""
    gaps = range(part.end - 1, harm.start)
    whole = not any(_COMMAS.intersection(reader.passage.gap(at)) for at in gaps)
    return whole and part.bare and harm.start - part.end <= _NEAR_PART


def _is_in_brackets(reader: Reader, groups: Sequence[CountGroup], group: CountGroup) -> bool:
    """Whether brackets behind people hold it: `on iki kişi (sekiz erkek ve dört kadın) öldü`."""
    first = groups[0].end
    gaps = [reader.passage.gap(at) for at in range(first - 1, group.start)]
    opened = sum(gap.count("(") for gap in gaps) - sum(gap.count(")") for gap in gaps)
    return group.start >= first and opened > 0


def _is_closed(reader: Reader, start: int, end: int) -> bool:
    """Whether a comma closes an aside before the harm: `cinq, pour la plupart des femmes, sont`."""
    return any("," in reader.passage.gap(at) for at in range(start - 1, end - 1))


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


def _is_cut(reader: Reader, start: int, end: int, *, marked: bool = False) -> bool:
    """Whether something between harm and number ends the clause.

    `marked`: a word marks whom it struck, and others may stand before it: `retuvo por horas a dos`.
    """
    cuts = ("says", "subset") if marked else ("says", "by", "subset")
    if is_harmed(reader, start, end) or reader.hits.within(start, end, *cuts):
        return True
    return any(mark in reader.passage.gap(at) for at in range(start - 1, end - 1) for mark in "؛;")
