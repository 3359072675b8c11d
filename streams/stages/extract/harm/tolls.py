"""Tie counted people to what happened to them: killed, wounded, abducted, by side."""

from collections.abc import Sequence

from streams.stages.extract.harm.binding import bind
from streams.stages.extract.harm.carried import CARRIED, carried
from streams.stages.extract.harm.denied import is_denied
from streams.stages.extract.harm.him import told_of_him
from streams.stages.extract.harm.inclusive import HELD, counted_in
from streams.stages.extract.harm.inverted import is_of_stopped, parts_behind_colon
from streams.stages.extract.harm.meant import is_undone, meant, paired, received
from streams.stages.extract.harm.participles import is_stopping
from streams.stages.extract.harm.pronouns import POINTING, pointed_back
from streams.stages.extract.harm.ranks import beside_them, besides_them, by_ranks, with_others
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.selves import SELVES, self_killed
from streams.stages.extract.harm.sides import (
    bodies_of_attackers,
    described_attacker,
    neutralised,
    of_their_side,
    stopped_by_forces,
    stopped_in_fight,
    struck_too,
    with_bombs,
)
from streams.stages.extract.harm.singles import named_person
from streams.stages.extract.harm.splits import HARMS, became_victims, with_splits, without_passing
from streams.stages.extract.harm.toll_mention import TollMention, mentions_of
from streams.stages.extract.harm.verb_far import one_of_each
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Sentence

_NEAR = 2
_HARMLESS_REACH = 4


def tells_of_harm(hits: Hits, sentence: Sentence) -> bool:
    """Whether any word stands in the sentence that a toll may hang on."""
    return bool(hits.inside(sentence, *HARMS, *SELVES, *HELD, *POINTING, "harm_split"))


def tolls_in(reader: Reader, sentence: Sentence, groups: Sequence[CountGroup]) -> list[TollMention]:
    """Return the statements of one sentence in order, victims and attackers apart.

    `groups` are its counted people, as `count_groups` gives them.
    """
    combined = reader.hits.inside(sentence, "combined", "subset")
    found: list[TollMention] = []
    told = [meant(reader, harm) for harm in reader.hits.inside(sentence, *HARMS)]
    told += became_victims(reader, sentence)
    if reader.lexicon.grammar.verb_far:
        told = one_of_each(reader, told, groups)
    harms = without_passing(reader, with_splits(reader, told, groups, sentence), groups)
    shared = paired(reader, harms, groups)
    for harm in harms:
        if harm in shared or _tells_no_toll(
            reader, harm, _besides_numbered(combined, harm, groups)
        ):
            continue
        if is_denied(reader, harm, groups) or _is_particle(reader, harm, groups):
            continue
        rule, bound = bind(reader, harm, groups, sentence)
        bound = parts_behind_colon(reader, bound, groups)
        bound = bound or named_person(reader, harm, sentence)
        bound = bound or told_of_him(reader, harm, sentence)
        if not bound and (bound := carried(reader, harm, groups, sentence)):
            rule = CARRIED
        bound = bound + beside_them(reader, harm, bound, groups) if bound else bound
        bound = bound + besides_them(reader, harm, bound, groups) if bound else bound
        if bound and not _is_combined(combined, bound):
            bound = _with_sides(reader, harm, described_attacker(reader, bound, groups))
            parts = _parts_before(reader, bound, groups)
            told_harm = received(reader, harm, bound)
            found += mentions_of(told_harm, bound, groups, sentence, rule, parts)
    found = with_others(found)
    found += self_killed(reader, groups, sentence)
    found += counted_in(reader, groups, sentence)
    found += list(pointed_back(reader, groups, found, sentence))
    return found


def _tells_no_toll(reader: Reader, harm: Hit, combined: Sequence[Hit]) -> bool:
    """Whether a word of harm only counts all together, stops somebody, boasts or is undone."""
    return (
        any(c.start < harm.end and c.end > harm.start and not _holds(harm, c) for c in combined)
        or _means_none(reader, harm)
        or is_of_stopped(reader, harm)
        or any(hit.kind == "boast" for hit in reader.hits.by_start.get(harm.start, ()))
        or is_undone(reader, harm)
        or is_stopping(reader, harm)
    )


def _means_none(reader: Reader, harm: Hit) -> bool:
    """Whether it is part of words that tell of no harm: `attempted murder`, `s'est abattue sur`."""
    near = reader.hits.within(max(0, harm.start - _HARMLESS_REACH), harm.end, "harmless")
    return any(hit.start <= harm.start < hit.end for hit in near)


def _is_particle(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> bool:
    """Whether a word that is `already` as well has nobody counted behind it: `فقد فتح الجنود`."""
    if reader.hits.at(harm.start, "already") is None:
        return False
    return not any(group.start - harm.end in range(_NEAR) for group in groups)


def _besides_numbered(
    combined: Sequence[Hit], harm: Hit, groups: Sequence[CountGroup]
) -> Sequence[Hit]:
    """Return words for parts but those that lead to a number: `من بين القتلى الاثني عشر`."""
    numbered = any(g.start == harm.start and g.end > harm.end for g in groups)
    return [c for c in combined if c.kind != "subset"] if numbered else combined


def _holds(harm: Hit, part: Hit) -> bool:
    """Whether a word is only part of the words for the harm: `dei morti` in `numero dei morti`."""
    return harm.start < part.start and part.end <= harm.end


def _with_sides(reader: Reader, harm: Hit, bound: list[CountGroup]) -> list[CountGroup]:
    """Return the groups with the side that the sentence shows each of them on."""
    bound = stopped_in_fight(reader, harm, stopped_by_forces(reader, harm, bound))
    bound = by_ranks(reader, harm, bound)
    bound = of_their_side(reader, harm, neutralised(reader, harm, with_bombs(reader, bound)))
    bound = struck_too(reader, harm, bound)
    if harm.kind.startswith("harm_counted"):
        bound = bodies_of_attackers(reader, harm, bound)
    return bound


def _parts_before(
    reader: Reader, bound: Sequence[CountGroup], groups: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return the parts that a language tells before the whole: `2'si polis, 3'ü sivil 5 kişi`."""
    found: list[CountGroup] = []
    first = bound[0].start
    for group in reversed(groups if reader.lexicon.grammar.verb_last else ()):
        if group.end <= first and group.subset and first - group.end <= _NEAR:
            found.insert(0, group)
            first = group.start
    return found


def _is_combined(combined: Sequence[Hit], bound: Sequence[CountGroup]) -> bool:
    """Whether the number counts killed and wounded together."""
    first, last = bound[0].start, bound[-1].end
    return any(
        c.end in range(first - 1, first + 1) or c.start in range(last, last + 2)
        for c in combined
        if c.kind == "combined"
    )
