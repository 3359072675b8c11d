"""Is a bomb that was found and made safe before it could hurt anybody the news itself?

Such a report has no dead, and opens unlike others: `Letter bomb for the consul defused`.
"""

from streams.stages.extract.story.reports import is_deed, is_site
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.refusals import titles_of

_BOMBS = ("bombing", "suicide_bombing")
_ABOUT = (
    "cue_arrest", "cue_court", "cue_statistics", "cue_anniversary", "cue_drill", "cue_sport",
    "cue_denial", "cue_fiction", "cue_opinion", "cue_crime", "cue_threat", "cause",
)  # fmt: skip
"""What the opening of another kind of article is about."""


def is_thwarted(story: Story) -> bool:
    """Whether the headline has a bomb, it or the first sentence whom it was meant for, and the
    opening that it failed.

    Nobody may be hurt, caught or tried there, and the place must be named.
    """
    titles = [t for t in titles_of(story) if t.is_title]
    told = [t for t in story.opening if not (t.old or t.background)]
    aimed = any(t.of("target") for t in told[: len(titles) + 1])
    if not (aimed and any(_has_bomb(t) for t in titles if t in told)):
        return False
    if any(t.tolls or t.plain("no_attack") or any(cue in t.cues for cue in _ABOUT) for t in told):
        return False
    failed = any(t.of("defused") or "cue_foiled" in t.cues for t in told)
    return failed and any(is_site(place) for t in told for place in t.places)


def _has_bomb(telling: Telling) -> bool:
    named = (*telling.strong, *telling.weak)
    return any(hit.value in _BOMBS and is_deed(telling, hit) for hit in named)
