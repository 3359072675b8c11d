"""Names of places that only a pattern shows: `village of X`, `X district`, `in X, a hamlet`."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.lexicon import Lexicon
from streams.stages.extract.words.names import Name, name_at
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_NEVER_NAMES = (
    "says", "harm_post", "locative", "role", "trigger", "arms", "people", "target", "time",
    "place_head", "direction", "clash", "subset", "others", "not_name", "trigger_weak",
    "trigger_faint", "weapon", "harm_counted", "harm_pre", "attackers", "weekday", "part_of_day",
    "org", "claim", "given_name",
)  # fmt: skip
FIRST_WORDS = ("كفر", "تير", "دير", "معره", "معر", "خان", "بيت", "عين", "تل")
"""What many Arabic names of villages begin with, written apart or on to the rest."""
_TAILED_WORDS = 3
_APPOSED_WORDS = 4
_WHERE_REACH = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence with what reading its places needs; `taken` tokens name something else."""

    passage: Passage
    hits: Hits
    lexicon: Lexicon
    gazetteer: Gazetteer
    sentence: Sentence
    taken: AbstractSet[int]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name over tokens `start` to `end`, the kind of place it is, and its words if not those.

    `whole`: known names inside it are parts of it.
    """

    start: int
    end: int
    head: str
    entries: tuple[GazetteerEntry, ...] = ()
    text: str | None = None
    key: str = ""
    whole: bool = False


def unknown_names(spot: Spot) -> Iterable[UnknownName]:
    """Yield the names that words around them show to be places."""
    yield from _headed(spot)
    if spot.lexicon.grammar.capitals:
        yield from _tailed(spot)
        yield from _apposed(spot)
        yield from _told_where(spot)


def _headed(spot: Spot) -> Iterable[UnknownName]:
    """Yield names behind `neighbourhood of`, `حي`, that the gazetteer does not have."""
    passage, lexicon, end = spot.passage, spot.lexicon, spot.sentence.end
    for head in spot.hits.inside(spot.sentence, "place_head"):
        site = spot.hits.at(head.start, "target")
        if head.definite or (site is not None and site.end > head.end):
            continue
        if any(mark in passage.gap(head.end - 1) for mark in ",،;؛"):
            continue
        for start, stop in _listed_names(spot, head):
            known = name_at(passage, start, end, lexicon, lexicon.places, article=True)
            entries = spot.gazetteer.named(lexicon.language, known.key) if known else ()
            if known is None or all(e.kind == "country" for e in entries):
                entries = ()
            if start in spot.taken or (known and not entries and is_led(passage, known)):
                continue
            last = known.end if entries and known else stop
            longer = bool(entries) and head.value == "city" and stop > last
            if longer and known is not None and _is_one_village(spot, known):
                entries, last = (), stop
            beside = start == head.end and head.value in ("neighbourhood", "road")
            text = _with_head(passage, head, last) if beside else None
            key = known.key if known and entries else ""
            whole = last - start > 1 and not entries
            yield UnknownName(start, last, head.value, entries, text, key, whole)


def _is_one_village(spot: Spot, known: Name) -> bool:
    """Whether the capitals behind a known name are no place of their own."""
    lexicon, end = spot.lexicon, spot.sentence.end
    return name_at(spot.passage, known.end, end, lexicon, lexicon.places, article=True) is None


def is_led(passage: Passage, known: Name) -> bool:
    """Whether a name carries a preposition: `بأفغانستان`, but not `بغداد`."""
    return passage.words[known.start] != known.key.partition(" ")[0]


def _with_head(passage: Passage, head: Hit, end: int) -> str:
    """Return a name with the word before it, as people say it: `شارع المعافر`."""
    return passage.slice(head.start, end)[len(head.prefix) :]


def _tailed(spot: Spot) -> Iterable[UnknownName]:
    """Yield `Sariab Road`, `Banadir Star hotel`: capitals before a word for a site."""
    passage, hits = spot.passage, spot.hits
    for tail in hits.inside(spot.sentence, "place_tail", "site_tail"):
        start = tail.start
        if tail.value == "countryside":
            continue
        longest = 1 if spot.lexicon.grammar.adjective_names else _TAILED_WORDS
        while start > spot.sentence.start and tail.start - start < longest:
            capital = passage.raw[passage.starts[start - 1]].isupper()
            if not capital or start - 1 in spot.taken or passage.gap(start - 1).strip():
                break
            if hits.at(start - 1, *_NEVER_NAMES, "weekday", "month", "small_word") is not None:
                break
            if passage.in_capitals and _is_word(hits, start - 1):
                break
            start -= 1
        if start < tail.start:
            head = "neighbourhood" if tail.kind == "site_tail" else tail.value
            yield UnknownName(start, _tailed_end(spot, tail), head)


def _tailed_end(spot: Spot, tail: Hit) -> int:
    """Return where such a name ends: before a small word with an ending, `Zankar köyünde`."""
    inflected = spot.lexicon.grammar.parted_names
    capital = spot.passage.raw[spot.passage.starts[tail.start]].isupper()
    return tail.start if inflected and not capital else tail.end


def _apposed(spot: Spot) -> Iterable[UnknownName]:
    """Yield `X` of `in X, a fishing village`: capitals between a word like `in` and a comma."""
    passage, hits, first = spot.passage, spot.hits, spot.sentence.start
    for kind in hits.inside(spot.sentence, "place_kind"):
        opening = range(max(first + 1, kind.start - _APPOSED_WORDS), kind.start)
        for article in opening:
            led = passage.gap(article - 1).startswith(",")
            if not led or hits.at(article, "determiner") is None:
                continue
            start = _start_of_name(spot, article)
            if start < article and hits.within(max(first, start - 3), start, "locative"):
                yield UnknownName(start, article, kind.value)


def _told_where(spot: Spot) -> Iterable[UnknownName]:
    """Yield `X` of `at X, in Tillaberi region`, `in X, about 110 km southwest of Y`."""
    passage, hits, end = spot.passage, spot.hits, spot.sentence.end
    if passage.in_capitals or passage.part == "title":
        return
    for lead in hits.inside(spot.sentence, "locative"):
        start = lead.end
        if lead.value not in ("in", "near") or start >= end or start in spot.taken:
            continue
        if not _may_name(spot, start) or hits.by_start.get(start):
            continue
        stop = _end_of_name(spot, start)
        if stop >= end or not passage.gap(stop - 1).startswith(","):
            continue
        known = name_at(passage, start, end, spot.lexicon, spot.lexicon.places, article=True)
        if known is None and _tells_where(spot, stop):
            yield UnknownName(start, stop, "city")


def _tells_where(spot: Spot, at: int) -> bool:
    """Whether what follows a comma says where something lies: a distance, or an area by name."""
    passage, hits, end = spot.passage, spot.hits, spot.sentence.end
    reach = min(end, at + _WHERE_REACH)
    if hits.within(at, reach, "distance") or _is_area(spot, at):
        return True
    if hits.at(at, "locative") is None:
        return False
    lexicon, gazetteer = spot.lexicon, spot.gazetteer
    for token in range(at, reach):
        if not passage.raw[passage.starts[token]].isupper():
            continue
        name = name_at(passage, token, end, lexicon, lexicon.places, article=True)
        entries = gazetteer.named(lexicon.language, name.key) if name is not None else ()
        return any(e.kind in ("province", "country") for e in entries)
    return False


def _is_area(spot: Spot, at: int) -> bool:
    """Whether a province or country stands right behind the comma: `at Katari, Kaduna State`."""
    if not spot.passage.raw[spot.passage.starts[at]].isupper():
        return False
    lexicon, end = spot.lexicon, spot.sentence.end
    name = name_at(spot.passage, at, end, lexicon, lexicon.places, article=True)
    entries = spot.gazetteer.named(lexicon.language, name.key) if name is not None else ()
    if name is None or not entries:
        return False
    tail = spot.hits.at(name.end, "place_tail") if name.end < end else None
    areas = ("province", "country") if tail is None else ("province", "country", "district")
    return entries[0].kind in areas or (tail is not None and any(e.kind in areas for e in entries))


def _start_of_name(spot: Spot, end: int) -> int:
    """Return where the capitals that end before `end` begin, `del` and the like among them."""
    start = end
    while start > spot.sentence.start and end - start < _APPOSED_WORDS:
        before = start - 1
        if start < end and spot.passage.gap(before).strip():
            break
        if before in spot.taken or _is_word(spot.hits, before):
            break
        start = before
    while start < end and not spot.passage.raw[spot.passage.starts[start]].isupper():
        start += 1
    return start


def _listed_names(spot: Spot, head: Hit) -> Iterable[tuple[int, int]]:
    """Yield the name after a head, and those joined to it: `أحياء التسعين وحزيران ودوميز`."""
    words, end, at = spot.passage.words, spot.sentence.end, head.end
    while at < end:
        if _is_joined_word(spot, head, at) or not _may_name(spot, at):
            return
        stop = _end_of_name(spot, at)
        yield at, stop
        if stop >= end or not words[stop].startswith(spot.lexicon.conjunction):
            return
        if spot.lexicon.grammar.clitics and spot.passage.gap(at).strip():
            return
        if spot.lexicon.grammar.verb_far and spot.hits.at(head.start, "heads") is None:
            return
        at = stop if spot.lexicon.grammar.clitics else stop + 1


def _end_of_name(spot: Spot, at: int) -> int:
    """Return where the capitals end that begin at a token: `village of Kifl Haris`."""
    passage, hits, stop = spot.passage, spot.hits, at + 1
    if not spot.lexicon.grammar.capitals or passage.in_capitals or passage.part == "title":
        return stop
    while stop < spot.sentence.end and stop - at < _TAILED_WORDS:
        capital = passage.raw[passage.starts[stop]].isupper()
        if passage.gap(stop - 1).strip(" -") or "\n" in passage.gap(stop - 1):
            break
        if not capital and (joint := _joint_end(spot, stop)) > stop:
            stop = joint
            continue
        if not capital:
            break
        if hits.at(stop, *_NEVER_NAMES, "month", "small_word", "place_tail") is not None and not (
            _is_article(spot, stop)
        ):
            break
        if spot.lexicon.grammar.adjective_names and hits.at(stop + 1, "place_tail") is not None:
            break
        stop += 1
    return stop


def _is_article(spot: Spot, at: int) -> bool:
    """Whether an article with a capital goes on with a name: `Filo El Gringo`, `El Santuario`."""
    before = spot.hits.at(at - 1, "open_end") if spot.lexicon.grammar.nouns_lead else None
    if before is not None and before.value == "article":
        return True
    word = spot.hits.at(at, "open_end") if spot.lexicon.grammar.nouns_lead else None
    return word is not None and word.value == "article"


def _joint_end(spot: Spot, at: int) -> int:
    """Return the capital that goes on with a name over `de la`: `San José de Apartadó`; else `at`.

    Not where that is a place by itself.
    """
    passage, end = spot.passage, spot.sentence.end
    joint = spot.hits.at(at, "name_particle") if spot.lexicon.grammar.nouns_lead else None
    if joint is None or joint.end >= end or joint.end in spot.taken:
        return at
    whole = all(passage.gap(token - 1) == " " for token in range(at, joint.end + 1))
    if not whole or not passage.raw[passage.starts[joint.end]].isupper():
        return at
    lexicon = spot.lexicon
    known = name_at(passage, joint.end, end, lexicon, lexicon.places, article=True)
    return at if known is not None else joint.end + 1


def _is_joined_word(spot: Spot, head: Hit, at: int) -> bool:
    """Whether an Arabic word begins with `and` and is no name that a plural head leads to."""
    if not spot.lexicon.grammar.clitics:
        return False
    if not spot.passage.words[at].startswith(spot.lexicon.conjunction):
        return False
    end, lexicon = spot.sentence.end, spot.lexicon
    if name_at(spot.passage, at, end, lexicon, lexicon.places, article=True) is not None:
        return False
    return at == head.end or spot.hits.at(head.start, "heads") is None


def _may_name(spot: Spot, at: int) -> bool:
    """Whether token `at` can be a name: a capital, or an Arabic word that is nothing else."""
    passage, hits = spot.passage, spot.hits
    if spot.lexicon.grammar.capitals:
        capital = passage.raw[passage.starts[at]].isupper()
        person = hits.at(at, "given_name") is not None
        return capital and not (person or (passage.in_capitals and _is_word(hits, at)))
    word = passage.words[at]
    long = len(word) > 3 or word in FIRST_WORDS
    return long and word.isalpha() and hits.at(at, *_NEVER_NAMES) is None


def _is_word(hits: Hits, at: int) -> bool:
    """Whether a word of the lexicon begins at a token; `del` may stand in a name."""
    return any(hit.kind != "name_particle" for hit in hits.by_start.get(at, ()))
