"""People whose harm stands behind an aside: `27 people, 11 of them soldiers, were injured`."""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_PASSIVE = 2
_OPENING = 4
_LONGEST = 30
_MARKS = 2
_COMMAS = frozenset(",،")
_RELATIVE_REACH = 5


def head_of_aside(reader: Reader, harm: Hit, earlier: Sequence[CountGroup]) -> CountGroup | None:
    """Return the people before an aside of those among them, behind which the harm goes on.

    Two commas part it, and words like `of them` open it.
    """
    whole = [g for g in earlier if not g.subset]
    if reader.lexicon.grammar.clitics or not whole or whole[-1].low == 1:
        return None
    passage, head = reader.passage, whole[-1]
    passive = reader.hits.within(max(head.end, harm.start - _PASSIVE), harm.start, "aux")
    verb = passive[0].start if passive else harm.start
    opening = reader.hits.within(head.end, head.end + _OPENING, "subset")
    if not opening or not 1 < verb - head.end <= _LONGEST:
        return None
    marks = [at for at in range(head.end - 1, verb) if not _COMMAS.isdisjoint(passage.gap(at))]
    return head if marks == [head.end - 1, verb - 1] and len(marks) == _MARKS else None


def is_in_relative(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether commas hold a group in a clause on somebody else: `водитель, у которого преступник
    отобрал машину, скончался`. Only where words stand in any order.
    """
    if not reader.lexicon.grammar.free_order:
        return False
    passage = reader.passage
    leads = reader.hits.within(max(0, group.start - _RELATIVE_REACH), group.start, "relative")
    if not leads or any("," in passage.gap(at) for at in range(leads[-1].end - 1, group.start - 1)):
        return False
    return any("," in passage.gap(at) for at in range(group.end - 1, harm.start))
