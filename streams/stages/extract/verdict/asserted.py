"""Is a fresh attack told outright in the opening, whatever else the article is about?

Reports open with the fright of a night, with who condemned it or with who was caught; what
happened, to whom and where follows in the next sentences, and no count of a year takes it back.
"""

from collections.abc import Sequence

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.reports import is_deed, is_referred, is_site, refers
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.mentions import RECENT_DAYS
from streams.stages.extract.verdict.refusals import ATTACKERS, Refusal
from streams.stages.extract.words.scan import Hit

_FIRST = 4
"""The deed stands in one of so many first sentences."""
_NEXT = 3
"""Who was hurt is said in its sentence or in the next ones: so many together."""
_SOON = 2
"""A deed that only a weak word names stands in one of these."""
_WAR = 1000
_NOT_TOLD = (
    "cue_court", "cue_statistics", "cue_anniversary", "cue_drill", "cue_sport", "cue_denial",
    "cue_fiction", "cue_opinion", "cue_crime", "cue_hypothetical", "cue_threat",
)  # fmt: skip
_REMINDING = ("arrest", "reaction")
_ABOUT = ("cue_arrest", "cue_reaction")


def is_asserted(story: Story, refusal: Refusal | None) -> bool:
    """Whether a deed, people hurt by it and its place are told, whatever the rules' `refusal`."""
    if any(t.explains("found", "ruled_out") for t in story.opening):
        return False
    titles = [t for t in story.tellings if t.is_title]
    body = [t for t in story.tellings if not (t.is_title or (t.is_byline and not t.harms))]
    if refusal == "statistics" and _sums_up((*titles, *body[:1])):
        return False
    return any(
        _is_account(body[at : at + _NEXT], refusal, soon=at < _SOON)
        and _is_placed((*titles, *body[: at + _NEXT]))
        for at in range(min(1 if refusal == "statistics" else _FIRST, len(body)))
    )


def _sums_up(told: Sequence[Telling]) -> bool:
    return any("cue_statistics" in t.cues or t.of("period") for t in told)


def _is_account(told: Sequence[Telling], refusal: Refusal | None, *, soon: bool) -> bool:
    """Whether the first of these sentences tells the deed, and one of them who was hurt.

    Where the article is about an arrest or a condemnation, its sentence may only remind of the
    hurt: they count there when it names the day of the attack too.
    """
    deed = told[0]
    if not (deed.tells and _is_now(deed) and (deed.strong or soon)):
        return False
    if refusal == "accident" and not (deed.strong and deed.of(*ATTACKERS)):
        return False
    hurt = [(t, toll) for t in told if _is_now(t) for toll in victims(t)]
    if refusal in _REMINDING and _has_own_day(deed):
        return bool(hurt)
    if refusal in _REMINDING:
        hurt = [(t, toll) for t, toll in hurt if not t.of(*_ABOUT)]
    return _does(deed) and any(not refers(t, toll) for t, toll in hurt)


def _does(telling: Telling) -> bool:
    """Whether something is done, by a strong word, or by a weak one beside something concrete."""
    concrete = telling.of("weapon", "target", *ATTACKERS)
    named = (*telling.strong, *(telling.weak if concrete else ()))
    return any(is_deed(telling, hit) and not is_referred(telling, hit) for hit in named)


def _is_now(telling: Telling) -> bool:
    """Whether a sentence tells of now, and of no trial, count, memory or play."""
    if telling.old or telling.background or _looks_far_back(telling):
        return False
    over = {hit.start for hit in telling.of("cue_reaction")}
    return not any(hit.start not in over for hit in telling.plain(*_NOT_TOLD))


def victims(telling: Telling) -> list[TollMention]:
    """Return what befell those who were attacked."""
    return [
        m for m in telling.tolls if m.side == "victim" and m.effect != "arrested" and m.total < _WAR
    ]


def _looks_far_back(telling: Telling) -> bool:
    """Whether it names a day before the last ones, that of writing aside."""
    today = telling.reading.today
    days = [d for d in telling.dates if not telling.is_dateline(d)]
    return today is not None and any((today - d.resolved.end).days > RECENT_DAYS for d in days)


def _has_own_day(telling: Telling) -> bool:
    """Whether a day of the last ones is that of the attack, not of an arrest or a condemnation."""
    today = telling.reading.today
    attack = [*telling.strong, *telling.weak]
    if today is None or not attack:
        return False
    days = [d for d in telling.dates if not telling.is_dateline(d)]
    about = telling.of(*_ABOUT)
    return any(
        day.resolved.precision in ("hour", "day")
        and (not about or _away(day.start, attack) < _away(day.start, about))
        for day in days
    )


def _away(token: int, hits: Sequence[Hit]) -> int:
    return min(abs(hit.start - token) for hit in hits)


def _is_placed(told: Sequence[Telling]) -> bool:
    return any(is_site(place) for t in told for place in t.places)
