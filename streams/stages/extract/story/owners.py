"""Which of several attacks each sentence of an article tells of."""

from collections.abc import Sequence

from streams.stages.extract.story.anew import is_heading
from streams.stages.extract.story.sites import is_named, is_same
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.taken_up import marks_of, taken_up
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import fronted, rubric, says_another, says_turn, turns_of
from streams.stages.extract.where.places import PlaceMention

_ELSEWHERE = -1
Site = tuple[Telling, PlaceMention | None]
"""The first sentence of an attack, and where it was."""


def owners_in(story: Story, sites: Sequence[Site]) -> list[tuple[int, bool]]:
    """Return for each sentence the attack it tells of, and whether it only says `the attack`.

    A sentence belongs to the attack whose place it names, else to that of the sentence before;
    words like `elsewhere` turn to none of them until a place of one is named.
    """
    found: list[tuple[int, bool]] = []
    several = len(sites) > 1
    told = {n: marks_of(first) for n, (first, _) in enumerate(sites)} if several else {}
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
            found.append((_titled(sentence, sites, named), not named))
            continue
        if own:
            current = own[-1]
        elif several and sums_up(sentence):
            current = 0
        elif (again := taken_again(sentence, sites)) is not None:
            current = again
        elif named:
            current = _named(sentence, current, named, sites)
        elif _turns_away(sentence) or _leaves(sentence) or _opens_item(sentence):
            current = _ELSEWHERE
        elif several and current != _ELSEWHERE and not _stays(sites[current][0], sentence):
            current = taken_up(sentence, current, told)
        if (own or named) and current in told:
            told[current] |= marks_of(sentence)
        found.append((current, not named))
    return found


def _named(sentence: Telling, current: int, named: Sequence[int], sites: Sequence[Site]) -> int:
    """Return which of the attacks at places that the sentence names it tells of.

    The one told before, if it was there too; a town within a few miles of another attack's is no
    turn to that one while its own name is not said.
    """
    exact = [n for n in named if sites[n][0] is sentence or _says(sentence, sites[n][1])]
    if current in named and (not exact or sites[current][1] is sites[named[0]][1]):
        return current
    return (exact or named)[0]


def _says(sentence: Telling, place: PlaceMention | None) -> bool:
    """Whether a sentence names the very place, not one beside it."""
    return place is not None and any(
        p.name == place.name or (p.entry is not None and p.entry == place.entry)
        for p in sentence.places
        if not p.reference
    )


def _stays(first: Telling, sentence: Telling) -> bool:
    """Whether a sentence takes up no attack before: below the name of a town, or `the second:`."""
    return is_heading(first) or _leads_in(sentence)


def taken_again(telling: Telling, sites: Sequence[Site]) -> int | None:
    """Return the one attack at whose place, or in whose province, the sentence opens again."""
    place = fronted(telling) if not says_turn(telling) else None
    if place is None or place.entry is None:
        return None
    known = [n for n, (_, p) in enumerate(sites) if p is not None and is_same(p, place, 0)]
    return known[0] if len(known) == 1 else None


def sums_up(telling: Telling) -> bool:
    """Whether it speaks of attacks in two places together: `two attacks in Diyala and Kirkuk`."""
    if not telling.of("several") or counts_apart(telling):
        return False
    sites = [p for p in known_places(telling) if not (p.dateline or p.reference)]
    return len(sites) > 1 and not any(is_same(sites[0], p) for p in sites[1:])


def counts_apart(telling: Telling) -> bool:
    """Whether a sentence counts the dead of two sites: `killed six in Gwoza, and five in Baga`."""
    dead = [m for m in telling.tolls if (m.effect, m.side) == ("killed", "victim")]
    return len({m.groups[0].start for m in dead if m.harm.kind != "harm_total"}) > 1


def known_places(telling: Telling) -> list[PlaceMention]:
    """Return the places finer than a country that it names, those that nobody knows left out."""
    return [p for p in telling.places if p.entry is not None and p.entry.kind != "country"]


def _titled(
    sentence: Telling,
    sites: Sequence[Site],
    named: Sequence[int],
) -> int:
    """Return the attack of a headline: the first, or that whose place its second part names."""
    if sentence is sites[0][0] or not sentence.second:
        return 0
    known = ((n, place) for n, (_, place) in enumerate(sites) if place is not None)
    about = [n for n, place in known if any(is_named(p, place) for p in sentence.places)]
    return next(iter((*named, *about)), _ELSEWHERE)


def _names(sentence: Telling, place: PlaceMention) -> bool:
    return any(
        not p.reference
        and is_named(p, place)
        and (p.entry is None or p.entry.kind not in ("country", "province"))
        for p in sentence.places
    )


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
    if sentence.of("the_attack") and sentence.of("happened") and not says_another(sentence):
        return False  # `The incident happened the day before in X`
    towns = (p.entry.kind for p in sentence.places if p.entry is not None and not p.reference)
    return says_turn(sentence) and any(kind in ("city", "district", "province") for kind in towns)


def _leaves(sentence: Telling) -> bool:
    """Whether words like `in a separate development` lead to other people hurt, not to more of it.

    `إلى ذلك، ارتفعت حصيلة التفجير` speaks of the attack itself.
    """
    led = any(hit.value == "leaves" for hit in turns_of(sentence))
    named = (*sentence.of("the_attack"), *(h for h in sentence.weak if h.definite))
    return led and bool(sentence.tolls) and all(sentence.is_recalled(h.start) for h in named)
