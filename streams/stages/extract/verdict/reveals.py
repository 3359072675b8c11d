"""What the later sentences of a story give away: that it was a drill, a leak of gas, a quarrel."""

from collections import Counter
from collections.abc import Sequence

from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling

PLAIN, FAINT = 2, 1
"""What a phrase counts that says it outright, and one that often stands beside such."""
ENOUGH = 3
STAGED = frozenset({"drill", "metaphor"})
"""What is given away beside an older day as well: `the third such exercise since March`."""
OUTRIGHT = ("found", "ruled_out")
"""How a sentence says what it was instead of an attack, which gives away an accident."""
HARMLESS = frozenset({"threat", "foiled_plot"})
"""What is only given away while nobody is hurt."""


def given_away(story: Story) -> frozenset[str]:
    """Return the classes of false alarm that phrases all over the article add up to.

    Reports that look like attacks until one reads on: a scene of a series, an explosion whose cause
    is found in the last paragraph. One phrase at least must say it outright. Where somebody claimed
    it, nothing is given away.
    """
    claims = (hit for t in story.tellings if not t.old for hit in t.of("claim"))
    if any(hit.value != "territory" for hit in claims):
        return frozenset()
    points: Counter[str] = Counter()
    plain: set[str] = set()
    for _, value, weight in _phrases(story.tellings):
        points[value] += weight
        if weight == PLAIN:
            plain.add(value)
    if any(m.group.kind == "nonstate" for t in story.tellings if not t.old for m in t.groups):
        plain.discard("crime")
    if any(t.of("motive") for t in story.tellings if not t.old):
        plain -= {"accident", "crime"}
    found = {value for value in plain if points[value] >= ENOUGH}
    return frozenset(found - HARMLESS if _is_anybody_hurt(story) else found)


def _phrases(tellings: Sequence[Telling]) -> set[tuple[str, str, int]]:
    """Return the different phrases with the class that each gives away; each counts once."""
    return {
        (t.passage.slice(hit.start, hit.end).casefold(), str(hit.value), weight)
        for t in tellings
        for kind, weight in (("reveal", PLAIN), ("reveal_faint", FAINT))
        for hit in t.plain(kind)
        if str(hit.value) in STAGED or not t.old
    } | {
        (t.passage.slice(hit.start, hit.end).casefold(), "accident", PLAIN)
        for t in tellings
        for hit in t.plain("cause", "no_attack")
        if hit.value in OUTRIGHT and not t.old
    }


def _is_anybody_hurt(story: Story) -> bool:
    return any(
        m.effect != "arrested" and m.total for t in story.opening for m in t.tolls if not t.old
    )
