"""The verdict on one article, given what is remembered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from streams.domain.records import Dedup, Signed
from streams.domain.records.vocabulary import DedupKind
from streams.domain.signature import Overlap, hashes_of, overlap
from streams.domain.sources import SourceRegister
from streams.stages.dedup.changes import changed_numbers, is_template
from streams.stages.dedup.memory import Entry, Memory

CONTAINED = 0.62
"""Share of the shorter text that the longer one must hold, at least: templates reach 0.6."""
SWALLOWED = 0.80
"""From this share on a text of another length is a part of it, whatever they share in all."""
PART = 0.15
"""A part is at least this share of the whole: a quoted line is no copy."""
GROWN = 0.25
"""An article with this share of new text beyond the earlier one adds to it."""
SAME_TEXT = 0.90
BACKGROUND_FAMILIES = 4
"""What so many stories share belongs to none of them."""
BACKGROUND_SHARE = 0.7
SURE = 0.80
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


def judge(signed: Signed, memory: Memory, register: SourceRegister, similarity: float) -> Verdict:
    """Return the verdict and the earlier article; the caller knows redeliveries already."""
    article = signed.article
    if versions := memory.versions_of(article.article_id):
        return _revised(signed, versions[-1])
    if same := memory.with_text(signed.exact_hash):
        return Verdict(Dedup("exact", same[0].article_id, 1.0), same[0])
    matches = [m for e in _candidates(signed, memory) if (m := _match(signed, e, similarity))]
    if not matches:
        return Verdict(Dedup("unique"), None)
    best = min(matches, key=_preference)
    kind = _kind(signed, best, register)
    changed = best.changed if kind == "revision" else ()
    alike = round(best.overlap.both, 4)
    return Verdict(Dedup(kind, best.earlier.article_id, alike, changed), best.earlier)


def _revised(signed: Signed, earlier: Entry) -> Verdict:
    shared = overlap(hashes_of(earlier.sketch), hashes_of(signed.signature)).both
    if earlier.exact == signed.exact_hash:
        shared = 1.0
    changed = changed_numbers(earlier.numbers, signed.numbers)
    return Verdict(Dedup("revision", earlier.article_id, round(shared, 4), changed), earlier)


def _candidates(signed: Signed, memory: Memory) -> list[Entry]:
    """Return the earlier articles that share most, without those that share only background."""
    hits: Counter[str] = Counter()
    common: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    for sharing in memory.sharing(signed):
        is_background = len({e.family for e in sharing}) >= BACKGROUND_FAMILIES
        for entry in sharing:
            entries[entry.version] = entry
            hits[entry.version] += 1
            common[entry.version] += is_background
    own = [name for name in hits if common[name] < hits[name] * BACKGROUND_SHARE]
    sure = [name for name in hits if hits[name] >= SURE * len(hits)]
    chosen = sorted(set(own) | set(sure), key=lambda name: (-hits[name], name))
    return [entries[name] for name in chosen[:CANDIDATES]]


def _match(signed: Signed, earlier: Entry, similarity: float) -> Match | None:
    shared = overlap(hashes_of(earlier.sketch), hashes_of(signed.signature))
    if not is_copy(shared, similarity) or is_template(earlier.numbers, signed.numbers):
        return None
    changed = changed_numbers(earlier.numbers, signed.numbers)
    return Match(earlier, shared, changed)


def is_copy(shared: Overlap, similarity: float) -> bool:
    """Whether two texts are one: alike as wholes, or one a part of the other."""
    most = max(shared.first, shared.second)
    if shared.both >= similarity and most >= CONTAINED:
        return True
    return most >= SWALLOWED and shared.both >= PART


def _preference(match: Match) -> tuple[float, int, int, str]:
    earlier = match.earlier
    alike = -round(match.overlap.both, 1)
    return (alike, len(match.changed), earlier.fetched_at, earlier.version)


def _kind(signed: Signed, match: Match, register: SourceRegister) -> DedupKind:
    """Return revision for what says more or other than the earlier article, else a kind of copy."""
    is_same_source = signed.article.source == match.earlier.source
    if is_same_source or _one_wire(signed, match.earlier, register):
        has_changed = bool(match.changed)
    else:
        earlier = match.earlier.numbers
        has_changed = bool(changed_numbers(earlier, signed.numbers, ends=False))
    if has_changed or 1 - match.overlap.second >= GROWN:
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
