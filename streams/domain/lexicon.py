"""What the reader knows of a language, as loaded from `streams/lang/<iso>/`."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from streams.domain.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the data: `words` folded; `kind` and `value` as its table and key say."""

    words: tuple[str, ...]
    kind: str
    value: str


@dataclass(frozen=True, eq=False)
class Clitics:
    """Letters that are written on to words: `prefixes` with how they change the word's head.

    A prefix maps to what stands in its place (`لل` hides an article: `ال`), mostly nothing.
    `suffixes` are cut when the rest keeps at least three letters. `nominal` are prefixes that only
    nouns bear, `verbal` the kinds of words that are verbs: `التابع` is no `تابع`, he went on.
    """

    prefixes: tuple[tuple[str, str], ...] = ()
    suffixes: tuple[str, ...] = ()
    article: str = ""
    nominal: tuple[str, ...] = ()
    verbal: tuple[str, ...] = ()

    @cached_property
    def forms(self) -> Remembered[tuple["Form", ...]]:
        """The ways to read each folded word, as it stands first."""
        return Remembered(lambda word: _forms(self, word))

    @cached_property
    def stems(self) -> Remembered[frozenset[str]]:
        """What each folded word may be without its clitics, itself included."""
        return Remembered(lambda word: frozenset(form.stem for form in self.forms[word]))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a word: its stem, the clitics before it, and whether it was definite."""

    stem: str
    prefix: str = ""
    definite: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NameTable:
    """Folded names and what they stand for.

    `firsts` are their first words, each with how many words the longest of these names has;
    `seconds` the second words of the longer ones.
    """

    names: Mapping[str, object]
    firsts: Mapping[str, int]
    seconds: AbstractSet[str]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language. `phrases` are found by their first word, the longest first.

    `places`, `nationalities`, `groups`, `own_names` (of groups for themselves) and `outlets` are
    the names of the shared tables in this language. `weak_places` are places that are mostly
    another word: they need a word like `city` before them; `strong_places` are short names that a
    clitic like `in` may carry. `weak_groups` are names of groups that
    are other words too or shared, each with the ids it may mean: the countries named decide.
    """

    language: str
    phrases: Mapping[str, Sequence[Phrase]]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    conjunction: str
    clitics: Clitics
    places: NameTable
    nationalities: NameTable
    groups: NameTable
    own_names: NameTable
    outlets: NameTable
    weak_places: frozenset[str] = frozenset()
    strong_places: frozenset[str] = frozenset()
    weak_groups: NameTable = NameTable({}, {}, frozenset())

    @property
    def name_tables(self) -> tuple[NameTable, ...]:
        """All tables of names."""
        return (self.places, self.nationalities, self.groups, self.outlets, self.weak_groups)

    def forms(self, word: str) -> Sequence[Form]:
        """Return the ways to read a folded word, as it stands first."""
        return self.clitics.forms[word]

    def stems(self, word: str) -> frozenset[str]:
        """Return what a folded word may be without its clitics, itself included."""
        return self.clitics.stems[word]

    def written(self, stem: str) -> Iterator[str]:
        """Yield the folded words that may be read as `stem`."""
        bodies = {stem, self.clitics.article + stem, stem.removeprefix(self.clitics.article)}
        prefixes = ("", *(prefix for prefix, _ in self.clitics.prefixes))
        for word in sorted(prefix + body for prefix in prefixes for body in bodies):
            if stem in self.stems(word):
                yield word


def _forms(clitics: Clitics, word: str) -> tuple[Form, ...]:
    found = [Form(word), *_without_article(clitics, word, "")]
    for prefix, instead in clitics.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) + len(instead) >= 2:
            rest = instead + word[len(prefix) :]
            found += [Form(rest, prefix), *_without_article(clitics, rest, prefix)]
    return tuple(found)


def _without_article(clitics: Clitics, word: str, prefix: str) -> Iterator[Form]:
    article = clitics.article
    if article and word.startswith(article) and len(word) - len(article) >= 2:
        yield Form(word[len(article) :], prefix, definite=True)
