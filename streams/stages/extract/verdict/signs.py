"""What speaks for and against a report, part by part: the input of the report model."""

from collections.abc import Iterator, Mapping, Sequence

from streams.stages.extract.story.reports import is_direct
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling

PARTS = ("headline", "first", "second", "early", "rest")
"""The parts of an article: the headline, sentence 1, 2 to 3, 4 to 6, and all that follow."""
_ENDS = (1, 3, 6)
_KINDS = frozenset((
    "accuses", "act", "attackers", "attackers_one", "attackers_two", "background", "blast", "claim",
    "claim_none", "clash", "critical_words", "cue_hypothetical", "deed", "harm_counted",
    "harm_none", "harm_post", "harm_pre", "harm_verb", "linked", "negator", "no", "no_attack",
    "ongoing", "org", "period", "praise", "pretended", "recounts", "role", "says",
    "since", "state_operation", "subset", "superseded", "target", "the_attack", "told_of",
    "trigger_faint", "weapon",
))  # fmt: skip
"""Kinds of words that count by being there, besides the cues of false alarms."""


def is_short(signs: Mapping[str, Mapping[str, float]]) -> bool:
    """Whether so little follows the opening that few signs can be shown."""
    return "none" in signs["rest"]


def is_full(story: Story) -> bool:
    """Whether it is an article with a headline and some text: a flash shows too few signs."""
    parts = dict(zip(PARTS, _parts(story), strict=True))
    return bool(parts["headline"] and parts["early"])


def signs_of(story: Story) -> dict[str, dict[str, float]]:
    """Return the signs of each part of the article with their values, from 0 to 1."""
    return {part: _signs(tellings) for part, tellings in zip(PARTS, _parts(story), strict=True)}


def _parts(story: Story) -> Iterator[Sequence[Telling]]:
    yield [t for t in story.tellings if t.is_title]
    body = [t for t in story.tellings if not t.is_title and not t.is_byline]
    first = 0
    for end in (*_ENDS, len(body)):
        yield body[first:end]
        first = end


def _signs(tellings: Sequence[Telling]) -> dict[str, float]:
    """Return the signs that are there; all others are 0."""
    found = dict.fromkeys(_words(tellings), 1.0)
    for telling in tellings:
        found.update(dict.fromkeys((s for s, shown in _told(telling).items() if shown), 1.0))
    count = max(1, len(tellings))
    shares = {
        "share_fresh": sum(_is_fresh(t) for t in tellings) / count,
        "share_old": sum(t.old for t in tellings) / count,
        "none": float(not tellings),
    }
    return found | {sign: share for sign, share in shares.items() if share}


def _words(tellings: Sequence[Telling]) -> Iterator[str]:
    for telling in tellings:
        yield from telling.cues
        by_start = telling.hits.by_start
        for token in range(telling.sentence.start, telling.sentence.end):
            yield from (hit.kind for hit in by_start.get(token, ()) if hit.kind in _KINDS)


def _told(telling: Telling) -> Mapping[str, bool]:
    victims = [m for m in telling.tolls if m.side == "victim" and m.effect != "arrested"]
    return {
        "strong": bool(telling.strong),
        "weak": bool(telling.weak),
        "tells_fresh": _is_fresh(telling),
        "tells_old": telling.tells and telling.old,
        "runs_on": telling.background,
        "reminds": telling.tells and not is_direct(telling),
        "victims": bool(victims),
        "victims_of_attack": bool(victims and telling.strong),
        "attackers_hurt": any(m.side == "perpetrator" for m in telling.tolls),
        "arrested": any(m.effect == "arrested" for m in telling.tolls),
        "armed_group": any(g.group.kind == "nonstate" for g in telling.groups),
        "place": bool(telling.places),
        "fresh_date": bool(telling.dates) and not telling.old,
        "day": any(d.resolved.precision == "day" for d in telling.dates),
    }


def _is_fresh(telling: Telling) -> bool:
    return telling.tells and not telling.old and not telling.background
