"""Where the verb stands last: a number, what it counts, words of place, and then what befell it.

`سه سرباز در حمله‌ای در هلمند کشته شدند`: languages whose grammar says `verb_far`.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from streams.domain.numbers import Number, number_at
from streams.domain.records.vocabulary import Side
from streams.stages.extract.harm.members import attackers_before, unnamed, who
from streams.stages.extract.harm.next_to import may_be_parts
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.splits import HARMS
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

REACH = 26
_PEOPLE = ("people", "attackers", "member")
_OF_REACH = 3
_SPEECH_REACH = 7
_TOLD_REACH = 6
_FIGHT_REACH = 8
_SEVERAL = 2
_WHO_REACH = 4
_ARRIVED = ("harm_total", "harm_counted")
_TOLD = ("indefinite", "attackers", "attackers_one", "attackers_two", "org", "that")
_FREE = (
    *HARMS, "others", "of_them", "subset", "combined", "rest", "qualifier", "also", "says", "upto",
    "harm_split", "split_tail", "clause_end", "out_of",
)  # fmt: skip
"""What may stand right behind a number that counts people without naming them."""


def one_of_each(reader: Reader, harms: Sequence[Hit], groups: Sequence[CountGroup]) -> list[Hit]:
    """Return of the words for a harm that begin together the longest, each said once.

    Of two as long that one wins which counts the number right before it: `۱۲ کشته`. Those in words
    for what attackers do to themselves are left out: `خود را کشت`.
    """
    ends = {group.end for group in groups if group.bare}
    starts = {group.start for group in groups}
    ends |= {
        harm.start
        for harm in harms
        if (put := reader.hits.at(harm.end, "object_after")) is not None and put.end in starts
    }
    best: dict[int, Hit] = {}
    for harm in harms:
        known = best.get(harm.start)
        if known is None or _rank(harm, ends) > _rank(known, ends):
            best[harm.start] = harm
    return [h for h in harms if best[h.start] is h and not _is_done_to_self(reader, h)]


def _is_done_to_self(reader: Reader, harm: Hit) -> bool:
    near = reader.hits.within(max(0, harm.start - 3), harm.end, "harm_self", "harm_stopped")
    return any(hit.start < harm.start < hit.end for hit in near)


def _rank(harm: Hit, ends: set[int]) -> tuple[int, bool, bool]:
    """A word that the data lists as a total is one: `بریندارانیش ١٧٠ کەسن`."""
    counted = harm.kind == "harm_counted"
    return harm.end, counted == (harm.start in ends), harm.kind == "harm_total"


def counts_noun(reader: Reader, number: Number, end: int) -> bool:
    """Whether a noun that is no word for people stands right behind the number: `دو موشک`."""
    at = number.end
    if not reader.passage.gap(at - 1) and reader.hits.at(at, "number_ending") is not None:
        at += 1
    if at >= end or reader.passage.gap(at - 1).strip(" "):
        return False
    if reader.hits.at(at, *_FREE) is not None or one_of_people(reader, number, end):
        return False
    if reader.passage.words[at] == reader.lexicon.conjunction:
        return _is_measured(reader, at + 1, end)
    return number_at(reader.passage.words, at, end, reader.lexicon) is None


def _is_measured(reader: Reader, at: int, end: int) -> bool:
    """Whether a second number is one of a unit: `9` in `۹ و ۱۳ ساله`."""
    second = number_at(reader.passage.words, at, end, reader.lexicon) if at < end else None
    return second is not None and reader.hits.at(second.end, "unit") is not None


def told_alone(reader: Reader, harm: Hit, sentence: Sentence) -> list[CountGroup]:
    """Return the one whom a verb in the singular tells by name alone: `قاضی رازینی ترور شد`.

    Nobody where the sentence counts or hints at people before it.
    """
    one = reader.hits.at(harm.start, "harm_alone")
    if one is None or one.end < harm.end or harm.start == sentence.start:
        return []
    said = reader.hits.within(sentence.start, harm.start, "says")
    start = said[-1].end if said else sentence.start
    told = reader.hits.within(start, harm.start, *_TOLD, *HARMS)
    if start == harm.start or (told and not _is_described(reader, start, told)):
        return []
    return [CountGroup(harm.start, harm.end, 1, 1, "people", "victim", single=True)]


def _is_described(reader: Reader, start: int, told: Sequence[Hit]) -> bool:
    """Whether all of `told` are one word for who, right behind a person in front of the clause.

    `برادرزاده این روحانی که پشت فرمان بود زخمی شد`.
    """
    that = told[0]
    person = reader.hits.within(start, start + 1, "people", "people_one")
    counted = any(w in reader.lexicon.numbers for w in reader.passage.words[start : that.start])
    lone = len(told) == 1 and that.kind == "that" and that.start - start <= _WHO_REACH
    return bool(person) and lone and not counted


def bare_person(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the one person without a number before a singular verb: `راننده زخمی شد`."""
    one = reader.hits.at(harm.start, "harm_alone")
    if one is None or one.end < harm.end or any(g.end == harm.start for g in groups):
        return []
    before = reader.hits.within(max(0, harm.start - 2), harm.start, "people")
    noun = before[-1] if before and before[-1].end == harm.start else None
    if noun is None or reader.hits.at(noun.start, "classifier") is not None:
        return []
    if _follows_by(reader, noun.start) or _are_forces(reader, noun):
        return []
    return [CountGroup(noun.start, noun.end, 1, 1, noun.value, "victim", single=True)]


def with_bare_between(reader: Reader, listed: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the list with the nouns of one person that stand bare in it.

    `شهردار، راننده و محافظش`.
    """
    found = list(listed[:1])
    for one, other in pairwise(listed):
        if one.low == other.low == 1 and not (one.bare or other.bare):
            nouns = reader.hits.within(one.end, other.start, "people")
            lone = [n for n in nouns if reader.hits.at(n.start, "classifier") is None]
            if len(lone) == 1 and _is_between_marks(reader, lone[0]):
                noun = lone[0]
                person = CountGroup(noun.start, noun.end, 1, 1, noun.value, "victim", single=True)
                found.append(person)
        found.append(other)
    return found


def _is_between_marks(reader: Reader, noun: Hit) -> bool:
    """Whether a comma or `and` stands on either side of a noun."""
    words, joint = reader.passage.words, reader.lexicon.conjunction
    before = words[noun.start - 1] == joint or bool(reader.passage.gap(noun.start - 1).strip())
    return before and (words[noun.end] == joint or bool(reader.passage.gap(noun.end - 1).strip()))


def is_doer(reader: Reader, group: CountGroup) -> bool:
    """Whether a word like `by` right before the people makes them the doers: `توسط دو مرد`."""
    return _follows_by(reader, group.start)


def _are_forces(reader: Reader, noun: Hit) -> bool:
    """Whether the noun is of those who fought: `در زد و خورد با پولیس کشته شد`."""
    fights = reader.hits.within(max(0, noun.start - _FIGHT_REACH), noun.end, "stopped_in")
    return any(noun.start in range(hit.start, hit.end + 1) for hit in fights)


def _follows_by(reader: Reader, at: int) -> bool:
    return any(hit.end == at for hit in reader.hits.within(max(0, at - 4), at, "by"))


def behind_classifier(
    reader: Reader, number: Number, noun: Hit, end: int
) -> tuple[int, str | None, Side] | None:
    """Return where people end that a word like `persons` counts, who they are, and their side.

    `سه تن از نیروهای پلیس`, `دو نفر غیرنظامی`, `سه تن از آنان`; None for any other noun.
    """
    if reader.hits.at(noun.start, "classifier") is None:
        return None
    at = noun.end
    if reader.hits.at(at, "of_them") is not None:
        side: Side = "perpetrator" if attackers_before(reader, number.start) else noun_side(noun)
        return at, "fighters" if side == "perpetrator" else "people", side
    linked = reader.hits.at(at, "of")
    named = _named(reader, linked.end if linked is not None else at, end, linked=linked)
    if reader.hits.at(at, "subset") is not None or reader.passage.gap(at - 1).strip():
        named = None
    if named is not None:
        group, side = who(reader, named, number.end, end)
        return (named.end if linked is None else at), group, side
    group, side = unnamed(reader, replace(number, end=noun.end), end)
    return (noun.end, group, side) if side == "perpetrator" else None


def one_of_people(reader: Reader, number: Number, end: int) -> tuple[str | None, Side] | None:
    """Return who is counted of some that are named: `یکی از محافظان`, `دو تا از مهاجمان`."""
    linked = reader.hits.at(number.end, "of")
    if linked is None or reader.hits.at(number.end, "of_them") is not None:
        return None
    named = _named(reader, linked.end, end, linked=linked)
    return who(reader, named, number.end, end) if named is not None else None


def noun_side(noun: Hit) -> Side:
    """Return the side of plain people."""
    return "perpetrator" if noun.kind.startswith("attackers") else "victim"


def _named(reader: Reader, at: int, end: int, *, linked: Hit | None) -> Hit | None:
    """Return the people named at a token, behind `of` over what describes them."""
    reach = _OF_REACH if linked is not None else 1
    for here in range(at, min(at + reach, end)):
        if reader.passage.gap(here - 1).strip(" "):
            return None
        noun = reader.hits.at(here, *_PEOPLE)
        if noun is not None and reader.hits.at(here, "classifier") is None:
            return noun
        if reader.hits.at(here, *HARMS, "locative", "by", "trigger") is not None:
            return None
    return None


def whose(reader: Reader, counted: CountGroup, one: CountGroup) -> bool:
    """Whether one person right behind counted people is whose they are: `دو محافظ ولسوال`."""
    if not reader.lexicon.grammar.verb_far or counted.bare or counted.low < _SEVERAL:
        return False
    if one.start != counted.end or one.low != 1:
        return False
    if reader.passage.words[one.start] in reader.lexicon.numbers:
        return False
    return not one.others and reader.passage.gap(counted.end - 1) == " "


def speaks_behind(reader: Reader, person: Hit) -> bool:
    """Whether the verb of one person is one of speaking: `ئەفسەرێک بە ڕووداوی گوت`."""
    said = reader.hits.within(person.end, person.end + _SPEECH_REACH, "says")
    return bool(said) and not reader.hits.within(person.end, said[0].start, *HARMS)


def tells_parts(reader: Reader, listed: Sequence[CountGroup]) -> bool:
    """Whether a list behind a comma only says who the first are.

    `سێ کەس، دوو هیندی و پاکستانییەک`.
    """
    head, parts = listed[0], listed[1:]
    apart = reader.passage.gap(head.end - 1).startswith((",", "،"))
    summed = bool(parts) and head.low > 1 and head.low == sum(g.low for g in parts)
    return summed and apart and may_be_parts(head, parts)


def begins_next(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether people wait for a verb of their own, what befell those before them is told.

    `ژمارەی شەهیدان گەیشتە پێنج پێشمەرگە، چواری تریش بریندارن`.
    """
    if other.others and reader.passage.gap(one.end - 1).startswith((",", "،")):
        return True
    told = reader.hits.within(max(0, one.start - _TOLD_REACH), one.start, *_ARRIVED)
    return bool(told) and reader.hits.at(other.end, "harm_pre") is not None


def ends_clause(reader: Reader, start: int, end: int) -> bool:
    """Whether a verb between two tokens ends a clause, so that no list goes over it."""
    return bool(reader.hits.within(start, end, "clause_end"))
