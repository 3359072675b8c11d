"""What is counted, and what counting needs of a passage."""

from collections.abc import Mapping
from dataclasses import dataclass

from streams.domain.lexicon import Lexicon
from streams.domain.records.vocabulary import Side
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage


@dataclass(frozen=True, slots=True)
class CountGroup:
    """A number of people over tokens `start` to `end`.

    `group` is who they are as the data names them, None for `others` and bare numbers. `subset`
    is true when the words say that they are among those counted before. `single` is one person told
    without a number, `definite` when told as known already.
    """

    start: int
    end: int
    low: int
    high: int | None
    group: str | None
    side: Side
    bare: bool = False
    others: bool = False
    subset: bool = False
    qualifier: str | None = None
    nationality: str | None = None
    single: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What counting needs of one passage."""

    passage: Passage
    hits: Hits
    lexicon: Lexicon
    nationalities: Mapping[int, str]
    attacking_orgs: frozenset[int]
