"""What an armed group says that it did, where verbs stand last and their subject is left out.

`جبهه مقاومت می‌گوید بر یک پاسگاه طالبان حمله کرده`: nobody else is named, so it was the speaker.
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
    "negator", "cue_denial", "praise", "accuses",
)  # fmt: skip
_STRUCK = ("owned", "people", "people_one", "member", "position", "against")
_PLURAL = ("ند", "یان")
"""In verbs: their doers are several, so not the group that speaks."""


def said_deed(
    passage: Passage, hits: Hits, sentence: Sentence, named: Sequence[GroupMention]
) -> tuple[GroupMention, Hit] | None:
    """Return the armed group that opens the sentence and tells its own deed, and the verb."""
    deeds = [d for d in hits.inside(sentence, "deed_last") if _is_of_one(passage, d)]
    if not deeds or not named:
        return None
    group = min(named, key=lambda m: m.start)
    if group.group.kind != "nonstate" or group.start - sentence.start > _OPENS:
        return None
    said = hits.within(group.end, min(group.end + _SAID_REACH + 1, sentence.end), "says")
    if not said or hits.inside(sentence, *_OTHERS) or deeds[0].start < said[0].end:
        return None
    others = [(m.start, m.end) for m in named if m.start >= group.end]
    others += [(h.start, h.end) for h in hits.within(said[0].end, deeds[0].start, "org")]
    struck = all(_is_struck(hits, start, end) for start, end in others)
    return (group, deeds[0]) if struck else None


def _is_of_one(passage: Passage, deed: Hit) -> bool:
    """Whether the verb tells of one doer."""
    return not any(w.endswith(_PLURAL) for w in passage.words[deed.start : deed.end])


def _is_struck(hits: Hits, start: int, end: int) -> bool:
    """Whether others only own what was struck, or were struck, or their men: `را` behind."""
    if hits.at(end, "object_after") is not None:
        return True
    near = hits.within(max(0, start - _OWNED_REACH), start, *_STRUCK)
    return any(hit.end == start for hit in near)
