"""Whom a verb tells of where people stand on either side of it: `12 погибли, ранены 30`."""

from collections.abc import Sequence

from streams.stages.extract.harm.how_many import is_plural
from streams.stages.extract.harm.parted import is_parted
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_TOLD_REACH = 3
_CLOSING = '»")'
_STOPS = (",", ";", " –", " —")


def on_either_side(
    reader: Reader, harm: Hit, before: Sequence[CountGroup], behind: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return who stands right behind the verb, else before it in the same clause, else behind."""
    told = [at for at, group in enumerate(before, 1) if _is_told_of(reader, group)]
    earlier = _fitting(reader, harm, before[max(told, default=0) :])
    parted = bool(behind) and is_parted(reader, harm.end, behind[0].start)
    ended = bool(earlier) and reader.passage.gap(harm.end - 1).lstrip(_CLOSING).startswith(_STOPS)
    near = bool(behind) and not (parted or ended) and behind[0].start - harm.end <= 1
    if near or not earlier:
        return _fitting(reader, harm, behind)
    beside = not is_parted(reader, earlier[-1].end, harm.start)
    if parted or not behind or beside:
        return earlier
    return _fitting(reader, harm, behind) or earlier


def _fitting(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, none where a verb of several has one alone."""
    return [] if sum(g.low for g in bound) == 1 and is_plural(reader, harm) else list(bound)


def _is_told_of(reader: Reader, group: CountGroup) -> bool:
    """Whether a word right before the group already says what befell it."""
    told = reader.hits.within(
        max(0, group.start - _TOLD_REACH), group.start, "harm_pre", "harm_post"
    )
    near = [hit for hit in told if hit.end >= group.start - 1 and not _died_of(reader, hit)]
    return any(not is_parted(reader, hit.end, group.start) for hit in near)


def _died_of(reader: Reader, harm: Hit) -> bool:
    """Whether wounds are only what somebody died of: `от полученных ранений водитель скончался`."""
    causes = reader.hits.within(max(0, harm.start - _TOLD_REACH), harm.end, "out_of_wounded")
    return any(cause.end >= harm.end for cause in causes)


def are_wounded(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether those who died were counted as hurt: `скончались двое раненых`."""
    hurt = reader.hits.at(group.end, "harm_counted")
    died = harm.value == "killed" and harm.kind == "harm_pre"
    hurt_before = hurt is not None and hurt.value == "wounded"
    return reader.lexicon.grammar.free_order and died and hurt_before
