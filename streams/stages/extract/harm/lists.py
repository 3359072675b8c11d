"""Which counted people stand in one list: `a soldier, two women and a child`."""

from collections.abc import Sequence

from streams.stages.extract.harm.members import ENDS_A_LIST
from streams.stages.extract.harm.named_twice import is_named_twice
from streams.stages.extract.harm.next_to import (
    ends_between,
    has_own_harm,
    is_joined,
    is_next_described,
    runs_on,
    serves_in_corps,
    words_between,
)
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.verb_far import begins_next

_APPOSITION = 9
_OWNED = 6
_NAME_REACH = 4
_DESCRIBED = 3
_IN_CORPS = 5
_RUN = 6
_HARM_BEFORE = 2
_OWN_VERB_REACH = 5
_PARTED = 2
_CLOSED = 2
_TOLD_REACH = 14
_STOPS = frozenset(".!?;\n")
_JOINING = ("le", "la")
"""How a Turkish noun ends that goes with the next one, as `and` would."""
_QUOTED = frozenset('"“«„')
"""Who speaks is in no list with what he says: `Bakan Güler, "15 terörist ...`."""
_HARMS = ("harm_verb", "harm_post", "harm_counted", "harm_counted_two", "harm_pre", "harm_total")
_SPEAKERS = ("people", "role", "officials", "org")
_CUTS = (*_HARMS, "says", "locative", "by", "subset", "trigger", "arms")


def is_listed(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether two groups stand in one list: `two women and a child`."""
    if any(hit.end == other.start for hit in reader.hits.within(one.end, other.start, "besides")):
        return True
    between = words_between(reader, one, other)
    return not _is_parted(reader, one, other, between) and _runs_together(
        reader, one, other, between
    )


def _is_parted(
    reader: Reader, one: CountGroup, other: CountGroup, between: tuple[str, ...]
) -> bool:
    """Whether the second group is the first again, or belongs to what is told next."""
    if _QUOTED.intersection(reader.passage.gap(other.start - 1)):
        return True
    if _is_same_person(reader, one, other) or _begins_clause(reader, one, other):
        return True
    if between == (reader.lexicon.conjunction,) and _has_two_offices(reader, one, other):
        return True
    return reader.lexicon.grammar.verb_far and begins_next(reader, one, other)


def _runs_together(
    reader: Reader, one: CountGroup, other: CountGroup, between: tuple[str, ...]
) -> bool:
    """Whether nothing but a joining word, a description or a place stands between the two."""
    joined = is_joined(reader, other)
    gap = reader.passage.gap(one.end - 1)
    if reader.lexicon.grammar.verb_last and _has_joining_end(reader, one, other):
        return True
    if between in ((), (reader.lexicon.conjunction,)) or _is_owned(reader, between, other):
        return bool(between) or joined or "،" in gap or "," in gap
    if reader.lexicon.grammar.verb_last and (
        _is_led_to(reader, one, other) or _is_placed(reader, one, other)
    ):
        return True
    if not reader.lexicon.grammar.clitics:
        if _is_owner_and_next(reader, one, other):
            return True
        return runs_on(reader, one, other) or is_next_described(reader, one, other)
    most = _IN_CORPS if serves_in_corps(reader, one) else _DESCRIBED
    return joined and len(between) <= most and not ends_between(reader, one, other)


def _is_owner_and_next(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether only whose one is parts them: `the headmaster of the school, a teacher and`."""
    owner = reader.hits.at(one.end, "of", "open_end")
    between = range(one.end, other.start)
    if owner is None or not (one.single and other.single) or len(between) > _OWNED:
        return False
    marks = [at for at in range(one.end - 1, other.start) if reader.passage.gap(at).strip(" '’")]
    joined = reader.passage.words[other.start - 1] == reader.lexicon.conjunction
    last = marks == [other.start - 1] and "," in reader.passage.gap(other.start - 1)
    if not (last or (joined and not marks)):
        return False
    return not ends_between(reader, one, other, "aux", among=_CUTS)


def _has_joining_end(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether an ending ties a counted noun to the next number: `iki polisle bir işçi`."""
    beside = one.end == other.start and reader.passage.gap(one.end - 1) == " "
    return beside and not one.bare and reader.passage.words[one.end - 1].endswith(_JOINING)


def _is_placed(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether only where the first died parts them: `yedisi olay yerinde, ikisi hastanede öldü`."""
    where = reader.hits.at(one.end, "aux")
    comma = "," in reader.passage.gap(other.start - 1)
    return where is not None and where.end == other.start and comma


def _is_led_to(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether `and` and a description lead to the second: `üç polis ile yoldan geçen bir çoban`."""
    at = _over_second_noun(reader, one.end)
    joined = reader.passage.words[at] == reader.lexicon.conjunction
    besides = reader.hits.at(at, "besides")
    if not (joined or besides is not None) or other.start - at > _DESCRIBED + 1:
        return False
    return not reader.hits.within(at, other.start, *ENDS_A_LIST)


def _over_second_noun(reader: Reader, at: int) -> int:
    """Return the token behind a noun that `and` adds to what a number counts: `11 sürücü ve
    tüccar ile`, else `at`.
    """
    joined = reader.passage.words[at] == reader.lexicon.conjunction
    led = joined and reader.hits.at(at + 2, "besides") is not None
    return at + 2 if led and not reader.passage.words[at + 1].isdecimal() else at


def _is_owned(reader: Reader, between: Sequence[str], other: CountGroup) -> bool:
    """Whether only `and` or a comma, and whose they are, part them: `a judge and his two guards`.

    `a woman, her two sons`.
    """
    owner = reader.hits.at(other.start - 1, "owner")
    if owner is None or not between:
        return False
    if len(between) == 1:
        return owner.value == "whose" and "," in reader.passage.gap(other.start - 2)
    return len(between) == 2 and between[0] == reader.lexicon.conjunction


def _is_same_person(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether a second noun behind a comma describes the one person: `one passerby, a student,`.

    Where `and` goes on right behind it, it is the second of a list.
    """
    told = other.single or (reader.lexicon.grammar.free_order and other.low == 1 and not other.bare)
    if reader.lexicon.grammar.clitics or one.low != 1 or not told:
        return False
    if other.start != one.end or "," not in reader.passage.gap(one.end - 1):
        return False
    ends = reader.hits.within(other.end, other.end + _RUN, *_HARMS, "aux")
    stop = ends[0].start if ends else other.end + _RUN
    goes_on = reader.passage.words[other.end : stop]
    return reader.lexicon.conjunction not in goes_on and not (
        "," in reader.passage.gap(other.end - 1) and not ends and bool(goes_on)
    )


def _has_two_offices(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether a noun without an article goes on with what one is: `el senador y precandidato`."""
    if not (reader.lexicon.grammar.nouns_lead and one.single and other.single):
        return False
    return reader.hits.at(other.start, "determiner", "object_marker") is None


def _begins_clause(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether a headline goes on behind the comma: `van kills two, driver shot dead`."""
    if reader.passage.part != "title" or not other.single:
        return False
    told = reader.hits.within(max(0, one.start - _HARM_BEFORE), one.start, *_HARMS)
    befell = reader.hits.at(other.end, "harm_verb", "harm_pre")
    return bool(told) and befell is not None and "," in reader.passage.gap(other.start - 1)


def list_from(reader: Reader, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the list that the first group begins, without those among others."""
    found = [groups[0]]
    for group in groups[1:]:
        if group.subset or owns(reader, found[-1], group):
            continue
        if _only_names(reader, found[-1], group) or is_named_twice(reader, found[-1], group):
            continue
        joined = is_listed(reader, found[-1], group) or is_apposed(reader, found[-1], group)
        apart = has_own_harm(reader, group) or _has_own_verb(reader, group)
        if not joined or apart or speaks(reader, group):
            break
        found.append(group)
    return _closed(reader, found) if reader.lexicon.grammar.free_order else found


def _has_own_verb(reader: Reader, group: CountGroup) -> bool:
    """Whether a verb behind the group is its own: `Murió un soldado y tres fueron remitidos a`."""
    if not reader.lexicon.grammar.nouns_lead:
        return False
    words, joint = reader.passage.words, reader.lexicon.conjunction
    verbs = reader.hits.within(group.end, group.end + _OWN_VERB_REACH, "aux")
    verbs = [verb for verb in verbs if words[verb.start] != joint]  # `e` is `è` without its accent
    between = range(group.end - 1, verbs[0].start - 1) if verbs else ()
    return bool(verbs) and not any(reader.passage.gap(at).strip() for at in between)


def _closed(reader: Reader, found: list[CountGroup]) -> list[CountGroup]:
    """Return the list as far as `and` closes it: commas alone part clauses, `погиб один, 5 ранены`.

    So does a word like `his`.
    """
    words, joint = reader.passage.words, reader.lexicon.conjunction
    for last in range(len(found) - 1, 0, -1):
        if joint in words[found[last - 1].end : found[last].start] or _is_whose(
            reader, found[last]
        ):
            return found[: last + 1]
    return found[:1]


def is_told_apart(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether a comma alone parts them, and a harm before tells of the first: `погибли трое
    полицейских, пятеро ранены`.
    """
    between = reader.passage.words[one.end : other.start]
    if reader.lexicon.conjunction in between or "," not in reader.passage.gap(other.start - 1):
        return False
    told = reader.hits.within(max(0, one.start - _TOLD_REACH), one.start, *_HARMS)
    return bool(told) and not any(
        _STOPS.intersection(reader.passage.gap(at)) for at in range(told[-1].end - 1, one.start)
    )


def _is_whose(reader: Reader, group: CountGroup) -> bool:
    """Whether a word like `his` stands before the group."""
    return reader.hits.at(group.start - 1, "owner") is not None


def without_parts(reader: Reader, listed: Sequence[CountGroup]) -> list[CountGroup]:
    """Return a list without those who tell who the first are: `trois personnes, une mère et ses
    deux enfants, ont été tuées`, `four teenagers, two boys and two girls, were`.
    """
    first, rest = listed[0], listed[1:]
    plain = first.group == "people" or first.side == "perpetrator"
    plain = plain or all(group.group == first.group for group in rest)
    if not plain or first.low < _PARTED or sum(group.low for group in rest) != first.low:
        return list(listed)
    after = range(rest[-1].end - 1, rest[-1].end + _CLOSED)
    closed = any(mark in reader.passage.gap(at) for at in after for mark in ",.–—")
    return [first] if "," in reader.passage.gap(first.end - 1) and closed else list(listed)


def _only_names(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether commas hold the second, which only says who the first is.

    `el comandante de la estación, intendente Jorge Pérez, y el patrullero`.
    """
    if not reader.lexicon.grammar.nouns_lead or not (one.single and other.single):
        return False
    held = "," in reader.passage.gap(other.start - 1)
    held = held and reader.passage.gap(other.end - 1).startswith(",")
    return held and reader.hits.at(other.start, "determiner") is None


def is_apposed(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether only a name or an office stands between: `the mayor of Huanta, Ana Diaz, and two`."""
    conjunction = reader.lexicon.conjunction
    parted = not reader.lexicon.grammar.clitics
    between = range(one.end, other.start - parted)
    if not (one.single or (one.low == 1 and not parted)) or len(between) > _APPOSITION:
        return False
    word = reader.passage.words[other.start - parted]
    joint = word if parted else word[: len(conjunction)]
    return joint == conjunction and not ends_between(reader, one, other, "aux", among=_CUTS)


def speaks(reader: Reader, group: CountGroup) -> bool:
    """Whether one person behind a comma only tells of it: `four Iranians, mayor Salehi said`.

    So does one with others: `a watchman, residents and a doctor said`.
    """
    said = reader.hits.within(group.end, group.end + _NAME_REACH, "says")
    first, joint = group.start - 1, reader.lexicon.conjunction
    if reader.passage.words[first] == joint and reader.hits.at(first - 1, *_SPEAKERS) is not None:
        first = reader.hits.by_start[first - 1][0].start - 1
    return group.single and "," in reader.passage.gap(max(first, 0)) and bool(said)


def owns(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether the second only says whose the first is: `زوجة أحد الجنود`, `брат имама`."""
    last = one.end if other.start == one.end + 1 else one.end - 1
    owner = reader.hits.at(last, "open_end") if other.start == last + 1 else None
    if owner is not None and owner.value == "of":
        return other.single or reader.lexicon.grammar.nouns_lead
    apart = reader.passage.gap(one.end - 1).strip()
    clitics = reader.lexicon.grammar.clitics
    joined = clitics and reader.passage.words[other.start].startswith(reader.lexicon.conjunction)
    behind = bool(reader.lexicon.clitics.article) or reader.lexicon.grammar.owner_behind
    return behind and one.low == other.low == 1 and other.start == one.end and not (apart or joined)
