"""A harm that befell nobody: `nadie murió`, `personne n'a été tué`, `ölen olmadı`."""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_REACH = 4
_PHRASE = 6


def is_denied(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> bool:
    """Whether the words around say that nobody suffered it, so that no number near is its.

    A whole phrase of the data holds it, or a word like `nobody` stands before it, with neither a
    mark nor people between; right behind it where the verb ends the clause.
    """
    first = max(0, harm.start - _PHRASE)
    phrases = reader.hits.within(first, harm.end + _PHRASE, "harm_none")
    if any(none.start <= harm.start and harm.end <= none.end for none in phrases):
        return True
    grammar = reader.lexicon.grammar
    if grammar.verb_last or grammar.verb_far:
        return grammar.verb_last and reader.hits.at(harm.end, "negator") is not None
    before = reader.hits.within(max(0, harm.start - _REACH), harm.start, "negator")
    return bool(before) and not _is_apart(reader, before[-1].end, harm.start, groups)


def _is_apart(reader: Reader, start: int, end: int, groups: Sequence[CountGroup]) -> bool:
    """Whether a mark, people or other words than helping verbs stand between two tokens."""
    marked = any(reader.passage.gap(at).strip(" '’\n") for at in range(start - 1, end - 1))
    counted = any(start <= group.start and group.end <= end for group in groups)
    return marked or counted or not _only_helps(reader, start, end)


def _only_helps(reader: Reader, start: int, end: int) -> bool:
    """Whether each token between is one of a verb's small words, or of `person`."""
    return all(
        reader.hits.at(at, "aux", "negator", "be", "small_word", "people", "person") is not None
        for at in range(start, end)
    )
