"""Attackers who blow themselves up: they are counted, and never among the victims."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.stages.extract.reader import CountGroup, Reader
from streams.stages.extract.scan import Hit
from streams.stages.extract.text import Sentence

_SELF_REACH = 6
_PLURAL_SELVES = frozenset(("themselves", "their", "انفسهم", "نفسيهما"))


def self_killed(
    reader: Reader, groups: Sequence[CountGroup], sentence: Sentence
) -> Iterator[tuple[CountGroup, Hit]]:
    """Yield attackers who blew themselves up: the number beside the words, else one.

    Several without a number (`themselves`) are no figure.
    """
    for hit in reader.hits.inside(sentence, "harm_self", "self"):
        start = hit.start
        if hit.kind == "self":
            first = max(sentence.start, hit.start - _SELF_REACH)
            blow = reader.hits.within(first, hit.start, "blow")
            if not blow:
                continue
            if reader.hits.at(blow[-1].end, "weekday", "time") is not None:
                continue
            start = blow[-1].start
        group = _self_group(reader, groups, start, hit)
        if group is not None:
            yield group, hit


def _self_group(
    reader: Reader, groups: Sequence[CountGroup], start: int, hit: Hit
) -> CountGroup | None:
    """Return how many blew themselves up: a number inside the words, or the attackers before."""
    inside = [
        g
        for g in groups
        if start <= g.start and g.end <= hit.end and (g.side == "perpetrator" or g.others or g.bare)
    ]
    before = [g for g in groups if g.end <= start and g.side == "perpetrator"]
    words = reader.passage.words[start : hit.end]
    if not inside and not before and any(word in _PLURAL_SELVES for word in words):
        return None
    one = CountGroup(start, hit.end, 1, 1, "suicide_bombers", "perpetrator")
    chosen = (inside[-1:] or before[-1:] or [one])[0]
    return replace(chosen, side="perpetrator", group="suicide_bombers", subset=False)
