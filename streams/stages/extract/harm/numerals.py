"""Numbers as they stand before people: ranges, round ones, and those that count no people."""

from dataclasses import replace

from streams.domain.lexicon import SOLAR
from streams.domain.numbers import Number, number_at
from streams.stages.extract.harm.parted import is_parted
from streams.stages.extract.harm.reader import Reader
from streams.stages.extract.harm.singles import is_name
from streams.stages.extract.words.scan import Hit

_YEARS = range(1900, 2101)
_SOLAR_YEARS = frozenset((*_YEARS, *range(1340, 1480), *range(2660, 2800)))
"""Of the solar calendar too, counted from the Hijra or from the Medes."""
_ROUND = 20
_APOSTROPHES = ("'", "’", "‘", "`", "´")
_PAIR = 2
_TO = "ل"
_AGE_REACH = 3
_LABEL_REACH = 2
_OF_REACH = 3
_DEATH_REACH = 7
_SOLAR_YEARS = frozenset((*range(60, 100), *range(1210, 1480)))
_ONE = ("people_one", "attackers_one", "member_one")
_TWO = ("people_two", "attackers_two", "member_two")


def number_in(reader: Reader, at: int, end: int) -> Number | None:
    """Return the number at token `at`, both ends of a range as one: `between 20 and 25`.

    An article before a scale says one of it, `a dozen`; a word like `half` before it the half.
    """
    words, lexicon = reader.passage.words, reader.lexicon
    one_of = reader.hits.at(at, "one_of")
    if one_of and at + 1 < end and words[at + 1] in lexicon.scales:
        at += 1
    low = number_at(words, at, end, lexicon)
    halved = reader.hits.at(at - 1, "one_of") if low is not None else None
    if low is not None and halved is not None and halved.value == "half":
        half = low.low // 2
        return replace(low, low=half, high=half)
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
    """Whether the number is an age: `aged 35`, `Ali, 35, was`, `Vittorio Iacovacci, di 30,`."""
    joined = reader.passage.words[number.start - 1] == reader.lexicon.conjunction
    row = reader.hits.at(number.start - 1, "ordinal")
    if row is not None and row.definite and row.end == number.start:
        return True  # `في الخامسة عشرة`: the fifteenth year
    told = reader.hits.within(max(0, number.start - _AGE_REACH - joined), number.start, "age")
    if reader.hits.at(number.end, "harm_counted") is not None:
        told = []  # `tra i dodici morti`
    if told and not reader.hits.within(told[-1].end, number.start, "harm_post", "harm_pre", "unit"):
        return True
    owned = reader.hits.at(number.start - 1, "open_end")
    of = owned is not None and owned.value == "of"
    if of and reader.hits.within(max(0, number.start - 2), number.start - 1, *_ONE, "person"):
        return True
    before = reader.passage.gap(number.start - 1 - of) if number.start > of else ""
    if _in_brackets(reader, number):
        return True
    if reader.lexicon.grammar.free_order and not reader.passage.words[number.start].isdecimal():
        return False
    return _is_between_stops(reader, number, before)


def _is_between_stops(reader: Reader, number: Number, before: str) -> bool:
    """Whether commas part it from what is around, or one from a name: `and Musab Abu Rida, 25.`"""
    after = reader.passage.gap(number.end - 1) if number.end < len(reader.passage.words) else "."
    if before.startswith((",", "،")) and after.startswith((",", "،")):
        return True
    named = reader.lexicon.grammar.capitals and is_name(reader, number.start - 1)
    ends = after.startswith((".", ";", ")", "\n"))
    return before == ", " and named and ends and reader.passage.words[number.start].isdecimal()


def _in_brackets(reader: Reader, number: Number) -> bool:
    """Whether the number stands alone in brackets behind a name: `Nurettin Beyaz (29)`."""
    opened = number.start > 1 and reader.passage.gap(number.start - 1).strip() == "("
    closed = opened and reader.passage.gap(number.end - 1).startswith(")")
    return closed and all(is_name(reader, number.start - back) for back in (1, 2))


def is_glued(reader: Reader, number: Number) -> bool:
    """Whether letters are written on to the number: `40s`, `12th`, `12-летний`, not `٤ی دیکە`."""
    after = reader.passage.gap(number.end - 1)
    if number.end >= len(reader.passage.words):
        return False
    hyphened = after == "-" and reader.lexicon.grammar.hyphen_endings
    if hyphened:
        return reader.passage.words[number.end].isalpha()
    return not after and reader.hits.at(number.end, "number_ending") is None


def is_date_number(reader: Reader, number: Number) -> bool:
    """Whether the number is a day or a year: a month stands beside it, or it looks like one."""
    if reader.hits.at(number.start, "weekday") is not None:
        return True
    before = reader.hits.within(max(0, number.start - 2), number.start, "month")
    if before and _is_next_sentence(reader, before[-1].end, number.start):
        before = []
    if before and before[-1].end == number.start and number.low <= 31:
        return True
    if before and before[-1].end == number.start and before[-1].value.startswith(SOLAR):
        return number.low in _SOLAR_YEARS
    of = reader.hits.at(number.end, "of") is not None
    if reader.hits.at(number.end + of, "month") is not None and number.low <= 31:
        return True
    years = _SOLAR_YEARS if reader.lexicon.grammar.solar else _YEARS
    if before and before[-1].end >= number.start - 1 and number.low in years:
        return True
    year_word = reader.hits.within(max(0, number.start - 1), number.start, "year_word")
    year_word = year_word or reader.hits.within(max(0, number.start - 1), number.start, "since")
    return bool(year_word) and 1900 <= number.low <= 2100


def _is_next_sentence(reader: Reader, start: int, end: int) -> bool:
    """Whether a month ends a sentence and the number opens the next: `15 июня. Двое убиты`."""
    gaps = [reader.passage.gap(at) for at in range(start - 1, end)]
    ended = any(gap.startswith((". ", "! ", "? ")) or "\n" in gap for gap in gaps)
    return ended and reader.lexicon.grammar.free_order


def is_part(reader: Reader, number: Number) -> bool:
    """Whether the number has the ending of a part of people: `ikisi`, `3'ü çocuk`."""
    if reader.hits.at(number.end - 1, "part_number") is not None:
        return True
    return part_end(reader, number) > number.end


def part_end(reader: Reader, number: Number) -> int:
    """Return where a number ends with the ending that an apostrophe parts from it: `3'ü`."""
    parted = reader.passage.gap(number.end - 1) in _APOSTROPHES
    tail = reader.hits.at(number.end, "of_them_tail") if parted else None
    if tail is None or reader.hits.at(tail.end, "reached") is not None:
        return number.end
    return tail.end


def is_left_behind(reader: Reader, number: Number, end: int) -> bool:
    """Whether a count rose or fell from the number to another: `12'den 15'e yükseldi`."""
    case = reader.hits.at(number.end, "name_case")
    if case is None or case.value != "from" or case.end >= end:
        return False
    if reader.passage.gap(number.end - 1) not in _APOSTROPHES:
        return False
    return number_at(reader.passage.words, case.end, end, reader.lexicon) is not None


def is_measure(reader: Reader, number: Number) -> bool:
    """Whether a unit that no stop parts from it says what the number counts: `30 km`.

    Or a word before it what it names: `los años ochenta`, `kilómetro 12`.
    """
    labels = reader.hits.within(max(0, number.start - _LABEL_REACH), number.start, "label")
    if any(hit.end == number.start for hit in labels):
        return True
    if reader.hits.at(number.end - 1, "part_number") is not None:
        return False  # `ikisi hastanede öldü`
    unit = reader.hits.at(number.end, "unit") or _unit_of_both(reader, number)
    people = reader.hits.at(number.end, "people")
    if unit is None or (people is not None and people.end >= unit.end):
        return False  # `سه روستایی`: villagers, as written no village
    return not reader.passage.gap(number.end - 1).startswith((".", "\n"))


def _unit_of_both(reader: Reader, number: Number) -> Hit | None:
    """Return the unit behind a second number that `and` leads to: `18 и 19 лет`, `9 ve 12 yaş`."""
    words, at = reader.passage.words, number.end
    joint = at + 1 < len(words) and words[at] == reader.lexicon.conjunction
    grammar = reader.lexicon.grammar
    if not (joint and (grammar.free_order or grammar.verb_last)):
        return None
    second = number_at(words, at + 1, len(words), reader.lexicon)
    return reader.hits.at(second.end, "unit") if second is not None else None


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
    if is_of_wounded(reader, number):
        return True
    at, words, lexicon = number.start, reader.passage.words, reader.lexicon
    if not lexicon.grammar.free_order or at < _PAIR or reader.hits.at(at - 1, "of") is None:
        return False
    return number_at(words, at - _PAIR, at - 1, lexicon) is not None


def is_of_wounded(reader: Reader, number: Number) -> bool:
    """Whether it counts the wounded of whom some died: `dos de los treinta heridos murieron`."""
    hits, at = reader.hits, number.end
    source = hits.at(at, "out_of_wounded") if reader.lexicon.grammar.verb_last else None
    if source is not None and hits.at(source.end, "part_number") is not None:
        return True  # `otuz yaralıdan ikisi hastanede öldü`
    wounded = hits.at(at, "harm_counted", "harm_verb", "harm_pre")
    first = max(0, number.start - _OF_REACH)
    led = hits.within(first, number.start, "of", "out_of")
    if wounded is None or wounded.value != "wounded" or not led:
        return False
    if led[-1].end < number.start - 1 or hits.within(first, number.start, "qualifier"):
        return False
    died = hits.within(wounded.end, wounded.end + _DEATH_REACH, "harm_pre")
    return any(hit.value == "killed" and not is_parted(reader, at, hit.start) for hit in died)


def is_told(reader: Reader, number: Number) -> bool:
    """Whether it names who was told something: `قال مصدر لـ218 إن`, to the channel 218."""
    led = reader.passage.words[number.start].startswith(_TO)
    that = reader.hits.at(number.end, "that") if led else None
    return that is not None and that.value == "said"


def is_pair(reader: Reader, number: Number) -> bool:
    """Whether `one` only begins words for two people: `un couple`."""
    two = reader.hits.at(number.start, *_TWO) if number.low == 1 else None
    return two is not None and two.end > number.end
