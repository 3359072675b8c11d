"""Who says it, between two commas: `وأصيب، وفقا لمصدر طبي، أربعة جنود`."""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader

_OPENS_NEAR = 3
_LONGEST = 14


def aside_end(reader: Reader, at: int, groups: Sequence[CountGroup]) -> int:
    """Return where the clause goes on behind an aside that opens near token `at`, else `at`.

    An aside behind the first people is none.
    """
    passage = reader.passage
    first = next((g.start for g in groups if g.start >= at), at)
    for said in reader.hits.within(at, min(first, at + _OPENS_NEAR + 1), "says"):
        if said.value != "according" or not _has_comma(passage.gap(said.start - 1)):
            continue
        last = min(said.end + _LONGEST, len(passage.words))
        ends = (token + 1 for token in range(said.end, last) if _has_comma(passage.gap(token)))
        return next(ends, at)
    return at


def _has_comma(gap: str) -> bool:
    return "،" in gap or "," in gap
