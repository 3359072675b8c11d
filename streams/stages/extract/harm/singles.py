"""One person told without a number: `a senior police officer`, `Mayor Ana Diaz`, `his wife`."""

from dataclasses import replace

from streams.stages.extract.harm.headlines import is_bare_in_headline, is_struck_in_headline
from streams.stages.extract.harm.nationals import national_behind
from streams.stages.extract.harm.open_nouns import one_unknown
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

_MOST_ADJECTIVES = 4
_PERSON = ("person", "person_attacker")
_ORG_REACH = 3
_LONGEST_NAME = 4
_OWNER_REACH = 8
_ENDS_OWNER = (
    "by", "locative", "trigger", "trigger_weak", "act", "says", "harm_post", "harm_pre",
    "harm_verb", "aux", "claim", "clause",
)  # fmt: skip
_SUBJECT_REACH = 8
_AMONG_REACH = 3
_HOW_REACH = 6
_HOW = ("trigger", "trigger_weak", "the_attack", "weapon", "arms", "by", "weekday", "time")
_QUOTES = ("«", '"', "“", "„")
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
        return _with_article(reader, determiner, end)
    title = reader.hits.at(at, *_PERSON)
    if title is None:
        return None
    person = _group(reader, at, title, definite=False)
    if is_bare_in_headline(reader, title, end) or _is_bare_subject(reader, title, end):
        return person
    if title.end < end and is_name(reader, title.end):
        return replace(person, end=name_end(reader, title.end, end))
    return person if is_struck_in_headline(reader, title) else None


def _with_article(reader: Reader, determiner: Hit, end: int) -> CountGroup | None:
    """Return the one person behind an article: `the mayor`, in some languages with the name."""
    at = determiner.start
    noun = _noun_after(reader, determiner.end, end)
    if noun is None and determiner.end - at > 1:  # `un jeune` leads to a noun, or is one
        noun = _noun_after(reader, at + 1, end)
    if noun is None and not _only_tells(reader, at):
        return national_behind(reader, determiner, end) or one_unknown(reader, determiner, end)
    if noun is None or _only_tells(reader, at) or reader.hits.at(at, "institution") is not None:
        return None
    person = _group(reader, at, noun, definite=determiner.value == "known")
    if not reader.lexicon.grammar.participles or reader.passage.gap(person.end - 1) != " ":
        return person
    return replace(person, end=name_end(reader, person.end, end))


def _only_tells(reader: Reader, at: int) -> bool:
    """Whether a word like `selon` right before makes of the person who tells it."""
    said = reader.hits.within(max(0, at - 2), at + 1, "says", "according")
    return reader.lexicon.grammar.participles and any(hit.end >= at for hit in said)


def _is_bare_subject(reader: Reader, noun: Hit, end: int) -> bool:
    """Whether a noun without article is who suffered: `öğretmen hayatını kaybetti`, `vali ile`."""
    if not reader.lexicon.grammar.verb_last or noun.end >= end:
        return False
    if reader.passage.gap(noun.end - 1).strip():
        return False
    if reader.hits.at(noun.end, "harm_pre") is not None:
        return True
    if reader.hits.within(max(0, noun.start - _AMONG_REACH), noun.start, "subset"):
        return False  # `aralarında kadın ve çocukların bulunduğu sekiz kişi`
    joined = any(
        at >= 0 and (_is_and(reader, at) or reader.hits.at(at, "besides") is not None)
        for at in (noun.start - 1, noun.end)
    )
    harmed = reader.hits.within(noun.end, min(noun.end + _SUBJECT_REACH, end), "harm_pre")
    return joined and bool(harmed)


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
    if reader.lexicon.grammar.quoted_names and at and reader.passage.gap(at - 1).endswith(_QUOTES):
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
    if reader.lexicon.grammar.verb_last and harm.kind == "harm_pre":
        person = named_person_at(reader, _how_start(reader, harm.start) - 2, sentence.end)
        return [person] if person is not None else []
    kinds = (
        "harm_post",
        "harm_verb",
        *(("harm_pre",) if reader.lexicon.grammar.free_order else ()),
    )
    if not reader.lexicon.grammar.capitals or harm.kind not in kinds:
        return []
    if reader.hits.at(harm.start, "several_verb") is not None:
        return []
    marker = reader.hits.at(harm.end, "object_marker")
    done = marker is not None and reader.hits.at(harm.start, "act") is not None
    behind = marker.end if marker is not None and done else harm.end
    person = named_person_at(reader, behind, sentence.end)
    passive = reader.hits.within(max(sentence.start, harm.start - 3), harm.start, "aux")
    if person is None and reader.lexicon.grammar.free_order:
        person = named_person_at(reader, harm.start - 2, harm.start)
    if person is None and passive:
        before = _age_start(reader, passive[0].start)
        person = named_person_at(reader, before - 2, sentence.end)
    return [person] if person is not None else []


def _how_start(reader: Reader, at: int) -> int:
    """Return where the words begin that tell before a verb how: `silahlı saldırıda öldürüldü`."""
    how = reader.hits.within(max(0, at - _HOW_REACH), at, *_HOW)
    while (led := [hit for hit in how if hit.end == at]) and led[0].start < at:
        at = min(hit.start for hit in led)
    return at


def _noun_after(reader: Reader, at: int, end: int) -> Hit | None:
    """Return the noun behind an article, over the words that describe it."""
    hits, passage = reader.hits, reader.passage
    for here in range(at, min(at + _MOST_ADJECTIVES + 1, end)):
        noun = hits.at(here, *_PERSON)
        if noun is not None and noun.end <= end and _ends_here(reader, noun, end):
            return noun
        if hits.at(here, *_NO_ADJECTIVE) is not None or not may_stand_before(reader, here):
            return None
        if any(mark in passage.gap(here) for mark in ",;()–—:."):
            return None
    return None


def may_stand_before(reader: Reader, at: int) -> bool:
    """Whether a word may stand between an article or a number and its noun: any in English.

    Where nouns lead, few adjectives may: `dos presuntos sicarios`.
    """
    nouns_lead = reader.lexicon.grammar.nouns_lead
    return not nouns_lead or reader.hits.at(at, "fore_adjective", "determiner") is not None


def _ends_here(reader: Reader, noun: Hit, end: int) -> bool:
    """Whether no further noun follows that the word only describes: `a passenger bus`."""
    stop = described_end(reader, noun.end, end)
    gap = reader.passage.gap(stop - 1)
    if stop >= end or gap.strip(" \t\n") or _is_open(reader, stop):
        return True
    grammar = reader.lexicon.grammar
    if grammar.nouns_lead or grammar.participles:
        return True
    if reader.hits.at(stop, *_MAY_FOLLOW) is not None:
        return True
    return is_name(reader, stop)


def described_end(reader: Reader, at: int, end: int) -> int:
    """Return where the adjectives behind people end: `dix soldats maliens`."""
    if not reader.lexicon.grammar.participles:
        return at
    while at < end and not reader.passage.gap(at - 1).strip(" -"):
        if at not in reader.nationalities and reader.hits.at(at, "describes") is None:
            break
        at += 1
    return _age_end(reader, at, end)


def _age_end(reader: Reader, at: int, end: int) -> int:
    """Return where an age behind people ends, `at` where none begins: `de 45 ans`, `, 45 ans`."""
    led = reader.hits.at(at, "age", "open_end") if at < end else None
    number = led.end if led is not None else at
    parted = led is None and not reader.passage.gap(at - 1).startswith(",")
    if parted or number + 1 >= end or not reader.passage.words[number].isdecimal():
        return at
    unit = reader.hits.at(number + 1, "unit")
    return unit.end if unit is not None else at


def _age_start(reader: Reader, end: int) -> int:
    """Return where an age behind a name begins: `, 45,`, `, 45 ans,`, `, de 45 años,`."""
    words, gap = reader.passage.words, reader.passage.gap
    unit = reader.hits.at(end - 1, "unit")
    number = unit.start - 1 if unit is not None and unit.end == end else end - 1
    if number < 1 or not words[number].isdecimal():
        return end
    led = reader.hits.at(number - 1, "age", "open_end")
    start = led.start if led is not None and led.end == number else number
    return start if gap(start - 1).strip() in (",", "(") else end


def is_name(reader: Reader, at: int) -> bool:
    """Whether a token is a name: a capital, and no word that the lexicon knows."""
    passage = reader.passage
    known = any(hit.kind != "given_name" for hit in reader.hits.by_start.get(at, ()))
    if known or at in reader.attacking_orgs or at in reader.nationalities:
        return False
    raw = passage.raw[passage.starts[at] : passage.ends[at]]
    if raw[0].isdecimal() or len(raw) == 1:
        return False
    return raw.isupper() if passage.in_capitals else raw.istitle()


def _owner_end(reader: Reader, at: int) -> int:
    """Return how far the words reach that say whose man it is: `de la unidad de X de Hizbulá`."""
    if reader.hits.at(at, "of") is None:
        return at
    here = at + 1
    while here < at + _OWNER_REACH and reader.hits.at(here, *_ENDS_OWNER) is None:
        if reader.passage.gap(here - 1).strip():
            break
        here += 1
    return here


def _group(reader: Reader, at: int, noun: Hit, *, definite: bool) -> CountGroup:
    last = noun.end + (_ORG_REACH if _is_open(reader, noun.end) else 0)
    if reader.lexicon.grammar.nouns_lead and noun.value == "military":
        last = max(last, _owner_end(reader, noun.end))
    attacker = noun.kind == "person_attacker" or any(
        token in reader.attacking_orgs for token in range(at, last)
    )
    nations = (reader.nationalities.get(token) for token in range(at, noun.end + 2))
    return CountGroup(
        at,
        described_end(reader, noun.end, len(reader.passage.words)),
        1,
        1,
        "gunmen" if attacker else noun.value,
        "perpetrator" if attacker else "victim",
        nationality=next((nation for nation in nations if nation), None),
        single=True,
        definite=definite,
    )
