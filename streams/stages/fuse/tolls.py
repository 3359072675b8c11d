"""Which toll: one figure out of many, with what disagrees kept beside it.

The most recent independent source, unless doubtful; when recent ones disagree, the majority within
an hour; without a majority the lowest (GTD, ACLED). Low and high span all sources (UCDP).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from streams.domain.context import Context
from streams.domain.records import Attack, Conflict, FusedToll, Tolls
from streams.domain.records.vocabulary import TollRule
from streams.domain.sources import UNLISTED
from streams.stages.fuse.accounts import MINUTE_MS
from streams.stages.fuse.figures import KINDS, Cover, Figure, Kind, Voice, figures_of, voice_of
from streams.stages.fuse.likeness import is_later_toll


@dataclass(frozen=True, slots=True)
class Fused:
    """The figures of an incident, those said of its whole campaign, and what disagrees."""

    tolls: Tolls
    campaign: Tolls
    conflicts: tuple[Conflict, ...]


def fused_tolls(attacks: Sequence[Attack], day: str | None, ctx: Context) -> Fused:
    """Return the figures that the reports of one incident on `day` give together."""
    sums = _sums_of_both_sides(attacks)
    voices = [voice_of(attack, ctx) for attack in attacks]
    own: dict[Kind, FusedToll | None] = {}
    campaign: dict[Kind, FusedToll | None] = {}
    conflicts: list[Conflict] = []
    for kind in KINDS:
        figures = _figures(voices, kind)
        own[kind] = _best_of(figures, day, sums if kind == "killed" else frozenset(), ctx)
        said = _last_words(f for f in figures if f.cover == "campaign")
        campaign[kind] = _fused(said, said, ctx) if said else None
        conflicts += _conflicts(kind, figures, own[kind])
    return Fused(Tolls(**own), Tolls(**campaign), tuple(conflicts))


def _figures(voices: Iterable[Voice], kind: Kind) -> list[Figure]:
    """Return all figures of one kind in order of time."""
    figures = [figure for voice in voices for figure in figures_of(voice, kind)]
    return sorted(figures, key=lambda figure: figure.order)


def _sums_of_both_sides(attacks: Iterable[Attack]) -> frozenset[int]:
    """Return victims and attackers added up, for each report that gives both (6 + 12 = 18).

    Not with one attacker: a toll that rises by one is more often the next victim.
    """
    both = ((a.killed or 0, a.perpetrators_killed or 0) for a in attacks)
    return frozenset(
        victims + attackers for victims, attackers in both if victims and attackers > 1
    )


def _best_of(
    figures: Sequence[Figure], day: str | None, sums: frozenset[int], ctx: Context
) -> FusedToll | None:
    for cover in ("clear", "ambiguous"):
        last = _last_words(_counted([f for f in figures if f.cover == cover]))
        if last:
            said = Counter(f.value for f in last)
            alone = frozenset(
                value for value in sums if said[value] < ctx.thresholds.corroborated_sources
            )
            same_day = [f.value for f in last if not _is_of_another_day(f, day)]
            trusted = [f for f in last if not _is_doubtful(f, day, alone, same_day)] or last
            return _fused(_not_summed(_of_all(trusted), figures, ctx), trusted, ctx)
    return None


def _of_all(figures: Sequence[Figure]) -> Sequence[Figure]:
    """Return the figures without those of one nation's people where others count more people."""
    most = max((f.value for f in figures if f.nation is None), default=0)
    return [f for f in figures if f.nation is None or f.value >= most]


def _not_summed(
    trusted: Sequence[Figure], figures: Iterable[Figure], ctx: Context
) -> Sequence[Figure]:
    """Return the figures without those that one source alone gives as this attack's dead and
    another as the dead of several attacks together.
    """
    summed = {figure.value for figure in figures if figure.cover == "campaign"}
    said = Counter(figure.value for figure in trusted)
    enough = ctx.thresholds.corroborated_sources
    return [f for f in trusted if f.value not in summed or said[f.value] >= enough] or trusted


def _last_words(figures: Iterable[Figure]) -> list[Figure]:
    """Return the last figure of each independent source, in order of time."""
    latest = {figure.keys: figure for figure in figures}
    return sorted(latest.values(), key=lambda figure: figure.order)


def _counted(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, of attackers' dead without a bomber who is counted alone by some."""
    counted = [f for f in figures if f.kind != "perpetrators_killed" or f.value > 1]
    return counted or list(figures)


def _is_doubtful(
    figure: Figure, day: str | None, sums: frozenset[int], same_day: Sequence[int]
) -> bool:
    """Tell whether a figure yields to any other: nobody vouches for its source, it is the dead of
    both sides as a report gives them (18 = 6 police + 12 attackers) and one source alone says it,
    or it is of another day and cannot be what became of the figures of this one.
    """
    unvouched = figure.keys == (UNLISTED,)
    other_day = _is_of_another_day(figure, day)
    follows = any(is_later_toll(value, figure.value) for value in same_day)
    return unvouched or (other_day and not follows) or figure.value in sums


def _is_of_another_day(figure: Figure, day: str | None) -> bool:
    date = figure.attack.date
    exact = date.basis == "text" and date.precision in ("hour", "day")
    return day is not None and exact and date.start != day


def _fused(figures: Sequence[Figure], told: Sequence[Figure], ctx: Context) -> FusedToll:
    """Return the best of the figures; low and high span all that are told."""
    best, rule = _chosen(figures, ctx.thresholds.majority_minutes)
    return FusedToll(
        low=min(figure.low for figure in told),
        best=best.value,
        high=max(figure.high for figure in told),
        rule=rule,
        source=best.source,
        attributed_to=best.attributed_to,
        ambiguous=best.cover == "ambiguous",
    )


def _chosen(figures: Sequence[Figure], minutes: int) -> tuple[Figure, TollRule]:
    """Return the figure to use, and the rule, of figures sorted by time (one at least)."""
    if len(figures) == 1:
        return figures[0], "only"
    recent = [f for f in figures if f.at >= figures[-1].at - minutes * MINUTE_MS]
    [(value, count), *_] = Counter(f.value for f in reversed(recent)).most_common()
    if count == len(recent):
        return figures[-1], "latest"
    if count * 2 > len(recent):
        return next(f for f in reversed(recent) if f.value == value), "majority"
    lowest = min(f.value for f in recent)
    return next(f for f in reversed(recent) if f.value == lowest), "lowest"


def _conflicts(kind: Kind, figures: Iterable[Figure], best: FusedToll | None) -> Iterable[Conflict]:
    """Return what disagrees with `best`, and every figure of another cover, once per source."""
    seen: set[tuple[Cover, int, str]] = set()
    taken: Cover = "ambiguous" if best is not None and best.ambiguous else "clear"
    for figure in figures:
        name = (figure.cover, figure.value, figure.source)
        same = best is not None and (figure.cover, figure.value) == (taken, best.best)
        if same or name in seen:
            continue
        seen.add(name)
        suffix = "" if figure.cover == "clear" else f".{figure.cover}"
        yield Conflict(
            field=f"tolls.{kind}{suffix}",
            value="" if best is None else str(best.best),
            source="" if best is None else best.source,
            other_value=str(figure.value),
            other_source=figure.source,
        )
