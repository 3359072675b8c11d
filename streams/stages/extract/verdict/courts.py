"""A court that was attacked, and one that tries somebody: the same words, other news."""

from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.words.scan import Hit


def strikes_court(story: Story) -> bool:
    """Whether judges or their building were attacked: no word of a trial stands in the opening."""
    lead = story.lead[:3]
    named = [t for t in lead if t.of("judiciary")]
    tried = any(not _is_judiciary(t, hit) for t in lead for hit in t.of("cue_court"))
    fresh = [t for t in lead if not t.old]
    struck = any(t.tells for t in fresh) and any(_hurts(t) for t in fresh)
    return bool(named) and not tried and struck


def _is_judiciary(telling: Telling, cue: Hit) -> bool:
    """Whether a word of trials is only part of the name of a court or of its building."""
    return any(j.start < cue.end and cue.start < j.end for j in telling.of("judiciary"))


def _hurts(telling: Telling) -> bool:
    return any(toll.effect != "arrested" for toll in telling.tolls)
