"""Sentences that tell of two attacks: `eleven died in Maroua, while 42 were killed in Gombe`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from streams.stages.extract.story.shared_verb import of_one_verb
from streams.stages.extract.story.sites import is_same
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention

_FINE = ("city", "district", "province")
_HURT = ("killed", "wounded", "abducted")
_ALSO_REACH = 4
_STOPS = frozenset(",;،؛")
_HALVES = frozenset(";؛")


def in_parts(tellings: Iterable[Telling]) -> list[Telling]:
    """Return the sentences, those that tell of two attacks as two."""
    return [part for told in tellings for part in (of_one_verb(told) or _parts(told))]


def _parts(telling: Telling) -> list[Telling]:
    """Return what stands before and behind a word like `while`, where each tells an attack.

    In a headline a comma is enough: `Blast in Kabul kills two, journalist shot in Jalalabad`.
    """
    if not _apart(telling, telling):
        return _of_two_deeds(telling)
    for joint in _joints(telling):
        start, end = telling.sentence.start, telling.sentence.end
        first, rest = _cut(telling, start, joint), _cut(telling, joint, end)
        whole = (_is_whole(first) and _is_whole(rest)) or _strikes_also(first, rest)
        if whole and _apart(first, rest):
            return [first, *_parts(replace(rest, second=rest.is_title))]
    return [telling]


def _of_two_deeds(telling: Telling) -> list[Telling]:
    """Return the parts of a headline that a semicolon parts, where each tells of its own deed.

    `Village chief slain at home; grenade rocks plaza in Davao`: only the second has a place.
    """
    passage = telling.passage
    start, end = telling.sentence.start, telling.sentence.end
    for token in range(start, end - 1) if telling.is_title else ():
        if not _HALVES.isdisjoint(passage.gap(token)):
            first, rest = _cut(telling, start, token + 1), _cut(telling, token + 1, end)
            deeds = [{h.value for h in (*t.strong, *t.weak)} or _plain(t) for t in (first, rest)]
            placed = bool(_sites(rest)) and all(p.entry is None for p in first.places)
            if placed and all(deeds) and deeds[0].isdisjoint(deeds[1]):
                return [first, replace(rest, second=True)]
    return [telling]


def _plain(part: Telling) -> set[str]:
    """Return the deeds of words that tell of one only with people hurt: `slain`."""
    return {hit.value for hit in part.faint} if part.tolls else set()


def _joints(telling: Telling) -> Iterator[int]:
    """Yield the tokens where a second telling may begin: at joints, `and`, a headline's stops."""
    passage = telling.passage
    joints = {joint.start for joint in telling.of("joint")}
    conjunction = telling.reading.lexicon.conjunction
    for token in range(telling.sentence.start, telling.sentence.end - 1):
        stops = not _STOPS.isdisjoint(passage.gap(token))
        joins = passage.words[token + 1] == conjunction and (stops or telling.is_title)
        halves = not _HALVES.isdisjoint(passage.gap(token)) or (stops and telling.is_title)
        if token + 1 in joints or joins or halves or _leads_elsewhere(telling, token + 1):
            yield token + 1


def _leads_elsewhere(telling: Telling, at: int) -> bool:
    """Whether a place opens what follows a comma or `and`: `, в Херсоне снаряд убил`.

    In Arabic a verb that `and` joins does.
    """
    passage, lexicon = telling.passage, telling.reading.lexicon
    stops = not _STOPS.isdisjoint(passage.gap(at - 1))
    if lexicon.grammar.clitics:
        joined = stops and passage.words[at].startswith(lexicon.conjunction)
        site = next((p.start for p in _sites(telling) if p.start > at), at)
        whole = all(_STOPS.isdisjoint(passage.gap(token)) for token in range(at, site))
        return joined and whole and telling.hits.at(at, "act", "harm_post") is not None
    joined = passage.words[at] == lexicon.conjunction
    first = at + joined
    if not (stops or (joined and lexicon.grammar.verb_far)):
        return False
    led = telling.hits.at(first, "locative")
    begins = {first, led.end if led is not None else first}
    return any(p.start in begins and p.locative for p in _sites(telling))


def _cut(telling: Telling, start: int, end: int) -> Telling:
    """Return what stands in tokens `start` to `end` as a sentence of its own."""
    places = tuple(p for p in telling.places if start <= p.start < end)
    return replace(telling, sentence=replace(telling.sentence, start=start, end=end), places=places)


def _apart(first: Telling, rest: Telling) -> bool:
    """Whether each names a place, and none of these is the other's; one telling: it names two."""
    ours, theirs = _sites(first), _sites(rest)
    if first is rest:
        return any(not is_same(ours[0], place) for place in ours[1:])
    return bool(ours and theirs) and not any(is_same(a, b) for a in ours for b in theirs)


def _sites(part: Telling) -> list[PlaceMention]:
    return [
        p
        for p in part.places
        if p.entry is not None and p.entry.kind in _FINE and not (p.reference or p.dateline)
    ]


def _strikes_also(first: Telling, rest: Telling) -> bool:
    """Whether a word like `also` stands among the first words of a second attack on something.

    `entered the town of X, and also attacked a power plant in Y`.
    """
    start = rest.sentence.start
    also = rest.hits.within(start, start + _ALSO_REACH, "turn")
    named = any(not hit.definite for hit in (*rest.strong, *rest.weak))
    struck = bool(rest.of("target")) and named
    acting = first.tells or first.of("attackers") or first.groups
    return bool(also and struck and acting) and not first.is_title


def _is_whole(part: Telling) -> bool:
    """Whether a part tells of violence and counts who was hurt by it; a headline need not count."""
    if part.is_title and (part.strong or part.weak):
        return True
    hurt = any(m.side == "victim" and m.effect in _HURT for m in part.tolls)
    return hurt and bool(part.strong or part.weak or part.faint)
