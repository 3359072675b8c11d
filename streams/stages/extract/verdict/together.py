"""Do the few sentences of a short report tell an attack together, each its part of it?

Local papers and channels open with how it came about: `he walked past the shoe racks and began
firing`. The deed, who was hurt and where it was stand in sentences of their own.
"""

from collections.abc import Sequence

from streams.stages.extract.story.reports import is_deed, is_referred, refers
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.asserted import victims

_SHORT = 8
_FIRST = 3
"""The deed stands in one of so many first sentences."""
_AROUND = 2
"""Who was hurt is said in its sentence or in one of so many next to it."""
_NOT_NEWS = (
    "cue_court", "cue_statistics", "cue_anniversary", "cue_arrest", "cue_opinion", "cue_drill",
    "cue_sport", "cue_fiction", "cue_crime", "cue_metaphor", "cue_accident", "cue_hypothetical",
    "cue_denial",
)  # fmt: skip
_CONCRETE = ("weapon", "attackers", "attackers_one", "attackers_two", "claim")


def is_told_together(story: Story) -> bool:
    """Whether deed, people hurt, place and something concrete are told, and nothing else is."""
    told = [t for t in story.tellings if t.is_title or not t.is_byline]
    if len(told) > _SHORT or any(t.of(*_NOT_NEWS) for t in story.tellings):
        return False
    now = [t for t in told if not (t.old or t.background)]
    if not any(t.places for t in now):
        return False
    return any(
        _does(deed) and _is_whole(deed, [t for t in _near(told, at) if t in now])
        for at, deed in enumerate(told[:_FIRST])
        if deed in now
    )


def _near(told: Sequence[Telling], at: int) -> Sequence[Telling]:
    return told[max(0, at - _AROUND) : at + _AROUND + 1]


def _does(telling: Telling) -> bool:
    """Whether a word for an attack says that something happened, and is news."""
    return telling.tells and any(
        is_deed(telling, hit) and not is_referred(telling, hit)
        for hit in (*telling.strong, *telling.weak)
    )


def _is_whole(deed: Telling, told: Sequence[Telling]) -> bool:
    """Whether somebody is hurt, and a day, an arm or attackers are named; a target may do.

    Weak words tell of dogs that attack children too.
    """
    concrete = any(t.dates or t.groups or t.of(*_CONCRETE) for t in told)
    concrete = concrete or bool(deed.strong and any(t.of("target") for t in told))
    return concrete and any(not refers(t, toll) for t in told for toll in victims(t))
