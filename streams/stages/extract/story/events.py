"""Which sentences tell of which attack: one attack an article unless places part them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from streams.stages.extract.story.another import is_another, tells_on
from streams.stages.extract.story.main_place import known_beside, main_place
from streams.stages.extract.story.quarters import apart, quarters_of
from streams.stages.extract.story.reports import is_direct, is_news
from streams.stages.extract.story.sites import best_site, is_named, is_same
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.titled import only_sums, only_titled
from streams.stages.extract.story.turns import (
    fronted,
    rubric,
    says_turn,
    tells_of_another,
    turning,
    turns_of,
)
from streams.stages.extract.where.places import PlaceMention

_ELSEWHERE = -1
_TOWN = 20_000


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
    turned += [t for t in _headlined(story, telling, main) if t not in turned]
    sites: list[tuple[Telling, PlaceMention | None]] = [(telling[0], main)]
    counted = quarters_of(story, telling)
    if counted and main is not None and (first := counted[0][1]) and is_same(first, main):
        sites[0] = (telling[0], first)
    for sentence in (t for t in story.tellings if t in telling or t in turned):
        site = _own_site(story, sentence, sites, elsewhere=sentence in turned)
        if site is not None:
            sites.append((sentence, site))
        elif all(place is main for _, place in sites) and is_another(sentence, telling):
            sites.append((sentence, best_site(sentence, elsewhere=True) or main))
    sites += apart(counted, sites)
    owners = _owners(story, sites)
    events = [_event(story, sites, owners, number) for number in range(len(sites))]
    return events[1:] if only_sums(story, events) or only_titled(story, events) else events


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
    """Return the town or district that a sentence opens with."""
    place = fronted(telling)
    if place is None or place.reference:
        return None
    return place


def _headlined(
    story: Story, telling: Sequence[Telling], main: PlaceMention | None
) -> list[Telling]:
    """Return the first sentence on each place beside the main one that the headline names as well.

    `Priest stabbed in Kaduna hours after gunmen raid Zamfara market`.
    """
    if main is None or main.entry is None:
        return []
    titled = [p for t in story.tellings if t.is_title for p in _known_places(t)]
    beside = {
        q.entry.name
        for t in telling
        if not t.is_title and any(is_named(p, main) for p in _towns(t))
        for q in _known_places(t)
        if q.entry is not None
    }
    apart = [p for p in titled if p.entry and not is_same(p, main) and p.entry.name not in beside]
    body = [
        t
        for t in telling
        if not t.is_title
        and (tells_of_another(t) or (t.tolls and says_turn(t)))
        and not any(is_same(p, main) for p in _towns(t))
    ]
    about = ((t for t in body if any(is_same(p, q) for q in _towns(t))) for p in apart)
    return [first for told in about if (first := next(told, None)) is not None]


def _towns(telling: Telling) -> list[PlaceMention]:
    """Return the places that it names, provinces left out."""
    known = _known_places(telling)
    return [p for p in known if p.entry is not None and p.entry.kind != "province"]


def _known_places(telling: Telling) -> list[PlaceMention]:
    """Return the places finer than a country that it names, those that nobody knows left out."""
    return [p for p in telling.places if p.entry is not None and p.entry.kind != "country"]


def _lies_within(telling: Telling, main: PlaceMention) -> bool:
    """Whether all that a sentence names lies in the province or country that is the main place."""
    wide = main.entry is not None and main.entry.kind in ("province", "country")
    return wide and all(is_same(place, main) for place in telling.places)


def _event(
    story: Story,
    sites: Sequence[tuple[Telling, PlaceMention | None]],
    owners: Sequence[tuple[int, bool]],
    number: int,
) -> Event:
    mine = [
        (index, t)
        for index, (t, owner) in enumerate(zip(story.tellings, owners, strict=True))
        if owner[0] == number
    ]
    anchor, place = sites[number]
    shared = frozenset(i for i, _ in mine if len(sites) > 1 and owners[i][1])
    others = (story.tellings.index(t) for t, _ in sites if t is not anchor)
    named = (i for i, t in mine if not (t.is_title or i in shared))
    several = min(others, default=0)
    own = range(next(named, several), several)
    return Event(anchor, place, tuple(t for _, t in mine), shared, own)


def _own_site(
    story: Story,
    telling: Telling,
    sites: Sequence[tuple[Telling, PlaceMention | None]],
    *,
    elsewhere: bool,
) -> PlaceMention | None:
    """Return the place that makes the sentence tell of another attack, or None."""
    if not (elsewhere or _may_part(telling)):
        return None
    place = best_site(telling, sites, elsewhere=elsewhere)
    if place is None or (not elsewhere and tells_on(story, telling, place, sites[0][1])):
        return None
    unknown = place.entry is None or sites[0][1] is None or sites[0][1].entry is None
    if elsewhere and place.entry is None:
        place = known_beside(story, place)
    if elsewhere and unknown:
        return place if place.entry is None or place.entry.country == story.country else None
    if not _is_plausible(story, telling, place, sites[0][1]):
        return None
    beside = any(
        is_same(p, known)
        for p in telling.places
        for _, known in sites
        if known is not None and p.locative and p.entry is not None and p is not place
        if not (p.entry.kind == "province" and (elsewhere or is_same(p, place)))
        if not (p.entry.kind == "neighbourhood" and elsewhere)
    )
    return place if not beside or telling.of("claim") or _counts_apart(telling) else None


def _counts_apart(telling: Telling) -> bool:
    """Whether a sentence counts the dead of two sites: `killed six in Gwoza, and five in Baga`."""
    dead = [m for m in telling.tolls if (m.effect, m.side) == ("killed", "victim")]
    return len({m.groups[0].start for m in dead if m.harm.kind != "harm_total"}) > 1


def _may_part(telling: Telling) -> bool:
    """Whether the sentence tells enough for an attack of its own."""
    if telling.is_title or telling.background:
        return False
    if not is_direct(telling):
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
    if place.entry.country in {main.entry.country, *titled}:
        return True
    told = telling.dates or is_news(telling)
    return bool(telling.tolls and told) and place.entry.population >= _TOWN


def _owners(
    story: Story, sites: Sequence[tuple[Telling, PlaceMention | None]]
) -> list[tuple[int, bool]]:
    """Return for each sentence the attack it tells of, and whether it only says `the attack`.

    A sentence belongs to the attack whose place it names, else to that of the sentence before;
    words like `elsewhere` turn to none of them until a place of one is named.
    """
    found: list[tuple[int, bool]] = []
    current = 0
    following = [*story.tellings[1:], None]
    for sentence, after in zip(story.tellings, following, strict=True):
        named = [
            number
            for number, (first, place) in enumerate(sites)
            if first is sentence or (place is not None and _names(sentence, place))
        ]
        heads = (sentence, after) if _leads_in(sentence) else (sentence,)
        own = [n for n, (first, _) in enumerate(sites) if n > 0 and first in heads]
        if sentence.is_title:
            current = 0
        elif own:
            current = own[-1]
        elif named:
            shared = current in named and sites[current][1] is sites[named[0]][1]
            current = current if shared else named[0]
        elif _turns_away(sentence) or _leaves(sentence) or _opens_item(sentence):
            current = _ELSEWHERE
        found.append((current, not named))
    return found


def _opens_item(sentence: Telling) -> bool:
    """Whether a place that a dash parts off opens the sentence, other than that of the report."""
    place = rubric(sentence)
    return place is not None and not place.dateline


def _leads_in(sentence: Telling) -> bool:
    """Whether words that turn hold for the next sentence: `The second came at nine.`"""
    told = sentence.places or sentence.groups or sentence.tolls
    return not told and says_turn(sentence)


def _turns_away(sentence: Telling) -> bool:
    """Whether the sentence opens with words that leave the matter, and names another town."""
    towns = (p.entry.kind for p in sentence.places if p.entry is not None and not p.reference)
    return says_turn(sentence) and any(kind in ("city", "district", "province") for kind in towns)


def _leaves(sentence: Telling) -> bool:
    """Whether words like `in a separate development` lead to other people hurt, not to more of it.

    `إلى ذلك، ارتفعت حصيلة التفجير` speaks of the attack itself.
    """
    led = any(hit.value == "leaves" for hit in turns_of(sentence))
    named = (*sentence.of("the_attack"), *(h for h in sentence.weak if h.definite))
    return led and bool(sentence.tolls) and all(sentence.is_recalled(h.start) for h in named)


def _names(sentence: Telling, place: PlaceMention) -> bool:
    return any(
        not p.reference
        and is_named(p, place)
        and (p.entry is None or p.entry.kind not in ("country", "province"))
        for p in sentence.places
    )
