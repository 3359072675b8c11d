"""Attackers whom a toll of all the dead holds as well: `nine dead, the gunman among them`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

RULE = "toll.within"
HELD = ("counted_in", "counts_in", "of_the_dead")
"""Words that alone show that a sentence says who is in a toll."""
_BESIDE = "toll.beside"
_NEAR = 2
_BEHIND = 4
_DESCRIBED = 9
_TOLD_REACH = 6
_NUMBERS = {"attackers_one": 1, "person_attacker": 1, "attackers_two": 2}
_ATTACKERS = ("attackers", *_NUMBERS)
_HARMS = ("harm_verb", "harm_post", "harm_pre")


def counted_in(
    reader: Reader, groups: Sequence[CountGroup], sentence: Sentence
) -> Iterator[TollMention]:
    """Yield the attackers of whom the sentence says that a toll holds them, how many they are.

    Before the word (`the gunman included`), behind it (`the toll includes two attackers`), or both
    (`two of the dead were attackers`). Where it denies it, two or more died beside those it counts.
    """
    for cue in reader.hits.inside(sentence, *HELD, "counts_with"):
        denied = bool(reader.hits.within(max(sentence.start, cue.start - _NEAR), cue.start, "not"))
        if denied and cue.kind != "counts_in":
            continue
        group = _held(reader, groups, cue, sentence)
        if group is not None and not (denied and group.low == 1):
            mine = replace(group, side="perpetrator", subset=False)
            rule = _BESIDE if denied else RULE
            yield TollMention("killed", "perpetrator", (mine,), (), cue, sentence, rule)
            return


def _held(
    reader: Reader, groups: Sequence[CountGroup], cue: Hit, sentence: Sentence
) -> CountGroup | None:
    if cue.kind == "counted_in" and cue.value == "one":
        return CountGroup(cue.start, cue.end, 1, 1, "gunmen", "perpetrator")
    if cue.kind == "counted_in":
        return _before(reader, groups, cue, sentence)
    if cue.kind == "of_the_dead":
        number = next((g for g in groups if g.end == cue.start and g.bare), None)
        named = reader.hits.within(cue.end, cue.end + _NEAR + 1, *_ATTACKERS)
        return number if named else None
    if cue.value == "toll" and not _is_of_toll(reader, cue, sentence):
        return None
    return _behind(reader, groups, cue, sentence)


def _is_of_toll(reader: Reader, cue: Hit, sentence: Sentence) -> bool:
    """Whether a toll is what includes them: `the figure includes`, `nine with the gunman`."""
    first = max(sentence.start, cue.start - _TOLD_REACH)
    return bool(reader.hits.within(first, cue.start, "harm_total", "toll_noun"))


def _behind(
    reader: Reader, groups: Sequence[CountGroup], cue: Hit, sentence: Sentence
) -> CountGroup | None:
    """Return the attackers right behind the word, by their number or as one or two."""
    stop = min(cue.end + _BEHIND, sentence.end)
    counted = [g for g in groups if cue.end <= g.start < stop and g.side == "perpetrator"]
    if counted:
        return counted[0]
    named = reader.hits.within(cue.end, stop, *_ATTACKERS)
    return _told(named[0]) if named else None


def _before(
    reader: Reader, groups: Sequence[CountGroup], cue: Hit, sentence: Sentence
) -> CountGroup | None:
    """Return the attackers right before the word, or people who are said to have done it."""
    first = max(sentence.start, cue.start - _DESCRIBED)
    near = [g for g in groups if first <= g.start and g.end <= cue.start]
    if near and (near[-1].side == "perpetrator" or _did_it(reader, near[-1], cue)):
        return None if _is_apart(reader, near[-1].end, cue) else near[-1]
    named = reader.hits.within(first, cue.start, *_ATTACKERS)
    if not named or _is_apart(reader, named[-1].end, cue):
        return None
    return _told(named[-1])


def _is_apart(reader: Reader, end: int, cue: Hit) -> bool:
    """Whether a mark or a harm stands between the attackers and the word."""
    marks = any(m in reader.passage.gap(at) for at in range(end - 1, cue.start - 1) for m in ",;:")
    return marks or bool(reader.hits.within(end, cue.start, *_HARMS))


def _did_it(reader: Reader, group: CountGroup, cue: Hit) -> bool:
    return bool(reader.hits.within(group.end, cue.start, "did_it"))


def _told(hit: Hit) -> CountGroup | None:
    """Return one or two attackers by their word; several without a number are no figure."""
    number = _NUMBERS.get(hit.kind)
    if number is None:
        return None
    return CountGroup(hit.start, hit.end, number, number, hit.value, "perpetrator")
