"""The tolls of one attack: every figure with its speaker and scope, and the best of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from streams.domain.context import Context
from streams.domain.records import Attribution, Toll
from streams.domain.records.vocabulary import Scope
from streams.stages.extract.actors import speaker_in
from streams.stages.extract.events import Event
from streams.stages.extract.evidence import Notes
from streams.stages.extract.places import PlaceMention
from streams.stages.extract.reader import CountGroup
from streams.stages.extract.reports import refers
from streams.stages.extract.sites import is_named, is_same
from streams.stages.extract.story import Story
from streams.stages.extract.telling import Telling
from streams.stages.extract.toll_mention import TollMention

_SUPERSEDED_REACH = 8
_HAD_REACH = 8


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

    @property
    def own_boast(self) -> bool:
        """Whether the perpetrators themselves give it."""
        return self.speaker is not None and self.speaker.perpetrator


def figures_in(story: Story, event: Event, others: Sequence[Event], ctx: Context) -> list[Figure]:
    """Return the figures of the event; old and background sentences are left out.

    A headline that several attacks share gives none of them its figure.
    """
    found: list[Figure] = []
    for telling in story.tellings:
        if telling.old or (telling.background and not _is_of_now(story, telling)):
            continue
        if (others and not _is_told_of(telling, event, others)) or _is_of_court(telling, event):
            continue
        if others and _is_of_earlier_day(telling, event):
            continue
        speaker = _not_by_claim(telling, speaker_of(story, telling, ctx))
        shared = story.tellings.index(telling) in event.shared
        revised = _revised(telling)
        found += [
            Figure(
                m,
                telling,
                _boaster(telling, m) or speaker,
                shared,
                m in revised,
                added=not others and _is_added(telling, m),
                stale=_is_superseded(telling, m),
            )
            for m in telling.tolls
            if _is_here(telling, m, event, others)
            and not (telling.is_title and _is_anothers(m, others))
            and not (others and _is_sum(story, m))
        ]
    direct = [f for f in found if not refers(f.telling, f.mention)]
    return [f for f in direct or found if not _is_other_side(f, found)]


def _is_of_earlier_day(telling: Telling, event: Event) -> bool:
    """Whether a sentence of one of several attacks names only days before this one's."""
    days = [d.resolved for d in telling.dates if d.resolved.precision == "day"]
    own = [d.resolved for d in event.anchor.dates if d.resolved.precision == "day"]
    if not (days and own) or telling is event.anchor or telling.is_title:
        return False
    return max(day.end for day in days) < min(day.start for day in own)


def _is_told_of(telling: Telling, event: Event, others: Sequence[Event]) -> bool:
    """Whether a sentence of the headline names the place of this attack and of no other."""
    if not telling.is_title:
        return True
    firm = [p for p in telling.places if p.entry is not None and _is_firm(p)]
    named = [e for e in (event, *others) if any(e.place and is_named(p, e.place) for p in firm)]
    return named == [event]


def _is_sum(story: Story, mention: TollMention) -> bool:
    """Whether a figure of an article of several attacks only adds up what it counts of each."""
    parts = {
        telling.sentence.index: m.total
        for telling in story.tellings
        if not (telling.is_title or telling.old or telling.background)
        for m in telling.tolls
        if (m.effect, m.side) == (mention.effect, mention.side)
        and m.total < mention.total
        and not _is_superseded(telling, m)
    }
    return len(parts) > 1 and sum(parts.values()) == mention.total


def _is_anothers(mention: TollMention, others: Sequence[Event]) -> bool:
    """Whether the text counts a figure of the headline for another attack."""
    return any(
        (m.effect, m.side, m.total) == (mention.effect, mention.side, mention.total)
        for other in others
        for telling in other.tellings
        if not telling.is_title
        for m in telling.tolls
    )


def _is_of_now(story: Story, telling: Telling) -> bool:
    """Whether background names a day as fresh as the report's own: its eve or later."""
    if story.today is None:
        return bool(telling.dates)
    eve = story.today - timedelta(days=1)
    return any(d.resolved.end >= eve for d in telling.dates)


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
    return figure.telling.is_title and any(
        (f.mention.effect, f.mention.total) == (mention.effect, mention.total)
        and f.mention.side != mention.side
        and not f.telling.is_title
        for f in figures
    )


def _not_by_claim(telling: Telling, speaker: Attribution | None) -> Attribution | None:
    """Return the speaker, none where the group only claims what the report itself counts."""
    claims = speaker is not None and speaker.perpetrator and telling.of("claim")
    return None if claims and not telling.of("boast") else speaker


def _is_of_court(telling: Telling, event: Event) -> bool:
    """Whether a sentence about a court stands beside the report of a fresh attack."""
    return "cue_court" in telling.cues and "cue_court" not in event.anchor.cues


def _is_here(telling: Telling, mention: TollMention, event: Event, others: Sequence[Event]) -> bool:
    """Whether the site nearest to the figure, among those its sentence names, is the event's."""
    firm = [p for p in telling.places if p.entry is not None and _is_firm(p)]
    named = any(event.place is not None and p.name == event.place.name for p in telling.places)
    if not (telling.is_title or named) and _is_away(firm, event):
        return False
    sites = [(e, p) for e in (event, *others) if e.place for p in firm if is_named(p, e.place)]
    exact = [(e, p) for e, p in sites if e.place and e.place.entry == p.entry]
    sites = exact or sites
    if len({id(e) for e, _ in sites}) < 2 and not exact:
        return telling in event.tellings
    middle = mention.harm.start
    nearest = min(sites, key=lambda pair: abs(pair[1].start - middle))
    return nearest[0] is event


def _is_away(firm: Sequence[PlaceMention], event: Event) -> bool:
    """Whether the sentence puts what it counts into other towns of the country only."""
    site = event.place
    towns = [p for p in firm if p.entry is not None and p.entry.kind in ("city", "district")]
    if site is None or site.entry is None or not any(p.locative for p in towns):
        return False
    return not any(is_same(site, p) for p in firm)


def _is_firm(place: PlaceMention) -> bool:
    """Whether a mention parts sites: no dateline, no measure, nothing that holds both."""
    wide = place.entry is not None and place.entry.kind in ("country", "province")
    return not (place.dateline or place.reference or place.near or wide)


def _boaster(telling: Telling, mention: TollMention) -> Attribution | None:
    """Return the attackers when the figure stands in their mouth: `it said its men killed 20`."""
    boasts = telling.hits.within(telling.sentence.start, mention.harm.end, "boast")
    if not boasts:
        return None
    speaker = next((g for g in telling.groups if g.group.kind == "nonstate"), None)
    return Attribution(speaker.group.name if speaker else None, None, None, perpetrator=True)


def speaker_of(story: Story, telling: Telling, ctx: Context) -> Attribution | None:
    """Return who says a sentence: itself, else the sentence before in its paragraph."""
    index = story.tellings.index(telling)
    earlier = story.tellings[max(0, index - 2) : index]
    for candidate in (telling, *reversed(earlier)):
        if candidate.sentence.paragraph != telling.sentence.paragraph:
            continue
        if candidate.passage.part != telling.passage.part:
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
            return said[0]
    wires = story.article.wire_sources
    return Attribution(None, None, wires[0]) if wires else None


def _is_superseded(telling: Telling, mention: TollMention) -> bool:
    """Whether words lead to the figure that say it no longer holds: `first spoke of seven dead`."""
    start = mention.groups[0].start
    first = max(telling.sentence.start, start - _SUPERSEDED_REACH)
    return bool(telling.hits.within(first, start, "superseded")) or _was_said(telling, start)


def _was_said(telling: Telling, figure: int) -> bool:
    """Whether somebody had said it before: `had told reporters that 14`, `كانت قد أعلنت`."""
    for had in telling.of("pluperfect"):
        stop = min(had.end + _HAD_REACH, figure)
        if telling.hits.within(had.end, stop, "says", "told_of"):
            return True
    return False


def _is_added(telling: Telling, mention: TollMention) -> bool:
    """Whether words like `also` or `more` stand between the first of the people and the harm."""
    first = min(mention.harm.start, mention.groups[0].start) - 1
    last = max(mention.harm.end, mention.groups[-1].end)
    return bool(telling.hits.within(first, last, "also"))


def toll_records(
    figures: Sequence[Figure], others: Sequence[int], notes: Notes
) -> tuple[Toll, ...]:
    """Return the record of each figure and of those among them; `others`: other attacks' tolls."""
    found: dict[Toll, None] = {}
    for figure in figures:
        mention = figure.mention
        passage = figure.telling.passage
        whole = _toll(figure, mention.total, mention.groups, None, _scope(figure, others))
        found.setdefault(whole)
        first = min(mention.harm.start, mention.groups[0].start)
        last = max(mention.harm.end, mention.groups[-1].end)
        notes.add("tolls", passage, first, last, mention.rule)
        for subset in mention.subsets:
            found.setdefault(_toll(figure, subset.low, (subset,), mention.total, whole.scope))
            notes.add("tolls", passage, subset.start, subset.end, "toll.among")
    return tuple(found)


def _scope(figure: Figure, others: Sequence[int]) -> Scope:
    """A figure tied only to `the attack` after several, at least as large as another's: unsure."""
    if figure.shared and any(figure.mention.total >= other for other in others):
        return "ambiguous"
    return "attack"


def _toll(
    figure: Figure,
    best_count: int,
    groups: Sequence[CountGroup],
    subset_of: int | None,
    scope: Scope,
) -> Toll:
    is_open = any(g.high is None for g in groups)
    named = {g.group for g in groups if g.group}
    return Toll(
        effect=figure.mention.effect,
        side=figure.mention.side,
        low=best_count,
        best=best_count,
        high=None if is_open else best_count,
        group=named.pop() if len(named) == 1 else None,
        nationality=next((g.nationality for g in groups if g.nationality), None),
        qualifier=next((g.qualifier for g in groups if g.qualifier), None),
        subset_of=subset_of,
        scope=scope,
        attributed_to=figure.speaker,
        perpetrator_source=figure.own_boast,
    )
