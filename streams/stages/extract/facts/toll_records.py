"""The records of tolls: what each figure says, of whom, by whom, and over how many attacks."""

from collections.abc import Sequence
from functools import partial

from streams.domain.records import Toll
from streams.domain.records.vocabulary import Scope
from streams.stages.extract.facts.evidence import Notes
from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.harm.reader import CountGroup
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.words.scan import Hit


def toll_records(
    figures: Sequence[Figure], others: Sequence[int], notes: Notes
) -> tuple[Toll, ...]:
    """Return the record of each figure and of those among them; `others`: other attacks' tolls."""
    found: dict[Toll, None] = {}
    for figure in figures:
        mention = figure.mention
        whole = _toll(figure, mention.total, mention.groups, None, _scope(figure, others))
        found.setdefault(whole)
        first = min(mention.harm.start, mention.groups[0].start)
        last = max(mention.harm.end, mention.groups[-1].end)
        notes.add_people("tolls", figure.telling, range(first, last), mention.rule)
        for subset in mention.subsets:
            found.setdefault(_toll(figure, subset.low, (subset,), mention.total, whole.scope))
            among = range(subset.start, subset.end)
            notes.add_people("tolls", figure.telling, among, "toll.among")
    return tuple(found)


def _scope(figure: Figure, others: Sequence[int]) -> Scope:
    """Return what a figure covers: several attacks when its sentence says that they are summed.

    One tied only to `the attack` after several, at least as large as another's, is unsure.
    """
    if figure.summed or _is_called_sum(figure):
        return "campaign"
    if figure.shared and any(figure.mention.total >= other for other in others):
        return "ambiguous"
    return "attack"


def _is_called_sum(figure: Figure) -> bool:
    """Whether words like `attacks around the country` stand by it, and by none of its kind nearer.

    `a bomb killed 12, as attacks around Iraq claimed at least 21 lives`: those on the other side
    of the words than the nearest are none.
    """
    own = figure.mention
    for cue in figure.telling.of("summed"):
        near = sorted(figure.telling.tolls, key=partial(_gap, cue))
        alike = next(m for m in near if m.effect == own.effect)
        if alike is own and (own.harm.start < cue.start) == (near[0].harm.start < cue.start):
            return True
    return False


def _gap(cue: Hit, mention: TollMention) -> int:
    """Return how many words lie between a cue and a toll."""
    first = min(mention.harm.start, mention.groups[0].start)
    last = max(mention.harm.end, mention.groups[-1].end)
    return first - cue.end if first >= cue.end else cue.start - last


def _toll(
    figure: Figure,
    best_count: int,
    groups: Sequence[CountGroup],
    subset_of: int | None,
    scope: Scope,
) -> Toll:
    is_open = any(g.high is None for g in groups)
    named = {g.group for g in groups if g.group}
    return Toll(
        effect=figure.mention.effect,
        side=figure.mention.side,
        low=best_count,
        best=best_count,
        high=None if is_open else best_count,
        group=named.pop() if len(named) == 1 else None,
        nationality=next((g.nationality for g in groups if g.nationality), None),
        qualifier=next((g.qualifier for g in groups if g.qualifier), None),
        subset_of=subset_of,
        scope=scope,
        attributed_to=figure.speaker,
        perpetrator_source=figure.own_boast,
    )
