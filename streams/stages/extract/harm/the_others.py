"""People who are told by their place among others: `the other two`, `a third`, `الآخر`."""

from typing import TYPE_CHECKING

from streams.domain.numbers import Number
from streams.stages.extract.harm.ended import told_of_attackers
from streams.stages.extract.harm.members import who
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

if TYPE_CHECKING:
    from streams.domain.records.vocabulary import Side

_PEOPLE = ("people", "attackers", "others", "member")
_ONE = ("people_one", "attackers_one", "member_one")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two")
_NEXT = 1
_TEN = 10
_REACH = 30
_ENDS = frozenset(".!?\n")


def another(reader: Reader, at: int) -> Hit | None:
    """Return `another`, `a fourth` where it alone is who was hurt: `وإصابة رابع`.

    A known one of several may stand before the word that tells it, or go on a list of them:
    `وأردوا الآخر قتيلا`, `قتل الثاني والثالث`.
    """
    other = reader.hits.at(at, "others_one")
    if other is None or reader.hits.at(other.end, *_PEOPLE, *_ONE) is not None:
        return None
    if reader.hits.within(max(0, at - _NEXT), at, "harm_post"):
        return other
    grammar = reader.lexicon.grammar
    if grammar.free_order or grammar.participles or grammar.nouns_lead:
        return other if reader.hits.at(other.end, "harm_pre") else None
    if reader.lexicon.grammar.verb_far:
        return other if _opens_clause(reader, at) and told_of_attackers(reader, at) else None
    if not grammar.clitics:
        return other if reader.hits.at(other.end, "harm_pre", "aux") else None
    return other if _is_known(reader, other) else None


def _is_known(reader: Reader, other: Hit) -> bool:
    """Whether an Arabic word with the article goes on a list or has its harm behind it."""
    listed = other.prefix and reader.hits.at(other.start - 1, "others_one")
    harmed = listed or reader.hits.at(other.end, "harm_counted", "harm_pre")
    return bool(other.definite and harmed)


def side_of_another(reader: Reader, other: Hit) -> CountGroup | None:
    """Return the one as an attacker where attackers were named before; None for anybody else."""
    grammar = reader.lexicon.grammar
    if grammar.verb_far:
        return _attacker(other)
    known = other.definite or grammar.free_order
    if not (known and _attackers_told(reader, other.start)):
        return None
    return _attacker(other)


def _attacker(other: Hit) -> CountGroup:
    return CountGroup(
        other.start, other.end, 1, 1, "fighters", "perpetrator", others=True, definite=True
    )


def _opens_clause(reader: Reader, at: int) -> bool:
    """Whether a mark or `and` right before the word makes it a subject: `و دیگری کشته شد`."""
    if not at or reader.passage.words[at - 1] == reader.lexicon.conjunction:
        return True
    return bool(reader.passage.gap(at - 1).strip())


def noun_first(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return people whose number follows them: `المهاجمون الأربعة`, `القتلى الثلاثة`."""
    noun = reader.hits.at(at, *_PEOPLE, "harm_counted")
    if noun is None or noun.end >= end or _are_source(reader, noun):
        return None
    number = known_number(reader, noun.end, end)
    if number is None:
        return None
    if noun.kind == "harm_counted":
        return CountGroup(at, number.end, number.low, number.high, "people", "victim")
    group, side = who(reader, noun, at, end)
    return CountGroup(at, number.end, number.low, number.high, group, side)


def _are_source(reader: Reader, noun: Hit) -> bool:
    """Whether words before make them those of whom some died: `من الجرحى الثلاثين`."""
    near = reader.hits.within(max(0, noun.start - 1), noun.end, "out_of_wounded")
    return noun.kind == "harm_counted" and bool(near)


def the_rest(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return those who are left of several: `الثلاثة الآخرون`."""
    number = known_number(reader, at, end)
    if number is None or number.end >= end or reader.hits.at(number.end, "rest") is None:
        return None
    low, side = number.low, _side_of_rest(reader, at)
    return CountGroup(at, number.end, low, low, None, side, others=True, definite=True)


def _side_of_rest(reader: Reader, at: int) -> "Side":
    return "perpetrator" if _attackers_told(reader, at) else "unknown"


def _attackers_told(reader: Reader, at: int) -> bool:
    """Whether attackers are the last people told, whatever they attacked."""
    ones = ("people_one",) if reader.lexicon.grammar.free_order else ()
    told = reader.hits.within(max(0, at - _REACH), at, *_ATTACKERS, "people", *ones)
    if ones and told and _is_ended(reader, told[-1].end, at):
        return False
    return bool(told) and told[-1].kind in _ATTACKERS


def _is_ended(reader: Reader, start: int, end: int) -> bool:
    """Whether a sentence ends between two tokens."""
    return any(_ENDS.intersection(reader.passage.gap(at)) for at in range(start - 1, end))


def known_number(reader: Reader, at: int, end: int) -> Number | None:
    """Return the number that stands with the article at a token: `الأربعة`, `الاثنا عشر`."""
    words, lexicon = reader.passage.words, reader.lexicon
    for form in lexicon.forms(words[at]):
        number = lexicon.numbers.get(form.stem)
        if form.definite and not form.prefix and number:
            teens = number < _TEN and at + 1 < end and lexicon.numbers.get(words[at + 1]) == _TEN
            number += _TEN if teens else 0
            return Number(at, at + 1 + teens, number, number)
    return None
