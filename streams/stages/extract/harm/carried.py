"""Harm that `and` adds to what the sentence told of its first people: `was shot and later died`."""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

CARRIED = "toll.carried"
"""The rule of such a mention."""
_ADVERBS = 2
_LONGEST = 30
_OTHERS = ("harm_post", "harm_verb", "harm_pre", "says", "that")


def carried(
    reader: Reader, harm: Hit, groups: Sequence[CountGroup], sentence: Sentence
) -> list[CountGroup]:
    """Return the people that the sentence begins with, where `and` leads to how they died.

    `A farmer was shot in the chest by gunmen and died on the way to hospital`. Nobody where others
    than the doers stand between, or somebody speaks.
    """
    joint = _joint(reader, harm, sentence)
    if harm.value != "killed" or joint is None or not _is_death(reader, harm):
        return []
    before = [g for g in groups if g.start >= sentence.start and g.end <= joint]
    subject = before[0] if before else None
    if subject is None or subject.side == "perpetrator" or subject.subset or subject.bare:
        return []
    if joint - subject.end > _LONGEST or any(g.side != "perpetrator" for g in before[1:]):
        return []
    said = reader.hits.within(subject.end, joint, "says")
    return [] if said else [subject]


def _is_death(reader: Reader, harm: Hit) -> bool:
    """Whether the word says that somebody died, not that somebody killed."""
    if reader.hits.at(harm.start, "he_died") is not None:
        return True
    grammar = reader.lexicon.grammar
    return harm.kind == "harm_pre" and not (grammar.clitics or grammar.nouns_lead)


def _joint(reader: Reader, harm: Hit, sentence: Sentence) -> int | None:
    """Return where `and` stands before the harm, over an adverb or two at most."""
    joint = reader.lexicon.conjunction
    if harm.prefix:
        return harm.start if harm.prefix == joint else None
    for at in range(harm.start - 1, max(sentence.start, harm.start - 2 - _ADVERBS), -1):
        if reader.passage.words[at] == joint:
            return at
        if reader.hits.at(at, *_OTHERS) is not None:
            return None
    return None
