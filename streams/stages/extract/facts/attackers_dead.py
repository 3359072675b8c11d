"""The dead among the attackers, who are often told one by one: one at the gate, then the others."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.facts.best_figure import best
from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.harm.reader import CountGroup

_MOST = 12
"""More attackers than that are counted, not told one by one."""


def dead_attackers(figures: Sequence[Figure]) -> Figure | None:
    """Return the figure of attackers who died: the best, or what those told one by one make.

    `one blew himself up at the gate, police shot the other three` are four.
    """
    main = best(figures, "killed", "perpetrator")
    told = [f for f in figures if _is_told(f)]
    if main is None:
        return None
    rest = [f for f in told if _is_rest(f) and not _is_within(f, main)]
    if not rest:
        return main
    first = [f for f in told if f not in rest and _place(f) < _place(rest[0])]
    if not first:
        return main
    parts = [*first[-1].mention.groups, *_distinct(rest)]
    host = first[-1] if main.telling.is_title else main
    together = replace(host, mention=replace(host.mention, groups=tuple(parts)))
    total = together.mention.total
    return together if main.mention.total < total <= _MOST else main


def _is_told(figure: Figure) -> bool:
    mention = figure.mention
    attackers = (mention.effect, mention.side) == ("killed", "perpetrator")
    return attackers and not (figure.own_boast or figure.telling.is_title or figure.stale)


def _is_rest(figure: Figure) -> bool:
    """Whether the figure counts others than those told before: `the other two`, `الثالث`."""
    group, hits = figure.mention.groups[0], figure.telling.hits
    return bool(hits.within(max(0, group.start - 1), group.end + 1, "rest", "others_one"))


def _is_within(figure: Figure, main: Figure) -> bool:
    """Whether the figure tells of one whom a count before it holds: `the second` of two bombers."""
    start = figure.mention.groups[0].start
    near = figure.telling.hits.within(max(0, start - 2), figure.mention.groups[-1].end, "ordinal")
    return bool(near) and figure is not main and int(near[-1].value) <= main.mention.total


def _place(figure: Figure) -> tuple[int, int]:
    return figure.telling.sentence.index, figure.mention.groups[0].start


def _distinct(figures: Sequence[Figure]) -> list[CountGroup]:
    """Return the groups of the figures, each one once."""
    groups = [g for f in figures for g in f.mention.groups]
    return list({(g.start, g.low): g for g in groups}.values())
