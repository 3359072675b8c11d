"""Numbers as they stand before people: ranges, round ones, and those that count no people."""

from dataclasses import replace

from streams.domain.numbers import Number, number_at
from streams.stages.extract.harm.reader import Reader
from streams.stages.extract.harm.singles import is_name

_ROUND = 20
_PAIR = 2
_AGE_REACH = 3
_ONE = ("people_one", "attackers_one", "member_one")


def number_in(reader: Reader, at: int, end: int) -> Number | None:
    """Return the number at token `at`, both ends of a range as one: `between 20 and 25`.

    An article before a scale says one of it: `a dozen`.
    """
    words, lexicon = reader.passage.words, reader.lexicon
    if reader.hits.at(at, "one_of") and at + 1 < end and words[at + 1] in lexicon.scales:
        at += 1
    low = number_at(words, at, end, lexicon)
    opened = reader.hits.within(max(0, at - 2), at, "range") if low is not None else []
    if low is None or not opened or opened[-1].end != at or low.end >= end:
        return low
    joined, joint = words[low.end], lexicon.conjunction
    second = low.end + (joined == joint)
    high = number_at(words, second, end, lexicon) if second < end else None
    if high is None or high.low <= low.low or not joined.startswith(joint):
        return low
    return replace(low, end=high.end, high=high.high)


def round_number(reader: Reader, at: int) -> Number | None:
    """Return a round number that stands with the article: `ما يفوق الستين`, `نحو المئة`."""
    lexicon = reader.lexicon
    for form in lexicon.forms(reader.passage.words[at]):
        value = lexicon.numbers.get(form.stem) or lexicon.scales.get(form.stem) or 0
        if form.definite and not form.prefix and value >= _ROUND:
            return Number(at, at + 1, value, value)
    return None


def is_age(reader: Reader, number: Number) -> bool:
    """Whether the number is an age: `aged 35`, `Ali, 35, was`."""
    joined = reader.passage.words[number.start - 1] == reader.lexicon.conjunction
    told = reader.hits.within(max(0, number.start - _AGE_REACH - joined), number.start, "age")
    if told and not reader.hits.within(told[-1].end, number.start, "harm_post", "harm_pre", "unit"):
        return True
    owned = reader.hits.at(number.start - 1, "open_end")
    of = owned is not None and owned.value == "of"
    if of and reader.hits.within(max(0, number.start - 2), number.start - 1, *_ONE, "person"):
        return True
    before = reader.passage.gap(number.start - 1) if number.start else ""
    if reader.lexicon.grammar.free_order and not reader.passage.words[number.start].isdecimal():
        return False
    return before.startswith((",", "،")) and reader.passage.gap(number.end - 1).startswith(
        (",", "،")
    )


def is_glued(reader: Reader, number: Number) -> bool:
    """Whether letters are written on to the number: `40s`, `5pm`, `12th`, `15-й`, `12-летний`."""
    after = reader.passage.gap(number.end - 1)
    if number.end >= len(reader.passage.words):
        return False
    hyphened = after == "-" and reader.lexicon.grammar.hyphen_endings
    return not after or (hyphened and reader.passage.words[number.end].isalpha())


def is_date_number(reader: Reader, number: Number) -> bool:
    """Whether the number is a day or a year: a month stands beside it, or it looks like one."""
    before = reader.hits.within(max(0, number.start - 2), number.start, "month")
    if before and before[-1].end == number.start and number.low <= 31:
        return True
    of = reader.hits.at(number.end, "of") is not None
    if reader.hits.at(number.end + of, "month") is not None and number.low <= 31:
        return True
    if before and before[-1].end >= number.start - 1 and 1900 <= number.low <= 2100:
        return True
    year_word = reader.hits.within(max(0, number.start - 1), number.start, "year_word")
    return bool(year_word) and 1900 <= number.low <= 2100


def is_measure(reader: Reader, number: Number) -> bool:
    """Whether a unit that no stop parts from it says what the number counts: `30 km`."""
    unit = reader.hits.at(number.end, "unit")
    return unit is not None and not reader.passage.gap(number.end - 1).startswith((".", "\n"))


def is_clock(reader: Reader, number: Number) -> bool:
    """Whether the number is part of a time of day: `22:30`."""
    passage = reader.passage
    behind = passage.gap(number.end - 1) == ":" and number.end < len(passage.words)
    before = number.start > 0 and passage.gap(number.start - 1) == ":"
    other = passage.words[number.end] if behind else passage.words[number.start - 1]
    return (behind or before) and other.isdecimal()


def is_regiment(reader: Reader, number: Number) -> bool:
    """Whether the number names a unit behind a person: `Sepoy Ram Lal of 4 Garhwal Rifles`."""
    owned = reader.hits.at(number.start - 1, "open_end")
    if owned is None or owned.value != "of" or number.end >= len(reader.passage.words):
        return False
    return is_name(reader, number.end) and is_name(reader, owned.start - 1)


def is_surname(reader: Reader, number: Number) -> bool:
    """Whether a word for a number is a name, with a capital behind another: `Галина Сорока`."""
    passage, at = reader.passage, number.start
    if not (reader.lexicon.grammar.free_order and at and number.end == at + 1):
        return False
    raw = passage.raw[passage.starts[at] : passage.ends[at]]
    before = passage.raw[passage.starts[at - 1]]
    return raw.istitle() and before.isupper() and not passage.gap(at - 1).strip()


def is_whole(reader: Reader, number: Number) -> bool:
    """Whether the number only says of how many another is: `пятеро из восьми раненых`."""
    at, words, lexicon = number.start, reader.passage.words, reader.lexicon
    if not lexicon.grammar.free_order or at < _PAIR or reader.hits.at(at - 1, "of") is None:
        return False
    return number_at(words, at - _PAIR, at - 1, lexicon) is not None
