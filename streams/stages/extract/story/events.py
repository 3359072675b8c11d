"""Which sentences tell of which attack: one attack an article unless places part them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from streams.stages.extract.story.anew import is_heading, stands_below
from streams.stages.extract.story.another import another_site, is_another, tells_on
from streams.stages.extract.story.headlined import headlined, towns_of
from streams.stages.extract.story.main_place import known_beside, main_place
from streams.stages.extract.story.owners import (
    Site,
    counts_apart,
    owners_in,
    sums_up,
    taken_again,
)
from streams.stages.extract.story.quarters import apart, quarters_of
from streams.stages.extract.story.reports import is_direct, is_news, only_reminds
from streams.stages.extract.story.sites import best_site, is_named, is_same
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.summed import only_sums, with_sums_shared
from streams.stages.extract.story.taken_up import speaks_of
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.titled import only_titled, repeats_headline
from streams.stages.extract.story.turning import turning
from streams.stages.extract.story.turns import (
    fronted,
    says_turn,
    strikes_back,
)
from streams.stages.extract.where.places import PlaceMention

_TOWN = 20_000
_BESIDE_KM = 4.0
_WITHIN = 3
"""Words between a place and the one it lies in."""


@dataclass(frozen=True, eq=False)
class Event:
    """An attack in the making: its place and the sentences about it, in order.

    `anchor` is the sentence that tells of it first. `shared` holds sentences that speak of `the
    attack` after several were named: figures in them may cover more than this one. `alone` are the
    sentences from the first that names its place to the first of another attack.
    """

    anchor: Telling
    place: PlaceMention | None
    tellings: tuple[Telling, ...]
    shared: frozenset[int]
    alone: range = range(0)

    @cached_property
    def usable(self) -> list[Telling]:
        """The sentences that tell of now, the anchor first."""
        rest = [
            t
            for t in self.tellings
            if t is not self.anchor and not t.old and not (t.background and not t.dates)
        ]
        return [self.anchor, *rest]


def events_in(story: Story, telling: Sequence[Telling]) -> list[Event]:
    """Return the attacks that the telling sentences part into, the main one first."""
    turned = turning(story)
    main = main_place(story, telling, turned)
    turned = _listed(turned, main)
    main = main_place(story, telling, turned)
    turned += [t for t in headlined(story, telling, main) if t not in turned]
    sites: list[Site] = [(telling[0], main)]
    counted = quarters_of(story, telling)
    if counted and main is not None and (first := counted[0][1]) and is_same(first, main):
        sites[0] = (telling[0], first)
    for sentence in (t for t in story.tellings if t in telling or t in turned):
        site = _own_site(story, sentence, sites, elsewhere=sentence in turned)
        if site is not None:
            sites.append((sentence, site))
        elif all(place is main for _, place in sites) and is_another(story, sentence, telling):
            sites.append((sentence, another_site(sentence, main)))
    sites += apart(counted, sites)
    owners = owners_in(story, sites)
    events = [_event(story, sites, owners, number) for number in range(len(sites))]
    summed = only_sums(story, events) or only_titled(story, events)
    return with_sums_shared(story, events[1:] if summed else events)


def _listed(turned: Sequence[Telling], main: PlaceMention | None) -> list[Telling]:
    """Return the sentences that turn from the main attack.

    Under a country or province what lies in it tells where the main attack was: all of it, or the
    first of several towns, `two attacks in the south: in X ..., and in Y ...`. Where the opening
    names no place, the first of them does.
    """
    if main is None:
        return list(turned[1:])
    within = [t for t in turned if _lies_within(t, main)]
    towns = [_town(t) for t in within]
    known = [p for p in towns if p is not None]
    several = len(known) == len(towns) > 1 and not is_named(known[0], known[-1])
    first = within[:1] if several else within
    return [t for t in turned if t not in first]


def _town(telling: Telling) -> PlaceMention | None:
    """Return the town or district that a sentence opens with, or that it is the name of."""
    place = telling.places[0] if is_heading(telling) else fronted(telling)
    if place is None or place.reference:
        return None
    return place


def _lies_within(telling: Telling, main: PlaceMention) -> bool:
    """Whether all that a sentence names lies in the province or country that is the main place."""
    wide = main.entry is not None and main.entry.kind in ("province", "country")
    return wide and all(is_same(place, main) for place in telling.places)


def _event(
    story: Story,
    sites: Sequence[Site],
    owners: Sequence[tuple[int, bool]],
    number: int,
) -> Event:
    mine = [
        (index, t)
        for index, (t, owner) in enumerate(zip(story.tellings, owners, strict=True))
        if owner[0] == number
    ]
    anchor, place = sites[number]
    told = tuple(t for _, t in mine)
    others = [p for n, (_, p) in enumerate(sites) if n != number and p is not None]
    place = _finer(place, told, others) if number else place
    shared = frozenset(
        i
        for i, t in mine
        if len(sites) > 1 and owners[i][1] and not (number and stands_below(t, anchor))
    )
    firsts = (story.tellings.index(t) for t, _ in sites if t is not anchor)
    named = (i for i, t in mine if not (t.is_title or i in shared))
    several = min(firsts, default=0)
    own = range(next(named, several), several)
    return Event(anchor, place, told, shared, own)


def _finer(
    place: PlaceMention | None, told: Sequence[Telling], others: Sequence[PlaceMention]
) -> PlaceMention | None:
    """Return the town where a later sentence puts an attack that was first put in a province."""
    if place is None or place.entry is None or place.entry.kind not in ("province", "country"):
        return place
    towns = [
        p
        for t in told
        if not (t.is_title or t.old or t.background)
        for p in towns_of(t)
        if p.locative and not (p.reference or p.dateline) and is_same(p, place)
        if p.entry is not None and p.entry.kind in ("city", "district")
        if not any(is_named(p, other) for other in others)
    ]
    return towns[0] if towns else place


def _own_site(
    story: Story,
    telling: Telling,
    sites: Sequence[Site],
    *,
    elsewhere: bool,
) -> PlaceMention | None:
    """Return the place that makes the sentence tell of another attack, or None."""
    if not (elsewhere or _may_part(telling)) or _tells_on(story, telling, sites, elsewhere):
        return None
    place = best_site(telling, sites, elsewhere=elsewhere)
    if place is None or (place.near and repeats_headline(story, telling)):
        return None
    again = place.entry is None and taken_again(telling, sites) is not None
    if again or (not elsewhere and tells_on(story, telling, place, sites[0][1])):
        return None
    unknown = place.entry is None or sites[0][1] is None or sites[0][1].entry is None
    if elsewhere and place.entry is None:
        place = known_beside(story, place)
    if elsewhere and unknown:
        return place if place.entry is None or place.entry.country == story.country else None
    held = not elsewhere and any(_lies_in(story, known, place) for _, known in sites if known)
    if held or not _is_plausible(story, telling, place, sites[0][1]):
        return None
    beside = any(
        is_same(p, known, *((_BESIDE_KM,) if elsewhere else ()))
        for p in telling.places
        for _, known in sites
        if known is not None and p.entry is not None and p is not place
        if p.locative
        if not (p.entry.kind == "province" and (elsewhere or is_same(p, place)))
        if not (p.entry.kind == "neighbourhood" and elsewhere)
    )
    return place if not beside or telling.of("claim") or counts_apart(telling) else None


def _lies_in(story: Story, known: PlaceMention, place: PlaceMention) -> bool:
    """Whether the article puts a known site in it: `del villaggio di X, nella diocesi di Y`."""
    return any(
        0 <= outer.start - inner.end <= _WITHIN and not _joined(told, inner, outer)
        for told in story.tellings
        for inner, outer in pairwise(told.places)
        if outer.entry == place.entry and inner.entry and is_named(inner, known)
    )


def _joined(telling: Telling, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether a word like `and` joins two places: neither lies in the other."""
    word = telling.reading.lexicon.conjunction
    between = telling.passage.words[first.end : second.start + 1]
    return word in between[:-1] or (
        telling.reading.lexicon.grammar.clitics and between[-1].startswith(word)
    )


def _tells_on(story: Story, telling: Telling, sites: Sequence[Site], elsewhere: bool) -> bool:
    """Whether the sentence only tells more of what headline or opening told."""
    return not elsewhere and len(sites) == 1 and _goes_on(story, telling)


def _goes_on(story: Story, telling: Telling) -> bool:
    """Whether a sentence without dead of its own speaks of what the opening names: `the market`."""
    if telling.tolls or says_turn(telling) or telling not in story.opening:
        return False
    before = [t for t in story.opening if t.is_title or t.sentence.index < telling.sentence.index]
    return any(speaks_of(telling, t) for t in before)


def _may_part(telling: Telling) -> bool:
    """Whether the sentence tells enough for an attack of its own."""
    if telling.is_title or telling.background:
        return False
    if not is_direct(telling) or only_reminds(telling):
        return False
    if sums_up(telling):
        return False
    hurt = any(m.side == "victim" for m in telling.tolls)
    return hurt or bool(telling.strong and telling.of("claim", "target"))


def _is_plausible(
    story: Story, telling: Telling, place: PlaceMention, main: PlaceMention | None
) -> bool:
    """Whether a second attack may be there: in a country of the headline, or with day and toll."""
    if place.entry is None or main is None or main.entry is None:
        return False
    titled = {p.entry.country for t in story.lead if t.is_title for p in t.places if p.entry}
    if place.entry.country in {main.entry.country, *titled} or strikes_back(telling):
        return True
    told = telling.dates or is_news(telling)
    return bool(telling.tolls and told) and place.entry.population >= _TOWN
