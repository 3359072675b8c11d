"""The words behind each fact, in their sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.adapters.article_texts import Texts
from streams.domain.private import LONGEST, MASK, Piece, bounds_of, masked, sentence_of
from streams.domain.records import Attack, Evidence
from streams.domain.records.vocabulary import Part
from streams.lang.private_cues import private_cues

UNSHOWN = ("follow_on",)
"""Facts whose words tell where forces or displaced people are."""

Place = tuple[Part, int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in its own script, the words of one field marked, and the rules that read them."""

    field: str
    part: Part
    rules: tuple[str, ...]
    pieces: tuple[Piece, ...]


def quotes_of(attack: Attack, texts: Texts) -> tuple[Quote, ...]:
    """Return the quotations of an account, a sentence once for each field.

    Of a sentence that names a person the words of the facts alone.
    """
    kept = texts.get((attack.article_id, attack.text_hash), {})
    return tuple(_quotes(attack.evidence, {part: text for part, text in kept.items() if text}))


def _quotes(evidence: Sequence[Evidence], texts: dict[Part, str]) -> Iterator[Quote]:
    groups: dict[tuple[str, Place], list[Evidence]] = {}
    for one in evidence:
        if not one.field.startswith(UNSHOWN):
            groups.setdefault((one.field, _sentence(one, texts)), []).append(one)
    naming = {at for (_, at), found in groups.items() if any(MASK in one.text for one in found)}
    for (field, at), found in groups.items():
        rules = tuple(dict.fromkeys(one.rule for one in found))
        pieces = _words(found) if at in naming else _pieces(found, texts)
        yield Quote(field, found[0].part, rules, pieces)


def _sentence(one: Evidence, texts: dict[Part, str]) -> Place:
    """Return which sentence the words stand in; the words themselves when the text is gone."""
    if not _is_there(one, texts):
        return one.part, one.start, one.end
    return one.part, *bounds_of(texts[one.part], one.start, one.end)


def _pieces(found: Sequence[Evidence], texts: dict[Part, str]) -> tuple[Piece, ...]:
    first = found[0]
    if not _is_there(first, texts):
        return _words(found[:1])
    spans = [(one.start, one.end) for one in found]
    return sentence_of(texts[first.part], spans, private_cues())


def _words(found: Sequence[Evidence]) -> tuple[Piece, ...]:
    """Return the words alone, as they were noted: without the names of private persons."""
    words = dict.fromkeys(masked(one.text)[:LONGEST] for one in found)
    pieces = [piece for text in words for piece in (Piece(text, True), Piece(" … ", False))]
    return tuple(pieces[:-1])


def _is_there(one: Evidence, texts: dict[Part, str]) -> bool:
    """Whether the text is kept and holds the words where they were read."""
    text = texts.get(one.part, "")
    there = text[one.start : one.start + len(one.text[:LONGEST])]
    known = (b in (a, MASK) for a, b in zip(there, one.text, strict=False))
    return bool(one.text) and len(there) == len(one.text[:LONGEST]) and all(known)
