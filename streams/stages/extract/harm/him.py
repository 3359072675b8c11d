"""One person whom a pronoun alone tells: `Он скончался в больнице`, `shot him; he died`."""

from dataclasses import replace

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

_LATE = 3
_OPENING = 6
_REACH = 26
_MARKS = frozenset(",;،؛:—–-")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two", "person_attacker")
_NOUNS = ("people", "people_one", "people_two", "person")
_PEOPLE = (*_NOUNS, "role")
_KINDS = ("harm_pre", "harm_verb")


def told_of_him(reader: Reader, harm: Hit, sentence: Sentence) -> list[CountGroup]:
    """Return the one who was told last before a pronoun, on the side that it told him on.

    The pronoun opens a sentence or clause. Nobody where the verb is of several or may be an act of
    his own, or no person was told.
    """
    pronoun = _pronoun(reader, harm, sentence)
    if pronoun is None:
        pronoun = _dropped(reader, harm, sentence)
    elif harm.kind not in _KINDS or not _befell(reader, pronoun, harm):
        pronoun = None
    if pronoun is None or reader.hits.at(harm.start, "several_verb") is not None:
        return []
    told = reader.hits.within(max(0, pronoun.start - _REACH), pronoun.start, *_ATTACKERS, *_PEOPLE)
    while told and _is_agent(reader, told[-1]):
        told = told[:-1]
    if not told or (pronoun.kind == "he_died" and told[-1].kind in _ATTACKERS):
        return []
    one = CountGroup(pronoun.start, pronoun.end, 1, 1, "people", "victim", single=True)
    attacker = told[-1].kind in _ATTACKERS
    return [replace(one, group="gunmen", side="perpetrator") if attacker else one]


def _pronoun(reader: Reader, harm: Hit, sentence: Sentence) -> Hit | None:
    """Return the pronoun that begins the clause of the harm, right before it."""
    found = reader.hits.within(max(sentence.start, harm.start - _LATE), harm.start, "he")
    for pronoun in reversed(found):
        first = pronoun.start - 1
        if pronoun.start == sentence.start or _MARKS.intersection(reader.passage.gap(first)):
            return pronoun
        if reader.passage.words[first] == reader.lexicon.conjunction:
            return pronoun
    return None


def _is_agent(reader: Reader, person: Hit) -> bool:
    """Whether a word like `by` makes the person the one who did it: `was shot by a reservist`."""
    before = reader.hits.within(max(0, person.start - _LATE), person.start, "by")
    return any(person.start - hit.end <= 1 for hit in before)


def _befell(reader: Reader, pronoun: Hit, harm: Hit) -> bool:
    """Whether a verb is none that the pronoun's owner did: `he was killed`, not `he killed`."""
    passive = reader.hits.within(pronoun.end, harm.start, "aux")
    return harm.kind != "harm_verb" or bool(passive)


def _dropped(reader: Reader, harm: Hit, sentence: Sentence) -> Hit | None:
    """Return the verb in the singular that tells of him without a pronoun: `Falleció ayer`.

    No other person is named in its sentence before it.
    """
    verb = reader.hits.at(harm.start, "he_died")
    named = reader.hits.within(sentence.start, harm.start, *_ATTACKERS, *_NOUNS)
    alone = verb is not None and not named and sentence.start > 0
    early = reader.lexicon.grammar.verb_last or harm.start - sentence.start <= _OPENING
    return verb if alone and early else None
