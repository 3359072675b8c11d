"""What an armed group says that it did, where verbs stand last and their subject is left out.

`جبهه مقاومت می‌گوید بر یک پاسگاه طالبان حمله کرده`: with nobody named who did it, it was the speaker.
"""

from collections.abc import Sequence

from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_OPENS = 5
_OWNED_REACH = 3
_SAID_REACH = 2
_OTHERS = (
    "attackers", "attackers_one", "attackers_two", "person_attacker", "unidentified", "by", "arms",
    "org", "negator", "cue_denial", "praise", "accuses",
)  # fmt: skip
_STRUCK = ("owned", "people", "people_one", "member", "position", "against")
_PLURAL = ("ند", "یان")
"""In verbs: their doers are several, so not the group that speaks."""


def said_deed(
    passage: Passage, hits: Hits, sentence: Sentence, named: Sequence[GroupMention]
) -> tuple[GroupMention, Hit] | None:
    """Return the armed group that opens the sentence, speaks and tells its own deed, and the verb."""
    deeds = [d for d in hits.inside(sentence, "deed_last") if _is_of_one(passage, d)]
    if not deeds or not named:
        return None
    group = min(named, key=lambda m: m.start)
    if group.group.kind != "nonstate" or group.start - sentence.start > _OPENS:
        return None
    said = hits.within(group.end, min(group.end + _SAID_REACH + 1, sentence.end), "says")
    if not said or hits.inside(sentence, *_OTHERS) or deeds[0].start < said[0].end:
        return None
    others = [m for m in named if m.start >= group.end]
    return (group, deeds[0]) if all(_is_struck(hits, m) for m in others) else None


def _is_of_one(passage: Passage, deed: Hit) -> bool:
    """Whether the verb tells of one doer."""
    return not any(w.endswith(_PLURAL) for w in passage.words[deed.start : deed.end])


def _is_struck(hits: Hits, mention: GroupMention) -> bool:
    """Whether another group only owns what was struck, or its men were."""
    if mention.group.kind == "state":
        return False
    near = hits.within(max(0, mention.start - _OWNED_REACH), mention.start, *_STRUCK)
    return any(hit.end == mention.start for hit in near)
