"""What the reader knows of a language, as loaded from `streams/lang/<iso>/`."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from streams.domain.remembered import Remembered

AS_WRITTEN = "="
"""Before a word of the data: only as it is written, without any ending more."""
SOLAR = "solar-"
"""Before the number of a month of the solar calendar of Iran and Afghanistan."""
SHORTEST_STEM = 3
"""Letters that a word keeps when an ending is cut."""


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
    `nominal` are prefixes that only nouns bear, `verbal` the kinds of words that are verbs:
    `التابع` is no `تابع`, he went on. `endings` are those of inflected words, the longest first,
    each with what may stand in its place in the word of the data: `ами` gives `` and `а`.
    """

    prefixes: tuple[tuple[str, str], ...] = ()
    article: str = ""
    nominal: tuple[str, ...] = ()
    verbal: tuple[str, ...] = ()
    endings: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def by_length(self) -> tuple[tuple[int, Mapping[str, tuple[str, ...]]], ...]:
        """The endings by how many letters they have, the longest first."""
        lengths = dict.fromkeys(len(ending) for ending, _ in self.endings)
        return tuple((n, {e: i for e, i in self.endings if len(e) == n}) for n in lengths)

    @cached_property
    def forms(self) -> Remembered[tuple["Form", ...]]:
        """The ways to read each folded word, as it stands first."""
        return Remembered(lambda word: _forms(self, word))

    @cached_property
    def stems(self) -> Remembered[frozenset[str]]:
        """What each folded word may be without its clitics, itself included."""
        return Remembered(lambda word: frozenset(form.stem for form in self.forms[word]))


class Form(NamedTuple):
    """One way to read a word: its stem, the clitics before it, and whether it was definite.

    `inflected`: an ending was cut; it may be another word altogether.
    """

    stem: str
    prefix: str = ""
    definite: bool = False
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language puts words together, as far as the reader must know.

    Each field is a property that rules ask for; none asks which language it reads.
    """

    #: Names begin with a capital letter.
    capitals: bool = True
    #: Words like `and` and `in` are written on to the next.
    clitics: bool = False
    #: Who suffered it may stand behind its verb: `погибли 12 человек`.
    inverts: bool = False
    #: A word like `and` stands between tens and units: `treinta y dos`.
    tens_and: bool = False
    #: Numbers go by twenties in part and join without a word: `quatre-vingt-dix`, `cent vingt`.
    scores: bool = False
    #: The article is also the number: `un`.
    article_is_one: bool = False
    #: What befell people stands behind them as adjectives do, and a word like `have` before it
    #: tells who did it: `dix soldats maliens tués`, `ont tué dix soldats`.
    participles: bool = False
    #: What describes a noun stands behind it, `líder social`, and a counted noun ends in -s.
    nouns_lead: bool = False
    #: Who stands before an active verb did it, although verbs may stand before those who suffer it.
    doers_first: bool = False
    #: How verbs of several that are over end: `murieron`.
    plural_verb: str = ""
    #: Who suffered it stands on either side of its verb: `12 человек погибли, ранены 30`.
    free_order: bool = False
    #: Whose a person is stands right behind, without a word between: `брат имама`.
    owner_behind: bool = False
    #: Behind a hyphen digits have an ending or go on in a word: `15-й`, `12-летний`.
    hyphen_endings: bool = False
    #: Names of ships, clubs and firms stand in quotation marks, those of places not.
    quoted_names: bool = False
    #: Districts are named by an adjective before their noun: `Шебекинский район`.
    adjective_names: bool = False
    #: A space parts the thousands of digits: `140 000`.
    spaced_thousands: bool = False
    #: Eleven is ten and one, `on bir`, and nothing joins hundreds and tens.
    teens_apart: bool = False
    #: The word for one stands before any noun.
    one_is_article: bool = False
    #: The verb ends the clause, and what says where or by whom stands behind its name.
    verb_last: bool = False
    #: An apostrophe parts a name from its endings, so that no ending is cut off it.
    parted_names: bool = False
    #: News seldom names the day of what it tells.
    undated: bool = False
    #: Whom something befell stands before its verb, often far before, and a number right before
    #: what it counts.
    verb_far: bool = False
    #: Names may have endings.
    names_inflect: bool = True
    #: Dates may be of the solar calendar.
    solar: bool = False
    #: Places are named by a table of the language's own, so that a word is no place by a chance
    #: likeness.
    own_names: bool = False
    #: An ending that says `also`: `هاووڵاتییەکیش`.
    also_ending: str = ""
    #: An ending that says `since` behind a month: `13ی حوزەیرانەوە`.
    since_ending: str = ""


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
    clitic like `in` may carry; `small_places` are adjectives, which have no capital: `киркукский`.
    `weak_groups` are names of groups that
    are other words too or shared, each with the ids it may mean: the countries named decide. `kept`
    maps a folded word to the one that only its accents tell from another, `a` to `à`: phrases with
    it are found where it is written so. `homes` are the ISO codes of the countries whose press
    writes the language, where towns of a name are meant first.
    `told_apart` are words in small letters that folding would make others: they stay as they are.
    """

    language: str
    phrases: Mapping[str, Sequence[Phrase]]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    conjunction: str
    grammar: Grammar
    clitics: Clitics
    places: NameTable
    nationalities: NameTable
    groups: NameTable
    own_names: NameTable
    outlets: NameTable
    weak_places: frozenset[str] = frozenset()
    strong_places: frozenset[str] = frozenset()
    small_places: frozenset[str] = frozenset()
    weak_groups: NameTable = NameTable({}, {}, frozenset())
    kept: Mapping[str, str] = field(default_factory=dict)
    homes: frozenset[str] = frozenset()
    told_apart: frozenset[str] = frozenset()

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

    def may_go_on(self, table: NameTable, word: str) -> bool:
        """Return whether a folded word may be the second of a longer name of `table`."""
        if word in table.seconds:
            return True
        return bool(self.clitics.endings) and not table.seconds.isdisjoint(self.stems(word))

    def written(self, stem: str) -> Iterator[str]:
        """Yield the folded words that may be read as `stem`."""
        if stem.startswith(AS_WRITTEN):
            yield stem.removeprefix(AS_WRITTEN)
            return
        yield from sorted(self._inflected(stem))
        bodies = {stem, self.clitics.article + stem, stem.removeprefix(self.clitics.article)}
        prefixes = ("", *(prefix for prefix, _ in self.clitics.prefixes))
        for word in sorted(prefix + body for prefix in prefixes for body in bodies):
            if stem in self.stems(word):
                yield word

    def _inflected(self, stem: str) -> set[str]:
        return {
            stem.removesuffix(instead) + ending
            for ending, others in self.clitics.endings
            for instead in others
            if stem.endswith(instead) and len(stem) - len(instead) >= SHORTEST_STEM
        } - {stem}


def _forms(clitics: Clitics, word: str) -> tuple[Form, ...]:
    found = [Form(word), *_without_article(clitics, word, "")]
    for prefix, instead in clitics.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) + len(instead) >= 2:
            rest = instead + word[len(prefix) :]
            found += [Form(rest, prefix), *_without_article(clitics, rest, prefix)]
            found += _without_ending(clitics, rest, prefix)
    if clitics.endings:
        found += [Form(AS_WRITTEN + word), *_without_ending(clitics, word, "")]
    return tuple(found)


def _without_ending(clitics: Clitics, word: str, prefix: str) -> Iterator[Form]:
    stems = {
        word[:-length] + instead: None
        for length, endings in clitics.by_length
        if len(word) - length >= SHORTEST_STEM
        for instead in endings.get(word[-length:], ())
    }
    return (Form(stem, prefix, inflected=True) for stem in stems if stem != word)


def _without_article(clitics: Clitics, word: str, prefix: str) -> Iterator[Form]:
    article = clitics.article
    if article and word.startswith(article) and len(word) - len(article) >= 2:
        yield Form(word[len(article) :], prefix, definite=True)
