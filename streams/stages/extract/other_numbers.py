"""Numbers that count nobody: ages, days, years, and what a regiment is called."""

from streams.domain.numbers import Number
from streams.stages.extract.reader import Reader
from streams.stages.extract.singles import is_name

_AGE_REACH = 3
_PARTING = ("harm_post", "harm_pre", "unit")
ONE = ("people_one", "attackers_one", "member_one")


def is_other(reader: Reader, number: Number) -> bool:
    """Whether the number counts no people, whatever stands behind it."""
    unit = reader.hits.at(number.end, "unit")
    if unit is not None and reader.passage.gap(number.end - 1).startswith((".", "\n")):
        unit = None
    if unit is not None or is_date_number(reader, number):
        return True
    return is_age(reader, number) or is_glued(reader, number) or is_regiment(reader, number)


def is_age(reader: Reader, number: Number) -> bool:
    """Whether the number is an age: `aged 35`, `Ali, 35, was`."""
    joined = reader.passage.words[number.start - 1] == reader.lexicon.conjunction
    told = reader.hits.within(max(0, number.start - _AGE_REACH - joined), number.start, "age")
    if told and not reader.hits.within(told[-1].end, number.start, *_PARTING):
        return True
    owned = reader.hits.at(number.start - 1, "open_end")
    of = owned is not None and owned.value == "of"
    if of and reader.hits.within(max(0, number.start - 2), number.start - 1, *ONE, "person"):
        return True
    before = reader.passage.gap(number.start - 1) if number.start else ""
    return before.startswith((",", "،")) and reader.passage.gap(number.end - 1).startswith(
        (",", "،")
    )


def is_glued(reader: Reader, number: Number) -> bool:
    """Whether letters are written on to the number: `40s`, `5pm`, `12th`."""
    after = reader.passage.gap(number.end - 1)
    return not after and number.end < len(reader.passage.words)


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


def is_regiment(reader: Reader, number: Number) -> bool:
    """Whether the number names a unit behind a person: `Sepoy Ram Lal of 4 Garhwal Rifles`."""
    owned = reader.hits.at(number.start - 1, "open_end")
    if owned is None or owned.value != "of" or number.end >= len(reader.passage.words):
        return False
    return is_name(reader, number.end) and is_name(reader, owned.start - 1)
