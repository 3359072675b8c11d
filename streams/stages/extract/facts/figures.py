"""The tolls of one attack: every figure with its speaker and scope, and the best of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from streams.domain.context import Context
from streams.domain.folding import fold
from streams.domain.records import Attribution
from streams.stages.extract.facts.apportion import (
    is_afterwards,
    is_anothers,
    is_disputed,
    is_here,
    is_of_earlier_day,
    is_own,
    is_sum,
    is_superseded,
    is_told_of,
)
from streams.stages.extract.facts.evidence import Notes
from streams.stages.extract.facts.own_words import boaster
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.reports import refers
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.speakers import speaker_in

_VAST = 1000
_EARLY = 3
_UNREAL_REACH = 6
_SPOKESMAN = "spokesman"


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement of a toll inside an event, with who says it."""

    mention: TollMention
    telling: Telling
    speaker: Attribution | None
    shared: bool
    revised: bool
    added: bool
    stale: bool
    summed: bool = False
    """Whether its sentence speaks of several attacks, of which the article tells more than one."""

    @property
    def own_boast(self) -> bool:
        """Whether the perpetrators themselves give it."""
        return self.speaker is not None and self.speaker.perpetrator


def figures_in(story: Story, event: Event, others: Sequence[Event], ctx: Context) -> list[Figure]:
    """Return the figures of the event; old and background sentences are left out.

    A headline that several attacks share gives none of them its figure.
    """
    found: list[Figure] = []
    for telling in (t for t in story.tellings if t.tolls):
        if telling.old or (telling.background and not _is_of_now(story, telling, event, others)):
            continue
        if (others and not is_told_of(telling, event, others)) or _is_of_court(telling, event):
            continue
        if others and is_of_earlier_day(telling, event):
            continue
        speaker = _not_by_claim(telling, speaker_of(story, telling, ctx))
        index = story.tellings.index(telling)
        shared = index in event.shared
        revised = _revised(telling)
        is_of_all = bool(telling.of("several", "both")) and not is_own(telling, event, others)
        found += [
            Figure(
                m,
                telling,
                _speaker(telling, m, speaker),
                shared and not (index in event.alone and m.harm.kind == "harm_total"),
                m in revised,
                added=not others and _is_added(telling, m),
                stale=is_superseded(telling, m) or is_disputed(story, telling, m),
                summed=bool(others) and is_of_all and m.total > 1,
            )
            for m in telling.tolls
            if is_here(telling, m, event, others)
            and not (
                _is_vast(telling, m)
                or _is_unreal(telling, m)
                or is_afterwards(telling, m)
                or telling.of("period_alone", "found_bodies")
            )
            and not (telling.is_title and is_anothers(m, others))
            and not (
                others and is_sum(story, m, (event, *others)) and not is_own(telling, event, others)
            )
        ]
    direct = _told_directly(found)
    return [f for f in direct if not _is_other_side(f, found)]


def _told_directly(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures less those by which the report only refers to what it tells elsewhere.

    Victims of a harm that no other figure tells stay: `seven died in the blast, which hurt 12`.
    """
    direct = [f for f in figures if not refers(f.telling, f.mention)]
    told = {f.mention.effect for f in direct if f.mention.side == "victim"}
    if direct and not told:
        return direct  # a fight in which attackers alone are told to have fallen
    others = [f for f in figures if f.mention.side == "victim" and f.mention.effect not in told]
    return [f for f in figures if f in direct or f in others] if direct else list(figures)


def _is_unreal(telling: Telling, mention: TollMention) -> bool:
    """Whether the figure is what might have been: `we would be talking of 50 bodies`."""
    start = mention.groups[0].start
    near = max(telling.sentence.start, start - _UNREAL_REACH)
    return bool(telling.hits.within(near, start, "unreal"))


def _is_vast(telling: Telling, mention: TollMention) -> bool:
    """Whether so many were hurt that the report would have begun with it: a war's toll."""
    late = telling.sentence.index >= _EARLY and not telling.is_title
    return mention.total >= _VAST and late


def _is_of_now(story: Story, telling: Telling, event: Event, others: Sequence[Event]) -> bool:
    """Whether background names a day as fresh as the report's own, or what the attackers had done.

    `وكان المهاجمون قد خطفوا ثلاثة`. So does what had become known of the first of several attacks.
    """
    if others and any(_goes_on(told, telling) for told in event.tellings):
        return True
    if any(telling.hits.at(had.end, "attackers") for had in telling.of("pluperfect")[:1]):
        return True
    if story.today is None:
        return bool(telling.dates)
    eve = story.today - timedelta(days=1)
    return any(d.resolved.end >= eve for d in telling.dates)


def _goes_on(told: Telling, telling: Telling) -> bool:
    """Whether a sentence stands below one of its paragraph that tells an attack as news."""
    one, other = told.sentence, telling.sentence
    same = told.passage is telling.passage and one.paragraph == other.paragraph
    return same and one.index < other.index and told.tells and not (told.background or told.old)


def _revised(telling: Telling) -> list[TollMention]:
    """Return the figures that a word like `clarified` leads to, else all of its sentence."""
    cues = telling.of("revised")
    if not cues:
        return []
    led = [m for m in telling.tolls if m.groups[0].start > cues[0].start]
    return led or list(telling.tolls)


def _is_other_side(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the headline's dead are those that the text calls attackers."""
    mention = figure.mention
    if mention.side != "victim" or all(g.side == "victim" for g in mention.groups):
        return False
    return figure.telling.is_title and any(
        (f.mention.effect, f.mention.total) == (mention.effect, mention.total)
        and f.mention.side != mention.side
        and not f.telling.is_title
        for f in figures
    )


def _not_by_claim(telling: Telling, speaker: Attribution | None) -> Attribution | None:
    """Return the speaker, none where the group only claims what the report itself counts."""
    spoken = speaker is not None and speaker.role == _SPOKESMAN
    claims = speaker is not None and speaker.perpetrator and not spoken and telling.of("claim")
    return None if claims and not telling.of("boast") else speaker


def _is_of_court(telling: Telling, event: Event) -> bool:
    """Whether a sentence about a court stands beside the report of a fresh attack."""
    return "cue_court" in telling.cues and "cue_court" not in event.anchor.cues


def _speaker(
    telling: Telling, mention: TollMention, speaker: Attribution | None
) -> Attribution | None:
    """Return who gives the figure: attackers' dead are told by their enemies, but beside a claim.

    A force that fought them off is no perpetrator for what it says of their dead.
    """
    if mention.side != "perpetrator" or (telling.of("claim") and not _told_by_force(telling)):
        return boaster(telling, mention) or speaker
    return replace(speaker, perpetrator=False) if speaker is not None else None


def _told_by_force(telling: Telling) -> bool:
    """Whether a force claims the attackers' dead: `le porte-parole de l'armée dit avoir abattu`."""
    claim, first = telling.of("claim")[0], telling.sentence.start
    armed = any(g.group.kind == "nonstate" and g.end <= claim.start for g in telling.groups)
    return not armed and bool(telling.hits.within(first, claim.start, "org", "role"))


def speaker_of(
    story: Story, telling: Telling, ctx: Context, notes: Notes | None = None
) -> Attribution | None:
    """Return who says a sentence: itself, else the sentence before in its paragraph.

    The words that tell are noted where `notes` are given.
    """
    index = story.tellings.index(telling)
    earlier = story.tellings[max(0, index - 2) : index]
    for candidate in (telling, *reversed(earlier)):
        if candidate.sentence.paragraph != telling.sentence.paragraph:
            continue
        if candidate.passage.part != telling.passage.part:
            continue
        if candidate is not telling and _only_claims(candidate):
            continue
        said = speaker_in(
            candidate.passage,
            candidate.hits,
            candidate.sentence,
            story.lexicon,
            ctx.sources,
            candidate.groups,
        )
        if said is not None:
            speaker, start, end = said
            if notes is not None:
                notes.add("attributed_to", candidate.passage, start, end, "speaker")
            return speaker
    wires = story.article.wire_sources
    return Attribution(None, None, wires[0]) if wires else None


def _only_claims(telling: Telling) -> bool:
    """Whether a sentence speaks but to claim: `admitted the raid in a statement. Two died.`"""
    claims = telling.of("claim")
    paper = telling.of("claim_paper")
    return bool(claims) and all(
        any(cue.start < said.end and said.start < cue.end for cue in (*claims, *paper))
        for said in telling.of("says")
    )


def _is_added(telling: Telling, mention: TollMention) -> bool:
    """Whether words like `also` or `more` stand between the first of the people and the harm."""
    first = min(mention.harm.start, mention.groups[0].start) - 1
    last = max(mention.harm.end, mention.groups[-1].end)
    return bool(telling.hits.within(first, last, "also")) or _ends_in_also(telling, mention)


def _ends_in_also(telling: Telling, mention: TollMention) -> bool:
    """Whether an ending for `also` stands on the first of the people: `هاووڵاتییەکیش کوژرا`.

    Or on the one word that describes them: `هاووڵاتیی ئەفغانیش`.
    """
    lexicon, first = telling.reading.lexicon, mention.groups[0]
    ending = fold(lexicon.grammar.also_ending, lexicon.language)
    described = first.end + 1 if first.end < mention.harm.start else first.end
    words = telling.passage.words[first.start : described]
    return bool(ending) and any(word.endswith(ending) for word in words)
