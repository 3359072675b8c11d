"""Groups that others act against, as the words beside their name say: `operations against X`."""

from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.scan import Hits

_AGAINST_REACH = 4
_BY_REACH = 5
_NEAR = 6
_OFFICE_REACH = 3
_PRAISE_REACH = 6


def is_opposed(hits: Hits, mention: GroupMention) -> bool:
    """Whether words right before the name say that others act against it."""
    led = hits.within(max(0, mention.start - _NEAR), mention.start, "accuses")
    named = hits.at(mention.end, "object_after") and hits.at(mention.end, "attribution_cue")
    if named or any(hit.end >= mention.start - 1 for hit in led):
        return False  # `داعش را مسئول این حمله دانستند`, `انگشت اتهام را به سوی ارتش طالبان`
    after = hits.at(mention.end, "opposed_after")
    if after is not None and hits.at(after.end, "says") is not None:
        after = None  # `carried out by the Taliban, police said`
    if after is not None and _is_led_by(hits, mention):
        after = None  # `به دست عناصر داعش کشته شدند`
    if after is not None or _only_praises(hits, mention):
        return True
    owned = hits.at(mention.end, "possessive")
    if owned is not None and hits.within(owned.end, owned.end + _OFFICE_REACH, "office"):
        return True
    start = max(mention.sentence.start, mention.start - _AGAINST_REACH)
    if hits.within(start, mention.start, "against", "cue_denial"):
        return True
    if mention.led and _is_struck(hits, max(start, mention.start - 2), mention.start):
        return True
    before = hits.within(start, mention.start, "opposed_before")
    return any(hit.end >= mention.start - 1 for hit in before)


def _is_led_by(hits: Hits, mention: GroupMention) -> bool:
    """Whether a word like `by` stands before the group, at most with one for its members."""
    led = hits.within(max(mention.sentence.start, mention.start - _BY_REACH), mention.start, "by")
    return any(
        hit.end == mention.start
        or ((member := hits.at(hit.end, "member")) and member.end == mention.start)
        for hit in led
    )


def _is_struck(hits: Hits, start: int, end: int) -> bool:
    """Whether a target stands there that is no part of a word for arms: `مسيرة تابعة للجيش`."""
    arms = hits.within(max(0, start - 2), end, "trigger", "arms")
    return any(
        not any(arm.start <= hit.start and hit.end <= arm.end for arm in arms)
        for hit in hits.within(start, end, "target")
    )


def _only_praises(hits: Hits, mention: GroupMention) -> bool:
    """Whether it hails what others did: `Hamas and Islamic Jihad hailed the attack`."""
    stop = min(mention.end + _PRAISE_REACH, mention.sentence.end)
    praise = hits.within(mention.end, stop, "praise")
    return bool(praise) and not hits.within(mention.end, praise[0].start, "claim", "trigger")
