"""Verbs that stand before whom they struck, as in Spanish: `fueron asesinados tres policías`."""

from collections.abc import Sequence

from streams.stages.extract.harm.next_to import may_be_parts
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.singles import is_name
from streams.stages.extract.harm.splits import HARMS
from streams.stages.extract.words.scan import Hit

_NEAR_END = 4
_VERB_REACH = 6
_FEWEST_PARTS = 3


def is_of_stopped(reader: Reader, harm: Hit) -> bool:
    """Whether the word is part of one for an attacker's end: `antes de ser abatido`."""
    near = reader.hits.within(max(0, harm.start - _NEAR_END), harm.end + _NEAR_END, "harm_stopped")
    return any(stop.start < harm.start and harm.end <= stop.end for stop in near)


def may_invert(reader: Reader) -> bool:
    """Whether who suffered it may stand right before the verb, as who did it never does."""
    return reader.lexicon.grammar.inverts and not reader.lexicon.grammar.doers_first


def begins_another(reader: Reader, harm: Hit, first: CountGroup) -> bool:
    """Whether `and` right behind goes on with who suffers the next harm: `murió y otros dos`."""
    if not inverts(reader) or first.start == harm.end:
        return False
    return reader.passage.words[harm.end] == reader.lexicon.conjunction


def names_parts(reader: Reader, listed: Sequence[CountGroup]) -> bool:
    """Whether the first is the sum of the others: `once obreros, ocho de X y tres de Y`."""
    if not reader.lexicon.grammar.doers_first or len(listed) < _FEWEST_PARTS:
        return False
    summed = listed[0].low == sum(group.low for group in listed[1:])
    return summed and may_be_parts(listed[0], listed[1:])


def belongs_before(reader: Reader, group: CountGroup) -> bool:
    """Whether a verb right before the group has it: `murieron dos y cinco resultaron heridos`."""
    grammar = reader.lexicon.grammar
    if grammar.clitics or grammar.free_order or grammar.verb_last or grammar.verb_far:
        return False
    if not grammar.doers_first and reader.passage.gap(group.start - 1).strip():
        return False  # `six died, the driver and two women survived`
    before = reader.hits.within(max(0, group.start - _VERB_REACH), group.start, *HARMS)
    return any(_leads_to(reader, hit.end, group) for hit in before)


def _leads_to(reader: Reader, at: int, group: CountGroup) -> bool:
    """Whether nothing, or only the person's name, stands between: `murió Ana Díaz, una vecina`."""
    named = group.single and "," in reader.passage.gap(group.start - 1)
    between = range(at, group.start)
    return not between or (named and all(is_name(reader, token) for token in between))


def inverts(reader: Reader) -> bool:
    """Whether even a passive verb may stand before whom it hurt: `fueron asesinados tres`."""
    return reader.lexicon.grammar.inverts and reader.lexicon.grammar.doers_first


def has_behind(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> bool:
    """Whether people are counted right behind the harm, and no mark parts them."""
    parted = bool(reader.passage.gap(harm.end - 1).strip())
    return not parted and any(g.start == harm.end and not g.subset for g in groups)


def parts_behind_colon(
    reader: Reader, bound: Sequence[CountGroup], groups: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return the parts that a colon lists, attackers among them, where they make up the number.

    `murieron 12 personas: ocho civiles y los cuatro atacantes`.
    """
    if len(bound) != 1:
        return list(bound)
    behind = [g for g in groups if g.start >= bound[0].end]
    colon = any(
        ":" in reader.passage.gap(at)
        for first in behind[:1]
        for at in range(bound[0].end - 1, first.start)
    )
    parts = behind if colon and sum(g.low for g in behind) == bound[0].low else []
    mixed = {g.side for g in parts} >= {"victim", "perpetrator"}
    return parts if mixed else list(bound)
