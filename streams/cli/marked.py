"""A text with the words behind its facts marked and numbered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from streams.domain.records import Attack, Evidence
from streams.domain.records.vocabulary import Part

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""FIRST STRONG ISOLATE and its end: a mark in one direction does not reorder words around it."""

Numbers = dict[tuple[Part, int, int], int]
"""The number of each span of the article, from 1 in reading order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `ends` are the numbers of the spans that end with it."""

    text: str
    is_marked: bool
    ends: tuple[int, ...] = ()


def numbered(attacks: Sequence[Attack]) -> Numbers:
    """Number the spans of all evidence: title before body, then by where they begin and end."""
    spans = {(e.part, e.start, e.end) for attack in attacks for e in attack.evidence}
    ordered = sorted(spans, key=lambda span: (span[0] != "title", span[1], span[2]))
    return {span: number for number, span in enumerate(ordered, 1)}


def number_of(evidence: Evidence, numbers: Numbers) -> int:
    """Return the number of the span of `evidence`."""
    return numbers[evidence.part, evidence.start, evidence.end]


def pieces(text: str, part: Part, numbers: Numbers) -> Iterator[Piece]:
    """Yield `text` in pieces, cut wherever a span of `part` begins or ends."""
    spans = [(start, end, n) for (of, start, end), n in numbers.items() if of == part]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    for start, end in pairwise(cuts):
        is_marked = any(first <= start and end <= last for first, last, _ in spans)
        ends = tuple(number for _, last, number in spans if last == end)
        yield Piece(text[start:end], is_marked, ends)


def runs(found: Iterator[Piece]) -> Iterator[tuple[bool, list[Piece]]]:
    """Yield neighbours together: whether they are marked, and the pieces."""
    run: list[Piece] = []
    for piece in found:
        if run and run[0].is_marked != piece.is_marked:
            yield run[0].is_marked, run
            run = []
        run.append(piece)
    if run:
        yield run[0].is_marked, run
