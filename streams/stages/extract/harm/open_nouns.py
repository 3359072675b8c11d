"""People told by a noun or name that no table has: `un apicultor murió`, `قُتل خالد العلي`.

No table has every trade. A word that means nothing else is somebody where words right behind, or in
Arabic right before, say that he died or was hurt.
"""

from streams.domain.numbers import Number
from streams.stages.extract.harm.nationals import BEFALLS
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_SHORTEST = 3
_LONGEST = 2
_HURT = ("killed", "wounded")
_DESCRIBES = ("describes", "fore_adjective", "adj")
_LONGEST_NAME = 4
_MANY = ("ون", "ين", "ان", "ات", "ا")
"""Endings of Arabic words for several people, and of adverbs."""
_PREFIXES = ("ب", "ل", "و", "ف", "ك")
_GOES_ON = (
    "locative", "by", "time", "weekday", "age", "split_tail", "cause", "clause", "harm_post",
    "suffered", "role", "trigger", "part_of_day", "weapon", "small_word", "says", "subset",
)  # fmt: skip
_TITLES = ("role", "person", "people_one")
_FALLS = ("harm_verb", "harm_word", "harm_counted")


def open_noun(reader: Reader, number: Number, end: int, qualifier: str | None) -> CountGroup | None:
    """Return the people whom an unknown noun behind a number tells.

    Where words for harm lead, any noun right behind the number is somebody anyway.
    """
    if reader.lexicon.clitics.article:
        return None
    stop = noun_end(reader, number.end, end)
    if stop is None:
        return None
    return CountGroup(
        number.start,
        stop,
        number.low,
        number.high,
        "people",
        "victim",
        qualifier="vague" if number.vague else qualifier,
    )


def one_unknown(reader: Reader, determiner: Hit, end: int) -> CountGroup | None:
    """Return the one whom an unknown noun behind an article tells, where articles agree with it."""
    grammar = reader.lexicon.grammar
    if determiner.value == "known" or not (grammar.nouns_lead or grammar.participles):
        return None
    stop = noun_end(reader, determiner.end, end)
    if stop is None:
        return None
    return CountGroup(determiner.start, stop, 1, 1, "people", "victim", single=True)


def noun_end(reader: Reader, at: int, end: int) -> int | None:
    """Return where the unknown noun at token `at` ends, None where it is none or nobody suffers."""
    here = at
    while here < min(end, at + _LONGEST) and _may_be_noun(reader, here, first=here == at):
        here += 1
        if reader.passage.gap(here - 1) != " ":
            break
    if here == at or here >= end or reader.passage.gap(here - 1) != " ":
        return None
    return here if _suffers(reader, here) else None


def _may_be_noun(reader: Reader, at: int, *, first: bool) -> bool:
    """Whether a word is none that the lexicon knows, or only describes the noun before it."""
    passage = reader.passage
    word = passage.words[at]
    if len(word) < _SHORTEST or not word.isalpha() or word in reader.lexicon.numbers:
        return False
    if reader.lexicon.grammar.capitals and passage.raw[passage.starts[at]].isupper():
        return False
    if not first and (at in reader.nationalities or reader.hits.at(at, *_DESCRIBES)):
        return True
    return not reader.hits.by_start.get(at) and at not in reader.attacking_orgs


def _suffers(reader: Reader, at: int) -> bool:
    """Whether words at a token say that those before them died or were hurt."""
    harm = reader.hits.at(at, "harm_pre")
    if harm is not None:
        return harm.value in _HURT
    aux = reader.hits.at(at, "aux")
    fallen = reader.hits.at(aux.end, *_FALLS) if aux is not None else None
    return fallen is not None and fallen.value in _HURT


def fallen_behind(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return the one whom an unknown word right behind an Arabic word of harm names."""
    words, article = reader.passage.words, reader.lexicon.clitics.article
    if not article or not any(hit.end == at for hit in _befalling(reader, at)):
        return None
    here = at
    while here < min(end, at + _LONGEST_NAME) and _may_be_noun(reader, here, first=True):
        here += 1
        if reader.passage.gap(here - 1) != " ":
            break
    word = words[at]
    if here == at or word.startswith((article, *_PREFIXES)) or word.endswith(_MANY):
        return None
    ends = here >= end or bool(reader.passage.gap(here - 1).strip())
    joined = not ends and words[here].startswith(reader.lexicon.conjunction)
    if not (ends or joined or reader.hits.at(here, *_GOES_ON) is not None):
        return None
    if not joined and reader.hits.at(here, *_TITLES) is not None:
        return None  # `خليف الجاسم، القاضي في`: the title counts him
    return CountGroup(at, here, 1, 1, "people", "victim", single=True)


def _befalling(reader: Reader, at: int) -> list[Hit]:
    found = reader.hits.within(max(0, at - 3), at, *BEFALLS)
    light = {hit.start for hit in reader.hits.within(max(0, at - 3), at, "light")}
    return [hit for hit in found if hit.value in _HURT and hit.start not in light]
