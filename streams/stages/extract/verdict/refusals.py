"""What an article is that reports no fresh attack: a court's verdict, a drill, an accident."""

from collections.abc import Callable
from typing import Literal

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.reports import refers
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.courts import strikes_court
from streams.stages.extract.verdict.denials import begins_with_denial, denies
from streams.stages.extract.verdict.openings import asks, is_of_many, is_tried, tells_at_once
from streams.stages.extract.verdict.reveals import OUTRIGHT, given_away
from streams.stages.extract.verdict.sport import is_hard, is_sport

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
    "unlikely",
]
"""Why an article reports no fresh attack: a closed list."""

_GIVEN_AWAY: tuple[Refusal, ...] = (
    "drill", "metaphor", "accident", "crime", "foiled_plot", "threat",
)  # fmt: skip
_FICTION_CUES = 2
_PRETENDED = 2
_SAID_BY = 8
_PRIVATE = 2
_SIGNED = 3
_SHORT = 8
_REPORT_CUES = 5
_MEANT = ("weapon", "attackers", "attackers_one", "attackers_two", "claim", "claim_none")
ATTACKERS = ("attackers", "attackers_one", "attackers_two", "claim")


def titles_of(story: Story) -> list[Telling]:
    """Return the sentences of the headline, else the first of the text."""
    opening = story.opening
    headline = [t for t in opening if t.is_title]
    return headline or list(opening[:1])


def _head(story: Story) -> list[Telling]:
    """Return the headline and the first sentence, or the second where the first is a dateline."""
    first = [t for t in story.lead if not t.is_title][:2]
    if first and first[0].sentence.end - first[0].sentence.start >= _SHORT:
        first = first[:1]
    return [*(t for t in story.lead if t.is_title), *first]


def refused_as_a_whole(story: Story) -> Refusal | None:
    """Return the first class of false alarm that the article shows, or None."""
    shown = next((refusal for refusal, shows in _CLASSES if shows(story)), None)
    if shown is not None:
        return shown
    given = given_away(story)
    return next((refusal for refusal in _GIVEN_AWAY if refusal in given), None)


def _is_opinion(story: Story) -> bool:
    titled = any("cue_opinion" in t.cues for t in story.lead if t.is_title)
    if asks(story) or (titled and not tells_at_once(story)):
        return True
    signed = [t for t in story.tellings[:_SIGNED] if t.of("byline")]
    return any(t.hits.at(t.sentence.start, "byline") is not None for t in signed)


def _is_drill(story: Story) -> bool:
    said = [hit for t in story.tellings[:_SAID_BY] for hit in t.plain("pretended")]
    if any(hit.value == "outright" for hit in said):
        return True
    if sum(bool(t.plain("pretended")) for t in story.opening) >= _PRETENDED:
        return True
    titled = any("cue_drill" in t.cues and not t.tolls for t in titles_of(story))
    seen = "cue_drill" in story.cues(story.lead) and (titled or not is_hard(story))
    return seen and story.cues(story.tellings)["cue_drill"] >= 2


def _is_court(story: Story) -> bool:
    return _about(story, "cue_court", 3) and not strikes_court(story)


def _is_anniversary(story: Story) -> bool:
    return _about(story, "cue_anniversary", 2)


def _is_accident(story: Story) -> bool:
    accused = any(t.tells and t.of("act") and t.of(*ATTACKERS) for t in titles_of(story))
    head = titles_of(story) if accused else _head(story)
    meant = any(t.of("motive") for t in story.tellings)
    if (any(t.explains("mishap") for t in head) and not meant) or _is_unexplained(story):
        return True
    if any(t.explains(*OUTRIGHT) for t in story.opening):
        return True
    if any(t.plain("no_attack") for t in story.tellings) and _is_blameless(story):
        return True
    if not _has_mishap(story):
        return any(t.plain("no_attack") and "cue_accident" in t.cues for t in story.opening)
    denied = any(t.plain("no_attack") for t in story.opening)
    armed = any(t.strong and any(h.value != "vehicle" for h in t.of("weapon")) for t in story.lead)
    return denied or not (armed or meant or _has_attackers(story))


def _has_mishap(story: Story) -> bool:
    """Whether the lead speaks of a mishap; a fire that was laid is none."""
    laid = any(hit.value == "arson" for t in story.opening if not t.old for hit in t.strong)
    words = (hit for t in story.lead for hit in t.plain("cue_accident"))
    return any(hit.value != "fire" or not laid for hit in words)


def _is_blameless(story: Story) -> bool:
    """Whether gas, a short circuit or the like is named, and nobody who did it."""
    causes = any("cue_accident" in t.cues for t in story.tellings)
    return causes and not any(t.groups or t.of(*ATTACKERS) for t in story.tellings if not t.old)


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
    hoax = any(h.value == "hoax" for t in story.lead for h in t.plain("cue_denial"))
    if hoax or _is_denied_at_once(story):
        return True
    titled = any(t.is_title and denies(t) and not t.tolls for t in story.lead[:2])
    return titled or (any(denies(t) for t in story.lead[:2]) and not _hurts(story))


def _is_denied_at_once(story: Story) -> bool:
    """Whether headline and first sentence both begin with the denial of what they tell."""
    first = next((t for t in story.opening if not t.is_title), None)
    told = [*(t for t in titles_of(story) if t.is_title), *([first] if first else [])]
    return len(told) > 1 and all(denies(t) and begins_with_denial(t) for t in told)


def _is_reaction(story: Story) -> bool:
    """Whether the headline only says that somebody condemned or mourned what is known already."""
    titles = [t for t in titles_of(story) if t.is_title]
    if not any("cue_reaction" in t.cues for t in titles) or tells_at_once(story):
        return False
    told = [toll for t in titles for toll in t.tolls if not refers(t, toll)]
    told_first = any(_attacks_before(t, "cue_reaction") for t in titles)
    return not (told or told_first) or not _hurts(story)


def _attacks_before(telling: Telling, cue: str) -> bool:
    """Whether who did what stands before the cue: `gunmen storm bank; hostages freed`.

    Where the verb stands last all does, and tells nothing.
    """
    if telling.reading.lexicon.grammar.verb_far:
        return False
    first = next((hit.start for hit in telling.of(cue)), telling.sentence.start)
    who = [hit.start for hit in telling.of("attackers", "attackers_one", "attackers_two")]
    who += [group.start for group in telling.groups]
    done = [hit.start for hit in (*telling.of("act"), *telling.strong, *telling.weak)]
    return min(who, default=first) < first and min(done, default=first) < first


def _is_crime(story: Story) -> bool:
    """Whether words of private crime stand in the lead, and no cause is served.

    One such word is believed where one or two died, several whatever the number; none where a group
    is named, or hatred as the motive.
    """
    words = story.cues(story.lead)["cue_crime"]
    if not words or any(t.groups or t.of("motive") for t in story.tellings):
        return False
    return words > 1 or all(m.total <= _PRIVATE for t in story.lead for m in t.tolls)


def _is_statistics(story: Story) -> bool:
    counted = _about(story, "cue_statistics", 2) and any(t.of("period") for t in story.lead)
    counted = counted or story.cues(story.lead)["cue_statistics"] >= _REPORT_CUES
    told = [t for t in story.lead[:3] if t.tolls or t.is_title]
    body = [t for t in told if not t.is_title]
    past = any(t.old for t in (*(t for t in told if t.is_title), *body[:1]))
    huge = any(is_of_many(toll) for t in told[:2] for toll in t.tolls)
    return counted or past or huge


def _is_metaphor(story: Story) -> bool:
    """Whether words are meant otherwise and nobody is dead: `a blow to the market`."""
    cues = story.cues(story.lead)
    hurt = _hurts(story) or any(m.effect == "killed" for t in story.lead for m in t.tolls)
    told = cues["cue_fiction"] >= _FICTION_CUES and not is_hard(story, dated=True)
    return told or ("cue_metaphor" in cues and not hurt)


def _is_plot(story: Story) -> bool:
    lead = story.cues(story.lead)
    plotted = "cue_foiled" in lead and "cue_arrest" in lead and not _hurts(story)
    return plotted and not any(is_tried(t) for t in story.lead)


def _is_threat(story: Story) -> bool:
    """Whether the headline or the first sentence threatens, and nobody was hurt of late."""
    first = [t for t in story.lead if not t.is_title][:1]
    threatens = any("cue_threat" in t.cues for t in (*titles_of(story), *first))
    hurt = any(_harmed(t) and not (t.old or t.background) for t in story.opening)
    struck = any(t.of("weapon") and t.of("act") and t.dates and t.strong for t in story.opening)
    return threatens and not (hurt or struck)


def _is_arrest(story: Story) -> bool:
    """Arrests for what happened before: nobody is hurt in the headline or the first sentence."""
    lead = story.lead
    first = lead[:3] if story.lexicon.grammar.free_order else lead[:2]
    hurt = any(_hurts_before(t, "cue_arrest") and not t.old for t in first)
    if any(t.is_title and "cue_arrest" in t.cues for t in lead) and not hurt:
        return True
    dated = any(t.tells and t.strong and t.dates and "cue_arrest" not in t.cues for t in lead)
    dated = dated or any(is_tried(t) for t in lead)
    return "cue_arrest" in story.cues(lead[:3]) and not hurt and not dated


_CLASSES: tuple[tuple[Refusal, Callable[[Story], bool]], ...] = (
    ("opinion", _is_opinion),
    ("reaction", _is_reaction),
    ("sport", is_sport),
    ("drill", _is_drill),
    ("court", _is_court),
    ("anniversary", _is_anniversary),
    ("crime", _is_crime),
    ("accident", _is_accident),
    ("denial", _is_denial),
    ("foiled_plot", _is_plot),
    ("arrest", _is_arrest),
    ("statistics", _is_statistics),
    ("metaphor", _is_metaphor),
    ("threat", _is_threat),
)


def _hurts(story: Story) -> bool:
    """Whether the lead says how many were hurt in what it reports."""
    return any(t.tells and _harmed(t) for t in story.lead)


def _hurts_before(telling: Telling, cue: str) -> bool:
    """Whether a sentence counts people hurt before it comes to the cue, if it does."""
    first = next((hit.start for hit in telling.of(cue)), telling.sentence.end)
    return any(toll.harm.start < first for toll in _harmed(telling))


def _harmed(telling: Telling) -> list[TollMention]:
    """Return what is said to have befallen people, arrests left out."""
    return [toll for toll in telling.tolls if toll.effect != "arrested"]


def _about(story: Story, cue: str, times: int) -> bool:
    """Whether the story is about something: its headline says so, or its opening, and again."""
    if any(cue in t.cues for t in titles_of(story)):
        return True
    return story.cues(story.tellings)[cue] >= times and _in_title_or_first(story, cue)


def _in_title_or_first(story: Story, cue: str) -> bool:
    return any(cue in t.cues for t in story.lead[:2])


def _has_attackers(story: Story) -> bool:
    """Whether anybody is said to have done it."""
    return any(t.groups or t.of(*ATTACKERS) for t in story.lead[:2])
