"""Mark people who are part of those told of right before them: three police among ten dead."""

from collections.abc import Sequence
from dataclasses import replace

from streams.domain.numbers import number_starts
from streams.stages.extract.harm.lists import is_listed
from streams.stages.extract.harm.participles import has_other_harm
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_STOPS = frozenset(";؛.")
_COMMAS = frozenset(",،;")
_ASIDE = 5
_HELD_REACH = 3
_NEW_CLAUSE = ("harm_verb", "harm_post", "harm_pre", "harm_counted", "aux", "says", "clause_end")


def marked_subset(reader: Reader, group: CountGroup, before: Sequence[CountGroup]) -> CountGroup:
    """Return the group, marked when `among them` stands before it or before its list."""
    cues = reader.hits.within(max(0, group.start - 4), group.start, "subset")
    cues = [cue for cue in cues if not _looks_back(reader, cue)]
    if cues and not _STOPS.isdisjoint(reader.passage.gap(group.start - 1)):
        cues = []
    one_of_them = before and _says_of_them(reader, group)
    if one_of_them and reader.passage.gap(group.start - 1).strip() in ("", ",", "،"):
        return replace(group, subset=True)
    if not before and reader.hits.at(group.end, "harm_counted") is not None:
        cues = []  # `entre los doce muertos hay tres niños`
    if cues and cues[-1].end < group.start and any(g.start == cues[-1].start for g in before):
        cues = []
    chained = before and before[-1].subset and _goes_on(reader, before[-1], group)
    chained = chained and not has_other_harm(reader, group)
    if chained and reader.lexicon.grammar.free_order:
        chained = reader.hits.at(group.end, "harm_pre", "harm_verb") is None
    bare = bool(before) and group.bare
    parted = bare and not _COMMAS.isdisjoint(reader.passage.gap(group.end - 1))
    after = reader.hits.at(group.end, "subset") if bare and not parted else None
    if cues and _closes(reader, cues[-1], group):
        cues = []
    named = _is_that_one(before, group)
    if before and (_is_of_them(reader, group) or _is_held_behind(reader, group)):
        return replace(group, subset=True)
    if chained and reader.lexicon.grammar.verb_far:
        chained = not _COMMAS.intersection(reader.passage.gap(before[-1].end - 1))
    if chained or named or after or (cues and cues[-1].end >= group.start - 1):
        return replace(group, subset=True)
    return group


def _looks_back(reader: Reader, cue: Hit) -> bool:
    """Whether the word only begins a longer one about those before it: `X'in aralarında olduğu`."""
    if reader.hits.at(cue.start, "subset_behind") is not None:
        return True
    near = reader.hits.within(max(0, cue.start - 1), cue.end + 2, "counted_in")
    return any(hit.start <= cue.start and hit.end > cue.end for hit in near)


def _is_held_behind(reader: Reader, group: CountGroup) -> bool:
    """Whether a verb behind people says that those before hold them: `کە ژنێکیان تێدایە`."""
    cues = reader.hits.within(group.end, group.end + _HELD_REACH, "subset_behind")
    if not cues or reader.hits.within(group.end, cues[0].start, *_NEW_CLAUSE):
        return False
    between = reader.passage.words[group.end : cues[0].start]
    return not number_starts(between, reader.lexicon)


def _says_of_them(reader: Reader, group: CountGroup) -> bool:
    """Whether the number itself says `of them`: `سێیان`, `١٠یان`."""
    if reader.hits.at(group.start, "subset") is not None:
        return True
    ending = reader.hits.at(group.start + 1, "number_ending")
    glued = ending is not None and not reader.passage.gap(group.start)
    return glued and ending is not None and ending.value == "of_them"


def _is_of_them(reader: Reader, group: CountGroup) -> bool:
    """Whether the number itself says `of them`, unless what befell them follows: `یەکێکیان`."""
    if not (group.bare and reader.lexicon.grammar.verb_far):
        return False
    own = _says_of_them(reader, group)
    return own and reader.hits.at(group.end, "harm_pre") is None


def _is_that_one(before: Sequence[CountGroup], group: CountGroup) -> bool:
    """Whether the person is the one just counted among the others: `and one a guard`."""
    if not before or not group.single:
        return False
    one = before[-1]
    return one.subset and one.bare and one.low == 1 and one.end == group.start


def _closes(reader: Reader, cue: Hit, group: CountGroup) -> bool:
    """Whether the word ends what it says of people before it: `the bomber included, and 70`.

    So it does where another harm follows: `خمسة منهم، واستشهاد ضابط`.
    """
    if reader.passage.gap(cue.end - 1).startswith((",", ";", ")")):
        return True
    return bool(reader.hits.within(cue.end, group.start, "harm_post"))


def _goes_on(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether the second stands in a list with the first: `three of them teachers and one a cook`.

    No mark and no harm parts them.
    """
    if is_listed(reader, one, other):
        return True
    if reader.lexicon.grammar.clitics or other.start - one.end > _ASIDE:
        return False
    joined = reader.passage.words[other.start - 1] == reader.lexicon.conjunction
    apart = any(reader.passage.gap(at).strip() for at in range(one.end - 1, other.start - 1))
    return joined and not apart and not reader.hits.within(one.end, other.start, *_NEW_CLAUSE)
