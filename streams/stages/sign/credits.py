"""Which wires a text credits: dateline, brackets, "according to"; never the credit of a photo."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from streams.domain.bare import bare_words
from streams.domain.sources import SourceRegister
from streams.lang.credit_cues import CreditCues, credit_cues

_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")
_BRACKETED = re.compile(r"[(\[«“\"]([^()\[\]«»“”\"\n]{1,60})[)\]»”\"]")
_PHOTO_CREDIT = re.compile(r"\b[A-Za-z]{2,20}\s?/\s?[A-Z]\w")
"""`REUTERS/Photographer`, `AFP / Getty`: who took the picture beside the text."""
_CAPTION = 160
"""A line longer than this is no caption."""

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wires:
    """Names of wires in bare words: whole names to ids, and single words to whole names.

    `anchors` leads from the rarest word of a name to the name, `starts` from its first.
    """

    names: Mapping[Name, str]
    weak: Mapping[Name, str]
    anchors: Mapping[str, tuple[Name, ...]]
    starts: Mapping[str, tuple[Name, ...]]
    cues: CreditCues = field(default_factory=credit_cues)


def credited_wires(text: str, words: Sequence[str], register: SourceRegister) -> tuple[str, ...]:
    """Return the ids of the wires that a text with these bare words credits, sorted."""
    wires = _wires(register)
    if not _credits_any(text, words, wires):
        return ()
    found = {wire for line in text.split("\n") for wire in _in_line(line, wires)}
    return tuple(sorted(found))


def _credits_any(text: str, words: Sequence[str], wires: _Wires) -> bool:
    """Whether a credit can be there at all: nine articles of ten end here."""
    anchors = wires.anchors.keys() & set(words)
    if not anchors:
        return False
    joined = f" {' '.join(words)} "
    named = {name for word in anchors for name in wires.anchors[word] if _phrase(name) in joined}
    if not named or not named.isdisjoint(wires.names):
        return bool(named)
    if any(f" {cue} {_phrase(name)}" in joined for name in named for cue in wires.cues.credit):
        return True
    return not named.isdisjoint(_bracketed(text))


def _phrase(name: Name) -> str:
    """Return a name as it stands in joined words; a clitic may come before it."""
    return f"{' '.join(name)} "


def _bracketed(text: str) -> set[Name]:
    return {tuple(bare_words(match[1])) for match in _BRACKETED.finditer(text)}


def _in_line(line: str, wires: _Wires) -> set[str]:
    line = _PHOTO_CREDIT.sub(" ", line)
    words = bare_words(line)
    if wires.starts.keys().isdisjoint(words):
        return set()
    if len(line) <= _CAPTION and not wires.cues.photo.isdisjoint(words):
        return set()
    found = {wires.names.get(name) or wires.weak.get(name) for name in _bracketed(line)}
    found |= {_at(words, at, wires) for at in range(len(words))}
    return {wire for wire in found if wire}


def _at(words: Sequence[str], at: int, wires: _Wires) -> str | None:
    """Return the wire whose name starts at a word; a weak name needs a cue before it."""
    for name in wires.starts.get(words[at], ()):
        if tuple(words[at + 1 : at + len(name)]) != name[1:]:
            continue
        if name in wires.names:
            return wires.names[name]
        if at and words[at - 1] in wires.cues.credit:
            return wires.weak[name]
    return None


def _compile(register: SourceRegister) -> _Wires:
    names, weak = (_bare_names(table, register) for table in (register.names, register.weak_names))
    every = sorted({*names, *weak}, key=lambda name: (-len(name), name))
    frequency = Counter(word for name in every for word in name)
    anchors: dict[str, tuple[Name, ...]] = {}
    starts: dict[str, tuple[Name, ...]] = {}
    for name in every:
        anchor = min(name, key=lambda word: (frequency[word], -len(word), word))
        for clitic in _CLITICS:
            _add(starts, clitic + name[0], name)
            if anchor == name[0] or not clitic:
                _add(anchors, clitic + anchor, name)
    return _Wires(names, weak, anchors, starts)


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


_compiled: list[tuple[SourceRegister, _Wires]] = []


def _wires(register: SourceRegister) -> _Wires:
    """Return the compiled names of `register`; the one last used is kept, by identity."""
    if not _compiled or _compiled[0][0] is not register:
        _compiled[:] = [(register, _compile(register))]
    return _compiled[0][1]
