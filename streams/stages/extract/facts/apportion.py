"""Which of several attacks a figure belongs to, and whether it holds: by place, day and words."""

from collections.abc import Sequence

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.sites import is_named, is_same
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention

_SUPERSEDED_REACH = 8
_HAD_REACH = 8
_OPENING = 8
_ENDS_NEAR = 2


def is_told_of(telling: Telling, event: Event, others: Sequence[Event]) -> bool:
    """Whether a sentence of the headline names the place of this attack and of no other."""
    if not telling.is_title:
        return True
    return is_own(telling, event, others)


def is_of_earlier_day(telling: Telling, event: Event) -> bool:
    """Whether a sentence of one of several attacks names only days before this one's."""
    days = [d.resolved for d in telling.dates if d.resolved.precision == "day"]
    own = [d.resolved for d in event.anchor.dates if d.resolved.precision == "day"]
    if not (days and own) or telling is event.anchor or telling.is_title:
        return False
    return max(day.end for day in days) < min(day.start for day in own)


def is_anothers(mention: TollMention, others: Sequence[Event]) -> bool:
    """Whether the text counts a figure of the headline for another attack."""
    return any(
        (m.effect, m.side, m.total) == (mention.effect, mention.side, mention.total)
        for other in others
        for telling in other.tellings
        if not telling.is_title
        for m in telling.tolls
    )


def is_sum(story: Story, mention: TollMention, told: Sequence[Event]) -> bool:
    """Whether a figure of an article of several attacks only adds up what it counts of each.

    The parts are of two of the attacks `told` at least.
    """
    parts = {
        telling.sentence.index: (m.total, _owner(telling, told))
        for telling in story.tellings
        if not (telling.is_title or telling.old or telling.background)
        for m in telling.tolls
        if (m.effect, m.side) == (mention.effect, mention.side)
        and m.total < mention.total
        and not (mention.harm.kind == "harm_total" and m.sentence is mention.sentence)
        and not is_superseded(telling, m)
    }
    owners = {owner for _, owner in parts.values()}
    return len(owners) > 1 and sum(total for total, _ in parts.values()) == mention.total


def _owner(telling: Telling, told: Sequence[Event]) -> int:
    """Return which of the attacks a sentence belongs to, -1 if none."""
    return next((n for n, event in enumerate(told) if telling in event.tellings), -1)


def is_own(telling: Telling, event: Event, others: Sequence[Event]) -> bool:
    """Whether a sentence names the place of this attack and of no other."""
    firm = [p for p in telling.places if p.entry is not None and _is_firm(p)]
    if not firm:  # `four hurt in the province of Yala`
        wide = [p for p in telling.places if p.entry is not None and p.entry.kind == "province"]
        firm = [p for p in wide if not (p.dateline or p.reference)]
    named = [e for e in (event, *others) if any(e.place and is_named(p, e.place) for p in firm)]
    return named == [event]


def is_here(telling: Telling, mention: TollMention, event: Event, others: Sequence[Event]) -> bool:
    """Whether the site nearest to the figure, among those its sentence names, is the event's.

    Of two attacks in one place it belongs to the one whose sentence it is.
    """
    firm = [p for p in telling.places if p.entry is not None and _is_firm(p)]
    named = any(event.place is not None and p.name == event.place.name for p in telling.places)
    if not (telling.is_title or named) and _is_away(telling, firm, event):
        return False
    sites = [(e, p) for e in (event, *others) if e.place for p in firm if is_named(p, e.place)]
    exact = [(e, p) for e, p in sites if e.place and e.place.entry == p.entry]
    sites = exact or sites
    if len({id(e) for e, _ in sites}) < 2 and not exact:
        return telling in event.tellings
    middle = mention.harm.start
    _, nearest = min(sites, key=lambda pair: abs(pair[1].start - middle))
    there = [e for e, p in sites if p is nearest]
    return telling in event.tellings if len(there) > 1 else there[0] is event


def _is_away(telling: Telling, firm: Sequence[PlaceMention], event: Event) -> bool:
    """Whether the sentence puts what it counts into other towns of the country only."""
    site = event.place
    towns = [
        p
        for p in firm
        if p.entry is not None
        and p.entry.kind in ("city", "district")
        and not _is_speakers(telling, p)
    ]
    if site is None or site.entry is None or not any(p.locative for p in towns):
        return False
    return not any(is_same(site, p) for p in firm)


def _is_speakers(telling: Telling, place: PlaceMention) -> bool:
    """Whether the place only says where the speaker works: `قال مدير المستشفى في الخوخة إن`."""
    said = [hit for hit in telling.of("says") if hit.end <= place.start]
    if not said:
        return False
    if said[-1].value == "according":
        near = range(place.end - 1, min(place.end + _ENDS_NEAR, len(telling.passage.words)))
        gaps = (telling.passage.gap(at) for at in near)
        return any("،" in gap or "," in gap for gap in gaps)
    that = telling.hits.within(said[-1].end, telling.sentence.end, "that")
    return bool(that) and that[0].start >= place.end


def _is_firm(place: PlaceMention) -> bool:
    """Whether a mention parts sites: no dateline, no measure, nothing that holds both."""
    wide = place.entry is not None and place.entry.kind in ("country", "province")
    return not (place.dateline or place.reference or place.near or wide)


def is_superseded(telling: Telling, mention: TollMention) -> bool:
    """Whether words lead to the figure that say it no longer holds: `first spoke of seven dead`."""
    start = mention.groups[0].start
    first = max(telling.sentence.start, start - _SUPERSEDED_REACH)
    end = mention.groups[-1].end
    after = telling.hits.within(end, end + _SUPERSEDED_REACH // 2, "superseded_after")
    before = telling.hits.within(first, start, "superseded")
    led = bool(before) and not _is_risen_to(telling, before[-1].end, start)
    return led or bool(after) or _was_said(telling, start)


def _is_risen_to(telling: Telling, cue_end: int, figure: int) -> bool:
    """Whether the figure is what another rose to: `passé de neuf à quatorze morts`."""
    led = telling.hits.within(max(cue_end + 1, figure - 1), figure, "upto")
    before = any(g.start >= cue_end and g.end < figure for g in telling.counts)
    return before and any(hit.end == figure for hit in led)


def is_disputed(story: Story, telling: Telling, mention: TollMention) -> bool:
    """Whether somebody faults the figure: behind it, or at the start of the next sentence.

    `seven bodies, a number that police would not confirm`; `The figure was faulted by the mayor`.
    """
    if any(cue.start >= mention.groups[-1].end for cue in telling.of("disputed")):
        return True
    if any(cue.end == telling.sentence.end for cue in telling.of("disputed_end")):
        return True
    after = story.tellings.index(telling) + 1
    following = story.tellings[after] if after < len(story.tellings) else telling
    if following is telling or following.is_title != telling.is_title:
        return False
    opening = following.sentence.start + _OPENING
    return any(cue.end <= opening for cue in following.of("disputed"))


def is_afterwards(telling: Telling, mention: TollMention) -> bool:
    """Whether attackers were killed in what came of the attack: `17 rebels since the blast`."""
    return mention.side == "perpetrator" and bool(telling.of("afterwards"))


def _was_said(telling: Telling, figure: int) -> bool:
    """Whether somebody had said it before: `had told reporters that 14`, `كانت قد أعلنت`."""
    for had in telling.of("pluperfect"):
        for told in telling.hits.within(had.end, figure, "says", "told_of"):
            if any("," in telling.passage.gap(at) for at in range(had.end, told.start)):
                break
            already = telling.hits.at(told.start - 1, "already") is not None
            if told.end <= had.end + _HAD_REACH or already:
                return True
    return False
