"""Find the phrases of a lexicon in a passage: one look at each word, the longest match by kind."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from streams.domain.lexicon import REMEMBERED, Clitics, Form, Lexicon, NameTable, Phrase
from streams.stages.extract.text import Passage, Sentence


class Hit(NamedTuple):
    """A phrase found over tokens `start` to `end`."""

    kind: str
    value: str
    start: int
    end: int
    prefix: str = ""
    definite: bool = False


class _Run(NamedTuple):
    """The hits of one kind in text order, and where each begins."""

    starts: list[int]
    hits: list[Hit]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """All hits of a passage by kind in text order, and by the token they begin at.

    `name_starts` are the tokens at which a name of a table may begin.
    """

    by_kind: Mapping[str, _Run]
    by_start: Mapping[int, Sequence[Hit]]
    name_starts: Mapping[NameTable, Sequence[int]]

    def within(self, start: int, end: int, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds that lie in tokens `start` to `end`, in text order."""
        found: list[Hit] = []
        runs = 0
        for kind in kinds:
            run = self.by_kind.get(kind)
            if run is None:
                continue
            first = bisect_left(run.starts, start)
            last = bisect_left(run.starts, end, first)
            if first < last:
                runs += 1
                found += [hit for hit in run.hits[first:last] if hit.end <= end]
        if runs > 1:
            found.sort(key=_start)
        return found

    def inside(self, sentence: Sentence, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds in `sentence`."""
        return self.within(sentence.start, sentence.end, *kinds)

    def at(self, token: int, *kinds: str) -> Hit | None:
        """Return the longest hit of these kinds that begins at `token`, or None."""
        for hit in self.by_start.get(token, ()):
            if hit.kind in kinds:
                return hit
        return None


_start = attrgetter("start")
_end = attrgetter("end")


def scan(passage: Passage, lexicon: Lexicon) -> Hits:
    """Return what the lexicon knows of the passage; a phrase never crosses a sentence."""
    by_start: dict[int, Sequence[Hit]] = {}
    by_kind: dict[str, _Run] = {}
    name_starts: dict[NameTable, list[int]] = {}
    words, known = passage.words, _vocabulary(lexicon)
    for sentence in passage.sentences:
        covered: dict[str, int] = {}
        for at in range(sentence.start, sentence.end):
            opening = known[words[at]]
            if opening is None:
                continue
            for table in opening.tables:
                name_starts.setdefault(table, []).append(at)
            fresh = [
                hit
                for hit in opening.hits(words, at, sentence.end, lexicon)
                if covered.get(hit.kind, -1) < hit.end
            ]
            for hit in fresh:
                covered[hit.kind] = hit.end
                run = by_kind.get(hit.kind)
                if run is None:
                    run = by_kind[hit.kind] = _Run([], [])
                run.starts.append(at)
                run.hits.append(hit)
            if fresh:
                by_start[at] = sorted(fresh, key=_end, reverse=True) if len(fresh) > 1 else fresh
    return Hits(by_kind, by_start, name_starts)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a word may begin: phrases of this word alone, longer ones, names of tables."""

    alone: tuple[Hit, ...]
    """As they would be found at token 0, one of each kind."""
    by_second: Mapping[str, Sequence[tuple[Form, Phrase]]]
    tables: tuple[NameTable, ...]

    def hits(self, words: Sequence[str], at: int, end: int, lexicon: Lexicon) -> Sequence[Hit]:
        """Return the longest hit of each kind that begins at token `at`."""
        short = [
            Hit(kind, value, at, at + 1, prefix, definite)
            for kind, value, _, _, prefix, definite in self.alone
        ]
        if not self.by_second or at + 1 >= end:
            return short
        best = {hit.kind: hit for hit in short}
        for form in lexicon.forms(words[at + 1]):
            for first, phrase in self.by_second.get(form.stem, ()):
                known = best.get(phrase.kind)
                length = len(phrase.words)
                if known is not None and known.end - at >= length:
                    continue
                if at + length <= end and _rest_matches(phrase, words, at, lexicon):
                    best[phrase.kind] = _hit(phrase, at, first)
        return tuple(best.values())


class _Vocabulary(dict[str, _Opening | None]):
    """What each word may begin, found out when it is first met; None for most."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> _Opening | None:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = found = _opening(self._lexicon, word)
        return found


@lru_cache(maxsize=16)
def _vocabulary(lexicon: Lexicon) -> _Vocabulary:
    return _Vocabulary(lexicon)


def _opening(lexicon: Lexicon, word: str) -> _Opening | None:
    alone: dict[str, Hit] = {}
    by_second: dict[str, list[tuple[Form, Phrase]]] = {}
    forms, clitics = lexicon.forms(word), lexicon.clitics
    for form in forms:
        for phrase in lexicon.phrases.get(form.stem, ()):
            if phrase.kind in clitics.verbal and _is_noun(form, clitics):
                continue
            if len(phrase.words) > 1:
                by_second.setdefault(phrase.words[1], []).append((form, phrase))
            else:
                alone.setdefault(phrase.kind, _hit(phrase, 0, form))
    stems = [form.stem for form in forms]
    tables = tuple(t for t in lexicon.name_tables if any(stem in t.firsts for stem in stems))
    if not (alone or by_second or tables):
        return None
    return _Opening(tuple(alone.values()), by_second, tables)


def _is_noun(form: Form, clitics: Clitics) -> bool:
    """Whether an article or a preposition stands on the word."""
    return form.definite or form.prefix.endswith(clitics.nominal)


def _rest_matches(phrase: Phrase, words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the words after the second match, each as it stands or without its clitics."""
    for offset, wanted in enumerate(phrase.words[2:], 2):
        word = words[at + offset]
        if word != wanted and wanted not in lexicon.stems(word):
            return False
    return True


def _hit(phrase: Phrase, at: int, form: Form) -> Hit:
    return Hit(phrase.kind, phrase.value, at, at + len(phrase.words), form.prefix, form.definite)
