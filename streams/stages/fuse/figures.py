"""The figures that one report gives, by what they cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from streams.domain.context import Context
from streams.domain.records import Attack, Attribution, Toll
from streams.domain.records.vocabulary import Effect, Side
from streams.stages.fuse.accounts import own_time

Kind = Literal["killed", "wounded", "abducted", "perpetrators_killed"]
Cover = Literal["clear", "ambiguous", "campaign", "perpetrator"]
KINDS: dict[Kind, tuple[Effect, Side]] = {
    "killed": ("killed", "victim"),
    "wounded": ("wounded", "victim"),
    "abducted": ("abducted", "victim"),
    "perpetrators_killed": ("killed", "perpetrator"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A report as one voice among several: when it spoke, and for which independent sources."""

    attack: Attack
    at: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one report. `cover`: of this attack alone, perhaps of others too, of a whole
    campaign, or the attackers' own. `keys`: the independent sources behind it.
    `nation`: only people of this one are counted.
    """

    kind: Kind
    value: int
    low: int
    high: int
    cover: Cover
    at: int
    order: tuple[int, str, str]
    keys: tuple[str, ...]
    source: str
    attributed_to: str | None
    nation: str | None
    attack: Attack


def voice_of(attack: Attack, ctx: Context) -> Voice:
    """Return the voice of a report."""
    keys = ctx.sources.independent([(attack.source, attack.wire_sources)])
    return Voice(attack, own_time(attack, ctx.thresholds), keys)


def figures_of(voice: Voice, kind: Kind) -> tuple[Figure, ...]:
    """Return what a report says of one kind, one figure for each cover; often none or one."""
    attack = voice.attack
    effect, side = KINDS[kind]
    total: int | None = getattr(attack, kind)
    tolls = _whole_of_nations([t for t in attack.tolls if (t.effect, t.side) == (effect, side)])
    if side == "perpetrator" and not tolls:
        return ()  # nobody gave the figure: a bomber who is only named
    whole = [t for t in tolls if t.subset_of is None]
    if total is not None and not tolls:
        whole = [Toll(effect, side, total, total, total)]
    if side == "perpetrator" and _sums_victims(attack):
        whole = [replace(toll, scope="campaign") for toll in whole]
    summed = min((t.best for t in whole if t.scope == "campaign"), default=None)
    by_cover: dict[Cover, list[Toll]] = {}
    for toll in whole:
        if summed is not None and toll.scope != "campaign" and toll.best >= summed:
            continue  # as many as in several attacks together: a headline that sums them as well
        by_cover.setdefault(_cover(toll), []).append(toll)
    return tuple(
        _figure(voice, kind, _total(same, total), cover) for cover, same in by_cover.items()
    )


def attribution_of(attack: Attack, given: Attribution | None = None) -> str | None:
    """Return who says it: whom the text names, else the wire it credits; None for the outlet."""
    if given is not None and (given.wire or given.name or given.role):
        return given.wire or given.name or given.role
    return attack.wire_sources[0] if attack.wire_sources else None


def _sums_victims(attack: Attack) -> bool:
    """Tell whether a report counts the victims of several attacks together, and none of one alone:
    then its attackers are those of all of them.
    """
    scopes = {t.scope for t in attack.tolls if t.side == "victim" and t.subset_of is None}
    return scopes == {"campaign"}


def _whole_of_nations(tolls: Sequence[Toll]) -> Sequence[Toll]:
    """Return the tolls without those of one nation's people where more of all people are counted:
    `three Iranians died`, `the mayor had spoken of 16 dead`.
    """
    everybody = max((t.best for t in tolls if t.nationality is None), default=0)
    return [t for t in tolls if t.nationality is None or t.best >= everybody]


def _cover(toll: Toll) -> Cover:
    if toll.perpetrator_source:
        return "perpetrator"
    if toll.scope == "campaign":
        return "campaign"
    return "ambiguous" if toll.scope == "ambiguous" else "clear"


def _total(tolls: Sequence[Toll], total: int | None) -> Toll:
    """Return the toll that stands for all: the report's own total, else the largest."""
    largest = max(tolls, key=lambda toll: toll.best)
    if total is None or any(toll.best == total for toll in tolls):
        return next((toll for toll in tolls if toll.best == total), largest)
    if total != sum(toll.best for toll in tolls):
        return largest
    return Toll(
        largest.effect,
        largest.side,
        sum(toll.low for toll in tolls),
        total,
        _sum_of_highs(tolls),
        attributed_to=largest.attributed_to,
    )


def _sum_of_highs(tolls: Iterable[Toll]) -> int:
    return sum(toll.best if toll.high is None else toll.high for toll in tolls)


def _figure(voice: Voice, kind: Kind, toll: Toll, cover: Cover) -> Figure:
    attack = voice.attack
    return Figure(
        kind=kind,
        value=toll.best,
        low=min(toll.low, toll.best),
        high=max(toll.best, toll.high or 0),
        cover=cover if voice.keys else "perpetrator",
        at=voice.at,
        order=(voice.at, attack.article_id, attack.attack_id),
        keys=voice.keys,
        source=attack.source,
        attributed_to=attribution_of(attack, toll.attributed_to),
        nation=toll.nationality,
        attack=attack,
    )
