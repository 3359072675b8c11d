"""Texts that a pattern of its own likes least: what each of its repetitions takes, over and over.

Derived from the parsed pattern: before the flood what leads to the repetition, after it what ends
no match.
"""

import re
from collections.abc import Iterator, Sequence
from re import _compiler as compiler
from re import _constants as constants
from re import _parser as parser
from typing import Any

REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)
ALPHABET = "aA1ق \n.,<&@/\"'-_٣é•=;:!#%(\x00"
"""From these a character is chosen for a class."""


def floods_of(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield a flood for each repetition of a pattern that may go on for long."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    for before, body in _repeated(list(parser.parse(text, pattern.flags)), ""):
        for unit in dict.fromkeys((_matching(body), _matching(body, 1))):
            if unit:
                yield before + unit * (size // len(unit))


def _repeated(nodes: Sequence[Any], before: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield what leads to each repetition, and its body, from the outermost inwards."""
    for operation, argument in nodes:
        if operation in REPEATS and argument[1] > 8:
            yield before, list(argument[2])
        for inner in _inside(operation, argument):
            yield from _repeated(inner, before)
        before += _matching([(operation, argument)])


def _inside(operation: Any, argument: Any) -> Iterator[Sequence[Any]]:
    """Yield the sequences that a node holds."""
    if operation in REPEATS:
        yield list(argument[2])
    elif operation is constants.SUBPATTERN:
        yield list(argument[3])
    elif operation is constants.ATOMIC_GROUP:
        yield list(argument)
    elif operation is constants.BRANCH:
        yield from (list(branch) for branch in argument[1])


def _matching(nodes: Sequence[Any], which: int = 0) -> str:
    """Return a text that nodes match, the `which`th choice of each class; looks are left out."""
    return "".join(_one(operation, argument, which) for operation, argument in nodes)


def _one(operation: Any, argument: Any, which: int) -> str:
    if operation is constants.LITERAL:
        return chr(argument)
    if operation in REPEATS:
        return _matching(list(argument[2]), which) * max(argument[0], min(1, argument[1]))
    if operation is constants.BRANCH:
        return _matching(list(argument[1][which % len(argument[1])]), which)
    for inner in _inside(operation, argument):
        return _matching(inner, which)
    return _chosen(operation, argument, which)


def _chosen(operation: Any, argument: Any, which: int) -> str:
    """Return a character of a class; nothing for what takes none, such as `^`."""
    if operation not in (constants.IN, constants.NOT_LITERAL, constants.ANY):
        return ""
    state = parser.State()
    taken = compiler.compile(parser.SubPattern(state, [(operation, argument)]))
    fitting = [sign for sign in (*ALPHABET, *_members(argument)) if taken.match(sign)]
    return fitting[which % len(fitting)] if fitting else ""


def _members(argument: Any) -> Iterator[str]:
    """Yield the characters that a class names."""
    for kind, value in argument if isinstance(argument, list) else ():
        if kind is constants.LITERAL:
            yield chr(value)
        elif kind is constants.RANGE:
            yield from map(chr, value)
