"""What is left of a count of all the dead when the attackers in it are taken off."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.harm.inclusive import RULE

_LED = 3
_FEWEST = 2
"""Up to so many victims beside the attackers' dead are no sign of a sum."""


def less_attackers(figures: Sequence[Figure], told: Sequence[Figure]) -> list[Figure]:
    """Return the victims' figures, the largest that counts all the dead less the attackers in it.

    `told` are all figures. Attackers are known to be in it where words say so, or where it is the
    sum of the attackers' dead and another count of victims.
    """
    held = [f.mention for f in told if f.mention.rule == RULE]
    plain = [f for f in figures if _counts_all(f) and not f.stale]
    largest = max((f.mention.total for f in plain), default=0)
    risen = any(f.mention.total == largest and _is_total(f) for f in plain)
    number = held[0].total if held else 0 if risen else _in_sum(largest, figures, told)
    if not 0 < number < largest:
        return list(figures)
    return [_less(f, number) if f in plain and f.mention.total == largest else f for f in figures]


def _is_total(figure: Figure) -> bool:
    """Whether words like `the toll` lead to the figure."""
    if figure.mention.harm.kind == "harm_total":
        return True
    first = figure.mention.groups[0].start
    return bool(figure.telling.hits.within(first - _LED, first, "harm_total"))


def _in_sum(largest: int, figures: Sequence[Figure], told: Sequence[Figure]) -> int:
    """Return the attackers' dead where with other victims they make up the largest figure."""
    firm = {f.mention.total for f in figures if not f.stale and f.mention.total > _FEWEST}
    attackers = {
        f.mention.total
        for f in told
        if (f.mention.effect, f.mention.side) == ("killed", "perpetrator") and not f.stale
    }
    return next((n for n in sorted(attackers) if n and largest - n in firm), 0)


def _counts_all(figure: Figure) -> bool:
    """Whether the figure counts people of any kind, and none has been taken off it yet."""
    groups = figure.mention.groups
    plain = len(groups) == 1 and groups[0].group in (None, "people") and not groups[0].single
    return plain and not figure.mention.reduced


def _less(figure: Figure, number: int) -> Figure:
    group = figure.mention.groups[0]
    high = group.high - number if group.high is not None else None
    fewer = replace(group, low=group.low - number, high=high)
    return replace(figure, mention=replace(figure.mention, groups=(fewer,)))
