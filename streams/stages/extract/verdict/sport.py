"""News of matches, which is told in words of war."""

from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling

_CUES = 3
_SHARE = 4
_MANY = 10


def is_sport(story: Story) -> bool:
    """Whether words of sport come often: in a long text three of them are none."""
    often = max(_CUES, len(story.tellings) // _SHARE)
    if story.cues(story.tellings)["cue_sport"] < often:
        return False
    killed = any(t.strong and _kills_many(t) for t in story.lead if not t.is_title)
    return not (killed or is_hard(story))


def _kills_many(telling: Telling) -> bool:
    """Whether so many are said to be dead as no match has: a club was hit."""
    return any(
        m.effect == "killed" and m.total >= _MANY and all(g.group for g in m.groups)
        for m in telling.tolls
    )


def is_hard(story: Story, *, dated: bool = False) -> bool:
    """Whether strong words, people hurt and a weapon or attacker come together in the lead.

    `dated`: and a day.
    """
    return any(
        (t.strong or _goes_off(t))
        and t.tolls
        and (t.of("weapon", "attackers", "attackers_one") or t.groups)
        and (t.dates or not dated)
        for t in story.lead
    )


def _goes_off(telling: Telling) -> bool:
    """Whether a bomb goes off in words that stand far apart: `بمبی نزدیک ورزشگاه منفجر شد`."""
    return bool(telling.of("weapon")) and any(hit.value == "bombing" for hit in telling.weak)
