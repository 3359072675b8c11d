"""Which of several figures for one effect and side holds."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from streams.domain.records.vocabulary import Effect, Side
from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.facts.less_attackers import less_attackers
from streams.stages.extract.facts.rises import left_over, less_died, raised, rises_in

_FAR_ABOVE = 1.5
_FEW = 3
_SELF = "toll.self"
_WITHIN = "toll.within"
_AUTHORITIES = ("police", "officer", "official", "ministry", "military", "spokesman", "medic")
_MORE_REACH = 6
_SAW_REACH = 5
_EARLY = 7
"""News gives its toll among the first sentences; later ones compare and look back."""


def best(figures: Sequence[Figure], effect: Effect, side: Side) -> Figure | None:
    """Return the figure to use: the body's before the headline's, a revised one, the largest.

    The headline's wins over parts of it, and over what is far above it where the text gives both.
    A figure of the perpetrators, or of several attacks, never is; one that may cover several only
    when alone.
    """
    fitting = [
        f
        for f in figures
        if (f.mention.effect, f.mention.side) == (effect, side) and not (f.own_boast or f.summed)
    ]
    if (effect, side) == ("killed", "victim"):
        fitting = less_attackers(fitting, figures)
    rises = rises_in(fitting) if not any(f.revised for f in fitting) else []
    counted = [f for f in fitting if f not in rises]
    main = _both_ways(_best_of(counted or fitting), fitting)
    if main is None or not rises or _is_titled(main, fitting):
        return main
    return raised(main, rises)


def best_wounded(figures: Sequence[Figure]) -> Figure | None:
    """Return the figure of the wounded; who died of them since is none of them any more."""
    left = left_over(figures)
    main = best(figures, "wounded", "victim") if left is None else left
    if main is None or main is left:
        return main
    dead = best(figures, "killed", "victim")
    return less_died(main, dead.mention.total if dead is not None else 0, figures)


def _best_of(figures: Sequence[Figure]) -> Figure | None:
    fitting = [f for f in figures if not f.stale] or list(figures)
    fitting = _by_who_knows(fitting)
    exact = [f for f in fitting if not _is_vague(f)] or fitting
    body = [f for f in exact if not f.telling.is_title]
    early = [f for f in body if f.telling.sentence.index < _EARLY]
    own = [f for f in early or body if not f.shared] or body or exact
    revised = [f for f in own if f.revised]
    top = max(revised[:1] or own, key=_total, default=None)
    titled = max((f for f in exact if f.telling.is_title), key=_total, default=None)
    if top is None or revised:
        return top
    if titled is not None and (_is_meant(titled, top, own) or _is_rival(top, titled, own)):
        return titled
    return _with_more(top, own, fitting)


def _is_titled(main: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the headline gives the same total, so that nobody is missing from it."""
    totals = {f.mention.total for f in figures if f.telling.is_title}
    return main.telling.is_title or main.mention.total in totals


def _by_who_knows(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures without those of witnesses where an authority gives one as well."""
    roles = [_role(f) for f in figures]
    if not any(role in _AUTHORITIES for role in roles):
        return list(figures)
    return [f for f, role in zip(figures, roles, strict=True) if role != "witness" or f.added]


def _role(figure: Figure) -> str | None:
    """Return who gives a figure; whoever only says what he saw is a witness."""
    start = figure.mention.groups[0].start
    saw = figure.telling.hits.within(max(0, start - _SAW_REACH), start, "saw")
    if any(hit.start >= figure.telling.sentence.start for hit in saw):
        return "witness"
    return figure.speaker.role if figure.speaker is not None else None


def _is_meant(titled: Figure, top: Figure, own: Sequence[Figure]) -> bool:
    """Whether the headline sums the text's figures, or the text agrees and has one far above."""
    if titled.mention.harm.kind == "harm_total" and _total(titled) > _total(top):
        return True
    if sum({_total(f) for f in own}) == _total(titled):
        return True
    if all(_total(f) == 1 and not f.mention.groups[0].bare for f in own):
        return True
    if top.mention.harm.kind == "harm_total" or _total(titled) < _FEW:
        return False
    same = [f for f in own if _total(f) == _total(titled)]
    agreed = any(_nation(f) == _nation(top) or _nation(f) is None for f in same)
    return agreed and _total(top) > _FAR_ABOVE * _total(titled)


def _is_rival(top: Figure, titled: Figure, own: Sequence[Figure]) -> bool:
    """Whether a higher figure is only another's count: headline and lead agree on theirs.

    `The media office put the dead at 16`, below `Strike kills nine` and `Nine people were killed`.
    """
    first = min(own, key=lambda f: (f.telling.sentence.index, f.telling.sentence.start))
    agreed = _total(first) == _total(titled) < _total(top) and _nation(first) == _nation(top)
    apart = top.telling.sentence.index > first.telling.sentence.index + 1
    return agreed and apart and top.telling.sentence.paragraph != first.telling.sentence.paragraph


def _nation(figure: Figure) -> str | None:
    """Return the nation whose people alone it counts: `three Iranians had been killed`."""
    return figure.mention.groups[0].nationality


def _total(figure: Figure) -> int:
    return figure.mention.total


def _with_more(main: Figure, own: Sequence[Figure], fitting: Sequence[Figure]) -> Figure:
    """Return the figure with those that a later sentence adds: `two more people were killed`.

    Where the headline gives the same figure, or a total is named, nothing is added.
    """
    titled = any(f.telling.is_title and f.mention.total == main.mention.total for f in fitting)
    one = main.mention.total == 1 and main.telling.reading.lexicon.grammar.also_ending
    if main.mention.harm.kind == "harm_total" or (titled and not one):
        return main
    at = main.telling.sentence.index
    near = range(at, at + _MORE_REACH)
    end = main.mention.groups[-1].end
    more = [
        f
        for f in own
        if f is not main
        and f.telling.sentence.index in near
        and (f.telling is not main.telling or f.mention.groups[0].start >= end)
        and (f.added or _goes_on(main, f))
    ]
    told = {(f.telling.sentence.index, f.mention.groups[0].start) for f in own}
    if not more and (first := _first_of_two(main, own)) is not None:
        more = [first]
    if not more or len(told) > len(more) + 1:
        return main
    groups = (*main.mention.groups, *more[0].mention.groups)
    return replace(main, mention=replace(main.mention, groups=groups))


def _first_of_two(main: Figure, own: Sequence[Figure]) -> Figure | None:
    """Return whom the sentence counts before those who are the larger number.

    `سێ سەرباز کوژران و چوار هاووڵاتیش کوژران`: where an ending says that these died as well.
    """
    ending = main.telling.reading.lexicon.grammar.also_ending
    if not (ending and main.added):
        return None
    start = main.mention.groups[0].start
    before = [f for f in own if f.telling is main.telling and f.mention.groups[-1].end <= start]
    return before[0] if len(before) == 1 else None


def _both_ways(main: Figure | None, fitting: Sequence[Figure]) -> Figure | None:
    """Return the attackers' dead with those who blew themselves up beside others who were shot.

    `two bombers blew themselves up and three gunmen were shot`: five, where one sentence tells it
    and no larger figure is given.
    """
    if main is None or main.mention.side == "victim":
        return main
    for own in (f for f in fitting if f.mention.rule == _SELF and not f.mention.groups[0].subset):
        beside = [
            f
            for f in fitting
            if f.telling is own.telling
            and f.mention.rule not in (_SELF, _WITHIN)
            and f.mention.groups[0].start != own.mention.groups[0].start
        ]
        most = max(beside, key=_total, default=None)
        if most is None or _are_parts(own, _total(main)):
            continue
        if _total(most) + _total(own) > _total(main) == _total(most):
            groups = (*most.mention.groups, *own.mention.groups)
            return replace(most, mention=replace(most.mention, groups=groups))
    return main


def _are_parts(own: Figure, whole: int) -> bool:
    """Whether the sentence splits the number: `nine died: seven in the fight, two by their own`."""
    parts = [g.low for g in own.telling.counts if g.side == "perpetrator" or g.bare]
    return any(one + two == whole for one, two in combinations(parts, 2))


def _goes_on(main: Figure, more: Figure) -> bool:
    """Whether `and` joins the figure to the end of the other: `مقتل شرطي واستشهاد ثلاثة مدنيين`."""
    harm = more.mention.harm
    return (
        more.telling is main.telling
        and bool(harm.prefix)
        and harm.kind == main.mention.harm.kind == "harm_post"
        and harm.start - main.mention.groups[-1].end in range(2)
    )


def _is_vague(figure: Figure) -> bool:
    """Whether the figure is a word like `dozens`."""
    return all(group.qualifier == "vague" for group in figure.mention.groups)
