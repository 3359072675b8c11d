"""The verdict on one article, given what is remembered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from streams.domain.records import Article, Dedup, Signed
from streams.domain.records.vocabulary import DedupKind
from streams.domain.signature import Overlap, Parts, overlap, parts_of, sketch_of, verbatim
from streams.domain.sources import SourceRegister
from streams.stages.dedup.changes import changed_numbers, is_template
from streams.stages.dedup.entry import Entry
from streams.stages.dedup.memory import Memory
from streams.stages.dedup.seen import HOUR_MS

CONTAINED = 0.62
"""Share of the shorter text that the longer one must hold, at least: templates reach 0.6."""
PART_CONTAINED = 0.72
PART_SIMILARITY = 0.30
"""A part is a third of the whole at least: what a round-up takes from a story is no copy of it."""
NEXT_DAY_MS = 18 * HOUR_MS
CONTAINED_NEXT_DAY = 0.75
"""Weather and telegrams repeat their words from day to day, copies and corrections come sooner."""
VERBATIM = 0.5
"""Copies keep such a share of their sentences word for word."""
MOSTLY_VERBATIM = 0.55
VERBATIM_CONTAINED = 0.5
VERBATIM_SIMILARITY = 0.3
"""Where most sentences are the same word for word, less need be shared in all."""
WHOLE = 0.65
"""Both texts must hold this share of each other before their numbers are compared as a whole."""
FRESH = 0.2
"""With such a share of its own an article may tell what the earlier one does not."""
GROWN = 0.12
LONGER = 1.1
"""An article so much longer, with such a share of new text, adds to the earlier one."""
CUT = 0.75
"""An article shorter than this share of the earlier one leaves numbers out with the rest."""
SAME_TEXT = 0.90
BACKGROUND_FAMILIES = 4
"""What so many stories share belongs to none of them."""
BACKGROUND_SHARE = 0.7
SURE = 13
"""Indexed values in common, of 16, from which background or not no longer matters."""
LEAST = 2
"""With fewer, a shared key may be chance: there are a milliard keys, and millions are in use."""
CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier article, what is shared with it and which numbers changed."""

    earlier: Entry
    overlap: Overlap
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, and the earlier article where there is one."""

    dedup: Dedup
    earlier: Entry | None


NEW = Verdict(Dedup("unique"), None)


def judge(
    number: int, signed: Signed, memory: Memory, register: SourceRegister, similarity: float
) -> Verdict:
    """Return the verdict on an article of the batch and the earlier article.

    The caller knows redeliveries already.
    """
    if earlier := memory.last_of_article(number, signed):
        return _revised(signed, earlier)
    if same := memory.first_with_text(number, signed):
        return Verdict(Dedup("exact", same.article_id, 1.0), same)
    candidates = _candidates(number, signed, memory)
    matches = _matches(signed, candidates, similarity) if candidates else ()
    if not matches:
        return NEW
    best = min(matches, key=_preference)
    kind = _kind(signed, best, register)
    changed = best.changed if kind == "revision" else ()
    alike = round(best.overlap.both, 4)
    return Verdict(Dedup(kind, best.earlier.article_id, alike, changed), best.earlier)


def _revised(signed: Signed, earlier: Entry) -> Verdict:
    shared = overlap(sketch_of(earlier.signature), sketch_of(signed.signature)).both
    if earlier.exact.hex() == signed.exact_hash:
        shared = 1.0
    changed = changed_numbers(earlier.numbers, signed.numbers)
    return Verdict(Dedup("revision", earlier.article_id, round(shared, 4), changed), earlier)


def _candidates(number: int, signed: Signed, memory: Memory) -> list[Entry]:
    """Return the earlier articles that share most, without those that share only background."""
    shared = memory.sharing(number, signed.article.fetched_at)
    if len(shared) < LEAST:
        return []
    hits = Counter(chain.from_iterable(shared))
    background = [orders for orders in shared if _is_background(orders, memory)]
    common = Counter(chain.from_iterable(background))
    chosen = [
        order
        for order, count in hits.items()
        if count >= LEAST and (count >= SURE or common[order] < count * BACKGROUND_SHARE)
    ]
    chosen.sort(key=lambda order: (-hits[order], order))
    return [memory.entry(order) for order in chosen[:CANDIDATES]]


def _is_background(orders: Sequence[int], memory: Memory) -> bool:
    """Whether so many stories share something that it belongs to none of them."""
    if len(orders) < BACKGROUND_FAMILIES:
        return False
    return len({memory.family(order) for order in orders}) >= BACKGROUND_FAMILIES


def _matches(signed: Signed, candidates: Sequence[Entry], similarity: float) -> list[Match]:
    mine = parts_of(signed.signature)
    found = (_match(signed, mine, earlier, similarity) for earlier in candidates)
    return [match for match in found if match]


def _match(signed: Signed, mine: Parts, earlier: Entry, similarity: float) -> Match | None:
    yours = parts_of(earlier.signature)
    shared = overlap(yours.sketch, mine.sketch)
    if max(shared.first, shared.second) < VERBATIM_CONTAINED:
        return None
    same_sentences = verbatim(mine, yours)
    if not is_copy(shared, same_sentences, similarity):
        return None
    if _is_next_issue(signed, earlier, shared):
        return None
    if same_sentences < VERBATIM and _are_elsewhere(mine, yours):
        return None
    changed = changed_numbers(earlier.numbers, signed.numbers)
    return Match(earlier, shared, changed)


def is_copy(shared: Overlap, same_sentences: float, similarity: float) -> bool:
    """Whether the second text is the first: alike as wholes, or one a part of the other."""
    most = max(shared.first, shared.second)
    if most >= CONTAINED and shared.both >= similarity:
        return True
    if most >= PART_CONTAINED and shared.both >= PART_SIMILARITY:
        return True
    is_verbatim = same_sentences >= MOSTLY_VERBATIM and most >= VERBATIM_CONTAINED
    return is_verbatim and shared.both >= VERBATIM_SIMILARITY


def _are_elsewhere(mine: Parts, yours: Parts) -> bool:
    """Whether each of two texts names a place that the other does not: briefs share a mould."""
    return bool(mine.places - yours.places and yours.places - mine.places)


def _is_next_issue(signed: Signed, earlier: Entry, shared: Overlap) -> bool:
    """Whether two texts are issues of one template rather than copies of one story."""
    if min(shared.first, shared.second) >= WHOLE and is_template(earlier.numbers, signed.numbers):
        return True
    is_weak = max(shared.first, shared.second) < CONTAINED_NEXT_DAY
    return is_weak and _is_next_day(signed.article, earlier)


def _is_next_day(article: Article, earlier: Entry) -> bool:
    """Whether a day lies between two articles, by their own time where both tell it."""
    if article.published_at is not None and earlier.published_at is not None:
        return abs(article.published_at - earlier.published_at) >= NEXT_DAY_MS
    return abs(article.fetched_at - earlier.fetched_at) >= NEXT_DAY_MS


def _preference(match: Match) -> tuple[float, int, int, str]:
    earlier = match.earlier
    alike = -round(match.overlap.both, 1)
    return (alike, len(match.changed), earlier.fetched_at, earlier.version)


def _kind(signed: Signed, match: Match, register: SourceRegister) -> DedupKind:
    """Return revision for what says more or other than the earlier article, else a kind of copy."""
    is_same_source = signed.article.source == match.earlier.source
    is_cut = signed.length < CUT * match.earlier.length
    has_changed = bool(match.changed)
    if is_cut or not (is_same_source or _one_wire(signed, match.earlier, register)):
        earlier = match.earlier.numbers
        has_changed = bool(changed_numbers(earlier, signed.numbers, ends=False))
    has_grown = signed.length >= LONGER * match.earlier.length
    own = 1 - match.overlap.second
    if has_changed or own >= FRESH or (has_grown and own >= GROWN):
        return "revision"
    if is_same_source:
        return "near"
    is_same_text = max(match.overlap.first, match.overlap.second) >= SAME_TEXT
    return "syndicated" if is_same_text else "near"


def _one_wire(signed: Signed, earlier: Entry, register: SourceRegister) -> bool:
    """Whether both come from one agency: as its own report or with its credit."""
    article = signed.article
    mine = _wires(article.source, article.wire_sources, register)
    return not mine.isdisjoint(_wires(earlier.source, earlier.wires, register))


def _wires(source: str, credited: Iterable[str], register: SourceRegister) -> set[str]:
    listed = register.resolve(source)
    return {*credited, listed.id} if listed and listed.wire else set(credited)
