"""A second attack where the first was: by words like `in a separate incident`, or another deed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.other_times import (
    begins_later,
    is_on_later_day,
    is_on_other_day,
)
from streams.stages.extract.story.sites import best_site, is_same
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import (
    counting,
    opens_apart,
    says_another,
    says_turn,
    tells_of_another,
    turns_of,
)
from streams.stages.extract.where.places import PlaceMention

if TYPE_CHECKING:
    from streams.stages.extract.story.story import Story

_KINDS = frozenset(("bombing", "hostage_taking", "stabbing", "suicide_bombing"))
"""Deeds that tell one attack from another; shots, fire and shells go with any."""

_COUNTS_REACH = 2
"""Sentences behind one that names an attack in which its dead are counted."""

_OTHER = ("others", "others_one", "rest")
_MEANS = (
    *("trigger", "trigger_weak", "weapon", "arms"),
    *("attackers", "attackers_one", "attackers_two"),
)
_BESIDE = 2
_FIRST_WORDS = 3

_SPOKEN = ("cue_arrest", "cue_court", "cue_denial", "cue_reaction", "cue_threat")
"""What is done about an attack that happened before."""


def is_another(story: "Story", telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether a sentence of the body tells of another attack than those of `told` before it.

    Words that say so are believed; else it turns, and attackers do what was not done before:
    `Hours later gunmen kidnapped a teacher`, below a car bomb.
    """
    before = [t for t in told if t.is_title or t.sentence.index < telling.sentence.index]
    if telling.is_title or telling.old or telling.background or not before:
        return False
    if says_another(telling):
        return tells_of_another(telling) and not _is_spoken_of(telling)
    if begins_later([t for t in story.tellings if not t.is_title], telling):
        return True
    if telling.of("the_attack") or any(h.definite for h in (*telling.strong, *telling.weak)):
        return False
    later = (
        is_on_later_day(telling, before)
        or is_on_other_day(telling, before)
        or _is_of_later_day(story, telling, before)
    )
    if (later and not _counts_on(telling)) or _strikes_again(story, telling, before):
        return True
    return _is_other_deed(story, telling, before)


def _is_spoken_of(telling: Telling) -> bool:
    """Whether it tells what is done about an attack, and counts nobody."""
    return any(cue in telling.cues for cue in _SPOKEN) and not telling.tolls


def _is_other_deed(story: "Story", telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether it turns, and attackers do what was not done before."""
    own = _kinds(telling)
    known = {kind for t in before if not t.is_title for kind in _kinds(t)}
    if not known:
        return bool(own) and _is_other_means(story, telling, before)
    return bool(own) and not own & known and opens_apart(telling) and _acts(telling)


def _is_other_means(story: "Story", telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether a sentence turns from shots or fire to a bomb, and nobody spoke of several attacks.

    `Hours later a bomb stuck to a car went off`, below a man shot dead.
    """
    first = telling.sentence.start + _FIRST_WORDS
    turns = any(hit.start < first for hit in turns_of(telling))
    told = any(t.tells for t in before if not t.is_title)
    armed = bool(telling.of("weapon", "arms"))
    return turns and told and armed and not any(t.of("several") for t in story.opening)


def another_site(telling: Telling, main: PlaceMention | None) -> PlaceMention | None:
    """Return where such an attack was: where the main one was unless it names a place elsewhere."""
    site = best_site(telling, elsewhere=True)
    if site is not None or main is None:
        return site
    named = (p for p in telling.places if p.entry and not (p.reference or p.dateline))
    return next((p for p in named if not is_same(p, main)), main)


def _strikes_again(story: "Story", telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether another blow of the kind told before hurts people who were not counted yet.

    `Half an hour later another bomb went off in a market of the town. Two died.`
    """
    if not any(t.tells for t in before if not t.is_title) or not tells_of_another(telling):
        return False
    below = counting(story.tellings, telling)
    own = {(m.effect, m.total) for t in (telling, *below) for m in _victims(t)}
    known = {(m.effect, m.total) for t in before for m in _victims(t)}
    if not own - known or not (telling.strong or telling.weak):
        return False
    told = (t for t in before if not t.is_title)
    other = _names_other(telling)
    return says_turn(telling) and (other or bool(_sites(telling) - _sites(*told)))


def _is_of_later_day(story: "Story", telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether a paragraph opens with an attack of a later day, and counts whom it hurt."""
    body = [t for t in before if not t.is_title]
    new = body and telling.sentence.paragraph > body[-1].sentence.paragraph
    days = [d for t in body for d in t.dates if not (t.is_dateline(d) or t.old)]
    own = [d.resolved for d in telling.dates]
    if not (new and days and own and telling.strong and tells_of_another(telling)):
        return False
    if telling.of("claim", "claim_verb"):
        return False  # the day of the statement
    later = max(d.resolved.end for d in days) < min(day.start for day in own)
    hurt = {m.total for t in (telling, *counting(story.tellings, telling)) for m in _victims(t)}
    known = {m.total for t in body for m in _victims(t)}
    return later and all(day.precision in ("day", "hour") for day in own) and bool(hurt - known)


def _counts_on(telling: Telling) -> bool:
    """Whether its dead are told as more of those before: `they returned and killed 44 more`."""
    ends = {group.end for group in telling.counts}
    return any({other.start, other.end} & ends for other in telling.of(*_OTHER))


def _names_other(telling: Telling) -> bool:
    """Whether a word like `another` or `second` stands beside what strikes: `a second device`."""
    means = telling.of(*_MEANS)
    return any(
        other.start - hit.end <= _BESIDE and hit.start - other.end <= _BESIDE
        for other in telling.of(*_OTHER)
        for hit in means
    )


def _sites(*tellings: Telling) -> frozenset[str]:
    """Return the kinds of buildings that are named: a school, a market."""
    hits = [h.value for t in tellings for h in t.of("target")]
    return frozenset(value for value in hits if "!" in value or value == "market")


def tells_on(
    story: "Story", telling: Telling, place: PlaceMention, main: PlaceMention | None
) -> bool:
    """Whether a sentence that counts nobody names what the lead said to be hit, in its province.

    `struck a market in Idlib ... The jets bombed the market of Maarat al-Numan`.
    """
    if telling.tolls or place.entry is None or main is None or main.entry is None:
        return False
    near = (place.entry.country, place.entry.admin1) == (main.entry.country, main.entry.admin1)
    at = story.tellings.index(telling)
    known = {m.total for t in story.tellings[:at] for m in _victims(t)}
    counted = {
        m.total for t in story.tellings[at + 1 : at + 1 + _COUNTS_REACH] for m in _victims(t)
    }
    if counted - known:
        return False
    hit = {h.value for t in story.lead if t is not telling for h in t.of("target")}
    return near and any(h.value in hit for h in telling.of("target"))


def _victims(telling: Telling) -> list[TollMention]:
    """Return the people who are said to be killed or wounded."""
    hurt = [m for m in telling.tolls if m.effect in ("killed", "wounded")]
    return [m for m in hurt if m.side == "victim"]


def _acts(telling: Telling) -> bool:
    return bool(telling.of("attackers", "attackers_one", "attackers_two"))


def _kinds(telling: Telling) -> frozenset[str]:
    """Return the deeds that it names, people taken among them."""
    named = {hit.value for hit in (*telling.strong, *telling.weak)}
    if any((toll.effect, toll.side) == ("abducted", "victim") for toll in telling.tolls):
        named.add("hostage_taking")
    return frozenset(named & _KINDS)
