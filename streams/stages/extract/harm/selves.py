"""Attackers who die by their own hand, or are stopped: `blew himself up`, `before being shot`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.stages.extract.harm.meant import lives_on
from streams.stages.extract.harm.pronouns import POINTING
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

SELVES = ("harm_self", "self", "harm_stopped", "harm_fallen")
_SELF_REACH = 6
_LAST_REACH = 3
_VERB_REACH = 18
_TOLD_REACH = 12
_PEOPLE = ("people", "people_one", "people_two")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two", "person_attacker")
_NEAR = 3
_FORCES = ("police", "military")
_BESIDE = 1


def self_killed(
    reader: Reader, groups: Sequence[CountGroup], sentence: Sentence
) -> Iterator[TollMention]:
    """Yield attackers who blew themselves up or were stopped: the number beside it, else one.

    Several without a number (`themselves`) are no figure.
    """
    for hit in reader.hits.inside(sentence, *SELVES):
        start = hit.start
        if hit.kind == "harm_stopped" and (
            lives_on(reader, hit)
            or _befalls_a_victim(reader, groups, hit)
            or _is_done_to_victim(reader, groups, hit, sentence)
        ):
            continue
        if hit.kind == "self":
            blow = _blow(reader, hit, sentence)
            if blow and reader.lexicon.grammar.verb_far:
                if reader.hits.at(hit.start, "harm_self") is not None:
                    continue
                hit = hit._replace(end=blow[0].end)  # noqa: PLW2901
            if not blow:
                continue
            if reader.hits.at(blow[-1].end, "weekday", "time") is not None:
                continue
            start = min(start, blow[-1].start)
        if hit.kind == "harm_fallen":
            fallen = CountGroup(start, hit.end, 1, 1, "gunmen", "perpetrator")
            yield TollMention("killed", "perpetrator", (fallen,), (), hit, sentence, "toll.fallen")
            continue
        group = _self_group(reader, groups, start, hit)
        if group is not None:
            rule = "toll.stopped" if hit.kind == "harm_stopped" else "toll.self"
            yield TollMention("killed", "perpetrator", (group,), (), hit, sentence, rule)


def _befalls_a_victim(reader: Reader, groups: Sequence[CountGroup], hit: Hit) -> bool:
    """Whether one who is no attacker stands right before: `bir bekçi de vurularak öldürüldü`."""
    if not reader.lexicon.grammar.verb_last:
        return False
    if any(hit.start < g.end and g.start < hit.end for g in groups):
        return False
    near = [g for g in groups if hit.start - _BESIDE <= g.end <= hit.start]
    return bool(near) and near[-1].side == "victim" and not near[-1].bare


def _is_done_to_victim(
    reader: Reader, groups: Sequence[CountGroup], hit: Hit, sentence: Sentence
) -> bool:
    """Whether attackers did it to the person told between: `sacaron a un concejal y lo mataron`."""
    if reader.hits.at(hit.start, *POINTING) is None:
        return False
    doers = reader.hits.within(sentence.start, hit.start, *_ATTACKERS)
    told = [g for g in groups if g.end <= hit.start]
    victim = bool(told) and told[-1].side == "victim" and told[-1].group not in _FORCES
    return victim and bool(doers) and doers[0].end <= told[-1].start


def _blow(reader: Reader, themselves: Hit, sentence: Sentence) -> Sequence[Hit]:
    """Return the verb of `themselves`: before it, behind it where verbs stand last."""
    if reader.lexicon.grammar.verb_far:
        stop = min(sentence.end, themselves.end + _VERB_REACH)
        return reader.hits.within(themselves.end, stop, "blow")[:1]
    first = max(sentence.start, themselves.start - _SELF_REACH)
    return reader.hits.within(first, themselves.start, "blow")


def _self_group(
    reader: Reader, groups: Sequence[CountGroup], start: int, hit: Hit
) -> CountGroup | None:
    """Return how many blew themselves up: a number inside the words, or the attackers before."""
    inside = [
        g
        for g in groups
        if (start <= g.start and g.end <= hit.end)
        or (g.side == "perpetrator" and g.start < start < g.end)
    ]
    before = [g for g in groups if g.end <= start and g.side == "perpetrator"]
    inside = inside or _known_one(reader, start)
    several = reader.hits.within(start, hit.end, "several_selves")
    if not inside and not before and several:
        return None
    shot = reader.hits.within(start, hit.end, "own_hand")
    kind = "gunmen" if shot else "suicide_bombers"
    one = CountGroup(start, hit.end, 1, 1, kind, "perpetrator")
    if not (inside or before) and _are_victims(reader, hit):
        return None
    chosen = (inside[-1:] or before[-1:] or [one])[0]
    alone = reader.hits.within(max(0, start - _LAST_REACH), start, "the_last")
    if not inside and chosen.low > 1 and alone and alone[-1].start >= chosen.end:
        chosen = one
    among = chosen.subset or reader.hits.at(chosen.start, "subset") is not None
    return replace(chosen, side="perpetrator", group=kind, subset=among)


def _are_victims(reader: Reader, hit: Hit) -> bool:
    """Whether the last people named before are no attackers: `the men were bound before being`."""
    if reader.hits.at(hit.start, "being_stopped") is None:
        return False
    told = reader.hits.within(max(0, hit.start - _TOLD_REACH), hit.start, *_PEOPLE, *_ATTACKERS)
    return bool(told) and told[-1].kind in _PEOPLE


def _known_one(reader: Reader, start: int) -> list[CountGroup]:
    """Return the one of several who is told right before: `أقدم الثاني على تفجير حزامه`."""
    told = reader.hits.within(max(0, start - _NEAR), start, "others_one")
    return [
        CountGroup(one.start, one.end, 1, 1, "suicide_bombers", "perpetrator", others=True)
        for one in told[-1:]
        if one.definite
    ]
