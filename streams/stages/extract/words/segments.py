"""What each sentence is for: headline, body, caption, related links, contact line, embed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from streams.domain.lexicon import Lexicon, Phrase
from streams.domain.records.vocabulary import Part, SegmentRole
from streams.domain.remembered import Remembered
from streams.stages.extract.words.names import DATELINE_WORDS
from streams.stages.extract.words.text import (
    Bounds,
    Passage,
    Sentence,
    passage_of,
    sentence_bounds,
)

_DATELINE = re.compile(
    r"^\s*(?:[A-Z][\w'’.-]+(?:[ ,/]+(?:\d{1,2} [a-zéû]{3,5}\.|[A-Z(\d][\w'’.)-]*)){0,12}\s*[-–—]+\s"
    r"|[A-Z][A-Z .'’/-]{2,40}:\s"
    r"|[^\n.،:/]{2,30}\sفي\s\d{1,2}\s\w+\s?/[^/\n]{2,12}/\s"
    r"|[^\n.،:]{2,60}\([^)\n]{2,30}\)\s?\.\s?[-–—]+\s"
    r"|[^\n.،:]{2,40}\([^)\n]{2,30}\)\s*[-–—:]*\s|[^\n.:]{2,30}\s[-–—]\s"
    r"|(?:[А-ЯЁ][\w-]+(?:[ ,]+[\w-]+){0,3}[.,]\s*)?\d{1,2}\s[а-яё]{3,8}\.?(?:\s\d{4})?[.,]?\s*"
    r"(?:/[^/\n]{2,30}/|[A-ZА-ЯЁ][\w. -]{2,30}?)\s*[.–—-]+\s"
    r"|[\u0621-\u06ff\u200c]{2,20}(?: [\u0621-\u06ff\u200c]{2,15})?[-–—] "
    r"(?:[\u0621-\u06ff\u200c]{2,15}[-–—] )?)"
    r"(?:\[[^\]\n]{1,60}\]\s*)*"
)
_FOOTNOTE = re.compile(r"\s{0,8}(?:\*{1,3}(?=\w)|[^.!?*\s][^.!?*\n]{1,60}+\*{1,3}+\s{0,4}[-–—]\s)")
"""`*Запрещена в России`, `«Талибан»* – организация под санкциями`."""
_DATELINE_REACH = 200
_DASHES = "-–—"
_AT_ONCE = ("caption", "label")
_MARKER_REACH = 3
MOST_SENTENCES = 200
"""Sentences that are read; a report says what it has to say long before."""


def segmented(part: Part, raw: str, lexicon: Lexicon) -> Passage:
    """Return the passage of a part with its sentences and their roles."""
    passage = passage_of(part, raw, lexicon.told_apart)
    sentences: list[Sentence] = []
    paragraph, ended = 0, False
    bounds = _with_dateline(passage, sentence_bounds(passage), lexicon)
    for index, (start, end, last) in enumerate(islice(bounds, MOST_SENTENCES)):
        role: SegmentRole = "headline" if part == "title" else "body"
        if part == "body":
            role, ended = _role_of(passage, start, end, lexicon, ended=ended)
            footnotes = lexicon.grammar.free_order
            if footnotes and role == "body" and _is_footnote(passage, start):
                role = "contact"
        sentences.append(Sentence(index, start, end, paragraph, role))
        paragraph += last
    return replace(passage, sentences=tuple(sentences))


def _with_dateline(
    passage: Passage, bounds: Iterator[Bounds], lexicon: Lexicon
) -> Iterator[Bounds]:
    """Yield the sentences of a body, the first with the next where it only says where that was.

    `Cizre. Salı günü`, `Нальчик, 15 декабря. Неизвестные`.
    """
    first = next(bounds, None) if passage.part == "body" else None
    following = next(bounds, None) if first and _is_place(passage, first, lexicon) else None
    if first and following and _marker(passage, *following[:2], lexicon) is None:
        yield first[0], *following[1:]
    else:
        yield from (sentence for sentence in (first, following) if sentence is not None)
    yield from bounds


def _is_place(passage: Passage, bounds: Bounds, lexicon: Lexicon) -> bool:
    """Whether a short sentence is a name of the gazetteer, with no more than names and a day.

    `Halep kırsalında çatışmalar sürüyor.` tells something.
    """
    start, end, _ = bounds
    words = passage.words
    if end - start > DATELINE_WORDS or not passage.gap(end - 1).strip(")").startswith("."):
        return False
    if any(set(_DASHES).intersection(passage.gap(at)) for at in range(start, end - 1)):
        return False
    stops = (s for s in range(end, start, -1) if " ".join(words[start:s]) in lexicon.places.names)
    known = next(stops, None)
    return known is not None and all(_names_or_dates(passage, at) for at in range(known, end))


def _names_or_dates(passage: Passage, at: int) -> bool:
    """Whether a token is a number, stands behind one, or has a capital."""
    if passage.words[at].isdecimal() or passage.words[at - 1].isdecimal():
        return True
    return passage.raw[passage.starts[at]].isupper()


def _role_of(
    passage: Passage, start: int, end: int, lexicon: Lexicon, *, ended: bool
) -> tuple[SegmentRole, bool]:
    """Return the role of a sentence, and whether the article's own text has ended."""
    marker = _marker(passage, start, end, lexicon)
    if marker == "caption":
        return "caption", ended
    if marker == "contact":
        return "contact", ended
    if marker == "related":
        return "related", True
    return ("related", True) if ended else ("body", False)


def _is_footnote(passage: Passage, start: int) -> bool:
    """Whether a paragraph opens with an asterisk, or a name that has one and a dash behind it."""
    line = passage.raw.rfind("\n", 0, passage.starts[start]) + 1
    first = passage.ends[start - 1] <= line if start else True
    return first and line > 0 and _FOOTNOTE.match(passage.raw, line) is not None


def _marker(passage: Passage, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Return the value of a role marker in the sentence's first words.

    A caption's stands at once, as does a label, which a colon or the end of its line closes:
    `Related: Five killed`, not `In a related development`.
    """
    markers = _markers(lexicon)
    for at in range(start, min(start + _MARKER_REACH, end)):
        for phrase in markers[passage.words[at]]:
            rest = passage.words[at + 1 : at + len(phrase.words)]
            if rest != phrase.words[1:] or (at != start and phrase.value in _AT_ONCE):
                continue
            if phrase.value != "label":
                return phrase.value
            if passage.gap(at + len(rest)).lstrip(" ").startswith((":", "\n")):
                return "related"
    return None


@lru_cache(maxsize=16)
def _markers(lexicon: Lexicon) -> Remembered[tuple[Phrase, ...]]:
    """Return what gives the role markers that may begin with a word."""
    return Remembered(
        lambda word: tuple(
            phrase
            for form in lexicon.forms(word)
            for phrase in lexicon.phrases.get(form.stem, ())
            if phrase.kind == "role_marker"
        )
    )


def dateline_end(passage: Passage) -> int:
    """Return the raw offset where the dateline of a body ends, 0 when there is none."""
    found = _DATELINE.match(passage.raw[:_DATELINE_REACH])
    return found.end() if found else 0
