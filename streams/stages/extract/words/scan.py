"""Find the phrases of a lexicon in a passage: one look at each word, the longest match by kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from streams.domain.lexicon import Clitics, Form, Lexicon, NameTable, Phrase
from streams.domain.remembered import Remembered
from streams.stages.extract.words.apart import join
from streams.stages.extract.words.text import Passage, Sentence

if TYPE_CHECKING:
    from streams.stages.extract.words.names import Name


class Hit(NamedTuple):
    """A phrase found over tokens `start` to `end`."""

    kind: str
    value: str
    start: int
    end: int
    prefix: str = ""
    definite: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """All hits of a passage: by the token they begin at, and of each sentence by kind.

    `around` holds for each token the hits of its sentence by kind, in text order. `name_starts` are
    the tokens at which a name of a table may begin; `names` are those read already, by table,
    whether the article may be left out, and tokens of the sentence.
    """

    around: list[Mapping[str, Sequence[Hit]]]
    by_start: dict[int, Sequence[Hit]]
    name_starts: Mapping[NameTable, list[int]]
    names: dict[tuple[NameTable, bool, int, int], Sequence["Name"]] = field(default_factory=dict)

    def within(self, start: int, end: int, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds that lie in tokens `start` to `end`, in text order."""
        if start >= end:
            return []
        if start < 0 or end > len(self.around):
            return self._across(max(start, 0), end, kinds)
        here = self.around[start]
        if here is not self.around[end - 1]:
            return self._across(start, end, kinds)
        hits = here.get(kinds[0], ()) if len(kinds) == 1 else of_kinds(here, kinds)
        return [hit for hit in hits if start <= hit.start and hit.end <= end]

    def _across(self, start: int, end: int, kinds: Sequence[str]) -> list[Hit]:
        """Return what lies in tokens of more than one sentence, or beyond the last."""
        sentences = {id(here): here for here in self.around[start:end]}.values()
        found = (hit for here in sentences for hit in of_kinds(here, kinds))
        return [hit for hit in found if start <= hit.start and hit.end <= end]

    def inside(self, sentence: Sentence, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds in `sentence`, which may be a part of one."""
        if self.around[sentence.start].keys().isdisjoint(kinds):
            return []
        return of_kinds(self.words_of(sentence), kinds)

    def words_of(self, sentence: Sentence) -> Mapping[str, Sequence[Hit]]:
        """Return all hits in `sentence` by kind, in text order."""
        around, start, end = self.around, sentence.start, sentence.end
        whole = around[start]
        if not (start and around[start - 1] is whole) and (
            end == len(around) or around[end] is not whole
        ):
            return whole
        return {
            kind: [hit for hit in hits if start <= hit.start and hit.end <= end]
            for kind, hits in whole.items()
        }

    def at(self, token: int, *kinds: str) -> Hit | None:
        """Return the longest hit of these kinds that begins at `token`, or None."""
        for hit in self.by_start.get(token, ()):
            if hit.kind in kinds:
                return hit
        return None


_start = attrgetter("start")
_end = attrgetter("end")
_new = tuple.__new__
"""Makes a hit without the call that a named tuple's own constructor is."""


def of_kinds(found: Mapping[str, Sequence[Hit]], kinds: Sequence[str]) -> list[Hit]:
    """Return the hits of these kinds in text order, a new list."""
    if found.keys().isdisjoint(kinds):
        return []
    if len(kinds) == 1:
        return list(found[kinds[0]])
    runs = [found[kind] for kind in kinds if kind in found]
    if len(runs) == 1:
        return list(runs[0])
    hits = [hit for run in runs for hit in run]
    hits.sort(key=_start)
    return hits


def scan(passage: Passage, lexicon: Lexicon) -> Hits:
    """Return what the lexicon knows of the passage; a phrase never crosses a sentence."""
    found = Hits([], {}, defaultdict(list))
    words = _spelt(passage, lexicon.kept) if lexicon.kept else passage.words
    for sentence in passage.sentences:
        by_kind: defaultdict[str, list[Hit]] = defaultdict(list)
        found.around.extend([by_kind] * (sentence.end - sentence.start))
        _scan(words, sentence, lexicon, by_kind, found)
        if "apart" in by_kind and "apart_to" in by_kind:
            join(by_kind, found.by_start)
    return found


def _spelt(passage: Passage, kept: Mapping[str, str]) -> Sequence[str]:
    """Return the words, those that accents tell from others as they are written.

    A single capital is taken as the word with its accent: `A Djibo`.
    """
    words = list(passage.words)
    for at, word in enumerate(words):
        if word in kept:
            raw = passage.raw[passage.starts[at] : passage.ends[at]]
            if raw.lower() == kept[word] or (len(raw) == 1 and raw.isupper()):
                words[at] = kept[word]
    return words


def _scan(
    words: Sequence[str],
    sentence: Sentence,
    lexicon: Lexicon,
    by_kind: Mapping[str, list[Hit]],
    found: Hits,
) -> None:
    """Add the hits of one sentence; of each kind none that lies in a longer one before it."""
    end, known = sentence.end, _vocabulary(lexicon)
    covered: dict[str, int] = {}
    reach = 0
    for at in range(sentence.start, end):
        opening = known[words[at]]
        if opening is None:
            continue
        for table, whole in opening.tables:
            if whole or (at + 1 < end and lexicon.may_go_on(table, words[at + 1])):
                found.name_starts[table].append(at)
        hits = [
            _new(Hit, (kind, value, at, at + 1, prefix, definite))
            for kind, value, prefix, definite in opening.alone
        ]
        if opening.by_second and at + 1 < end and opening.goes_on(words[at + 1], lexicon):
            hits = opening.longest(hits, words, at, end, lexicon)
        if at < reach:
            hits = [hit for hit in hits if covered.get(hit.kind, -1) < hit.end]
        for hit in hits:
            by_kind[hit.kind].append(hit)
            if hit.end > at + 1:
                covered[hit.kind] = hit.end
                reach = max(reach, hit.end)
        if hits:
            found.by_start[at] = hits


class _Opening(NamedTuple):
    """What a word may begin: phrases of this word alone, longer ones, names of tables."""

    alone: tuple[tuple[str, str, str, bool], ...]
    """Kind, value, prefix and whether it is definite, one of each kind."""
    by_second: Mapping[str, Sequence[tuple[Form, Phrase]]]
    tables: tuple[tuple[NameTable, bool], ...]
    """With each, whether the word may be a whole name."""

    def goes_on(self, word: str, lexicon: Lexicon) -> bool:
        """Whether a phrase may go on with `word`."""
        return not self.by_second.keys().isdisjoint(lexicon.stems(word))

    def longest(
        self, short: Sequence[Hit], words: Sequence[str], at: int, end: int, lexicon: Lexicon
    ) -> list[Hit]:
        """Return the longest hit of each kind that begins at token `at`, the longest first."""
        best = {hit.kind: hit for hit in short}
        for form in lexicon.forms(words[at + 1]):
            for first, phrase in self.by_second.get(form.stem, ()):
                known = best.get(phrase.kind)
                length = len(phrase.words)
                if known is not None and known.end - at >= length:
                    continue
                if at + length <= end and _rest_matches(phrase, words, at, lexicon):
                    best[phrase.kind] = _hit(phrase, at, first)
        return sorted(best.values(), key=_end, reverse=True)


@lru_cache(maxsize=16)
def _vocabulary(lexicon: Lexicon) -> Remembered[_Opening | None]:
    """Return what each word may begin, None for most."""
    firsts = (lexicon.phrases, *(table.firsts for table in lexicon.name_tables))
    return Remembered(partial(_opening, lexicon, frozenset().union(*firsts)))


def _opening(lexicon: Lexicon, firsts: frozenset[str], word: str) -> _Opening | None:
    """Return what a word may begin; no stem of most words is among the first words of anything."""
    if firsts.isdisjoint(lexicon.stems(word)):
        return None
    alone: dict[str, tuple[str, str, str, bool]] = {}
    by_second: dict[str, list[tuple[Form, Phrase]]] = {}
    forms, clitics = lexicon.forms(word), lexicon.clitics
    for form in forms:
        for phrase in lexicon.phrases.get(form.stem, ()):
            if phrase.kind in clitics.verbal and _is_noun(form, clitics):
                continue
            if len(phrase.words) > 1:
                by_second.setdefault(phrase.words[1], []).append((form, phrase))
            else:
                told = (phrase.kind, phrase.value, form.prefix, form.definite)
                alone.setdefault(phrase.kind, told)
    stems = [form.stem for form in forms]
    tables = tuple(
        (table, any(stem in table.names for stem in stems))
        for table in lexicon.name_tables
        if any(stem in table.firsts for stem in stems)
    )
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
