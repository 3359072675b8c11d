"""One person told without a number: `a senior police officer`, `Mayor Ana Diaz`, `his wife`."""

from dataclasses import replace

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

_MOST_ADJECTIVES = 4
_PERSON = ("person", "person_attacker")
_ORG_REACH = 3
_LONGEST_NAME = 4
SINGLES = ("determiner", *_PERSON)
"""Kinds of words that one person told without a number may begin with."""
_NO_ADJECTIVE = (
    "harm_verb", "harm_post", "harm_pre", "says", "aux", "locative", "by", "subset", "combined",
    "small_word", "determiner", "trigger", "arms", "light", "others", "weekday", "month",
)  # fmt: skip
_MAY_FOLLOW = (
    "harm_verb", "harm_post", "harm_pre", "harm_stopped", "says", "aux", "locative", "by", "of",
    "small_word", "subset", "time", "weekday", "month", "age", "direction", "against", "determiner",
    "participle",
)  # fmt: skip


def single_at(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return the one person that is named from token `at`: an article and a noun, or a title."""
    determiner = reader.hits.at(at, "determiner")
    if determiner is not None:
        noun = _noun_after(reader, determiner.end, end)
        known = determiner.value == "known"
        return _group(reader, at, noun, definite=known) if noun else None
    title = reader.hits.at(at, *_PERSON)
    if title is not None and _is_bare_in_headline(reader, title, end):
        return _group(reader, at, title, definite=False)
    if title is not None and title.end < end and is_name(reader, title.end):
        person = _group(reader, at, title, definite=False)
        return replace(person, end=name_end(reader, title.end, end))
    return None


def _is_bare_in_headline(reader: Reader, noun: Hit, end: int) -> bool:
    """Whether an English headline counts one person without an article: `officer, guard killed`."""
    passage = reader.passage
    if passage.part != "title" or not reader.lexicon.grammar.capitals or noun.end >= end:
        return False
    if "," in passage.gap(noun.end - 1) or _is_and(reader, noun.end):
        return reader.hits.at(noun.start - 1, "determiner") is None
    return reader.hits.at(noun.end, "harm_verb", "harm_pre", "harm_post") is not None


def _is_and(reader: Reader, at: int) -> bool:
    return reader.passage.words[at] == reader.lexicon.conjunction


def _is_open(reader: Reader, end: int) -> bool:
    """Whether the last word before token `end` waits for another: `a member of`."""
    return reader.hits.at(end - 1, "open_end") is not None


def is_within(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether the second only goes on with the first: `a member of the Citizen Guard`."""
    return one.single and _is_open(reader, one.end) and other.start == one.end


def named_person_at(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return a person whose two names begin at token `at`."""
    if at < 0 or at + 1 >= end:
        return None
    if not (is_name(reader, at) and is_name(reader, at + 1)) or reader.passage.gap(at).strip():
        return None
    return CountGroup(at, at + 2, 1, 1, "people", "victim", single=True)


def listed_names_at(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return people whose names are listed behind their noun: `constables Ali Khan and Noor Gul`.

    A noun with one name behind it, or none, is no figure.
    """
    noun = reader.hits.at(at, "people")
    if noun is None or not reader.lexicon.grammar.capitals:
        return None
    here, count = noun.end, 0
    shortest = 2 if reader.lexicon.grammar.adjective_names else 1
    while (stop := name_end(reader, here, end)) >= here + shortest:
        count += 1
        here = after = stop
        if after < end and _is_and(reader, after):
            after += 1
        elif "," not in reader.passage.gap(stop - 1):
            break
        here = after
    last = here if count < 2 or not _is_and(reader, here - 1) else here - 1
    return CountGroup(at, last, count, count, noun.value, "victim") if count > 1 else None


def name_end(reader: Reader, at: int, end: int) -> int:
    """Return where the name that begins at token `at` ends; `at` itself where none does."""
    here = at
    while here < min(end, at + _LONGEST_NAME) and is_name(reader, here):
        here += 1
        if reader.passage.gap(here - 1).strip(" \n'’-"):
            break
    return here


def named_person(reader: Reader, harm: Hit, sentence: Sentence) -> list[CountGroup]:
    """Return the one person by name: `the murder of Ana Diaz`, `Ana Diaz was shot dead`."""
    kinds = (
        "harm_post",
        "harm_verb",
        *(("harm_pre",) if reader.lexicon.grammar.free_order else ()),
    )
    if not reader.lexicon.grammar.capitals or harm.kind not in kinds:
        return []
    if reader.hits.at(harm.start, "several_verb") is not None:
        return []
    person = named_person_at(reader, harm.end, sentence.end)
    passive = reader.hits.within(max(sentence.start, harm.start - 3), harm.start, "aux")
    if person is None and reader.lexicon.grammar.free_order:
        person = named_person_at(reader, harm.start - 2, harm.start)
    if person is None and passive:
        person = named_person_at(reader, passive[0].start - 2, sentence.end)
    return [person] if person is not None else []


def _noun_after(reader: Reader, at: int, end: int) -> Hit | None:
    """Return the noun behind an article, over the words that describe it."""
    hits, passage = reader.hits, reader.passage
    for here in range(at, min(at + _MOST_ADJECTIVES + 1, end)):
        noun = hits.at(here, *_PERSON)
        if noun is not None and noun.end <= end and _ends_here(reader, noun, end):
            return noun
        if hits.at(here, *_NO_ADJECTIVE) is not None:
            return None
        if any(mark in passage.gap(here) for mark in ",;()–—:."):
            return None
    return None


def _ends_here(reader: Reader, noun: Hit, end: int) -> bool:
    """Whether no further noun follows that the word only describes: `a passenger bus`."""
    gap = reader.passage.gap(noun.end - 1)
    if noun.end >= end or gap.strip(" \t\n") or _is_open(reader, noun.end):
        return True
    if reader.hits.at(noun.end, *_MAY_FOLLOW) is not None:
        return True
    return is_name(reader, noun.end)


def is_name(reader: Reader, at: int) -> bool:
    """Whether a token is a name: a capital, and no word that the lexicon knows."""
    passage = reader.passage
    if reader.hits.by_start.get(at) or at in reader.attacking_orgs or at in reader.nationalities:
        return False
    raw = passage.raw[passage.starts[at] : passage.ends[at]]
    if raw[0].isdecimal() or len(raw) == 1:
        return False
    return raw.isupper() if passage.in_capitals else raw.istitle()


def _group(reader: Reader, at: int, noun: Hit, *, definite: bool) -> CountGroup:
    last = noun.end + (_ORG_REACH if _is_open(reader, noun.end) else 0)
    attacker = noun.kind == "person_attacker" or any(
        token in reader.attacking_orgs for token in range(at, last)
    )
    nations = (reader.nationalities.get(token) for token in range(at, noun.end + 2))
    return CountGroup(
        at,
        noun.end,
        1,
        1,
        "gunmen" if attacker else noun.value,
        "perpetrator" if attacker else "victim",
        nationality=next((nation for nation in nations if nation), None),
        single=True,
        definite=definite,
    )
