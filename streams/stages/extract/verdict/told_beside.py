"""Attacks that are told as news in an article about something else: a round-up, a war, politics.

`The minister vowed an answer. In a separate incident gunmen opened fire on a police post in X.`
"""

from dataclasses import replace

from streams.stages.extract.story.reports import is_news, is_referred, is_site, refers
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import opens_apart
from streams.stages.extract.verdict.refusals import Refusal

_ABOUT_ELSE: tuple[Refusal, ...] = (
    "arrest", "court", "foiled_plot", "not_specific", "reaction", "statistics", "threat",
    "unlikely",
)  # fmt: skip
"""What articles are that may tell other news below."""
_JUDGING = (
    "cause", "cue_accident", "cue_anniversary", "cue_arrest", "cue_court", "cue_crime",
    "cue_denial", "cue_drill", "cue_fiction", "cue_metaphor", "cue_opinion", "cue_reaction",
    "cue_statistics", "cue_threat",
)  # fmt: skip
_HURT = ("killed", "wounded", "abducted")
_WAR = 1000
_SPARED = ("hospital", "market", "religious", "school")
_FIGHTERS = (None, "fighters")


def told_beside(story: Story, refusal: Refusal | None) -> tuple[Story, list[Telling]] | None:
    """Return the story cut down to such news, and the sentences that tell of an attack, or None.

    One of them must open with words or a place that turn to it; beside it each that tells of people
    hurt is news too.
    """
    if refusal not in _ABOUT_ELSE:
        return None
    told = [t for t in story.tellings if _is_item(t)]
    if not any(opens_apart(t) for t in told):
        return None
    return replace(story, tellings=_with_more(story, told)), told


def _is_item(telling: Telling) -> bool:
    """Whether a sentence, read alone, is news of an attack somewhere."""
    if telling.is_title or telling.old or telling.background or not telling.tells:
        return False
    if telling.of("cue_hypothetical") or any(cue in telling.cues for cue in _JUDGING):
        return False
    placed = any(is_site(p) for p in telling.places)
    if not placed:
        return False
    return (is_news(telling) and (_hurts(telling) or _strikes(telling))) or _spares_none(telling)


def _hurts(telling: Telling) -> bool:
    """Whether it counts people hurt by an attack that nothing said before has told of.

    Beside dead fighters, only people of whom it says who they were.
    """
    triggers = (*telling.strong, *telling.weak)
    if all(is_referred(telling, hit) for hit in triggers):
        return False
    known = _kills_attackers(telling)
    return any(
        toll.side == "victim"
        and toll.effect in _HURT
        and toll.total < _WAR
        and not refers(telling, toll)
        and not (known and all(g.group in _FIGHTERS for g in toll.groups))
        for toll in telling.tolls
    )


def _strikes(telling: Telling) -> bool:
    """Whether it turns to what attackers did to somebody or something, whoever was hurt."""
    if not (opens_apart(telling) and telling.of("act")) or _kills_attackers(telling):
        return False
    return bool(telling.of("attackers", "attackers_one", "attackers_two") and telling.of("target"))


def _spares_none(telling: Telling) -> bool:
    """Whether it turns to what an armed group did to what no army fights: a hospital, a school."""
    aimed = any(hit.value.partition("!")[0] in _SPARED for hit in telling.of("target"))
    armed = any(m.group.kind == "nonstate" for m in telling.groups)
    done = telling.of("act") and (telling.strong or telling.weak)
    return bool(aimed and armed and done) and opens_apart(telling) and not _kills_attackers(telling)


def _kills_attackers(telling: Telling) -> bool:
    return any((m.side, m.effect) == ("perpetrator", "killed") for m in telling.tolls)


def _with_more(story: Story, told: list[Telling]) -> tuple[Telling, ...]:
    """Return the sentences with those right behind each that say more of it."""
    kept: list[Telling] = []
    for telling in story.tellings:
        follows = bool(kept) and telling.sentence.index - kept[-1].sentence.index == 1
        if telling in told or (follows and _says_more(telling)):
            kept.append(telling)
    return tuple(kept)


def _says_more(telling: Telling) -> bool:
    if opens_apart(telling) or telling.old or telling.background:
        return False
    more = telling.of("claim", "claim_verb", "claim_none", "the_attack", "accuses")
    return bool(more or telling.harms or any(h.definite for h in (*telling.strong, *telling.weak)))
