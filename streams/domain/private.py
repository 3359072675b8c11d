"""What tells of a private person in a text, and how much of a text may be shown around a fact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from streams.domain.folding import fold_either

LONGEST = 240
"""Code points of an article's text that are shown at once."""
ENDS = ".!?؟。।\n…"
MASK = "•"
_NUMBER = re.compile(r"\+?\d(?:[\s().\-\u2013/]?\d){6,}")
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|(?:19|20)\d\d[-\u2013](?:19|20)\d\d"
)
"""A day, or years from one to another: no telephone number."""
_ADDRESS = re.compile(r"(?<![^\s@<>])[^\s@<>]{1,64}@(?:[^\s@<>.]{1,63}\.){1,8}[^\s@<>.]{1,63}")
_HANDLE = re.compile(r"(?<![\w@])@\w{2,64}")
_BETWEEN = re.compile(r"[^\w]+")
_SMALL = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_AGE = re.compile(r"[,،(]\s*\d{1,2}\s*[,،)]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked when it is the words of a fact."""

    text: str
    is_marked: bool


def masked(text: str) -> str:
    """Return text with telephone numbers, addresses and handles covered, one sign for one."""
    covered = _HANDLE.sub(_covered, _ADDRESS.sub(_covered, text))
    return _NUMBER.sub(lambda hit: hit[0] if _DATE.fullmatch(hit[0]) else _covered(hit), covered)


def names_somebody(text: str, cues: Sequence[str]) -> bool:
    """Whether a sentence may name, age or tell how to reach a private person.

    In a cue 0 stands for any number below 100, as in ages.
    """
    if masked(text) != text or _AGE.search(text):
        return True
    folded = " " + _SMALL.sub("0", _BETWEEN.sub(" ", fold_either(text)))
    return any(cue in folded for cue in cues)


def sentence_of(
    text: str, spans: Sequence[tuple[int, int]], cues: Sequence[str]
) -> tuple[Piece, ...]:
    """Return the sentence around spans of one part, these marked; the bare words where it must be.

    A sentence that may name a private person is left out around the words.
    """
    spans = _apart(spans)
    start, end = _bounds(text, spans[0][0], spans[-1][1])
    if end - start > LONGEST or names_somebody(text[start:end], cues):
        return _bare(text, spans)
    pieces, at = [], start
    for begin, stop in spans:
        pieces += [Piece(text[at:begin], False), Piece(text[begin:stop], True)]
        at = stop
    pieces.append(Piece(text[at:end], False))
    return tuple(piece for piece in pieces if piece.text)


def bounds_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a span begins and ends."""
    return _bounds(text, start, end)


def _bare(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces = [Piece("… ", False)]
    for begin, stop in spans:
        pieces += [Piece(masked(text[begin:stop])[:LONGEST], True), Piece(" … ", False)]
    return tuple(pieces)


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    begin = start
    while begin > 0 and not _is_end(text, begin - 1):
        begin -= 1
    stop = end
    while stop < len(text) and not _is_end(text, stop):
        stop += 1
    stop = min(len(text), stop + 1) if stop < len(text) and text[stop] != "\n" else stop
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, stop


def _is_end(text: str, at: int) -> bool:
    """Whether a sentence ends here: a full stop inside a number or name does not count."""
    if text[at] not in ENDS:
        return False
    after = text[at + 1 : at + 2]
    return text[at] != "." or not after or after.isspace()


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for begin, stop in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((begin, stop))
    return found


def _covered(hit: re.Match[str]) -> str:
    return MASK * len(hit[0])
