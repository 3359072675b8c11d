"""What speaks for and against a report, part by part: the input of the report model."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.reports import is_direct, is_news
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.asserted import is_asserted
from streams.stages.extract.verdict.refusals import Refusal

PARTS = ("headline", "first", "second", "early", "rest")
"""The parts of an article: the headline, sentence 1, 2 to 3, 4 to 6, and all that follow."""
WHOLE = "whole"
"""What holds for the article as a whole, beside its parts."""
_ENDS = (1, 3, 6)
_FIGHTING = ("clash", "front", "position", "state_operation")
_MANY_DAYS = 4
_LONG = 40
_KINDS = frozenset((
    "accuses", "act", "attackers", "attackers_one", "attackers_two", "background", "blast", "claim",
    "claim_none", "clash", "critical_words", "cue_hypothetical", "deed", "front", "harm_counted",
    "harm_none", "harm_post", "harm_pre", "harm_verb", "linked", "negator", "no", "no_attack",
    "ongoing", "org", "period", "position", "praise", "pretended", "recounts", "role", "says",
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


def signs_of(story: Story, refusal: Refusal | None) -> dict[str, dict[str, float]]:
    """Return the signs of the article and of each part with their values, from 0 to 1.

    `refusal` is what the rules say that it is.
    """
    parts = {part: _signs(tellings) for part, tellings in zip(PARTS, _parts(story), strict=True)}
    return parts | {WHOLE: _whole(story, refusal)}


def _whole(story: Story, refusal: Refusal | None) -> dict[str, float]:
    """Return how soon and how often attacks are told, and what else the article is about."""
    body = [t for t in story.tellings if not t.is_title and not t.is_byline]
    told = [t for t in body if t.tells]
    fought = [t for t in body if t.of(*_FIGHTING)]
    shares = {
        "direct": sum(is_direct(t) for t in told) / max(1, len(told)),
        "fighting": len(fought) / max(1, len(body)),
        "told_as_fighting": sum(t.tells for t in fought) / max(1, len(told)),
        "older_days": min(len(_older_days(story)), _MANY_DAYS) / _MANY_DAYS,
        "apart": float(any(t.of("turn") for t in body)),
        "length": min(len(body), _LONG) / _LONG,
        f"refused_{refusal}": float(refusal is not None),
        "asserted": float(is_asserted(story, refusal)),
    }
    kinds = {
        "unfought": [_is_fresh(t) and t not in fought for t in body],
        "hurt": [_is_fresh(t) and bool(_victims(t)) for t in body],
        "news": [t.tells and not t.old and is_news(t) for t in body],
    }
    for kind, shown in kinds.items():
        first = next((at for at, is_shown in enumerate(shown) if is_shown), None)
        shares[f"{kind}_soon"] = 0.0 if first is None else 1 / (1 + first)
        shares[f"{kind}_share"] = sum(shown) / max(1, len(shown))
        shares[f"{kind}_none"] = float(first is None)
    return {sign: share for sign, share in shares.items() if share}


def _older_days(story: Story) -> set[date]:
    return {d.resolved.end for t in story.tellings if t.old for d in t.dates}


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
    victims = _victims(telling)
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


def _victims(telling: Telling) -> list[TollMention]:
    return [m for m in telling.tolls if m.side == "victim" and m.effect != "arrested"]


def _is_fresh(telling: Telling) -> bool:
    return telling.tells and not telling.old and not telling.background
