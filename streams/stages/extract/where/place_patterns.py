"""Names of places that only a pattern shows: `village of X`, `X district`, `in X, a hamlet`."""

from collections.abc import Iterable

from streams.stages.extract.where.spots import (
    NEVER_NAMES,
    TAILED_WORDS,
    Spot,
    UnknownName,
    end_of_name,
    is_word,
    may_name,
)
from streams.stages.extract.where.told_where import told_where
from streams.stages.extract.words.names import Name, name_at
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Passage

_APPOSED_WORDS = 4


def unknown_names(spot: Spot) -> Iterable[UnknownName]:
    """Yield the names that words around them show to be places."""
    yield from _headed(spot)
    if spot.lexicon.grammar.capitals:
        yield from _tailed(spot)
        yield from _apposed(spot)
        yield from told_where(spot)


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
        longest = 1 if spot.lexicon.grammar.adjective_names else TAILED_WORDS
        while start > spot.sentence.start and tail.start - start < longest:
            capital = passage.raw[passage.starts[start - 1]].isupper()
            if not capital or start - 1 in spot.taken or passage.gap(start - 1).strip():
                break
            if hits.at(start - 1, *NEVER_NAMES, "weekday", "month", "small_word") is not None:
                break
            if passage.in_capitals and is_word(hits, start - 1):
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


def _start_of_name(spot: Spot, end: int) -> int:
    """Return where the capitals that end before `end` begin, `del` and the like among them."""
    start = end
    while start > spot.sentence.start and end - start < _APPOSED_WORDS:
        before = start - 1
        if start < end and spot.passage.gap(before).strip():
            break
        if before in spot.taken or is_word(spot.hits, before):
            break
        start = before
    while start < end and not spot.passage.raw[spot.passage.starts[start]].isupper():
        start += 1
    return start


def _listed_names(spot: Spot, head: Hit) -> Iterable[tuple[int, int]]:
    """Yield the name after a head, and those joined to it: `أحياء التسعين وحزيران ودوميز`."""
    words, end, at = spot.passage.words, spot.sentence.end, head.end
    while at < end:
        if _is_joined_word(spot, head, at) or not may_name(spot, at):
            return
        stop = end_of_name(spot, at)
        yield at, stop
        if stop >= end or not words[stop].startswith(spot.lexicon.conjunction):
            return
        if spot.lexicon.grammar.clitics and spot.passage.gap(at).strip():
            return
        if spot.lexicon.grammar.verb_far and spot.hits.at(head.start, "heads") is None:
            return
        at = stop if spot.lexicon.grammar.clitics else stop + 1


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
