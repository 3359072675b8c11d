"""The words of an article for the second opinion: single and in pairs, hashed, names left out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from zlib import crc32

import numpy as np
import numpy.typing as npt

from streams.domain.lexicon import Lexicon
from streams.domain.remembered import Remembered
from streams.domain.report_model import Grams
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling

GRAMS_BITS = 17
"""The table of weights has two to the power of this many places."""
_OPENING = 2
_MOST_TELLING = 8
_SHORTEST_STEM = 3
_SPREAD = np.uint32(2654435761)
"""The golden ratio in 32 bits: multiplied by it, the upper bits of a hash are well mixed."""
_PAIRED = np.uint32(40503)


def wording_of(story: Story) -> Grams:
    """Return where the words of headline, opening and attack sentences lie in the table, rising.

    A word in the headline is another than the same word below. Places and groups are only known as
    such, numbers as numbers: the model is to learn how attacks are told, not where they happen.
    """
    zones = enumerate(_zones(story), start=1)
    grams = [found for zone, told in zones for t in told for found in _grams(t, zone)]
    if not grams:
        return np.empty(0, np.uint32)
    return np.unique(np.concatenate(grams) >> np.uint32(32 - GRAMS_BITS))


def _zones(story: Story) -> tuple[Sequence[Telling], ...]:
    body = [t for t in story.tellings if not t.is_title]
    titles = [t for t in story.tellings if t.is_title]
    return titles, body[:_OPENING], [t for t in story.tellings if t.tells][:_MOST_TELLING]


def _grams(telling: Telling, zone: int) -> Iterator[npt.NDArray[np.uint32]]:
    """Yield the hashes of its words and of its pairs of words, mixed with the zone."""
    words = np.array(_hashes(telling), dtype=np.uint32) + np.uint32(zone)
    yield words * _SPREAD
    yield (words[:-1] * _PAIRED + words[1:]) * _SPREAD


def _hashes(telling: Telling) -> list[int]:
    """Return one number for each word, a whole name counting as one."""
    known = _known(telling.reading.lexicon)
    words, start, end = telling.passage.words, telling.sentence.start, telling.sentence.end
    names = {}
    for group in telling.groups:
        names[group.start] = (group.end, _hash(group.group.kind))
    for place in telling.places:
        names[place.start] = (place.end, _PLACE)
    found = []
    while start < end:
        name = names.get(start)
        found.append(name[1] if name else known[words[start]])
        start = max(start + 1, name[0]) if name else start + 1
    return found


def _hash(word: str) -> int:
    return crc32(word.encode())


_PLACE, _NUMBER = _hash("<place>"), _hash("<number>")


@lru_cache
def _known(lexicon: Lexicon) -> Remembered[int]:
    """Return the numbers of words that are met, without `and` and the article: `والقصف`, `قصف`."""
    clitics = lexicon.clitics
    if not clitics.article:
        return Remembered(_number)
    joined = [head for head, instead in clitics.prefixes if instead == clitics.article]
    led = [head + clitics.article for head in clitics.nominal]
    return Remembered(partial(_stripped, (lexicon.conjunction, *led, *joined, clitics.article)))


def _stripped(heads: Sequence[str], word: str) -> int:
    for head in heads:
        if word.startswith(head) and len(word) - len(head) >= _SHORTEST_STEM:
            word = word.removeprefix(head)
    return _number(word)


def _number(word: str) -> int:
    return _NUMBER if word.isdigit() else _hash(word)
