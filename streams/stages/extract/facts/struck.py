"""Groups that a report names as those who were hit, not as those who did it."""

from streams.stages.extract.harm.reader import CountGroup
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.scan import Hit

_MEMBERS_REACH = 3
_OWNED_REACH = 8
_STRIKES = ("trigger", "trigger_weak", "act", "deed")
_ACCUSATIVE = ("ا", "ين")
"""How an Arabic noun ends that a verb has for its object."""


def is_hit(telling: Telling, mention: GroupMention) -> bool:
    """Whether it owns what is named as hit: `a Taliban vehicle`, `a post of the (Asayish)`.

    So does another that it is said to belong to: `Asayish, affiliated with the SDF`.
    """
    hits = telling.hits
    owned = hits.at(mention.end, "possessive")
    after = hits.at(owned.end if owned else mention.end, "owned")
    parted = not telling.reading.lexicon.clitics.article
    if parted and after is not None and not telling.passage.gap(mention.end - 1).strip():
        return hits.at(after.end, "weapon") is None
    start = max(telling.sentence.start, mention.start - _OWNED_REACH)
    for thing in hits.within(start, mention.start, "owned"):
        if any(h.end == thing.start for h in hits.within(start, thing.start, "accuses")):
            continue  # `حملت السلطات تنظيم داعش مسؤولية الهجوم`
        if _holds(telling, thing, mention) and not hits.within(
            thing.end, mention.start, "act", "by"
        ):
            return True
    linked = hits.within(start, mention.start, "linked")
    return bool(linked) and any(
        other.end <= linked[0].start <= other.end + _MEMBERS_REACH and is_hit(telling, other)
        for other in telling.groups
        if other.end < mention.start
    )


def _holds(telling: Telling, thing: Hit, mention: GroupMention) -> bool:
    """Whether a thing is the group's: `post of the X`, `شرطة المرور التابعة لحركة X`, `شرطة X`."""
    hits = telling.hits
    if hits.at(thing.end, "of") is not None:
        return True
    armed = hits.within(thing.start, mention.start, "trigger", "weapon")
    if telling.reading.lexicon.grammar.verb_far:
        speaks = hits.at(thing.start, "org", "officials", "role") is not None
        return not (armed or speaks) and thing.end == mention.start
    if armed or not telling.reading.lexicon.clitics.article:
        return False
    near = mention.start - thing.end
    linked = hits.within(thing.end, mention.start, "linked")
    return near <= 0 or (near <= _MEMBERS_REACH and (mention.led or bool(linked)))


def is_hurt(telling: Telling, mention: GroupMention) -> bool:
    """Whether it is that of the people hurt: `مقتل 33 من تنظيم داعش`, `ثلاثة من رجال الجيش`.

    So are those among them, `including three members of X`, and whom a verb strikes.
    """
    counted = [
        group
        for toll in telling.tolls
        if toll.rule != "toll.self"
        for group in toll.groups
        if group.side == "perpetrator"
        or mention.start < group.end
        or _serves(telling, group, mention)
        if not _attacked_first(telling, group)
    ]
    among = [g for g in telling.counts if telling.harms and _is_among(telling, g, mention)]
    struck = [g for g in telling.counts if _is_object(telling, g)]
    return any(
        group.start <= mention.start <= group.end + _MEMBERS_REACH
        for group in (*counted, *among, *struck)
    )


def _serves(telling: Telling, group: CountGroup, mention: GroupMention) -> bool:
    """Whether one who was hurt served in it: `اغتيال ضابط في قوات الحزام الأمني`."""
    if group.low != 1 or group.bare or not telling.reading.lexicon.clitics.article:
        return False
    led = telling.hits.at(group.end, "of", "locative")
    between = telling.hits.within(group.end, mention.start, "trigger", "trigger_weak", "by")
    return led is not None and not between and not mention.led


def _attacked_first(telling: Telling, group: CountGroup) -> bool:
    """Whether words before people say that they had attacked: `saldırı düzenleyen iki militan`."""
    return bool(telling.hits.within(telling.sentence.start, group.start, "did_it_before"))


def _is_among(telling: Telling, group: CountGroup, mention: GroupMention) -> bool:
    """Whether some of those hurt are told, and no mark parts them from the name."""
    gaps = (telling.passage.gap(at) for at in range(group.end - 1, mention.start))
    apart = any(mark in gap for gap in gaps for mark in ",،;؛")
    return group.subset and group.side != "perpetrator" and not apart


def _is_object(telling: Telling, group: CountGroup) -> bool:
    """Whether an Arabic verb of violence has these people for its object: `استهدف عنصرا من`."""
    passage = telling.passage
    if not telling.reading.lexicon.clitics.article or group.start == telling.sentence.start:
        return False
    strikes = telling.hits.within(group.start - 1, group.start, *_STRIKES)
    return bool(strikes) and passage.words[group.start].endswith(_ACCUSATIVE)


def is_aimed_at(telling: Telling, mention: GroupMention) -> bool:
    """Whether people or a building of the group are named: `سيارات ناشطين في حركة حماس`."""
    start = max(telling.sentence.start, mention.start - _MEMBERS_REACH)
    near = telling.hits.within(start, mention.start, "people", "people_one", "target")
    return any(not telling.hits.within(hit.end, mention.start, "that") for hit in near)
