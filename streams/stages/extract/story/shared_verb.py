"""Attacks in two places under one verb: `killed three farmers in Gwoza and two traders in Bama`.

Each place has its count beside it, and a word like `and` or a comma parts the two. What was done,
by whom and when is told once, and holds for both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from streams.stages.extract.harm.reader import CountGroup
from streams.stages.extract.harm.sides import side_of
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.sites import is_same
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention

_FINE = ("city", "district", "province")
_BESIDE = 6
"""Words between a count and its place."""
_PARTED = 3
"""Words between what belongs to one place and what to the next."""
_OTHER_DEEDS = (
    "act", "harm_post", "harm_pre", "harm_verb", "harm_counted", "says", "relative", "clause",
    "subset", "aux", "refers",
)  # fmt: skip

Cell = tuple[CountGroup, PlaceMention]


def of_one_verb(telling: Telling) -> list[Telling]:
    """Return a telling for each place of the sentence that has a count of its own; none for one."""
    if telling.is_title or len(_sites(telling)) < 2:
        return []
    hurt = [m for m in telling.tolls if m.side == "victim" and m.effect in ("killed", "wounded")]
    if len({m.effect for m in hurt}) != 1:
        return []
    cells = list(_cells(telling))
    if len(cells) < 2 or not all(_is_next(telling, a, b) for a, b in pairwise(cells)):
        return []
    if not any(group.start == g.start for m in hurt for g in m.groups for group, _ in cells):
        return []
    apart = all(not is_same(a, b) for i, (_, a) in enumerate(cells) for _, b in cells[i + 1 :])
    return [_part(telling, cell, cells, hurt[0]) for cell in cells] if apart else []


def _sites(telling: Telling) -> list[PlaceMention]:
    return [
        p
        for p in telling.places
        if p.entry is not None
        and p.entry.kind in _FINE
        and p.locative
        and not (p.reference or p.dateline or p.near)
    ]


def _cells(telling: Telling) -> Iterator[Cell]:
    """Yield the counts with the place right beside each, all behind or all before their place."""
    counts = [g for g in telling.counts if not g.subset and side_of(g) == "victim"]
    sites = _sites(telling)
    behind = [c for g in counts if (c := _nearest(telling, g, sites, behind=True))]
    before = [c for g in counts if (c := _nearest(telling, g, sites, behind=False))]
    chosen = behind if len(behind) >= len(before) else before
    taken: set[int] = set()
    for group, site in chosen:
        if site.start in taken:
            return
        taken.add(site.start)
        yield group, site


def _nearest(
    telling: Telling, group: CountGroup, sites: Sequence[PlaceMention], *, behind: bool
) -> Cell | None:
    """Return the count with the next place behind or before it, where nothing else is told."""
    found = [p for p in sites if (p.start >= group.end if behind else p.end <= group.start)]
    if not found:
        return None
    site = found[0] if behind else found[-1]
    first, last = (group.end, site.start) if behind else (site.end, group.start)
    if last - first > _BESIDE or _tells_else(telling, first, last):
        return None
    return group, site


def _is_next(telling: Telling, one: Cell, other: Cell) -> bool:
    """Whether only a joining word or a comma parts what belongs to one place and to the next."""
    end = max(one[0].end, one[1].end)
    start = min(other[0].start, other[1].start)
    lexicon, passage = telling.reading.lexicon, telling.passage
    if not 0 <= start - end <= _PARTED or _tells_else(telling, end, start):
        return False
    joined = lexicon.conjunction in passage.words[end:start]
    joined = joined or (
        lexicon.grammar.clitics and passage.words[start].startswith(lexicon.conjunction)
    )
    return joined or any(mark in passage.gap(end - 1) for mark in ",،;")


def _tells_else(telling: Telling, start: int, end: int) -> bool:
    joint, words = telling.reading.lexicon.conjunction, telling.passage.words
    others = telling.hits.within(start, end, *_OTHER_DEEDS)
    return any(words[hit.start] != joint for hit in others)


def _part(telling: Telling, cell: Cell, cells: Sequence[Cell], hurt: TollMention) -> Telling:
    """Return the sentence as it tells of one of the places."""
    group, site = cell
    others = {id(place) for _, place in cells if place is not site}
    places = tuple(p for p in telling.places if id(p) not in others)
    told = (replace(hurt, groups=(replace(group, side="victim"),), subsets=()),)
    return replace(telling, places=places, told=told)
