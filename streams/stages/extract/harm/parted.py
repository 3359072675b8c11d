"""Whether a clause ends between two words."""

from streams.stages.extract.harm.reader import Reader

_MARKS = frozenset(",،;؛:–—.!?\n")


def is_parted(reader: Reader, start: int, end: int) -> bool:
    """Whether a mark or a word like `and` stands between tokens `start` and `end`."""
    passage = reader.passage
    if reader.lexicon.conjunction in passage.words[start:end]:
        return True
    if reader.hits.within(start, end, "joint"):
        return True
    return any(not _MARKS.isdisjoint(passage.gap(at)) for at in range(start - 1, end))
