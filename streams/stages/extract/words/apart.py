"""Triggers whose words stand apart: `въехал на большой скорости в толпу`, in any language."""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.stages.extract.words.scan import Hit

_AHEAD = 11
"""How many words may part a verb from what it strikes, where that stands behind."""
_BACK = 4


def join(
    by_kind: Mapping[str, list["Hit"]], by_start: MutableMapping[int, Sequence["Hit"]]
) -> None:
    """Add to the hits of one sentence the triggers that a verb and its object far off make.

    Either word alone may mean anything; both tables give the type of attack that they make.
    """
    for verb in by_kind["apart"]:
        told = by_kind["trigger"]
        if not _is_met(verb, by_kind["apart_to"]) or any(_is_longer(h, verb) for h in told):
            continue
        found = verb._replace(kind="trigger")
        told[:] = [hit for hit in told if hit.start != verb.start] + [found]
        told.sort(key=lambda hit: hit.start)
        others = [hit for hit in by_start[found.start] if hit.kind != "trigger"]
        by_start[found.start] = (*others, found)


def _is_met(verb: "Hit", objects: Sequence["Hit"]) -> bool:
    return any(
        it.value == verb.value
        and (it.start - verb.end in range(_AHEAD) or verb.start - it.end in range(_BACK))
        for it in objects
    )


def _is_longer(known: "Hit", verb: "Hit") -> bool:
    """Whether a phrase of more words tells the type already."""
    longer = known.end - known.start > verb.end - verb.start
    return longer and known.start <= verb.start and verb.end <= known.end
