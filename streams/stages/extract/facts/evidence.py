"""Notes of where each value was read: part, offsets, words and rule.

What leads to a private person is covered in the words, letter for letter, so that offsets hold.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from streams.domain.private import MASK, masked
from streams.domain.records import Evidence
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Passage

LONGEST = 240
"""Evidence is a quotation, never a copy of the article."""


CLAUSE = 7
"""Words of a clause that are quoted with the word that was read."""
_STOPS = frozenset(',،;؛.:!؟?()«»"\n')


class Clause(NamedTuple):
    """The tokens that were read, and the token before which their sentence ends."""

    start: int
    end: int
    limit: int


def _stops(passage: Passage, at: int) -> bool:
    return not _STOPS.isdisjoint(passage.gap(at))


class Notes:
    """Collects evidence in the order read; the same words for the same field only once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int, int], Evidence] = {}

    def add(self, field: str, passage: Passage, start: int, end: int, rule: str) -> None:
        """Note that `field` was read from tokens `start` to `end`."""
        self._add(field, passage, range(start, end), rule)

    def add_people(self, field: str, telling: Telling, words: range, rule: str) -> None:
        """Note that `field` was read from tokens among which a person may be named."""
        self._add(field, telling.passage, words, rule, telling.names_in(words))

    def _add(
        self,
        field: str,
        passage: Passage,
        words: range,
        rule: str,
        names: Collection[int] = (),
    ) -> None:
        first = passage.starts[words.start]
        last = min(passage.ends[words.stop - 1], first + LONGEST)
        text = masked(_without(passage, names)[first:last])
        evidence = Evidence(field, passage.part, first, last, text, rule)
        self._found.setdefault((field, passage.part, first, last), evidence)

    def add_hits(self, field: str, passage: Passage, hits: Iterable[Hit]) -> None:
        """Note each hit under its own kind and value."""
        for hit in hits:
            self.add(field, passage, hit.start, hit.end, f"{hit.kind}.{hit.value}")

    def add_clause(self, field: str, telling: Telling, words: Clause, rule: str) -> None:
        """Note a hit with what its clause says of it: on to a stop, at most `CLAUSE` words."""
        end, passage = words.end, telling.passage
        while end < min(words.limit, words.start + CLAUSE) and not _stops(passage, end - 1):
            end += 1
        self.add_people(field, telling, range(words.start, end), rule)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything noted."""
        return tuple(self._found.values())


def _without(passage: Passage, names: Collection[int]) -> str:
    """Return the text with these tokens covered."""
    text = passage.written
    for token in names:
        start, end = passage.starts[token], passage.ends[token]
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
