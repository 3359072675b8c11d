"""Which of several attacks a sentence without a place takes up: `the doctor`, `the ambush`."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from streams.stages.extract.story.telling import Telling
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.scan import Hit

_DEEDS = ("trigger", "trigger_weak", "weapon")
_KNOWN = ("person", "people", "people_one", "people_two", "target")
_PLAIN = frozenset(("armed_assault", "unknown"))
_SAID = ("trigger", "trigger_weak", "claim", "claim_none")
_SPEAKERS = ("role", "org", "officials")
_SHORTEST = 3
_OPENS = 1
_NEAR = 4
_BESIDE = 3


def taken_up(telling: Telling, current: int, told: Mapping[int, AbstractSet[str]]) -> int:
    """Return the attack that the sentence takes up, `current` where it does not say.

    `told` holds the marks of each attack, see `marks_of`. Only marks that no other attack has
    count, and only what is spoken of as known: `the mosque`, a name.
    """
    if telling.of("both", "several"):
        return current
    marks = {*_known(telling), *_names(telling, beside=_SAID)}
    if not marks:
        return current
    own = {number: len(marks & (words - _others(told, number))) for number, words in told.items()}
    best = max(own, key=lambda number: own[number])
    return best if own[best] > own.get(current, 0) else current


def speaks_of(telling: Telling, before: Telling) -> bool:
    """Whether the sentence speaks as known of what the one before names."""
    return not _known(telling).isdisjoint(marks_of(before))


def marks_of(telling: Telling) -> set[str]:
    """Return the deeds, people and things that a sentence names, and its names in capitals."""
    counted = {telling.passage.words[group.end - 1].removesuffix("s") for group in telling.counts}
    return {*_marks(telling, telling.of(*_DEEDS, *_KNOWN)), *_names(telling), *counted}


def _others(told: Mapping[int, AbstractSet[str]], number: int) -> set[str]:
    return set().union(*(words for other, words in told.items() if other != number))


def _known(telling: Telling) -> set[str]:
    """Return the marks of what is spoken of as known, by words like `the`, where it matters."""
    hits = telling.of(*_DEEDS, *_KNOWN)
    known = (hit for hit in hits if _is_known(telling, hit))
    marks = _marks(telling, [hit for hit in known if _leads(telling, hit.start, hit.end)])
    people = (group for group in telling.counts if _is_determined(telling, group.start + 1))
    return marks | {
        telling.passage.words[group.end - 1].removesuffix("s")
        for group in people
        if _leads(telling, group.start + 1, group.end)
    }


def _leads(telling: Telling, start: int, end: int) -> bool:
    """Whether words open the sentence, or stand beside a deed: `the murder of the clerk`."""
    if start - telling.sentence.start <= _OPENS:
        return True
    near = telling.hits.within(start - _NEAR, end + _NEAR, *_SAID)
    return any(hit.end <= start or hit.start >= end for hit in near)


def _is_known(telling: Telling, hit: Hit) -> bool:
    if not _is_determined(telling, hit.start):
        return False
    speaks = telling.hits.at(hit.start, *_SPEAKERS) is not None
    return not speaks or bool(telling.hits.within(hit.start - _NEAR, hit.start, *_SAID))


def _is_determined(telling: Telling, start: int) -> bool:
    before = telling.hits.at(start - 1, "determiner") if start else None
    return before is not None and before.value == "known"


def _marks(telling: Telling, hits: Sequence[Hit]) -> set[str]:
    words = telling.passage.words
    return {
        hit.value if hit.kind in _DEEDS else words[hit.end - 1].removesuffix("s")
        for hit in hits
        if hit.value not in _PLAIN
    }


def _names(telling: Telling, beside: Sequence[str] = ()) -> set[str]:
    """Return the names that no data knows, shown by a capital, beside words of these kinds if any.

    `the Kisima attack`.
    """
    if not telling.reading.lexicon.grammar.capitals or telling.is_title:
        return set()
    passage, hits = telling.passage, telling.hits
    named: list[PlaceMention | GroupMention] = [*telling.places, *telling.groups]
    known = {at for name in named if _is_in_data(name) for at in range(name.start, name.end)}
    return {
        passage.words[at]
        for at in range(telling.sentence.start + 1, telling.sentence.end)
        if at not in known
        and at not in hits.by_start
        and at not in telling.reading.nationalities
        and len(passage.words[at]) >= _SHORTEST
        and passage.slice(at, at + 1)[:1].isupper()
        and (not beside or hits.within(at - _BESIDE, at + 1 + _BESIDE, *beside))
    }


def _is_in_data(name: PlaceMention | GroupMention) -> bool:
    return isinstance(name, GroupMention) or name.entry is not None
