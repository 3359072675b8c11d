"""Headlines and openings that tell of no attack beside those of the text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.sites import is_named, is_wide
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling

if TYPE_CHECKING:
    from streams.stages.extract.story.events import Event


def only_titled(story: Story, events: Sequence["Event"]) -> bool:
    """Whether the headline alone tells of the first, and names the place of another as well.

    Its own place is then a part of what follows: nothing else in the article names it, or only
    the sentence that begins another attack, beside the place of that one.
    """
    site = events[0].place
    told = [t for t in events[0].tellings if t.tells or t.tolls]
    if site is None or not all(t.is_title and not t.tolls for t in told):
        return False
    anchors = [event.anchor for event in events[1:]]
    if any(is_named(p, site) for t in anchors if not t.is_title for p in t.places):
        others = (t for t in story.tellings if not (t.is_title or t in anchors))
        return not any(is_named(p, site) for t in others for p in t.places if not is_wide(p))
    body = [p for t in story.tellings if not t.is_title for p in t.places]
    if any(is_named(place, site) for place in body):
        return False
    titled = [p for t in told for p in t.places if p.entry is not None and not is_wide(p)]
    sites = [event.place for event in events[1:] if event.place is not None]
    return any(is_named(place, other) for place in titled for other in sites)


def repeats_headline(story: Story, telling: Telling) -> bool:
    """Whether the first sentence counts the dead of the headline: it tells of the same attack."""
    first = next((t for t in story.tellings if not t.is_title and t.tolls), None)
    if telling is not first:
        return False
    titled = {_counted(m) for t in story.tellings if t.is_title and not t.second for m in t.tolls}
    return any(_counted(m) in titled for m in telling.tolls)


def _counted(mention: TollMention) -> tuple[str, str, int]:
    return mention.effect, mention.side, mention.total
