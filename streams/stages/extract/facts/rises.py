"""A death that raises a count: `a fifth policeman died`, `one of the wounded died later`."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.harm.carried import CARRIED
from streams.stages.extract.harm.reader import CountGroup

_LEFT = "toll.left"
_APPOSED = 2
_SOURCE_REACH = 4
_NAMED_REACH = 5
_OPENING = 2


def ordinal_of(figure: Figure) -> int | None:
    """Return which one in the row the person is (`a fourth victim`: 4), None where not said.

    `the fifth mayor`, or a fifth one `this year`, counts over several attacks.
    """
    group = figure.mention.groups[0]
    if len(figure.mention.groups) > 1 or group.low != 1 or group.definite:
        return None
    if figure.telling.of("since", "period"):
        return None
    hits = figure.telling.hits
    found = hits.within(max(0, group.start - _APPOSED), group.end + 1, "ordinal")
    fitting = [h for h in found if hits.at(h.start, "person") is None and h.end >= group.start]
    return int(fitting[-1].value) if fitting else None


def is_of_wounded(figure: Figure) -> bool:
    """Whether who died had been counted among the wounded: `two of the injured`."""
    groups, hits = figure.mention.groups, figure.telling.hits
    first = groups[0].start - (_NAMED_REACH if groups[0].single else 0)
    near = hits.within(max(0, first), groups[-1].end + _SOURCE_REACH, "out_of_wounded")
    return any(hit.start <= groups[-1].end for hit in near) or _are_hurt(figure)


def _are_hurt(figure: Figure) -> bool:
    """Whether the people are described as wounded: `أحد المجندين المصابين توفي`."""
    last = figure.mention.groups[-1].end
    hurt = figure.telling.hits.at(last, "harm_counted")
    if hurt is None or hurt.value != "wounded" or hurt.prefix:
        return False
    return not figure.telling.passage.gap(last - 1).strip() and hurt.definite


def rises_in(figures: Sequence[Figure]) -> list[Figure]:
    """Return the deaths that come on top of a count, in text order."""
    found = {
        (id(f.telling), f.mention.groups[0].start): f
        for f in figures
        if _is_dead(f) and (ordinal_of(f) is not None or is_of_wounded(f))
    }
    return list(found.values())


def raised(main: Figure, rises: Sequence[Figure]) -> Figure:
    """Return the count with the deaths that it does not hold yet.

    `a fifth policeman` is a further one for four policemen and for four people, and the fifth of
    fewer; a count of five already holds them. A total named as such holds everybody.
    """
    total = main
    for rise in rises:
        number = ordinal_of(rise)
        if number is None:
            more = _after(main, rise) and main.mention.harm.kind != "harm_total"
            total = _with(total, rise.mention.groups) if more else total
        elif _lacks(total, rise, number):
            total = _with(total, rise.mention.groups)
        elif total.mention.total < number:
            whole = replace(rise.mention.groups[0], low=number, high=number)
            total = replace(rise, mention=replace(rise.mention, groups=(whole,)))
    return total


def left_over(figures: Sequence[Figure]) -> Figure | None:
    """Return how many wounded are left where some of them died: `leaving seven under treatment`."""
    left = [
        f
        for f in figures
        if f.mention.rule == _LEFT and f.mention.side == "victim" and not f.own_boast
    ]
    died = [f for f in figures if f.mention.effect == "killed" and not f.telling.is_title]
    known = bool(rises_in(figures)) or any(_is_beside(f, left[-1]) for f in died if left)
    return left[-1] if left and known else None


def less_died(wounded: Figure, dead: int, figures: Sequence[Figure]) -> Figure | None:
    """Return the wounded less those of them who have died since that figure was given, or None.

    None is left where all of them died: `was wounded and died in hospital`. `dead` are all who died
    in the end: where as many are counted beside the wounded, whoever died of them is in that count
    already.
    """
    groups = wounded.mention.groups
    parts = [f for f in figures if _is_dead(f) and _is_part_of(wounded, f)]
    died = [f for f in figures if _is_dead(f) and is_of_wounded(f) and _after(wounded, f)]
    if any(_is_dead(f) and _are_all(wounded, f) for f in figures):
        return None
    beside = [f for f in figures if _is_dead(f) and f.telling is wounded.telling and f not in parts]
    if not (parts or died) or any(f.mention.total >= dead for f in beside):
        return wounded
    gone = max(f.mention.total for f in (*parts, *died))
    most = max(groups, key=lambda group: group.low)
    fewer = replace(most, low=most.low - gone, high=most.high and most.high - gone)
    if fewer.low <= 0:
        return wounded
    left = tuple(fewer if group is most else group for group in groups)
    return replace(wounded, mention=replace(wounded.mention, groups=left))


def _are_all(wounded: Figure, died: Figure) -> bool:
    """Whether those who died are the wounded themselves, counted once or told by a pronoun."""
    if wounded.mention.total != died.mention.total:
        return False
    one, other = wounded.mention.groups[0], died.mention.groups[0]
    if died.telling is wounded.telling:
        return one.start == other.start and died.mention.rule == CARRIED
    before, after = wounded.telling.sentence, died.telling.sentence
    told = died.telling.passage is wounded.telling.passage and after.index - before.index == 1
    told = told and all(m.effect == "wounded" for m in wounded.telling.tolls)
    return told and died.telling.hits.at(other.start, "he", "he_died") is not None


def _is_part_of(wounded: Figure, died: Figure) -> bool:
    """Whether the dead are told as some of the wounded: `wounding 14, three of whom died`.

    `Six people were wounded. Two of them died`.
    """
    people, telling = died.mention.groups[0], died.telling
    if telling is wounded.telling:
        held = any(part.start == people.start for part in wounded.mention.subsets)
        behind = people.bare and people.start > wounded.mention.harm.start
        return (held or behind) and _points_back(died)
    one, two = wounded.telling.sentence, telling.sentence
    told = telling.passage is wounded.telling.passage and two.index - one.index == 1
    first = people.start - two.start <= _OPENING and people.bare
    alone = all(m.effect == "wounded" for m in wounded.telling.tolls)
    return told and first and alone and _points_back(died)


def _points_back(figure: Figure) -> bool:
    """Whether a number says that they are of those before: `two of them`, `dont trois`, `منهم`."""
    people, hits = figure.mention.groups[0], figure.telling.hits
    kinds = ("of_them", "subset", "part_number")
    led = hits.within(max(0, people.start - _OPENING), people.start, "subset")
    beside = any(hits.at(at, *kinds) is not None for at in (people.start, people.end))
    return beside or any(hit.end == people.start for hit in led)


def _is_dead(figure: Figure) -> bool:
    return (figure.mention.effect, figure.mention.side) == ("killed", "victim")


def _is_beside(died: Figure, left: Figure) -> bool:
    """Whether a death is told in the sentence before those who are left."""
    return (
        died.telling.sentence.end
        in range(left.telling.sentence.start - 1, left.telling.sentence.start + 1)
        and died.telling.passage is left.telling.passage
    )


def _lacks(main: Figure, rise: Figure, number: int) -> bool:
    """Whether the count goes up to the one before: in all, or of the same kind of people."""
    kind = rise.mention.groups[0].group
    same = [g.low for g in main.mention.groups if g.group == kind]
    return number - 1 in {main.mention.total, *same} and main.mention.harm.kind != "harm_total"


def _after(main: Figure, rise: Figure) -> bool:
    """Whether the body tells of the death after the count."""
    one, two = main.telling.sentence, rise.telling.sentence
    told = main.telling.passage is rise.telling.passage and not main.telling.is_title
    return told and (one.index, one.start) < (two.index, two.start)


def _with(main: Figure, groups: Sequence[CountGroup]) -> Figure:
    mention = main.mention
    return replace(main, mention=replace(mention, groups=(*mention.groups, *groups)))
