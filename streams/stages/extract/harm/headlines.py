"""One person whom a headline tells of without an article: `officer killed`, `kill policeman`."""

from streams.stages.extract.harm.reader import Reader
from streams.stages.extract.words.scan import Hit

_VERB_WORDS = 3


def is_bare_in_headline(reader: Reader, noun: Hit, end: int) -> bool:
    """Whether an English headline counts one person without an article: `officer, guard killed`."""
    passage = reader.passage
    if passage.part != "title" or not reader.lexicon.grammar.capitals or noun.end >= end:
        return False
    if reader.lexicon.grammar.participles and _describes_attack(reader, noun):
        return False
    if (
        "," in passage.gap(noun.end - 1)
        or reader.passage.words[noun.end] == reader.lexicon.conjunction
    ):
        return reader.hits.at(noun.start - 1, "determiner") is None
    harmed = reader.hits.at(noun.end, "harm_verb", "harm_pre", "harm_post") is not None
    return harmed or _is_object_in_headline(reader, noun)


def _is_object_in_headline(reader: Reader, noun: Hit) -> bool:
    """Whether a verb right before strikes the person: `Gunmen kill policeman in Kirkuk`."""
    if reader.lexicon.grammar.participles or not noun.start:
        return False
    near = max(0, noun.start - _VERB_WORDS)
    before = reader.hits.within(near, noun.start, "harm_post", "harm_verb")
    struck = any(hit.end == noun.start for hit in before)
    return struck and not reader.passage.gap(noun.start - 1).strip()


def _describes_attack(reader: Reader, noun: Hit) -> bool:
    """Whether the noun is but an adjective of the attack before it: `une attaque terroriste`."""
    attacks = reader.hits.within(max(0, noun.start - 3), noun.end, "trigger", "trigger_weak")
    return reader.passage.gap(noun.start - 1) == " " and any(
        hit.start < noun.start <= hit.end for hit in attacks
    )


def is_struck_in_headline(reader: Reader, noun: Hit) -> bool:
    """Whether a headline marks one person without an article: `Secuestran a alcalde`."""
    passage = reader.passage
    if passage.part != "title" or not reader.lexicon.grammar.nouns_lead or not noun.start:
        return False
    marker = reader.hits.at(noun.start - 1, "object_marker")
    return marker is not None and not passage.gap(noun.start - 1).strip()
