"""Which wires a text credits: dateline, brackets, "according to"; never the credit of a photo."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from streams.domain.bare import bare_words
from streams.domain.look import Hit, Look
from streams.domain.sources import SourceRegister
from streams.lang.credit_cues import CreditCues, credit_cues

_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")
_BRACKETED = re.compile(r"[(\[«“\"]([^()\[\]«»“”\"\n]{1,60})[)\]»”\"]")
_OPENING = ("(", "[", "«", "“", '"')
_PHOTO_CREDIT = re.compile(r"\b[A-Za-z]{2,20}\s?/\s?[A-Z]\w")
"""`REUTERS/Photographer`, `AFP / Getty`: who took the picture beside the text."""
_CAPTION = 160
"""A line longer than this is no caption."""
_NEAR = 70
"""What is in brackets, or beside a stroke, is no longer: a line may have a million characters."""

Name = tuple[str, ...]
_Told = tuple[Name, int]
"""A name and the number of the word it begins with."""


@dataclass(frozen=True, slots=True)
class Wires:
    """Names of wires in bare words, strong ones and weak ones, to ids.

    `words` leads from a name of one word to it, clitics before it and all; `pairs` from the last
    two words of a longer one, a space between them.
    """

    names: Mapping[Name, str]
    weak: Mapping[Name, str]
    words: Mapping[str, tuple[Name, ...]]
    pairs: Mapping[str, tuple[Name, ...]]
    cues: CreditCues = field(default_factory=credit_cues)


def credited_wires(look: Look, hits: Iterable[Hit], wires: Wires) -> tuple[str, ...]:
    """Return the ids of the wires that a text credits, sorted; `hits` lead to their names."""
    found: set[str] = set()
    for hit in hits:
        for name, number in _names_at(look, hit, wires):
            wire = wires.names.get(name) or wires.weak[name]
            if wire not in found and _is_credit(look, name, number, wires):
                found.add(wire)
    return tuple(sorted(found))


def _names_at(look: Look, hit: Hit, wires: Wires) -> Iterator[_Told]:
    """Yield the names around a word or pair, a clitic before them or not."""
    for name in wires.words.get(hit.word, ()):
        yield name, hit.number
    for name in wires.pairs.get(hit.word, ()):
        first = hit.number + 2 - len(name)
        words = [look.word(first + n) for n in range(len(name))]
        if tuple(words[1:]) == name[1:] and words[0] in _with_clitics(name[0]):
            yield name, first


def _is_credit(look: Look, name: Name, number: int, wires: Wires) -> bool:
    """Whether the name that begins with a word credits its wire, and not for a picture."""
    text, at = look.text, look.place_of(number)
    if _is_of_photo(text, at):
        return False
    begin, end = _line_at(text, at)
    if end - begin <= _CAPTION and not wires.cues.photo.isdisjoint(bare_words(text[begin:end])):
        return False
    if name in wires.names:
        return True
    is_cued = look.word(number - 1) in wires.cues.credit and look.place_of(number - 1) >= begin
    return is_cued or _is_bracketed(text, at, name)


def _is_of_photo(text: str, at: int) -> bool:
    """Whether what stands at a place is part of a photographer's credit."""
    first, last = _around(at, _NEAR)
    if text.find("/", first, last) < 0:  # told in a twentieth of the time
        return False
    return any(m.start() <= at < m.end() for m in _PHOTO_CREDIT.finditer(text, first, last))


def _around(at: int, length: int) -> tuple[int, int]:
    return max(0, at - length), at + length


def _line_at(text: str, at: int) -> tuple[int, int]:
    """Return where the line around a place begins and ends, as far as captions go."""
    first, last = _around(at, _CAPTION + 1)
    begin, end = text.rfind("\n", first, at) + 1, text.find("\n", at, last)
    return begin or first, min(last, len(text)) if end < 0 else end


def _is_bracketed(text: str, at: int, name: Name) -> bool:
    """Whether brackets hold the name at a place, and nothing else."""
    first, last = _around(at, _NEAR)
    if not text[first:at].rstrip().endswith(_OPENING):
        return False
    found = _BRACKETED.finditer(text, first, last)
    return any(tuple(bare_words(match[1])) == name for match in found)


def _with_clitics(word: str) -> list[str]:
    return [clitic + word for clitic in _CLITICS]


def _compile(register: SourceRegister) -> Wires:
    names, weak = (_bare_names(table, register) for table in (register.names, register.weak_names))
    words: dict[str, tuple[Name, ...]] = {}
    pairs: dict[str, tuple[Name, ...]] = {}
    for name in sorted({*names, *weak}, key=lambda name: (-len(name), name)):
        last = name[-1]
        if len(name) > 2:
            _add(pairs, f"{name[-2]} {last}", name)
            continue
        for word in _with_clitics(name[0]):
            _add(pairs, f"{word} {last}", name) if len(name) == 2 else _add(words, word, name)
    return Wires(names, weak, words, pairs)


def _add(index: dict[str, tuple[Name, ...]], word: str, name: Name) -> None:
    index[word] = (*index.get(word, ()), name)


def _bare_names(
    tables: Mapping[str, Mapping[str, str]], register: SourceRegister
) -> dict[Name, str]:
    return {
        tuple(bare_words(name)): identity
        for table in tables.values()
        for name, identity in table.items()
        if register.sources[identity].wire
    }


_compiled: list[tuple[SourceRegister, Wires]] = []


def wires_of(register: SourceRegister) -> Wires:
    """Return the compiled names of `register`; the one last used is kept, by identity."""
    if not _compiled or _compiled[0][0] is not register:
        _compiled[:] = [(register, _compile(register))]
    return _compiled[0][1]
