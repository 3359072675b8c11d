"""Does the article report an attack at all? The classes of false alarm, each refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.stages.extract.story.reports import is_deed, is_direct, is_news, what_is_known
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import bulletin, tells_item
from streams.stages.extract.verdict.asserted import is_asserted
from streams.stages.extract.verdict.denials import denies
from streams.stages.extract.verdict.likely import Likelihood, has_second_opinion, likelihood
from streams.stages.extract.verdict.refusals import (
    ATTACKERS,
    Refusal,
    refused_as_a_whole,
    titles_of,
)
from streams.stages.extract.verdict.reveals import OUTRIGHT
from streams.stages.extract.verdict.thwarted import is_thwarted
from streams.stages.extract.verdict.together import is_told_together

_THREAT_REACH = 8
_DATED = 2
_FLASH = 6
_LISTED = 2
_MENTIONING = (
    "accident", "arrest", "court", "not_specific", "opinion", "reaction", "statistics", "unlikely",
)  # fmt: skip
"""What articles are that may mention a recent attack as one that is known."""
_ASKED_AGAIN = ("arrest", "foiled_plot", "not_specific", "opinion", "reaction")
"""What the rules may call a report that opens unlike others; the report model then decides."""
_OUTWEIGHED = ("accident", "statistics")
"""What an article may be called for its other sentences, where an attack is told outright."""
_NOT_NEWS = ("cue_court", "cue_statistics", "cue_anniversary", "cue_arrest", "cue_opinion")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentences that report a fresh attack, or why there are none.

    `overruled`: the rules refused the article for how it opens, and the report model did not.
    """

    told: list[Telling]
    refusal: Refusal | None
    overruled: bool = False


def verdict_on(story: Story, *, second_opinion: bool = True) -> Verdict:
    """Return whether the article reports a fresh attack.

    What the rules let pass, and what they refuse only for how it opens, the report model judges;
    its words are heard as a `second_opinion`. In languages without one, a fresh attack told
    outright in the opening overrules the rules where it is not wholly unlikely.
    """
    listed = _listed(story)
    if listed:
        return Verdict(listed, None)
    told, refusal = told_by_rules(story)
    likely = likelihood(story, refusal, second=second_opinion)
    if refusal is not None:
        if _is_overruled(story, refusal, likely):
            return Verdict(_real(story), None, overruled=True)
        return Verdict(told, refusal)
    passes = likely is None or likely.is_report or is_thwarted(story)
    return Verdict(told, None) if passes else Verdict([], "unlikely")


def _is_overruled(story: Story, refusal: Refusal, likely: Likelihood | None) -> bool:
    if refusal in ("not_specific", "accident") and is_thwarted(story):
        return True
    asked = is_asked_again(story, refusal)
    if asked and likely is not None and likely.is_report_again:
        return True
    if not (asked or refusal in _OUTWEIGHED) or has_second_opinion(story):
        return False
    if asked and likely is not None and not likely.is_report:
        return False
    return bool(_real(story)) and is_asserted(story, refusal)


def is_asked_again(story: Story, refusal: Refusal | None) -> bool:
    """Whether the report model may overrule the rules: fresh attacks are told after all.

    What is condemned or mourned must have hurt somebody.
    """
    real = _real(story)
    hurt = any(toll.side == "victim" for t in real for toll in t.tolls)
    return refusal in _ASKED_AGAIN and bool(real) and (hurt or refusal != "reaction")


def _listed(story: Story) -> list[Telling]:
    """Return the items of a bulletin that report attacks, none when it is no bulletin."""
    listed = [t for t in bulletin(story.tellings) if t.tells and tells_item(t)]
    return listed if len(listed) >= _LISTED else []


def told_by_rules(story: Story) -> tuple[list[Telling], Refusal | None]:
    """Return what the rules let through, before the report model is asked."""
    telling = [t for t in story.tellings if t.tells]
    if not telling:
        return [], "no_trigger"
    refusal = refused_as_a_whole(story)
    if refusal is not None:
        fresh = _fresh_beside(telling, refusal)
        return (fresh, None) if fresh else ([], refusal)
    return _reported(story, telling)


def _reported(story: Story, telling: Sequence[Telling]) -> tuple[list[Telling], Refusal | None]:
    """Return the fresh ones of the telling sentences, or why these make no report."""
    fresh = [t for t in telling if not t.old and not _is_aside(t)]
    if not fresh:
        return [], "historical"
    real = _real(story)
    if not real:
        return [], "threat"
    if not (_is_report(story, real) or is_told_together(story)):
        return [], "not_specific"
    return real, None


def _real(story: Story) -> list[Telling]:
    """Return the fresh sentences that tell of an attack which is not only feared."""
    fresh = [t for t in story.tellings if t.tells and not t.old and not _is_aside(t)]
    return [t for t in fresh if not _only_feared(t)]


def mentioned(story: Story, refusal: Refusal) -> list[Telling]:
    """Return the sentences that speak of a recent attack in an article about something else.

    A burial, a court that opens its inquiry, a market that opens again: they report no attack, and
    often have its last figures.
    """
    caused = any(t.explains(*OUTRIGHT, "mishap") for t in story.opening)
    if refusal not in _MENTIONING or caused:
        return []
    told = [t for t in story.tellings if t.tells and not t.old and not t.background]
    return told if any(t.strong for t in told) else []


def taken_back(story: Story) -> list[Telling]:
    """Return the sentences about what others called an attack, where the article denies it.

    So does one that tells what was found to have caused a blast; whether anybody had taken it for
    an attack, other reports must say.
    """
    found = any(t.strong and t.explains(*OUTRIGHT, "mishap") for t in story.opening)
    if not found and not any(denies(t) or t.of("no_attack") for t in story.tellings):
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
    titles = titles_of(story)
    somewhere = any(t.places for t in story.tellings) or any(t.tolls for t in specific)
    if not (somewhere and any(_is_violent(t) for t in opening)):
        return False
    first = [t for t in opening if t not in titles][:2]
    if _is_flash(story, titles, [t for t in opening if t not in titles]):
        return True
    if story.lexicon.grammar.clitics and not titles[0].is_title:
        return any(is_news(t) for t in (*titles, *first) if t in telling)
    if any(_names_attack(t) and is_direct(t) for t in titles):
        dated = any(d for t in opening for d in t.dates if not t.old)
        plain = any(t.strong or t.harms for t in titles)
        dated = dated or _is_told_undated(story, specific)
        told = opening if story.lexicon.grammar.undated else specific
        hurt = any(t.tolls for t in told if t in specific or not (t.old or t.background))
        return bool(specific) and (dated or (plain and hurt))
    arabic = story.lexicon.grammar.clitics
    dated = any(t.dates and not t.old for t in first)
    hurt = arabic or any(t.harms and not (t.old or t.background) for t in first)
    hurt = hurt or any(t.strong and t.of("weapon") and t.of("target") for t in first)
    if dated and hurt and any(t in specific and is_news(t) for t in first):
        return True
    late = not opening[0].is_title and any(_is_told_late(t) for t in telling)
    whole = [t for t in first[:1] if t in specific] if story.lexicon.grammar.undated else []
    return late or any(_tells_whole(t) for t in whole) or _tells_all(opening)


def _tells_whole(telling: Telling) -> bool:
    """Whether a first sentence alone is a report: an attack by its word, a place, people hurt."""
    hurt = any(m.side == "victim" and m.effect != "arrested" for m in telling.tolls)
    placed = any(place.locative for place in telling.places)
    named = telling.strong or (telling.weak and telling.of("target", "attackers"))
    return bool(named) and hurt and placed and is_news(telling)


def _is_told_undated(story: Story, specific: Sequence[Telling]) -> bool:
    """Whether a strong word and people hurt stand for the day, which Russian news leaves out."""
    if not (story.lexicon.grammar.free_order and any(t.strong for t in specific)):
        return False
    now = [t for t in story.opening if not (t.old or t.background)]
    return any(m.side == "victim" for t in now for m in t.tolls)


def _is_flash(story: Story, titles: Sequence[Telling], first: Sequence[Telling]) -> bool:
    """Whether a few lines say that something is happening somewhere: nobody has counted yet."""
    if len(story.tellings) > _FLASH:
        return False
    told = [t for t in (*titles, *first) if not (t.old or t.background or t.of(*_NOT_NEWS))]
    named = any((t.strong or t.weak) and is_direct(t) for t in told if t in titles)
    begun = any(t.strong and _is_specific(t) for t in told if t not in titles)
    return named and begun and any(t.places for t in told)


def _tells_all(opening: Sequence[Telling]) -> bool:
    """Whether the opening, under whatever headline, has all that news of an attack has.

    A strong word, people hurt, attackers, an armed group, two sentences with fresh days, a place.
    """
    told = [t for t in opening if not (t.old or t.background)]
    if any(cue in t.cues for t in told for cue in _NOT_NEWS):
        return False
    signs = (
        any(t.strong for t in told),
        any(m.side == "victim" for t in told for m in t.tolls),
        any(t.of("attackers", "attackers_one", "attackers_two") for t in told),
        any(t.groups for t in told),
        any(t.places for t in told),
    )
    return all(signs) and sum(bool(t.dates) for t in told) >= _DATED


def _names_attack(telling: Telling) -> bool:
    """Whether a headline speaks of an attack, of people hurt, or of what an armed group did."""
    if telling.strong or telling.weak or telling.faint or telling.harms:
        return True
    attackers = telling.of("attackers_one", "attackers_two", "attackers")
    if any(hit.value == "suicide_bombers" for hit in attackers):
        return True
    return bool(telling.groups and telling.of("act"))


def _is_violent(telling: Telling) -> bool:
    """Whether more is named than that somebody died: an attack, attackers or a weapon."""
    named = telling.strong or telling.weak or telling.groups
    return bool(named or telling.of("weapon", *ATTACKERS))


def _is_told_late(telling: Telling) -> bool:
    """Whether a sentence of an article without a headline tells an attack of its own.

    Old wires and broadcasts come without one, and put the attack behind what leads to it.
    """
    done = any(is_deed(telling, hit) for hit in telling.strong)
    return done and _is_specific(telling) and any(what_is_known(telling))


def _is_aside(telling: Telling) -> bool:
    """Whether the sentence is background: its cue, and no fresh date that holds against it."""
    return telling.background and not telling.dates


def _is_specific(telling: Telling) -> bool:
    """Whether more than the word for an attack is said: people hurt, attackers, weapon, target."""
    return bool(telling.harms or telling.groups or telling.of("weapon", "target", *ATTACKERS))


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
    dated = any(d.resolved.precision == "day" for d in telling.dates)
    return bool(telling.strong and telling.tolls and dated and telling.places)


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
