"""Attackers whom forces kill, told before a verb that stands last: `با شلیک ماموران کشته شد`."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.harm.members import attackers_before
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_AGENT_REACH = 5
_SELF_REACH = 14
_PLAIN = (None, "people", "fighters")
_ARMED = ("police", "military")


def ended_by_forces(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, people without a name of their own as attackers whom forces ended.

    Only where attackers are the last who were told of, or one of them has just killed himself.
    """
    plain = all(group.group in _PLAIN for group in bound)
    if harm.value != "killed" or not plain or not _by_forces(reader, bound[-1].end, harm.start):
        return list(bound)
    if not told_of_attackers(reader, bound[0].start):
        return list(bound)
    return [replace(group, side="perpetrator") for group in bound]


def told_of_attackers(reader: Reader, at: int) -> bool:
    """Whether attackers are the last people told, or one has just blown himself up."""
    blown = reader.hits.within(max(0, at - _SELF_REACH), at, "self", "harm_self")
    return bool(blown) or attackers_before(reader, at)


def _by_forces(reader: Reader, start: int, end: int) -> bool:
    """Whether words like `by the police` or `in a clash with troops` stand between two tokens."""
    if reader.hits.within(start, end, "stopped_in"):
        return True
    return any(
        hit.kind == "org" or hit.value in _ARMED
        for by in reader.hits.within(start, end, "by")
        for hit in reader.hits.within(by.end, min(by.end + _AGENT_REACH, end), "org", "people")
    )
