"""Where participles stand behind people: `dix soldats tués`, `ont tué dix soldats`."""

from streams.domain.numbers import Number
from streams.stages.extract.harm.lists import is_apposed, is_listed
from streams.stages.extract.harm.members import points_back
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_STOPPED_REACH = 5
_BEFORE = 3


def is_stopping(reader: Reader, harm: Hit) -> bool:
    """Whether the participle only ends words for an attacker's own end: `avant d'être abattu`."""
    if not reader.lexicon.grammar.participles:
        return False
    near = reader.hits.within(
        max(0, harm.start - _STOPPED_REACH), harm.end + _STOPPED_REACH, "harm_stopped"
    )
    return any(hit.start < harm.start and harm.end <= hit.end for hit in near)


def is_perfect(reader: Reader, harm: Hit) -> bool:
    """Whether a word like `have` makes of the participle what somebody did: `ont tué`."""
    return any(
        all(reader.hits.at(at, "also") is not None for at in range(have.end, harm.start))
        for have in reader.hits.within(max(0, harm.start - 2), harm.start, "have")
    )


def is_joined(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether two groups stand in one list, over a name: `le maire, Ali Diallo, et son fils`."""
    apposed = reader.lexicon.grammar.participles and is_apposed(reader, one, other)
    return is_listed(reader, one, other) or apposed


def is_told_before(reader: Reader, group: CountGroup) -> bool:
    """Whether what befell people stands before them: `avons perdu 23 hommes et 14 sont blessés`."""
    if not reader.lexicon.grammar.participles:
        return False
    told = reader.hits.within(max(0, group.start - _BEFORE), group.start, "harm_post", "harm_verb")
    return any(hit.end == group.start for hit in told)


def has_other_harm(reader: Reader, group: CountGroup) -> bool:
    """Whether a participle behind says what befell these: `dont un policier, et onze blessés`."""
    harm = reader.hits.at(group.end, "harm_verb") if reader.lexicon.grammar.participles else None
    return harm is not None and harm.value != "killed"


def has_own_harm(reader: Reader, harm: Hit, group: CountGroup) -> bool:
    """Whether a participle right behind people tells another harm: `tués et 33 blessés`."""
    own = reader.hits.at(group.end, "harm_verb")
    return own is not None and own.value != harm.value


def is_article(reader: Reader, number: Number) -> bool:
    """Whether the number is but an article: `un camp`, not `un mort`, `l'un d'eux`."""
    if number.low != 1 or not reader.lexicon.grammar.article_is_one:
        return False
    if reader.passage.words[number.start].isdecimal() or points_back(reader, number):
        return False
    return reader.hits.at(number.end, "harm_counted", "harm_verb", "harm_pre") is None
