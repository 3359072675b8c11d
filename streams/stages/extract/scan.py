"""Find the phrases of a lexicon in a passage: one look at each word, the longest match by kind."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from streams.domain.lexicon import REMEMBERED, Form, Lexicon, Phrase
from streams.stages.extract.text import Passage, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found over tokens `start` to `end`."""

    kind: str
    value: str
    start: int
    end: int
    prefix: str = ""
    definite: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """All hits of a passage by kind in text order, and by the token they begin at."""

    by_kind: Mapping[str, Sequence[Hit]]
    by_start: Mapping[int, Sequence[Hit]]

    def within(self, start: int, end: int, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds that lie in tokens `start` to `end`, in text order."""
        found: list[Hit] = []
        for kind in kinds:
            hits = self.by_kind.get(kind)
            if hits is not None:
                first = bisect_left(hits, start, key=_start)
                last = bisect_left(hits, end, lo=first, key=_start)
                found += [hit for hit in hits[first:last] if hit.end <= end]
        return sorted(found, key=_start) if len(kinds) > 1 and len(found) > 1 else found

    def inside(self, sentence: Sentence, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds in `sentence`."""
        return self.within(sentence.start, sentence.end, *kinds)

    def at(self, token: int, *kinds: str) -> Hit | None:
        """Return the longest hit of these kinds that begins at `token`, or None."""
        for hit in self.by_start.get(token, ()):
            if hit.kind in kinds:
                return hit
        return None


def _start(hit: Hit) -> int:
    return hit.start


def scan(passage: Passage, lexicon: Lexicon) -> Hits:
    """Return what the lexicon knows of the passage; a phrase never crosses a sentence."""
    found: dict[int, list[Hit]] = {}
    for sentence in passage.sentences:
        covered: dict[str, int] = {}
        for at in range(sentence.start, sentence.end):
            fresh = [
                hit
                for hit in _hits_at(passage.words, at, sentence.end, lexicon)
                if covered.get(hit.kind, -1) < hit.end
            ]
            covered.update((hit.kind, hit.end) for hit in fresh)
            if fresh:
                found[at] = sorted(fresh, key=lambda hit: -hit.end)
    by_kind: dict[str, list[Hit]] = {}
    for hits in found.values():
        for hit in hits:
            by_kind.setdefault(hit.kind, []).append(hit)
    return Hits(by_kind, found)


def _hits_at(words: Sequence[str], at: int, end: int, lexicon: Lexicon) -> Iterator[Hit]:
    """Yield the longest hit of each kind that begins at token `at`."""
    best: dict[str, Hit] = {}
    for form, phrase in _candidates(words, at, end, lexicon):
        known = best.get(phrase.kind)
        length = len(phrase.words)
        if known is not None and known.end - known.start >= length:
            continue
        if at + length <= end and _rest_matches(phrase, words, at, lexicon):
            best[phrase.kind] = _hit(phrase, at, form)
    yield from best.values()


def _candidates(
    words: Sequence[str], at: int, end: int, lexicon: Lexicon
) -> Iterator[tuple[Form, Phrase]]:
    """Yield the phrases whose first two words are here; common words begin hundreds."""
    openings = _openings(lexicon, words[at])
    yield from openings.alone
    if openings.by_second and at + 1 < end:
        for form in lexicon.forms(words[at + 1]):
            yield from openings.by_second.get(form.stem, ())


@dataclass(frozen=True, slots=True)
class _Openings:
    """The phrases that a word begins, with the reading that leads to each."""

    alone: tuple[tuple[Form, Phrase], ...]
    by_second: Mapping[str, Sequence[tuple[Form, Phrase]]]


@lru_cache(maxsize=REMEMBERED)
def _openings(lexicon: Lexicon, word: str) -> _Openings:
    alone: list[tuple[Form, Phrase]] = []
    by_second: dict[str, list[tuple[Form, Phrase]]] = {}
    for form in lexicon.forms(word):
        for phrase in lexicon.phrases.get(form.stem, ()):
            longer = by_second.setdefault(phrase.words[1], []) if len(phrase.words) > 1 else alone
            longer.append((form, phrase))
    return _Openings(tuple(alone), by_second)


@lru_cache(maxsize=REMEMBERED)
def _stems(lexicon: Lexicon, word: str) -> frozenset[str]:
    return frozenset(form.stem for form in lexicon.forms(word))


def _rest_matches(phrase: Phrase, words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the words after the second match, each as it stands or without its clitics."""
    for offset, wanted in enumerate(phrase.words[2:], 2):
        word = words[at + offset]
        if word != wanted and wanted not in _stems(lexicon, word):
            return False
    return True


def _hit(phrase: Phrase, at: int, form: Form) -> Hit:
    return Hit(phrase.kind, phrase.value, at, at + len(phrase.words), form.prefix, form.definite)
