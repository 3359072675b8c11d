"""Who did it and whom it befell, where the form of a word tells, not its place.

`Нападавшего застрелил полицейский`: the policeman shot the attacker.
"""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_NEAR = 2


def struck_first(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return who stands before an active verb in the form of those whom it befalls."""
    return [
        group
        for group in groups
        if reader.hits.at(group.start, "as_object") is not None and _leads_to(reader, group, harm)
    ]


def without_doers(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> Sequence[CountGroup]:
    """Return the groups less those whose form says that they did it: `убил полицейский`."""
    if reader.hits.at(harm.start, "act") is None:
        return groups
    return [g for g in groups if g.low > 1 or reader.hits.at(g.start, "as_subject") is None]


def _leads_to(reader: Reader, group: CountGroup, harm: Hit) -> bool:
    """Whether the group stands right before the verb, an attacker over `смертника опознали и`."""
    if group.side != "perpetrator":
        return group.end == harm.start
    gaps = (reader.passage.gap(at).strip() for at in range(group.end - 1, harm.start - 1))
    return 0 <= harm.start - group.end <= _NEAR and not any(gaps)
