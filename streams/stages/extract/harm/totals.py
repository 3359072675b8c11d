"""A total that is named as such: `the death toll rose to 35`, `the dead are six men and a boy`."""

from collections.abc import Sequence

from streams.stages.extract.harm.counted import owned_by_counted
from streams.stages.extract.harm.lists import list_from
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.splits import is_harmed
from streams.stages.extract.words.scan import Hit

_TOTAL_REACH = 22
_PLAIN_REACH = 10
_UNTOLD_REACH = 5
_ARTICLE = 3
_LEAD = 3
_FEWEST = 2
_LED = 6
_PARTS = frozenset(";؛")
_MARKS = frozenset(",،;؛:.")


def total_of(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """`the death toll rose to 35`: the last figure of a short clause that goes up to it."""
    parted = bool(_MARKS.intersection(reader.passage.gap(harm.start - 1)))
    right_before = [g for g in groups if g.end == harm.start and g.bare and not parted]
    if right_before or _is_untold(reader, harm):
        return right_before
    if reader.lexicon.grammar.doers_first and (before := _risen_before(reader, harm, groups)):
        return before
    if (raised := _raised(reader, harm, groups)) is not None:
        return [raised]
    reach = [
        g
        for g in groups
        if harm.end <= g.start <= harm.end + _TOTAL_REACH
        and not g.subset
        and (g.bare or g.low > 1)
        and not (g.definite and g.others)
        and not owned_by_counted(reader, g)
        and not _is_of_others(reader, harm, g)
        and not is_harmed(reader, harm.end, g.start)
        and not _is_parted(reader, harm.end, g.start)
    ]
    reach = [g for g in reach if not _is_left(reader, g, groups)]
    risen = [g for g in reach if reader.hits.within(harm.end, g.start, "upto")]
    near = [g for g in reach if g.start - harm.end <= _PLAIN_REACH]
    upto = [g for g in risen if _is_reached(reader, g)]
    return _whole_list(reader, harm, groups, (upto or risen or near)[:1])


def _raised(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> CountGroup | None:
    """Return what a total has come to: `the toll, first put at six dead, rose to nine`."""
    end = harm.end + _TOTAL_REACH
    behind = [g for g in groups if harm.end <= g.start <= end and (g.bare or g.low > 1)]
    if len(behind) < _FEWEST or not reader.hits.within(harm.end, behind[0].start, "superseded"):
        return None
    led = [
        g
        for g in behind[1:]
        if any(h.end == g.start for h in reader.hits.within(g.start - _LED, g.start, "upto"))
    ]
    return led[0] if led and not _is_parted(reader, harm.end, led[0].start) else None


def _is_parted(reader: Reader, start: int, end: int) -> bool:
    """Whether a semicolon parts the words from the figure: `the hurt were flown out; two ...`."""
    return any(_PARTS.intersection(reader.passage.gap(at)) for at in range(start - 1, end))


def _is_reached(reader: Reader, group: CountGroup) -> bool:
    """Whether a word like `to` stands right before it: `выросло с 13 до 32`."""
    led = reader.hits.within(max(0, group.start - 1), group.start, "upto")
    return reader.lexicon.grammar.free_order and bool(led)


def _is_left(reader: Reader, group: CountGroup, groups: Sequence[CountGroup]) -> bool:
    """Whether a total only rose or fell from the figure: `subió de doce a quince`, `12'den 15'e`.

    Another stands right behind it, with nothing but a word like `to`, and people, between.
    """
    behind = [g for g in groups if g.start >= group.end][:1]
    if not behind or not behind[0].bare or behind[0].subset:
        return False
    led = reader.hits.within(group.end, behind[0].start + 1, "upto")
    if any(hit.start == group.end and hit.end >= behind[0].start for hit in led):
        return True
    adjacent = behind[0].start == group.end and reader.lexicon.grammar.verb_last
    return adjacent and not reader.passage.gap(group.end - 1).strip()


def _is_of_others(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether the word behind a figure counts otherwise than the total: `bilan: 12 blessés`."""
    told = reader.hits.at(group.end, "harm_verb") if reader.lexicon.grammar.participles else None
    return told is not None and told.value != harm.value


def _risen_before(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the figure that stands before its total: `subió a tres el número de muertos`."""
    near = [g for g in groups if g.bare and harm.start - g.end in range(_ARTICLE + 1)]
    led = [g for g in near if reader.hits.within(max(0, g.start - _LEAD), g.start + 1, "upto")]
    return led[-1:]


def _whole_list(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], chosen: list[CountGroup]
) -> list[CountGroup]:
    """Return the list that a figure stands in: `the toll is an officer and ten soldiers`."""
    if not chosen or chosen[0].bare:
        return chosen
    if not reader.lexicon.grammar.inverts:
        listed = list_from(reader, [g for g in groups if g.start >= chosen[0].start])
        return [g for g in listed if g.side != "perpetrator"] or listed
    listed = list_from(reader, [g for g in groups if g.start >= harm.end])
    return listed if chosen[0] in listed else chosen


def _is_untold(reader: Reader, harm: Hit) -> bool:
    """Whether the words only say that a total is not told: `لم يذكر عدد الجرحى`."""
    for no in reader.hits.within(max(0, harm.start - _UNTOLD_REACH), harm.start, "negator"):
        if reader.hits.within(no.end, harm.start, "not_known", "told_of"):
            return True
    return False
