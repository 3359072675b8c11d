"""Forces that only shot down or stopped what was fired: `the army intercepted a missile`."""

from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.actors import GroupMention

_REACH = 14
_BEFORE_REACH = 4
_STRIKES = ("arms", "weapon", "act", "attribution_cue")


def is_defending(telling: Telling, mention: GroupMention) -> bool:
    """Whether a state's force is who intercepts: nothing strikes between its name and the word.

    `أسقطت الدفاعات الروسية مسيرة` and `shot down by Ukrainian air defences` have it behind.
    """
    if mention.group.kind != "state":
        return False
    shots = telling.of("intercepts")
    behind = [s for s in shots if 0 <= s.start - mention.end <= _REACH]
    before = [s for s in shots if 0 <= mention.start - s.end <= _BEFORE_REACH]
    if any(not _strikes(telling, mention.end, shot.start) for shot in behind):
        return True
    return any(not _strikes(telling, shot.end, mention.start) for shot in before)


def _strikes(telling: Telling, start: int, end: int) -> bool:
    """Whether an attack or what attacks with stands between two tokens."""
    blows = (*telling.strong, *telling.weak, *telling.of(*_STRIKES))
    return any(
        start <= blow.start and blow.end <= end
        for blow in blows
        if telling.hits.at(blow.start, "part_of_day") is None
    )
