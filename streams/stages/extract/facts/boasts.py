"""Does an armed group that gives a figure boast of its attack, or speak for the victims?"""

from collections.abc import Sequence
from dataclasses import replace

from streams.domain.records import Claim, Perpetrator
from streams.stages.extract.facts.figures import Figure


def told_by_attackers(
    figures: Sequence[Figure], perpetrators: Sequence[Perpetrator], claims: Sequence[Claim]
) -> list[Figure]:
    """Return the figures, those of a named group that did not attack as any other's.

    `two members died, the SDF said`. Where nobody is named as the attacker every armed group is
    held to boast.
    """
    doers = {p.name for p in perpetrators if p.name} | {c.claimant for c in claims}
    return [_fair(f) if doers and _is_others(f, doers) else f for f in figures]


def _is_others(figure: Figure, doers: set[str]) -> bool:
    speaker = figure.speaker
    return speaker is not None and speaker.name is not None and speaker.name not in doers


def _fair(figure: Figure) -> Figure:
    speaker = figure.speaker
    fair = replace(speaker, perpetrator=False) if speaker is not None else None
    return replace(figure, speaker=fair)
