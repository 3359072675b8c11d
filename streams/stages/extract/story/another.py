"""A second attack where the first was: by words like `in a separate incident`, or another deed."""

from collections.abc import Sequence

from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import opens_apart, says_another, tells_of_another

_KINDS = frozenset(("bombing", "hostage_taking", "stabbing", "suicide_bombing"))
"""Deeds that tell one attack from another; shots, fire and shells go with any."""

_OPENS = 1
_DAY = ("day", "hour")
_SPOKEN = ("cue_arrest", "cue_court", "cue_denial", "cue_reaction", "cue_threat")
"""What is done about an attack that happened before."""


def is_another(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether a sentence of the body tells of another attack than those of `told` before it.

    Words that say so are believed; else it turns, and attackers do what was not done before:
    `Hours later gunmen kidnapped a teacher`, below a car bomb.
    """
    before = [t for t in told if t.is_title or t.sentence.index < telling.sentence.index]
    if telling.is_title or telling.old or telling.background or not before:
        return False
    if says_another(telling):
        spoken = any(cue in telling.cues for cue in _SPOKEN) and not telling.tolls
        return tells_of_another(telling) and not spoken
    if telling.of("the_attack") or any(h.definite for h in (*telling.strong, *telling.weak)):
        return False
    if _is_on_later_day(telling, before):
        return True
    own = _kinds(telling)
    known = {kind for t in before for kind in _kinds(t)}
    return bool(own and known) and not own & known and opens_apart(telling) and _acts(telling)


def _is_on_later_day(telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether it opens with a later day than those told before, and names an attack of its own.

    `وصباح اليوم السبت، سقطت خمس قذائف`, below the bomb of Friday.
    """
    if not telling.strong or not telling.dates:
        return False
    first = telling.dates[0]
    opens = first.start - telling.sentence.start <= _OPENS and telling.is_dateline(first) is False
    days = [
        d.resolved.end
        for t in before
        for d in t.dates
        if d.resolved.precision in _DAY and not t.is_dateline(d)
    ]
    told = opens and first.resolved.precision in _DAY and bool(days)
    return told and max(days) < first.resolved.start


def _acts(telling: Telling) -> bool:
    return bool(telling.of("attackers", "attackers_one", "attackers_two"))


def _kinds(telling: Telling) -> frozenset[str]:
    """Return the deeds that it names, people taken among them."""
    named = {hit.value for hit in (*telling.strong, *telling.weak)}
    if any((toll.effect, toll.side) == ("abducted", "victim") for toll in telling.tolls):
        named.add("hostage_taking")
    return frozenset(named & _KINDS)
