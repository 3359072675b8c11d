"""One person whom a pronoun alone tells at the start of a sentence: `Он скончался в больнице`."""

from dataclasses import replace

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

_LATE = 3
_REACH = 26
_ATTACKERS = ("attackers", "attackers_one", "attackers_two")
_PEOPLE = ("people", "people_one", "people_two", "role")


def told_of_him(reader: Reader, harm: Hit, sentence: Sentence) -> list[CountGroup]:
    """Return the one whom the sentence before told last, on the side that it told him on.

    Nobody where the verb is of several, or no person was told.
    """
    pronoun = reader.hits.at(sentence.start, "he")
    if pronoun is None or harm.kind != "harm_pre" or harm.start - sentence.start > _LATE:
        return []
    if reader.hits.at(harm.start, "several_verb") is not None:
        return []
    told = reader.hits.within(
        max(0, sentence.start - _REACH), sentence.start, *_ATTACKERS, *_PEOPLE
    )
    if not told:
        return []
    one = CountGroup(pronoun.start, pronoun.end, 1, 1, "people", "victim", single=True)
    attacker = told[-1].kind in _ATTACKERS
    return [replace(one, group="gunmen", side="perpetrator") if attacker else one]
