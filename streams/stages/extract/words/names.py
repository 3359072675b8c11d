"""Find names of tables (places, groups, nationalities, wires) in a passage, clitics allowed."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from streams.domain.lexicon import Lexicon, NameTable
from streams.domain.remembered import Remembered
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage, Sentence

_LONGEST = 10
_MOST_INFLECTED = 2
_SHORT = 4
DATELINE_WORDS = 4
"""A first sentence of so many words may only be the place of the report."""
_RUBRIC_MARKS = ("-", "–", "—", "|", "||")
_IN = "ب"
_OPEN = ("«", "„", "“", '"')
_CLOSE = ("»", "“", "”", '"')


class Name(NamedTuple):
    """A name over tokens `start` to `end`; `key` is its folded form in the table."""

    key: str
    start: int
    end: int


def names_in(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    lexicon: Lexicon,
    table: NameTable,
    *,
    article: bool = False,
) -> Sequence[Name]:
    """Return the longest names of `table` in the sentence, none inside another.

    With `article`, a name may stand without the article that the text gives it.
    """
    starts = hits.name_starts.get(table)
    if starts is None:
        return ()
    key = (table, article, sentence.start, sentence.end)
    known = hits.names.get(key)
    if known is None:
        inside = starts[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        firsts = _firsts(lexicon, table, article) if inside else {}
        known = hits.names[key] = _apart(
            _name(passage, at, sentence.end, lexicon, table, firsts[passage.words[at]])
            for at in inside
        )
    return known


def _apart(names: Iterable[Name | None]) -> list[Name]:
    """Return the names in order, without those that begin inside one before."""
    found: list[Name] = []
    free = 0
    for name in names:
        if name is not None and name.start >= free:
            found.append(name)
            free = name.end
    return found


def name_at(
    passage: Passage,
    at: int,
    end: int,
    lexicon: Lexicon,
    table: NameTable,
    *,
    article: bool = False,
) -> Name | None:
    """Return the longest name that begins at token `at`, or None."""
    firsts = _firsts(lexicon, table, article)[passage.words[at]]
    return _name(passage, at, end, lexicon, table, firsts)


def _name(
    passage: Passage,
    at: int,
    end: int,
    lexicon: Lexicon,
    table: NameTable,
    firsts: Sequence["_First"],
) -> Name | None:
    """Return the longest name that begins at token `at` with one of `firsts`, or None."""
    words = passage.words
    follows = at + 1 < end and lexicon.may_go_on(table, words[at + 1])
    best: Name | None = None
    for stem, shortest, longest in firsts:
        last = min(end, at + longest) if follows else at + 1
        least = at + shortest - 1 if best is None else best.end
        found = _longest_of(words, at, range(last, least, -1), stem, lexicon, table)
        if found is not None and not lexicon.clitics.endings:
            return found
        best = found or best
    return best


def _longest_of(
    words: Sequence[str], at: int, stops: range, stem: str, lexicon: Lexicon, table: NameTable
) -> Name | None:
    """Return the first name that ends at one of `stops` and begins with `stem`."""
    for stop in stops:
        for key in _keys(stem, words[at + 1 : stop], lexicon, table):
            if key in table.names:
                return Name(key, at, stop)
    return None


def _are_bare(lexicon: Lexicon, table: NameTable) -> bool:
    """Whether the names of a table bear no endings, or an apostrophe parts these from places."""
    parted = lexicon.grammar.parted_names and table is lexicon.places
    return parted or not lexicon.grammar.names_inflect


def _keys(stem: str, rest: Sequence[str], lexicon: Lexicon, table: NameTable) -> Iterable[str]:
    """Return what a name may be called that begins with `stem`: `Нижнем Новгороде` is `Нижний`."""
    if not rest:
        return (stem,)
    plain = " ".join((stem, *rest))
    if not lexicon.clitics.endings or _are_bare(lexicon, table):
        return (plain,)
    stems = [sorted(lexicon.stems(word)) for word in rest[:_MOST_INFLECTED]]
    stems += [[word] for word in rest[_MOST_INFLECTED:]]
    return (plain, *(" ".join((stem, *said)) for said in product(*stems)))


def is_rubric(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a name opens a sentence as its place, as in bulletins: `بغداد - قتل مسلحون`.

    Behind the first sentence a colon does too; before it stands as often who speaks or writes.
    """
    mark = passage.gap(name.end - 1).strip()
    later = passage.part == "body" and sentence.index > 0
    named = mark in _RUBRIC_MARKS or (mark == ":" and later)
    return name.start == sentence.start and named


def opens_body(passage: Passage, sentence: Sentence, name: Name) -> bool:
    """Whether a stop parts a name from what a body tells: `Нальчик, 15 декабря. Неизвестные`."""
    if passage.part != "body" or sentence.index or name.start != sentence.start:
        return False
    reach = range(name.end - 1, min(name.start + DATELINE_WORDS, sentence.end - 1))
    return any(passage.gap(at).strip(")").startswith(".") for at in reach)


def is_epithet(passage: Passage, name: Name) -> bool:
    """Whether a hyphen and a small letter make of a name what describes: `London-based`."""
    behind = passage.gap(name.end - 1) == "-" and name.end < len(passage.words)
    return behind and passage.raw[passage.starts[name.end]].islower()


def is_quoted(passage: Passage, name: Name) -> bool:
    """Whether quotation marks stand around a name: `крейсер «Москва»`."""
    before = passage.gap(name.start - 1) if name.start else passage.raw[: passage.starts[0]]
    return before.endswith(_OPEN) and passage.gap(name.end - 1).startswith(_CLOSE)


def is_in_compound(passage: Passage, name: Name) -> bool:
    """Whether a hyphen ties a name to another with a capital: `Сан-Мигель-Тотолапан`."""
    behind = passage.gap(name.end - 1) == "-" and name.end < len(passage.words)
    before = name.start > 0 and passage.gap(name.start - 1) == "-"
    others = [passage.starts[name.end]] if behind else []
    others += [passage.starts[name.start - 1]] if before else []
    return any(passage.raw[start].isupper() for start in others)


def stands_in(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether a capital behind `in` makes a town of another word: `a post in Tank`."""
    before = hits.within(max(0, name.start - 1), name.start, "locative")
    thing = hits.at(name.start, "target") is not None and hits.at(name.start, "month") is None
    return bool(before) and thing and passage.part == "body"


class _First(NamedTuple):
    """A form of a word that begins names, and how many words the name has."""

    stem: str
    shortest: int
    longest: int


@lru_cache(maxsize=1024)
def _firsts(lexicon: Lexicon, table: NameTable, article: bool) -> Remembered[tuple[_First, ...]]:
    """Return what gives the forms of a word that begin a name of `table`."""
    return Remembered(lambda word: _firsts_of(word, lexicon, table, article=article))


def _firsts_of(
    word: str, lexicon: Lexicon, table: NameTable, *, article: bool
) -> tuple[_First, ...]:
    """Return the forms of a word that begin a name of `table`.

    A short stem behind a clitic is no name alone: `بتل أبيب`, but not `بتل`; `بتعز` is known to be.
    """
    found = [(word, 1)]
    for form in lexicon.forms(word):
        if form.prefix == "ك" or (form.definite and not article):
            continue
        if form.inflected and _are_bare(lexicon, table):
            continue
        strong = form.prefix.endswith(_IN) and form.stem in lexicon.strong_places
        whole = _SHORT - 1 if not (form.prefix or form.inflected) else _SHORT
        alone = strong or len(form.stem) >= whole
        found.append((form.stem, 1 if alone else 2))
    return tuple(
        _First(stem, shortest, min(table.firsts[stem], _LONGEST))
        for stem, shortest in found
        if stem in table.firsts
    )
