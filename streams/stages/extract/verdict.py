"""Does the article report an attack at all? The classes of false alarm, each refused by name."""

from collections.abc import Callable, Sequence
from typing import Literal

from streams.stages.extract.reports import is_direct, is_news, refers
from streams.stages.extract.story import Story, Telling

Refusal = Literal[
    "unread_language",
    "no_trigger",
    "sport",
    "metaphor",
    "drill",
    "court",
    "anniversary",
    "statistics",
    "historical",
    "threat",
    "denial",
    "foiled_plot",
    "accident",
    "arrest",
    "clash",
    "opinion",
    "reaction",
    "crime",
    "not_specific",
]
"""Why an article reports no fresh attack: a closed list."""

_SPORT_CUES = 3
_FICTION_CUES = 2
_NO_SINGLE_ATTACK = 1000
_THREAT_REACH = 8
_DENIED_REACH = 8
_PRIVATE = 2
_MEANT = ("weapon", "attackers", "attackers_one", "attackers_two", "claim", "claim_none")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two", "claim")


def telling_sentences(story: Story) -> tuple[list[Telling], Refusal | None]:
    """Return the sentences that report a fresh attack, or why there are none."""
    telling = [t for t in story.tellings if t.tells]
    if not telling:
        return [], "no_trigger"
    refusal = _refused_as_a_whole(story)
    if refusal is not None:
        fresh = _fresh_beside(telling, refusal)
        return (fresh, None) if fresh else ([], refusal)
    fresh = [t for t in telling if not t.old and not _is_aside(t)]
    if not fresh:
        return [], "historical"
    real = [t for t in fresh if not _only_feared(t)]
    if not real:
        return [], "threat"
    return (real, None) if _is_report(story, real) else ([], "not_specific")


def taken_back(story: Story) -> list[Telling]:
    """Return the sentences about what others called an attack, where the article denies it.

    An accident that nobody took for an attack denies nothing.
    """
    if not any(_denies(t) or t.of("not_attack") for t in story.tellings):
        return []
    return [t for t in story.opening if t.tells and not t.old]


def _is_report(story: Story, telling: Sequence[Telling]) -> bool:
    """Whether the article opens as the report of an attack, as news does and features do not.

    Its headline (or, without one, its first sentence) speaks of an attack or of people hurt, and
    its first sentences tell something specific; under any other headline one of the first two
    sentences tells all, with its day.
    """
    opening = story.opening
    specific = [t for t in opening if t in telling and _is_specific(t) and is_direct(t)]
    if not any(_is_violent(t) for t in opening):
        return False
    titles = _titles(story)
    if not any(t.places for t in story.tellings) and not any(t.tolls for t in specific):
        return False
    first = [t for t in opening if t not in titles][:2]
    if story.lexicon.language == "ar" and not titles[0].is_title:
        return any(is_news(t) for t in (*titles, *first) if t in telling)
    if any(_names_attack(t) and is_direct(t) for t in titles):
        dated = any(d for t in opening for d in t.dates if not t.old)
        plain = any(t.strong or t.harms for t in titles)
        return bool(specific) and (dated or (plain and any(t.tolls for t in specific)))
    arabic = story.lexicon.language == "ar"
    if any(t in specific and t.dates and is_news(t) and (arabic or t.harms) for t in first):
        return True
    return not opening[0].is_title and any(_is_told_late(t) for t in telling)


def _names_attack(telling: Telling) -> bool:
    """Whether a headline speaks of an attack, of people hurt, or of what an armed group did."""
    if telling.strong or telling.weak or telling.faint or telling.harms:
        return True
    return bool(telling.groups and telling.of("act"))


def _is_violent(telling: Telling) -> bool:
    """Whether more is named than that somebody died: an attack, attackers or a weapon."""
    named = telling.strong or telling.weak or telling.groups
    return bool(named or telling.of("weapon", *_ATTACKERS))


def _is_told_late(telling: Telling) -> bool:
    """Whether a sentence of an article without a headline tells an attack of its own.

    Old wires and broadcasts come without one, and put the attack behind what leads to it.
    """
    placed = bool(telling.places or telling.dates or telling.groups)
    return bool(telling.strong) and _is_specific(telling) and placed


def _titles(story: Story) -> list[Telling]:
    """Return the sentences of the headline, else the first of the text."""
    opening = story.opening
    headline = [t for t in opening if t.is_title]
    return headline or list(opening[:1])


def _is_aside(telling: Telling) -> bool:
    """Whether the sentence is background: its cue, and no fresh date that holds against it."""
    return telling.background and not telling.dates


def _is_specific(telling: Telling) -> bool:
    """Whether more than the word for an attack is said: people hurt, attackers, weapon, target."""
    return bool(telling.harms or telling.groups or telling.of("weapon", "target", *_ATTACKERS))


def _only_feared(telling: Telling) -> bool:
    """Whether the attack is threatened or feared: a cue leads to it, and nobody is hurt."""
    if telling.tolls or "cue_threat" not in telling.cues:
        return False
    threats = telling.of("cue_threat")
    triggers = (*telling.strong, *telling.weak, *telling.faint)
    return not telling.dates or any(
        0 <= trigger.start - threat.end <= _THREAT_REACH
        for threat in threats
        for trigger in triggers
    )


def _stands_alone(telling: Telling) -> bool:
    """Whether a late sentence is a report of its own: strong words, people hurt, a fresh date."""
    return bool(telling.strong and telling.tolls and telling.dates and telling.places)


def _refused_as_a_whole(story: Story) -> Refusal | None:
    """Return the first class of false alarm that the article shows, or None."""
    return next((refusal for refusal, shows in _CLASSES if shows(story)), None)


def _is_opinion(story: Story) -> bool:
    return any("cue_opinion" in t.cues for t in story.lead if t.is_title)


def _is_sport(story: Story) -> bool:
    return story.cues(story.tellings)["cue_sport"] >= _SPORT_CUES and not _is_hard(story)


def _is_drill(story: Story) -> bool:
    titled = any("cue_drill" in t.cues and not t.tolls for t in _titles(story))
    seen = "cue_drill" in story.cues(story.lead) and (titled or not _is_hard(story))
    return seen and story.cues(story.tellings)["cue_drill"] >= 2


def _is_court(story: Story) -> bool:
    return _about(story, "cue_court", 3)


def _is_anniversary(story: Story) -> bool:
    return _about(story, "cue_anniversary", 2)


def _is_accident(story: Story) -> bool:
    if any("cue_mishap" in t.cues for t in story.lead[:2]) or _is_unexplained(story):
        return True
    if "cue_accident" not in story.cues(story.lead):
        return False
    denied = any(t.of("not_attack") for t in story.lead)
    armed = any(t.strong and t.of("weapon") for t in story.lead)
    return denied or not (armed or _has_attackers(story))


def _is_unexplained(story: Story) -> bool:
    """Whether all that is told is a bare explosion: no device, nobody behind it, nobody aimed at.

    Only languages whose data name the bare words can tell.
    """
    opening = [t for t in story.opening if not t.old]
    blasts = [hit for t in opening for hit in t.of("blast")]
    meant = any(
        t.strong or t.groups or t.of(*_MEANT) or len(t.weak) > len(t.of("blast")) for t in opening
    )
    return bool(blasts) and not meant


def _is_denial(story: Story) -> bool:
    titled = any(t.is_title and _denies(t) and not t.tolls for t in story.lead[:2])
    return titled or (any(_denies(t) for t in story.lead[:2]) and not _hurts(story))


def _denies(telling: Telling) -> bool:
    """Whether what is denied is the event, not somebody's part in it."""
    hits, end = telling.hits, telling.sentence.end
    return any(
        not hits.within(hit.end, min(hit.end + _DENIED_REACH, end), "denied_other")
        for hit in telling.of("cue_denial")
    )


def _is_reaction(story: Story) -> bool:
    """Whether the headline only says that somebody condemned or mourned what is known already."""
    titles = [t for t in _titles(story) if t.is_title]
    if not any("cue_reaction" in t.cues for t in titles):
        return False
    told = [toll for t in titles for toll in t.tolls if not refers(t, toll)]
    return not told or not _hurts(story)


def _is_crime(story: Story) -> bool:
    """Whether words of private crime stand in the lead, nobody claims it and one or two died."""
    if "cue_crime" not in story.cues(story.lead) or any(t.groups for t in story.tellings):
        return False
    return all(m.total <= _PRIVATE for t in story.lead for m in t.tolls)


def _is_statistics(story: Story) -> bool:
    counted = _about(story, "cue_statistics", 2) and any(t.of("period") for t in story.lead)
    told = [t for t in story.lead[:3] if t.tolls or t.is_title]
    body = [t for t in told if not t.is_title]
    past = any(t.old for t in (*(t for t in told if t.is_title), *body[:1]))
    huge = any(toll.total >= _NO_SINGLE_ATTACK for t in told[:2] for toll in t.tolls)
    return counted or past or huge


def _is_metaphor(story: Story) -> bool:
    cues = story.cues(story.lead)
    return cues["cue_fiction"] >= _FICTION_CUES or ("cue_metaphor" in cues and not _hurts(story))


def _is_plot(story: Story) -> bool:
    lead = story.cues(story.lead)
    return "cue_foiled" in lead and "cue_arrest" in lead and not _hurts(story)


def _is_arrest(story: Story) -> bool:
    """Arrests for what happened before: nobody is hurt in the headline or the first sentence."""
    lead = story.lead
    hurt = any(_hurts_before(t, "cue_arrest") and not t.old for t in lead[:2])
    if any(t.is_title and "cue_arrest" in t.cues for t in lead) and not hurt:
        return True
    dated = any(t.tells and t.strong and t.dates and "cue_arrest" not in t.cues for t in lead)
    return "cue_arrest" in story.cues(lead[:3]) and not hurt and not dated


_CLASSES: tuple[tuple[Refusal, Callable[[Story], bool]], ...] = (
    ("opinion", _is_opinion),
    ("reaction", _is_reaction),
    ("sport", _is_sport),
    ("drill", _is_drill),
    ("court", _is_court),
    ("anniversary", _is_anniversary),
    ("crime", _is_crime),
    ("accident", _is_accident),
    ("denial", _is_denial),
    ("statistics", _is_statistics),
    ("metaphor", _is_metaphor),
    ("foiled_plot", _is_plot),
    ("arrest", _is_arrest),
)


def _hurts(story: Story) -> bool:
    """Whether the lead says how many were hurt in what it reports."""
    return any(t.tells and t.tolls for t in story.lead)


def _hurts_before(telling: Telling, cue: str) -> bool:
    """Whether a sentence counts people hurt before it comes to the cue, if it does."""
    first = next((hit.start for hit in telling.of(cue)), telling.sentence.end)
    return any(toll.harm.start < first for toll in telling.tolls)


def _about(story: Story, cue: str, times: int) -> bool:
    """Whether the story is about something: its headline says so, or its opening, and again."""
    if any(cue in t.cues for t in _titles(story)):
        return True
    return story.cues(story.tellings)[cue] >= times and _in_title_or_first(story, cue)


def _in_title_or_first(story: Story, cue: str) -> bool:
    return any(cue in t.cues for t in story.lead[:2])


def _is_hard(story: Story) -> bool:
    """Whether strong words, people hurt and a weapon or attacker come together in the lead."""
    return any(
        t.strong and t.tolls and (t.of("weapon", "attackers", "attackers_one") or t.groups)
        for t in story.lead
    )


def _has_attackers(story: Story) -> bool:
    """Whether anybody is said to have done it."""
    return any(t.groups or t.of(*_ATTACKERS) for t in story.lead[:2])


def _fresh_beside(telling: Sequence[Telling], refusal: Refusal) -> list[Telling]:
    """Return fresh reports inside a story about something else (a court, a commemoration)."""
    if refusal not in ("court", "statistics"):
        return []
    cue = f"cue_{refusal}"
    return [
        t
        for t in telling
        if _stands_alone(t) and not t.old and cue not in t.cues and not t.background
    ]
