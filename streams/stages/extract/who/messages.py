"""What an armed group says of an attack by its own channels: a claim, whatever the words.

`In a post on Telegram the group wrote that its men had hit the post`.
"""

from collections.abc import Sequence

from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Sentence

_DEEDS = (
    "trigger", "trigger_weak", "the_attack", "act", "deed", "harm_post", "harm_verb", "boast",
)  # fmt: skip
_OTHERS = ("role", "officials", "org")
"""Whose statement it may be instead."""
_NONE = ("cue_denial", "praise", "accuses", "cue_threat", "cue_reaction", "negator")
_FIRST = 1


def own_message(
    hits: Hits, sentence: Sentence, named: Sequence[GroupMention]
) -> tuple[GroupMention, Hit] | None:
    """Return the one armed group that speaks of violence by its own medium, and that word."""
    said = hits.inside(sentence, "message")
    medium = next((hit for hit in said if hit.value == "medium"), None)
    issued = [hit for hit in said if hit.value == "issued"]
    if medium is None or not issued or len({m.group.id for m in named}) != 1:
        return None
    group = named[0]
    if group.group.kind != "nonstate":
        return None
    if hits.inside(sentence, *_NONE) or not hits.inside(sentence, *_DEEDS):
        return None
    speaks = any(_is_speaker(hits, sentence, group, verb) for verb in issued)
    return (group, medium) if speaks else None


def _is_speaker(hits: Hits, sentence: Sentence, group: GroupMention, verb: Hit) -> bool:
    """Whether nobody else stands before the verb who may have said it, or right behind it."""
    others = [h for h in hits.within(sentence.start, verb.start, *_OTHERS) if not _is_of(group, h)]
    behind = group.start in range(verb.end, verb.end + _FIRST + 1)
    return (behind or group.end <= verb.start) and not others


def _is_of(group: GroupMention, other: Hit) -> bool:
    """Whether a word is a part of the group's name, or its own speaker: `a Taliban spokesman`."""
    return group.start - 2 <= other.start <= group.end + 1
