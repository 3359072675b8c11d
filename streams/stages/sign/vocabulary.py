"""The words that signing looks for, all at once."""

from collections import Counter

from streams.domain.sources import SourceRegister
from streams.domain.vocabulary import Vocabulary
from streams.lang.boilerplate import boilerplate_cues
from streams.lang.place_cues import place_cues
from streams.lang.small_numbers import small_numbers
from streams.stages.sign.credits import wires_of

BOILERPLATE, NUMBER, PLACE, WIRE = 1, 2, 4, 8
"""What a word is good for: cues of boilerplate and places, numbers, names of wires."""


def vocabulary_of(register: SourceRegister) -> Vocabulary:
    """Return the words that matter; those of the register last used are kept, by identity."""
    if not _compiled or _compiled[0][0] is not register:
        _compiled[:] = [(register, _compile(register))]
    return _compiled[0][1]


_compiled: list[tuple[SourceRegister, Vocabulary]] = []


def _compile(register: SourceRegister) -> Vocabulary:
    wires = wires_of(register)
    kinds: Counter[str] = Counter()
    kinds.update(dict.fromkeys(boilerplate_cues(), BOILERPLATE))
    kinds.update(dict.fromkeys(small_numbers(), NUMBER))
    kinds.update(dict.fromkeys(place_cues(), PLACE))
    kinds.update(dict.fromkeys(wires.words, WIRE))
    return Vocabulary(kinds, dict.fromkeys(wires.pairs, WIRE))
